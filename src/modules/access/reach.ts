import { dottedCode, isWithin, type RegionCode } from '../../kernel/region-code.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { reachedRegion } from './access.ts'
import type { By } from './act.ts'
import { writtenRegion } from './places.ts'

/** Refuses a place beyond the region of whoever acts. An organisation that reaches itself only acts for its own places anywhere. */
export function requireWithin(by: By, place: RegionCode): void {
  const reached = by.kind === 'system' ? null : reachedRegion(by.actor)
  if (reached === null || isWithin(place, reached)) return
  throw outside(dottedCode(place), reached)
}

/** The same for what belongs to a region itself, as its figures do: an organisation that reaches itself only has none. */
export function requireRegionReached(by: By, region: RegionCode): void {
  if (by.kind === 'system') return
  const reached = reachedRegion(by.actor)
  if (reached === null || !isWithin(region, reached)) throw outside(writtenRegion(region), reached)
}

/** A refusal of a region that is not part of another. */
export function outside(value: string, within: RegionCode | null): Refusal {
  return refuse('region-outside', {
    field: 'region',
    value,
    within: within === null ? '' : writtenRegion(within),
  })
}
