import { parentOf, type RegionCode } from '../../kernel/region-code.ts'

/** One part of a sum that is shown. */
export type Cell<Key> = { readonly key: Key; readonly count: number }

/**
 * Which parts of a shown sum are hidden: those with fewer than `least` people (three in a village are a family), and with them the smallest others until the sum of the hidden,
 * which anybody can reckon, says of none of them what it is. One hidden part alone would be the sum less all the others; many that are
 * all of one person would be known by their number. Parts that were already hidden elsewhere count as hidden. A zero
 * tells of nobody, and is hidden only where no other part is left.
 */
export function hiddenCells<Key>(
  cells: readonly Cell<Key>[],
  least: number,
  isHidden: (key: Key) => boolean = () => false,
): ReadonlySet<Key> {
  const filled = cells.filter(({ count }) => count > 0).toSorted((a, b) => a.count - b.count)
  const first = filled.filter(({ key, count }) => count < least || isHidden(key))
  const others = filled.filter((cell) => !first.includes(cell))
  const hidden = [...first]
  const isEnough = () =>
    hidden.length === 0 ||
    (hidden.length >= 2 && hidden.reduce((sum, { count }) => sum + count, 0) >= least + hidden.length)
  for (const other of others) {
    if (isEnough()) break
    hidden.push(other)
  }
  // Nobody left to hide with them: the empty parts, so that it stays open how many the rest is shared by.
  if (!isEnough()) hidden.push(...cells.filter(({ count }) => count === 0))
  return new Set(hidden.map(({ key }) => key))
}

/** Counts of one region that stand side by side: people altogether, and by segment, which overlap in whoever has both. */
export type SmallCounts = { readonly all: number; readonly wage: number; readonly own: number }

/** Whether segments of a region may stand beside its people: every group that follows by adding and subtracting must be none or enough. */
export function segmentsTellNobody({ all, wage, own }: SmallCounts, least: number): boolean {
  const groups = [wage, own, wage + own - all, all - wage, all - own]
  return groups.every((count) => count === 0 || count >= least)
}

export type HiddenRegions = {
  /** Regions of which nothing is shown. */
  readonly all: ReadonlySet<RegionCode>
  /** Regions whose segments are not shown; those of `all` are among them. */
  readonly segments: ReadonlySet<RegionCode>
}

/**
 * What is hidden of a tree of regions whose levels add up: of each family of regions under one roof as `hiddenCells` says, nothing below a hidden
 * region, and whoever counts at the roof itself as a part that is never shown. Hidden segments likewise, in the same regions for each segment.
 */
export function hideSmallRegions(counts: ReadonlyMap<RegionCode, SmallCounts>, least: number): HiddenRegions {
  const all = new Set<RegionCode>()
  const segments = new Set<RegionCode>()
  const codes = [...counts.keys()].toSorted((a, b) => a - b)
  const families = new Map<RegionCode, RegionCode[]>()
  for (const code of codes) {
    const roof = roofIn(counts, code)
    if (roof === null) {
      const root = countsOf(counts, code)
      if (root.all > 0 && root.all < least) all.add(code)
      if (all.has(code) || !segmentsTellNobody(root, least)) segments.add(code)
    } else families.set(roof, [...(families.get(roof) ?? []), code])
  }
  // A roof has a smaller number than what stands under it, so that it is decided first.
  for (const [roof, family] of [...families].toSorted(([one], [other]) => one - other)) {
    hideFamily(
      { counts, roof, family, least },
      all,
      'all',
      (counted) => counted.all > 0 && counted.all < least,
    )
    const isTelling = (counted: SmallCounts) => !segmentsTellNobody(counted, least)
    for (const measure of ['wage', 'own'] as const)
      hideFamily({ counts, roof, family, least }, segments, measure, isTelling, all)
  }
  return { all, segments }
}

type Family = {
  readonly counts: ReadonlyMap<RegionCode, SmallCounts>
  readonly roof: RegionCode
  readonly family: readonly RegionCode[]
  readonly least: number
}

function hideFamily(
  { counts, roof, family, least }: Family,
  hidden: Set<RegionCode>,
  measure: keyof SmallCounts,
  isTelling: (counted: SmallCounts) => boolean,
  more: ReadonlySet<RegionCode> = new Set(),
): void {
  if (hidden.has(roof)) {
    for (const code of family) hidden.add(code)
    return
  }
  const cells = family.map((key) => ({ key, count: countsOf(counts, key)[measure] }))
  const shown = cells.reduce((sum, { count }) => sum + count, 0)
  const atRoof = { key: roof, count: countsOf(counts, roof)[measure] - shown }
  const isHidden = (code: RegionCode) =>
    code === roof ? false : hidden.has(code) || more.has(code) || isTelling(countsOf(counts, code))
  for (const code of family) if (isHidden(code)) hidden.add(code)
  for (const code of hiddenCells([...cells, atRoof], least, isHidden)) if (code !== roof) hidden.add(code)
}

function countsOf(counts: ReadonlyMap<RegionCode, SmallCounts>, code: RegionCode): SmallCounts {
  return counts.get(code) ?? { all: 0, wage: 0, own: 0 }
}

/** The nearest region above that is in the tree as well. */
function roofIn(counts: ReadonlyMap<RegionCode, unknown>, code: RegionCode): RegionCode | null {
  for (let above = parentOf(code); above !== null; above = parentOf(above))
    if (counts.has(above)) return above
  return null
}
