import { INDONESIA, parentOf, type RegionCode } from '../../kernel/region-code.ts'
import type { By } from '../access/act.ts'
import { ACTIONS } from '../access/actions.ts'
import type { Indicator } from '../figures/figures.ts'
import type { CoverageTally } from './coverage.ts'
import type { Tallies } from './open-tallies.ts'
import { hideSmallRegions, type SmallCounts } from './small-cells.ts'

/** Whether somebody may see who stands behind a small number anyway: whoever reads people of the registry, and the program itself. */
export function seesSmallCells(by: By): boolean {
  if (by.kind === 'system') return true
  const { key, held } = by.actor
  if (key) return key.actions.includes('people.read')
  return held !== null && ACTIONS['people.read'].roles.includes(held.role)
}

/** Says of a region whether its figure, or that of its segments, is hidden on the day of a count. */
export type Hiding = {
  isHidden(region: RegionCode, indicator: Indicator): boolean
  areSegmentsHidden(region: RegionCode): boolean
  /** Fewer people than this are kept from this asker; null: none are. */
  readonly least: number | null
}

export const NOTHING_HIDDEN: Hiding = {
  isHidden: () => false,
  areSegmentsHidden: () => false,
  least: null,
}

/**
 * What is hidden of these regions and of those of the next level below them. It follows from the whole way down from the country, so that it is
 * the same in every table, file and page of that day, and no two of them laid side by side give what a third one hides.
 */
export async function hideSmallCells(tallies: Tallies, regions: readonly RegionCode[]): Promise<Hiding> {
  const { least } = tallies
  const counts = await countsAround(tallies, regions)
  const hiding = [hideSmallRegions(counts, least)]
  if (tallies.whole !== null) {
    // Whoever has both tables knows the rest too: protected, and not told of.
    const whole = await countsAround(tallies.whole, regions)
    hiding.push(hideSmallRegions(whole, least), hideSmallRegions(restOf(whole, counts), least))
  }
  const isIn = (hidden: ReadonlySet<RegionCode>, region: RegionCode): boolean => {
    for (let code: RegionCode | null = region; code !== null; code = parentOf(code))
      if (hidden.has(code)) return true
    return false
  }
  return {
    isHidden: (region, indicator) =>
      hiding.some(({ all, segments }) => isIn(indicator === 'C' ? segments : all, region)),
    areSegmentsHidden: (region) => hiding.some(({ segments }) => isIn(segments, region)),
    least,
  }
}

/** What is counted of everything from the country down to the level below these regions. */
async function countsAround(
  tallies: Tallies,
  regions: readonly RegionCode[],
): Promise<ReadonlyMap<RegionCode, SmallCounts>> {
  const roofs = new Set<RegionCode>([INDONESIA])
  for (const region of regions)
    for (let roof: RegionCode | null = region; roof !== null; roof = parentOf(roof)) roofs.add(roof)
  const counts = new Map<RegionCode, SmallCounts>()
  for (const [code, tally] of await tallies.of([...roofs])) counts.set(code, smallCounts(tally))
  for (const roof of roofs)
    for (const [code, tally] of await tallies.below(roof))
      if (code !== roof) counts.set(code, smallCounts(tally))
  return counts
}

function restOf(
  whole: ReadonlyMap<RegionCode, SmallCounts>,
  part: ReadonlyMap<RegionCode, SmallCounts>,
): ReadonlyMap<RegionCode, SmallCounts> {
  return new Map(
    [...whole].map(([code, { all, wage, own }]) => {
      const told = part.get(code)
      return [
        code,
        { all: all - (told?.all ?? 0), wage: wage - (told?.wage ?? 0), own: own - (told?.own ?? 0) },
      ]
    }),
  )
}

function smallCounts({ allPeople, wagePeople, ownMembers }: CoverageTally): SmallCounts {
  return { all: allPeople, wage: wagePeople, own: ownMembers }
}
