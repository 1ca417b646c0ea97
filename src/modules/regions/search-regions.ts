import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import {
  isWithin,
  parseRegionCode,
  subtreeOf,
  type RegionCode,
  type RegionKind,
} from '../../kernel/region-code.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import type { Queryable } from '../../platform/db.ts'
import { listPaths, listRegions, refuseUnknownMap } from './queries.ts'
import { levelOf, MATCHED_BY, pathTitle, type MatchedBy, type Region } from './regions.ts'
import { readQuestion, type Reading } from './search-name.ts'

/** A region that answers a question. `score` is 0 to 1, comparable only within one question. */
export type FoundRegion = Region & { readonly score: number; readonly matchedBy: MatchedBy }

export type SearchLimits = {
  readonly on: PlainDate
  readonly within: RegionCode
  /** 1 province … 4 village; null for every level. */
  readonly level: number | null
  readonly limit: number
}

/** Below this share of common trigrams two names are not the same name misspelt. */
const LEAST_SIMILARITY = 0.3
/** Beside a region that has the very name, only what comes close is worth showing. */
const CLEAR_SIMILARITY = 0.5
const LEAST_CONTEXT_SIMILARITY = 0.4

const LONGEST_QUESTION = 200

/** A match with where it lies: `Kec. Sekayu, Kab. Musi Banyuasin, Sumatera Selatan`. */
export type RegionMatch = FoundRegion & { readonly path: string }

/**
 * Finds regions by name, abbreviation or code, best first; spelling is tolerated. An empty answer means nothing came close.
 * Refuses an empty or overlong question, and a day of which no map is known.
 */
export async function findRegions(
  db: Queryable,
  query: string,
  limits: SearchLimits,
): Promise<RegionMatch[]> {
  if (query.trim() === '') throw refuse('value-missing', { field: 'query' })
  if (query.length > LONGEST_QUESTION) {
    throw refuse('value-out-of-range', {
      field: 'query',
      value: `${query.slice(0, 20)}…`,
      maximum: `${LONGEST_QUESTION} huruf`,
    })
  }
  const asCode = readCode(query.trim())
  const found =
    asCode === null
      ? await searchByName(db, readQuestion(query), limits)
      : await searchByCode(db, asCode, limits)
  if (found.length === 0) await refuseUnknownMap(db, limits.on)
  const paths = await listPaths(
    db,
    found.map(({ code }) => code),
    limits.on,
  )
  return found.map((region) => ({ ...region, path: pathTitle(region, paths.get(region.code) ?? []) }))
}

function readCode(text: string): RegionCode | null {
  if (!/^[\d.]+$/.test(text)) return null
  try {
    return parseRegionCode('query', text)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function searchByCode(
  db: Queryable,
  code: RegionCode,
  { on, within, level }: SearchLimits,
): Promise<FoundRegion[]> {
  const region = (await listRegions(db, [code], on)).get(code)
  if (!region || !isWithin(code, within) || (level !== null && level !== levelOf(code))) return []
  return [{ code, name: region.name, kind: region.kind, score: 1, matchedBy: 'code' }]
}

/**
 * Finds regions by name in one statement: alias, exact name, beginning, then trigram similarity, each under the regions it
 * must lie in. Ranked by how it matched, then by score, higher levels first; ties by code.
 */
export async function searchByName(
  db: Queryable,
  readings: readonly Reading[],
  { on, within, level, limit }: SearchLimits,
): Promise<FoundRegion[]> {
  if (readings.length === 0) return []
  const { first, last } = subtreeOf(within)
  const { rows } = await sql<{ code: bigint; name: string; kind: RegionKind; rank: number; score: number }>`
    with readings as (${readingsRelation(readings)}),
    contexts as (${contextsRelation(readings)}),
    above as materialized (${aboveRelation(on)}),
    hits as (${hitsRelation(on)}),
    placed as (
      select h.reading, h.rank, h.code, h.name, h.kind, h.depth,
             h.score * (1 - h.reading * 0.01) * coalesce(exp(sum(ln(c.score))), 1) as score
      from hits h
      join readings q using (reading)
      left join lateral (
        select a.place, max(a.score) as score from above a
        where a.reading = h.reading and h.code > a.first_code and h.code <= a.last_code
        group by a.place
      ) c on true
      where h.code between ${first} and ${last}
        and (${level}::int is null or h.depth = ${level}::int)
      group by h.reading, h.rank, h.score, h.code, h.name, h.kind, h.depth, q.context_count
      having count(c.place) = q.context_count
    ),
    best as (
      select distinct on (code) * from placed order by code, rank, score desc, reading
    )
    select code, name, kind, rank, round(score::numeric, 3)::float8 as score
    from best
    where rank < 4 or score >= ${CLEAR_SIMILARITY} or not exists (select from best where rank < 3)
    order by rank, case when rank = 4 then 0 else depth end, round(score::numeric, 3) desc, depth, code
    limit ${limit}`.execute(db)
  return rows.map(({ code, name, kind, rank, score }) => ({
    code: Number(code) as RegionCode,
    name,
    kind,
    score,
    matchedBy: MATCHED_BY[rank] ?? 'similar',
  }))
}

function inForce(table: string, on: PlainDate) {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql`${column('valid_from')} <= ${on}::date and (${column('valid_to')} is null or ${column('valid_to')} > ${on}::date)`
}

function readingsRelation(readings: readonly Reading[]) {
  const rows = readings.map(
    ({ name, kinds, strict, within }, index) =>
      sql`(${index}::int, ${name}::text collate "C", ${kinds}::text[], ${strict}::boolean, ${within.length}::int)`,
  )
  return sql`select * from (values ${sql.join(rows)}) as q (reading, name, kinds, strict, context_count)`
}

function contextsRelation(readings: readonly Reading[]) {
  const rows = readings.flatMap(({ within, strict }, reading) =>
    within.map(
      ({ name, kinds }, place) =>
        sql`(${reading}::int, ${place}::int, ${name}::text collate "C", ${kinds}::text[], ${strict}::boolean)`,
    ),
  )
  const none = sql`(null::int, null::int, null::text collate "C", null::text[], false)`
  return sql`select * from (values ${sql.join(rows.length > 0 ? rows : [none])})
    as c (reading, place, name, kinds, strict) where reading is not null`
}

/** The subtrees of the regions that are asked to lie above, per reading and place, with how well each fits. */
function aboveRelation(on: PlainDate) {
  return sql`
    select c.reading, c.place, up.code as first_code,
           up.code + case up.depth when 1 then 99999999 when 2 then 999999 when 3 then 9999 else 0 end as last_code,
           1.0::float8 as score
    from contexts c
    join lateral (
      select r.code, r.depth, r.kind from regions r
      where r.search_name = c.name and ${inForce('r', on)}
      union
      select r.code, r.depth, r.kind from region_aliases a join regions r using (code)
      where a.search_alias = c.name and ${inForce('r', on)}
    ) up on c.kinds is null or up.kind = any (c.kinds)
    union all
    select c.reading, c.place, up.code,
           up.code + case up.depth when 1 then 99999999 when 2 then 999999 when 3 then 9999 else 0 end,
           similarity(up.search_name, c.name)
    from contexts c
    join regions up on up.search_name % c.name and up.search_name <> c.name
    where not c.strict and ${inForce('up', on)} and (c.kinds is null or up.kind = any (c.kinds))
      and similarity(up.search_name, c.name) >= ${LEAST_CONTEXT_SIMILARITY}`
}

/** Every region that fits a reading: 1 alias, 2 exact name, 3 beginning, 4 similar. */
function hitsRelation(on: PlainDate) {
  return sql`
    select q.reading, 1 as rank, 1.0::float8 as score, r.code, r.name, r.kind, r.depth
    from readings q join region_aliases a on a.search_alias = q.name join regions r using (code)
    where ${inForce('r', on)} and (q.kinds is null or r.kind = any (q.kinds))
    union all
    select q.reading, 2, 1.0, r.code, r.name, r.kind, r.depth
    from readings q join regions r on r.search_name = q.name
    where ${inForce('r', on)} and (q.kinds is null or r.kind = any (q.kinds))
    union all
    select q.reading, 3, 0.7 + 0.3 * length(q.name) / length(r.search_name), r.code, r.name, r.kind, r.depth
    from readings q join regions r on r.search_name > q.name and r.search_name < q.name || '{'
    where not q.strict and ${inForce('r', on)} and (q.kinds is null or r.kind = any (q.kinds))
    union all
    select q.reading, 4, similarity(r.search_name, q.name), r.code, r.name, r.kind, r.depth
    from readings q join regions r on r.search_name % q.name
    where not q.strict and length(q.name) > 2 and not starts_with(r.search_name, q.name)
      and ${inForce('r', on)} and (q.kinds is null or r.kind = any (q.kinds))
      and similarity(r.search_name, q.name) >= ${LEAST_SIMILARITY}`
}
