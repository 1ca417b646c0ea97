import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { ancestorsOf, restateBetween, type MapChange } from '../regions/regions.ts'
import { NO_TALLY, type CoverageTally } from './coverage.ts'

/** Codes that people may still carry though the map of a day does not have them: villages that a redrawing ended or began. */
export function redrawnVillages(changes: readonly MapChange[]): readonly RegionCode[] {
  const codes = changes.flatMap(({ pairs }) => pairs.flatMap(({ old, new: next }) => [old, next]))
  return [...new Set(codes)].filter((code) => code % 10_000 !== 0)
}

/** A village whose code a day does not have, with the day from which its code is and what is counted there. */
export type Stray = { readonly code: RegionCode; readonly codeOn: PlainDate; readonly tally: CoverageTally }

const MEASURES = ['wageMembers', 'ownMembers', 'wagePeople', 'allPeople'] as const

/**
 * By how much the tallies of regions differ on the map of a day from those by the codes people carry: what is counted in villages that this
 * map does not have goes where the decrees say. Sums to nothing over any level, so that no total moves.
 */
export function shiftsOf(
  strays: readonly Stray[],
  changes: readonly MapChange[],
  on: PlainDate,
): ReadonlyMap<RegionCode, CoverageTally> {
  const shifts = new Map<RegionCode, CoverageTally>()
  const add = (code: RegionCode, measure: keyof CoverageTally, amount: number) => {
    const before = shifts.get(code) ?? NO_TALLY
    shifts.set(code, { ...before, [measure]: before[measure] + amount })
  }
  for (const { code, codeOn, tally } of strays) {
    for (const measure of MEASURES) {
      const amount = tally[measure]
      if (amount === 0) continue
      const there = restateBetween(new Map([[code, BigInt(amount)]]), changes, codeOn, on)
      for (const region of [code, ...ancestorsOf(code)]) add(region, measure, -amount)
      for (const [target, part] of there)
        for (const region of [target, ...ancestorsOf(target)]) add(region, measure, Number(part))
    }
  }
  return shifts
}

export function addTallies(one: CoverageTally, other: CoverageTally | undefined): CoverageTally {
  if (!other) return one
  return {
    wageMembers: one.wageMembers + other.wageMembers,
    ownMembers: one.ownMembers + other.ownMembers,
    wagePeople: one.wagePeople + other.wagePeople,
    allPeople: one.allPeople + other.allPeople,
  }
}
