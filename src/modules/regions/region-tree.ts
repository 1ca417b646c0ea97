import type { PlainDate } from '../../kernel/plain-date.ts'
import { parentOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Queryable } from '../../platform/db.ts'
import { populationsOn, type PopulationFigure } from './populations.ts'
import { countBelow, getRegionOrCountry, listBelow } from './queries.ts'
import { addCounts, levelOf, NO_COUNTS, type Region, type RegionCounts } from './regions.ts'

/** A region with what lies below it. Counts are of every level below, also of levels that are not shown. */
export type RegionNode = Region & {
  readonly counts: RegionCounts
  readonly population: PopulationFigure | null
  readonly children: readonly RegionNode[]
}

const DEEPEST_LEVEL = 4

/** How many levels can be shown below a region: 4 below Indonesia, 0 below a village. */
export function deepestDepth(code: RegionCode): number {
  return DEEPEST_LEVEL - levelOf(code)
}

/** A region and `depth` levels below it on a day, in three statements whatever its size. Refuses a depth that is not there. */
export async function regionTree(
  db: Queryable,
  code: RegionCode,
  depth: number,
  on: PlainDate,
): Promise<RegionNode> {
  if (!Number.isInteger(depth) || depth < 0 || depth > deepestDepth(code)) {
    throw refuse('value-out-of-range', {
      field: 'depth',
      value: String(depth),
      minimum: '0',
      maximum: String(deepestDepth(code)),
    })
  }
  const root = await getRegionOrCountry(db, 'code', code, on)
  const shownLevel = levelOf(code) + depth
  const shown = depth === 0 ? [] : await listBelow(db, code, on, shownLevel)
  const counts = shownLevel === DEEPEST_LEVEL ? [] : await countBelow(db, code, on, shownLevel)
  const populations = await populationsOn(db, code, on)
  return assembleTree([root, ...shown], counts, populations)
}

type Counted = Awaited<ReturnType<typeof countBelow>>

/** Puts regions in order of code under their parents and adds the counts up from the deepest level shown. */
function assembleTree(
  regions: readonly Region[],
  counted: Counted,
  populations: ReadonlyMap<RegionCode, PopulationFigure>,
): RegionNode {
  const below = new Map<RegionCode, RegionCounts>()
  for (const { code, kind, count } of counted) {
    below.set(code, addCounts(below.get(code) ?? NO_COUNTS, { ...NO_COUNTS, [kind]: count }))
  }
  const children = new Map<RegionCode, RegionNode[]>()
  let root: RegionNode | undefined
  // Backwards by code: every region comes before its parent, and siblings are put in front.
  for (const { code, name, kind } of regions.toReversed()) {
    const own = children.get(code) ?? []
    const counts = own.reduce(
      (sum, child) => addCounts(addCounts(sum, child.counts), { ...NO_COUNTS, [child.kind]: 1 }),
      below.get(code) ?? NO_COUNTS,
    )
    root = { code, name, kind, counts, population: populations.get(code) ?? null, children: own }
    const parent = parentOf(code)
    if (parent !== null) children.set(parent, [root, ...(children.get(parent) ?? [])])
  }
  if (!root) throw new Error('a tree has at least its root')
  return root
}
