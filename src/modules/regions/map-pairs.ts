import { ancestorAt, depthOf, parentOf, type RegionCode } from '../../kernel/region-code.ts'
import { ancestorsOf, levelOf, type MapPair } from './regions.ts'

/** Where a region goes as a whole (weight null) or, for a divided village, in weighted parts. */
export type Part = { readonly code: RegionCode; readonly name: string; readonly weight: bigint | null }

/** The old regions that a change names or carries along, with where they go; every other region stays. */
export type Parts = ReadonlyMap<RegionCode, readonly Part[]>

export type WeightProblem = { readonly kind: 'weight-missing' | 'weight-zero'; readonly code: RegionCode }

/**
 * Pairs of old and new regions at every level that a change touches, weighed in one unit. `of` gives the unit's figure of
 * old regions (the nearest one counts); null lets every village count one. A region whose share cannot be weighed is a problem.
 */
export function weighPairs(
  oldCodes: Iterable<RegionCode>,
  parts: Parts,
  of: ReadonlyMap<RegionCode, bigint> | null,
): { readonly pairs: readonly MapPair[]; readonly problems: readonly WeightProblem[] } {
  const map = new OldMap(oldCodes, parts, of)
  const pairs = map
    .touchedRegions()
    .flatMap((old) => [...map.imageOf(old)].map(([code, weight]) => ({ old, new: code, weight })))
  const problems: WeightProblem[] = [...map.missing].map((code) => ({ kind: 'weight-missing', code }))
  if (problems.length === 0) {
    const weightless = (side: 'old' | 'new') => {
      const sums = new Map<RegionCode, bigint>()
      for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) ?? 0n) + pair.weight)
      return [...sums].filter(([, sum]) => sum === 0n).map(([code]) => code)
    }
    const codes = new Set([...weightless('old'), ...weightless('new')])
    problems.push(...[...codes].map((code) => ({ kind: 'weight-zero' as const, code })))
  }
  return { pairs, problems }
}

/** The old map with what is needed to weigh each region once. */
class OldMap {
  readonly missing = new Set<RegionCode>()
  readonly #children = new Map<RegionCode, RegionCode[]>()
  readonly #carrying = new Set<RegionCode>()
  readonly #parts: Parts
  readonly #of: ReadonlyMap<RegionCode, bigint> | null

  constructor(codes: Iterable<RegionCode>, parts: Parts, of: ReadonlyMap<RegionCode, bigint> | null) {
    this.#parts = parts
    this.#of = of
    for (const code of codes) {
      const parent = parentOf(code)
      if (parent === null) continue
      const siblings = this.#children.get(parent)
      if (siblings) siblings.push(code)
      else this.#children.set(parent, [code])
    }
    for (const code of parts.keys())
      for (const above of [code, ...ancestorsOf(code)]) this.#carrying.add(above)
  }

  /** Regions that go elsewhere, in whole or in part, and regions that take something in, by code. */
  touchedRegions(): RegionCode[] {
    const leaving = new Map([...this.#carrying].map((code) => [code, this.#targetsOf(code)]))
    const receiving = new Set<RegionCode>()
    for (const [code, targets] of leaving) {
      for (const target of targets) if (target !== code) receiving.add(target)
    }
    const isOld = (code: RegionCode) => this.#children.get(parentOf(code) ?? code)?.includes(code) === true
    const touched = [...leaving]
      .filter(([code, targets]) => targets.size > 1 || !targets.has(code))
      .map(([code]) => code)
    return [...new Set([...touched, ...[...receiving].filter(isOld)])].sort((a, b) => a - b)
  }

  /** Where an old region lies on the new map, at its own level, with how much of it. */
  imageOf(code: RegionCode): Map<RegionCode, bigint> {
    const targets = this.#targetsOf(code)
    const [only] = targets
    if (targets.size === 1 && only !== undefined) return new Map([[only, this.#measureOf(code)]])
    const image = new Map<RegionCode, bigint>()
    const add = (target: RegionCode, weight: bigint) => {
      const own = ancestorAt(target, depthOf(code))
      image.set(own, (image.get(own) ?? 0n) + weight)
    }
    if (levelOf(code) === 4) for (const part of this.#parts.get(code) ?? []) add(part.code, part.weight ?? 0n)
    for (const child of this.#children.get(code) ?? []) {
      for (const [target, weight] of this.imageOf(child)) add(target, weight)
    }
    return image
  }

  #targetsOf(code: RegionCode): Set<RegionCode> {
    if (!this.#carrying.has(code)) return new Set([code])
    const children = this.#children.get(code) ?? []
    if (children.length === 0) return new Set((this.#parts.get(code) ?? []).map((part) => part.code))
    const depth = depthOf(code)
    return new Set(
      children.flatMap((child) => [...this.#targetsOf(child)].map((target) => ancestorAt(target, depth))),
    )
  }

  #measureOf(code: RegionCode): bigint {
    const given = this.#of?.get(code)
    if (given !== undefined) return given
    const children = this.#children.get(code) ?? []
    if (children.length > 0) return children.reduce((sum, child) => sum + this.#measureOf(child), 0n)
    const parts = this.#parts.get(code) ?? []
    if (parts.length > 1) return parts.reduce((sum, part) => sum + (part.weight ?? 0n), 0n)
    if (this.#of) this.missing.add(code)
    return 1n
  }
}
