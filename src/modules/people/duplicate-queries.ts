import { sql, type RawBuilder } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { PairOfPeople } from './duplicate-store.ts'
import type { Band, PairReason } from './matching/assess-pair.ts'

export type PairBand = Exclude<Band, 'different'>
export type PairCounts = { readonly [Found in PairBand]: number }

/** A row of people within sight; row-level security says the same once more. */
function inSight({ first, last, organisationId }: Sight, row: 'a' | 'b' | 'p'): RawBuilder<boolean> {
  const of = sql.raw(row)
  return sql<boolean>`(${of}.residence_region between ${first} and ${last} or ${of}.work_region between ${first} and ${last}
    or ${of}.organisation_id = ${organisationId}::uuid)`
}

/** Refuses unless both people are there and within sight. */
export async function requireBothInSight(tx: Tx, sight: Sight, people: PairOfPeople): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from people p
    where p.id = any (${people}::bigint[]) and ${inSight(sight, 'p')}`.execute(tx)
  if (rows[0]?.count !== 2) throw refuse('pair-unknown', {})
}

/** How many of these pairs wait for somebody who sees both, by band. */
export async function countPairs(tx: Tx, sight: Sight, pairs: readonly PairOfPeople[]): Promise<PairCounts> {
  const { rows } = await sql<{ band: PairBand; count: number }>`select d.band, count(*)::integer as count
    from unnest(${pairs.map(([one, other]) => Math.min(one, other))}::bigint[],
      ${pairs.map(([one, other]) => Math.max(one, other))}::bigint[]) as f (a, b)
    join duplicate_pairs d on d.person_a = f.a and d.person_b = f.b
    join people a on a.id = d.person_a join people b on b.id = d.person_b
    where d.decided is null and ${inSight(sight, 'a')} and ${inSight(sight, 'b')} group by d.band`.execute(tx)
  return { same: 0, perhaps: 0, ...Object.fromEntries(rows.map(({ band, count }) => [band, count])) }
}

/** Whose pairs are listed, and which. */
export type PairFilter = {
  readonly band?: PairBand
  /** `waiting` for a decision, unless told otherwise. */
  readonly state?: 'waiting' | 'same' | 'different'
  /** One of the two lives there. */
  readonly first?: number
  readonly last?: number
  readonly limit: number
  readonly offset: number
}

export type PairLine = {
  readonly people: PairOfPeople
  readonly names: readonly [string, string]
  readonly bornOn: readonly [PlainDate | null, PlainDate | null]
  readonly regions: readonly [RegionCode, RegionCode]
  readonly band: PairBand
  readonly score: number
  readonly reasons: readonly PairReason[]
  readonly decided: 'same' | 'different' | null
  readonly foundAt: Date
}

/** Pairs whose two people are within sight, the likeliest first. */
export async function listPairs(db: Queryable, sight: Sight, filter: PairFilter): Promise<PairLine[]> {
  const { rows } = await sql<PairRow>`select ${PAIR} from duplicate_pairs d
    join people a on a.id = d.person_a join people b on b.id = d.person_b
    where ${stateIs(filter.state ?? 'waiting')} and (${filter.band ?? null}::text is null or d.band = ${filter.band ?? null})
      and ${inSight(sight, 'a')} and ${inSight(sight, 'b')} and ${livesWithin(filter)}
    order by d.score desc, d.person_a, d.person_b limit ${filter.limit} offset ${filter.offset}`.execute(db)
  return rows.map(pairLine)
}

function stateIs(state: 'waiting' | 'same' | 'different'): RawBuilder<boolean> {
  // A row that was merged with a third one is compared with nobody until that is taken apart.
  return state === 'waiting'
    ? sql<boolean>`d.decided is null and a.merged_into is null and b.merged_into is null`
    : sql<boolean>`d.decided = ${state}`
}

function livesWithin({ first, last }: PairFilter): RawBuilder<boolean> {
  if (first === undefined || last === undefined) return sql<boolean>`true`
  return sql<boolean>`(a.residence_region between ${first} and ${last} or b.residence_region between ${first} and ${last})`
}

/** A pair within sight with what was decided about it; null when there is none. */
export async function findPair(
  db: Queryable,
  sight: Sight,
  [one, other]: PairOfPeople,
): Promise<(PairLine & Decided) | null> {
  const { rows } = await sql<
    PairRow & DecidedRow
  >`select ${PAIR}, d.decided_because, m.id as merge_id, m.kept_id
    from duplicate_pairs d join people a on a.id = d.person_a join people b on b.id = d.person_b
    left join person_merges m on m.unmerged_at is null and m.lost_id in (d.person_a, d.person_b) and m.kept_id in (d.person_a, d.person_b)
    where d.person_a = ${Math.min(one, other)} and d.person_b = ${Math.max(one, other)}
      and ${inSight(sight, 'a')} and ${inSight(sight, 'b')}`.execute(db)
  const [row] = rows
  if (!row) return null
  const merge =
    row.merge_id === null || row.kept_id === null ? null : { id: row.merge_id, keptId: Number(row.kept_id) }
  return { ...pairLine(row), because: row.decided_because, merge }
}

export type Decided = {
  readonly because: string | null
  /** The merging that stands between the two, when there is one. */
  readonly merge: { readonly id: string; readonly keptId: number } | null
}

export type KnownMerge = { readonly keptId: number; readonly lostId: number }

/** A merging within sight, whether it stands or was taken apart; null when there is none. */
export async function findMerge(db: Queryable, id: string): Promise<KnownMerge | null> {
  const { rows } = await sql<{ kept_id: bigint; lost_id: bigint }>`
    select kept_id, lost_id from person_merges where id::text = ${id}`.execute(db)
  const [row] = rows
  return row ? { keptId: Number(row.kept_id), lostId: Number(row.lost_id) } : null
}

const PAIR = sql`d.person_a, d.person_b, d.band, d.score, d.reasons, d.decided, d.found_at, a.name as name_a, b.name as name_b,
  a.born_on as born_a, b.born_on as born_b, a.residence_region as region_a, b.residence_region as region_b`

type DecidedRow = { decided_because: string | null; merge_id: string | null; kept_id: bigint | null }

type PairRow = {
  person_a: bigint
  person_b: bigint
  band: PairBand
  score: number
  reasons: PairReason[]
  decided: 'same' | 'different' | null
  found_at: Date
  name_a: string
  name_b: string
  born_a: PlainDate | null
  born_b: PlainDate | null
  region_a: bigint
  region_b: bigint
}

function pairLine(row: PairRow): PairLine {
  return {
    people: [Number(row.person_a), Number(row.person_b)],
    names: [row.name_a, row.name_b],
    bornOn: [row.born_a, row.born_b],
    regions: [Number(row.region_a) as RegionCode, Number(row.region_b) as RegionCode],
    band: row.band,
    score: row.score,
    reasons: row.reasons,
    decided: row.decided,
    foundAt: row.found_at,
  }
}
