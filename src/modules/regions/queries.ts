import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import {
  dottedCode,
  INDONESIA,
  subtreeOf,
  type RegionCode,
  type RegionKind,
} from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Drawing } from './outline-drawing.ts'
import { ancestorsOf, COUNTRY, type MapChange, type MapPair, type Region } from './regions.ts'

/** A region with the days and the law of its row. `validTo` is the first day it no longer holds. */
export type DatedRegion = Region & {
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
  readonly decree: string
  readonly source: string
}

/** Where the regions come from; every answer that leaves Payung carries it (the licence asks for it). */
export type RegionSource = {
  readonly attribution: string
  readonly license: string
  readonly url: string
  readonly decree: string
  readonly inForceOn: PlainDate
}

type RegionRow = {
  code: bigint
  name: string
  kind: RegionKind
  valid_from: PlainDate
  valid_to: PlainDate | null
  decree: string
  source: string
}

function datedRegion(row: RegionRow): DatedRegion {
  return {
    code: Number(row.code) as RegionCode,
    name: row.name,
    kind: row.kind,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    decree: row.decree,
    source: row.source,
  }
}

function inForceOn(on: PlainDate) {
  return sql`valid_from <= ${on}::date and (valid_to is null or valid_to > ${on}::date)`
}

/** The regions that carry these codes on a day, by code. The country has no row and is never among them. */
export async function listRegions(
  db: Queryable,
  codes: readonly RegionCode[],
  on: PlainDate,
): Promise<Map<RegionCode, DatedRegion>> {
  const { rows } = await sql<RegionRow>`
    select code, name, kind, valid_from, valid_to, decree, source from regions
    where code = any (${codes}::bigint[]) and ${inForceOn(on)}`.execute(db)
  return new Map(rows.map(datedRegion).map((region) => [region.code, region]))
}

/** The region that carries a code on a day; refuses with the field's name when there is none, or no map of that day. */
export async function getRegion(
  db: Queryable,
  field: string,
  code: RegionCode,
  on: PlainDate,
): Promise<DatedRegion> {
  const region = (await listRegions(db, [code], on)).get(code)
  if (region) return region
  await refuseUnknownMap(db, on)
  throw refuse('region-unknown', { field, value: dottedCode(code), on })
}

/** Refuses when no map of that day is known: an older day than our oldest list. */
export async function refuseUnknownMap(db: Queryable, on: PlainDate): Promise<void> {
  const { rows } = await sql<{ first: PlainDate | null }>`
    select min(valid_from) as first from regions where valid_to is null or valid_to > valid_from`.execute(db)
  const first = rows[0]?.first ?? null
  if (first === null || on < first)
    throw refuse('region-map-unknown', { field: 'on', value: on, first: first ?? '' })
}

/** The regions above each of these, nearest first, on a day. */
export async function listPaths(
  db: Queryable,
  codes: readonly RegionCode[],
  on: PlainDate,
): Promise<Map<RegionCode, Region[]>> {
  const above = await listRegions(db, [...new Set(codes.flatMap(ancestorsOf))], on)
  return new Map(
    codes.map((code) => [code, ancestorsOf(code).flatMap((ancestor) => above.get(ancestor) ?? [])]),
  )
}

/** The regions below one down to a level (1 province … 4 village), by code; the region itself is not among them. */
export async function listBelow(
  db: Queryable,
  code: RegionCode,
  on: PlainDate,
  downToLevel: number,
): Promise<DatedRegion[]> {
  const { first, last } = subtreeOf(code)
  const { rows } = await sql<RegionRow>`
    select code, name, kind, valid_from, valid_to, decree, source from regions
    where code > ${first} and code <= ${last} and depth <= ${downToLevel} and ${inForceOn(on)}
    order by code`.execute(db)
  return rows.map(datedRegion)
}

/** How many regions of a kind lie below each region of a level (0 the country … 3 districts) inside a subtree. */
export async function countBelow(
  db: Queryable,
  code: RegionCode,
  on: PlainDate,
  perLevel: number,
): Promise<{ code: RegionCode; kind: Exclude<RegionKind, 'negara'>; count: number }[]> {
  const { first, last } = subtreeOf(code)
  const width = [10_000_000_000, 100_000_000, 1_000_000, 10_000][perLevel] ?? 1
  const { rows } = await sql<{ code: bigint; kind: Exclude<RegionKind, 'negara'>; count: bigint }>`
    select code - code % ${width}::bigint as code, kind, count(*) as count from regions
    where code > ${first} and code <= ${last} and depth > ${perLevel} and ${inForceOn(on)}
    group by 1, 2`.execute(db)
  return rows.map((row) => ({
    code: Number(row.code) as RegionCode,
    kind: row.kind,
    count: Number(row.count),
  }))
}

/** The newest list of regions that agrees with our table. Refuses when nothing has been loaded. */
export async function getRegionSource(db: Queryable): Promise<RegionSource> {
  const { rows } = await sql<RegionSource>`
    select attribution, license, source as url, decree, in_force_on as "inForceOn"
    from region_data_sets order by in_force_on desc, loaded_at desc limit 1`.execute(db)
  const [source] = rows
  if (!source) throw refuse('region-map-unknown', { field: 'on', value: '', first: '' })
  return source
}

/** The redrawings of the map after `from` up to and including `to`, oldest first, reverted ones left out. */
export async function listMapChanges(db: Queryable, from: PlainDate, to: PlainDate): Promise<MapChange[]> {
  const [earlier, later] = from <= to ? [from, to] : [to, from]
  const { rows } = await sql<{
    id: bigint
    effective_on: PlainDate
    old_code: bigint
    new_code: bigint
    weight: bigint
  }>`
    select c.id, c.effective_on, m.old_code, m.new_code, m.weight
    from region_changes c join region_mappings m on m.change_id = c.id
    where c.status = 'applied' and c.effective_on > ${earlier}::date and c.effective_on <= ${later}::date
    order by c.effective_on, c.id, m.old_code, m.new_code`.execute(db)
  const changes = new Map<bigint, { effectiveOn: PlainDate; pairs: MapPair[] }>()
  for (const row of rows) {
    const change = changes.get(row.id) ?? { effectiveOn: row.effective_on, pairs: [] }
    changes.set(row.id, change)
    change.pairs.push({
      old: Number(row.old_code) as RegionCode,
      new: Number(row.new_code) as RegionCode,
      weight: row.weight,
    })
  }
  return [...changes.values()]
}

/** A region or the country. */
export async function getRegionOrCountry(
  db: Queryable,
  field: string,
  code: RegionCode,
  on: PlainDate,
): Promise<Region | DatedRegion> {
  if (code !== INDONESIA) return getRegion(db, field, code, on)
  await refuseUnknownMap(db, on)
  return COUNTRY
}

/** Outlines of regions of one level, and where they come from: all of the newest file among them. */
export type RegionOutlines = {
  readonly drawings: ReadonlyMap<RegionCode, Drawing>
  readonly source: string
  readonly license: string | null
  /** The day whose map the file draws. */
  readonly mapOn: PlainDate
}

/** The outlines of these regions; null unless every one has its own: a map that leaves one out would mislead. */
export async function findOutlines(
  db: Queryable,
  codes: readonly RegionCode[],
): Promise<RegionOutlines | null> {
  if (codes.length === 0) return null
  const { rows } = await sql<{
    code: bigint
    drawing: Drawing
    source: string
    license: string | null
    map_on: PlainDate
  }>`
    select code, drawing, source, license, map_on from region_boundaries
    where code = any(${codes.map(String)}::bigint[]) and drawing is not null
    order by loaded_at desc, code`.execute(db)
  const [newest] = rows
  if (!newest || rows.length < codes.length) return null
  return {
    drawings: new Map(rows.map(({ code, drawing }) => [Number(code) as RegionCode, drawing])),
    source: newest.source,
    license: newest.license,
    mapOn: newest.map_on,
  }
}
