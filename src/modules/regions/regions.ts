import type { PlainDate } from '../../kernel/plain-date.ts'
import {
  ancestorAt,
  depthOf,
  INDONESIA,
  type RegionCode,
  type RegionDepth,
  type RegionKind,
} from '../../kernel/region-code.ts'
import { apportion } from '../../kernel/apportion.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A well-formed code that no region carried on that day. */
    'region-unknown': { readonly field: string; readonly value: string; readonly on: string }
    /** A day for which we hold no map at all; `first` is the earliest day we know. */
    'region-map-unknown': { readonly field: string; readonly value: string; readonly first: string }
  }
}

/** A region as one day's map has it. `name` is the source's: `Kabupaten Musi Banyuasin`, `Kota Palembang`, `Sako`. */
export type Region = { readonly code: RegionCode; readonly name: string; readonly kind: RegionKind }

/** Why a region answers a search; in the order of rank. */
export const MATCHED_BY = ['code', 'alias', 'name', 'prefix', 'similar'] as const
export type MatchedBy = (typeof MATCHED_BY)[number]

/** Levels from the whole country (0) down to villages (4). */
export const LEVELS = ['country', 'provinsi', 'kabupaten-kota', 'kecamatan', 'desa-kelurahan'] as const

/** 0 for Indonesia, 1 province, 2 regency or city, 3 district, 4 village. */
export function levelOf(code: RegionCode): number {
  return LEVELS.indexOf(depthOf(code))
}

/** The regions above a code, nearest first, without the country: 16.06.01 → 16.06, 16. */
export function ancestorsOf(code: RegionCode): RegionCode[] {
  return LEVELS.slice(1, Math.max(levelOf(code), 1))
    .map((level: RegionDepth) => ancestorAt(code, level))
    .reverse()
}

/** How many regions of each kind lie below a region; a kind that cannot be there is 0. */
export type RegionCounts = {
  readonly provinsi: number
  readonly kabupaten: number
  readonly kota: number
  readonly kecamatan: number
  readonly desa: number
  readonly 'desa-adat': number
  readonly kelurahan: number
}

export const NO_COUNTS: RegionCounts = {
  provinsi: 0,
  kabupaten: 0,
  kota: 0,
  kecamatan: 0,
  desa: 0,
  'desa-adat': 0,
  kelurahan: 0,
}

export function addCounts(a: RegionCounts, b: RegionCounts): RegionCounts {
  const sum = { ...NO_COUNTS } as { -readonly [Kind in keyof RegionCounts]: number }
  for (const kind of Object.keys(NO_COUNTS) as (keyof RegionCounts)[]) sum[kind] = a[kind] + b[kind]
  return sum
}

/** The whole country as a region; it has no row of its own. */
export const COUNTRY: Region = { code: INDONESIA, name: 'Indonesia', kind: 'negara' }

/** `Kab. Musi Banyuasin`, `Kota Palembang`, `Kec. Sako`, `Kel. Sako`, `Desa Epil`, `Sumatera Selatan`. */
export function shortTitle(region: Region): string {
  switch (region.kind) {
    case 'negara':
    case 'provinsi':
    case 'kota':
      return region.name
    case 'kabupaten':
      return region.name.replace(/^Kabupaten /, 'Kab. ')
    case 'kecamatan':
      return `Kec. ${region.name}`
    case 'kelurahan':
      return `Kel. ${region.name}`
    case 'desa':
      return `Desa ${region.name}`
    case 'desa-adat':
      return `Desa Adat ${region.name}`
  }
}

/** A region with everything above it, smallest first: `Kec. Sekayu, Kab. Musi Banyuasin, Sumatera Selatan`. */
export function pathTitle(region: Region, ancestorsNearestFirst: readonly Region[]): string {
  return [region, ...ancestorsNearestFirst].map(shortTitle).join(', ')
}

/** One pair of a redrawn map: how much of the old region lies in the new one, in the change's own unit. */
export type MapPair = { readonly old: RegionCode; readonly new: RegionCode; readonly weight: bigint }

/** One redrawing of the map on a day. A region without a pair is the same on both maps. */
export type MapChange = { readonly effectiveOn: PlainDate; readonly pairs: readonly MapPair[] }

export type Direction = 'old-to-new' | 'new-to-old'

/** Any additive figure by region: people, rupiah, places. Negative amounts (corrections) are allowed. */
export type Figures = ReadonlyMap<RegionCode, bigint>

/**
 * Shows figures of one map on the other map of a change. Each figure is split over the weights by largest remainder
 * (ties to the smaller code), so the total is the same to the unit; regions without a pair keep theirs.
 */
export function restate(
  figures: Figures,
  pairs: readonly MapPair[],
  direction: Direction,
): Map<RegionCode, bigint> {
  const shares = sharesBySource(pairs, direction)
  const restated = new Map<RegionCode, bigint>()
  const add = (code: RegionCode, amount: bigint) => restated.set(code, (restated.get(code) ?? 0n) + amount)
  for (const [code, figure] of figures) {
    const targets = shares.get(code)
    if (!targets) {
      add(code, figure)
      continue
    }
    const parts = apportion(
      figure < 0n ? -figure : figure,
      targets.map(({ weight }) => weight),
    )
    for (const [index, { code: target }] of targets.entries()) {
      const part = parts[index] ?? 0n
      add(target, figure < 0n ? -part : part)
    }
  }
  return restated
}

type Share = { readonly code: RegionCode; readonly weight: bigint }

function sharesBySource(pairs: readonly MapPair[], direction: Direction): Map<RegionCode, Share[]> {
  const shares = new Map<RegionCode, Share[]>()
  for (const pair of pairs) {
    const [source, target] = direction === 'old-to-new' ? [pair.old, pair.new] : [pair.new, pair.old]
    const known = shares.get(source)
    const share = { code: target, weight: pair.weight }
    if (known) known.push(share)
    else shares.set(source, [share])
  }
  for (const targets of shares.values()) targets.sort((a, b) => a.code - b.code)
  return shares
}

/**
 * Shows figures of the map of day `from` on the map of day `to`, through every change between them in its order;
 * backwards when `to` is earlier. A change counts from its effective day on.
 */
export function restateBetween(
  figures: Figures,
  changes: readonly MapChange[],
  from: PlainDate,
  to: PlainDate,
): Map<RegionCode, bigint> {
  const [earlier, later] = from <= to ? [from, to] : [to, from]
  const between = changes
    .filter(({ effectiveOn }) => earlier < effectiveOn && effectiveOn <= later)
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0))
  const [ordered, direction] =
    from <= to ? [between, 'old-to-new' as const] : [between.reverse(), 'new-to-old' as const]
  return ordered.reduce<Map<RegionCode, bigint>>(
    (current, { pairs }) => restate(current, pairs, direction),
    new Map(figures),
  )
}

/**
 * As `restateBetween`, but for figures we do not hold for every region: a region that took in a part without a figure is
 * left out, since its sum would be too small. Also says which figures the changes touched.
 */
export function restateKnown(
  figures: Figures,
  changes: readonly MapChange[],
  from: PlainDate,
  to: PlainDate,
): Map<RegionCode, { readonly figure: bigint; readonly restated: boolean }> {
  const later = changes
    .filter(({ effectiveOn }) => from < effectiveOn && effectiveOn <= to)
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0))
  const touched = new Set<RegionCode>()
  let known = new Map(figures)
  for (const { pairs } of later) {
    const incomplete = pairs
      .filter((pair) => pair.weight > 0n && !known.has(pair.old))
      .map((pair) => pair.new)
    known = restate(known, pairs, 'old-to-new')
    for (const code of incomplete) known.delete(code)
    for (const pair of pairs) touched.add(pair.new)
  }
  return new Map([...known].map(([code, figure]) => [code, { figure, restated: touched.has(code) }]))
}
