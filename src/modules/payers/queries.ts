import { isUuid } from '../../kernel/uuid.ts'
import { sql, type RawBuilder } from 'kysely'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { PayerKind, RosterConditions, RosterKind } from './payers.ts'

export type PayerRow = {
  readonly id: string
  readonly kind: PayerKind
  readonly name: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly employerId: string | null
  readonly isClosed: boolean
}

type RawPayer = {
  id: string
  kind: PayerKind
  name: string
  region_code: bigint
  organisation_id: string | null
  employer_id: string | null
  closed_at: Date | null
}

const PAYER = sql`p.id, p.kind, p.name, p.region_code, p.organisation_id, p.employer_id, p.closed_at`

export type PayerFilter = {
  readonly region?: RegionCode
  readonly kind?: PayerKind
  readonly name?: string
}

/** Payers within sight, by name. */
export async function listPayers(
  db: Queryable,
  sight: Sight,
  { region, kind, name }: PayerFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<PayerRow[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted: RawBuilder<unknown>[] = [
    inSight(sight, 'p'),
    ...(subtree === null ? [] : [sql`p.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(kind === undefined ? [] : [sql`p.kind = ${kind}`]),
    ...(name === undefined ? [] : [sql`position(lower(${name}) in lower(p.name)) > 0`]),
  ]
  const { rows } = await sql<RawPayer>`
    select ${PAYER} from payers p where ${sql.join(wanted, sql` and `)}
    order by p.name, p.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(payerOf)
}

/** A payer within sight, or nothing. */
export async function findPayer(db: Queryable, sight: Sight, id: string): Promise<PayerRow | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<RawPayer>`
    select ${PAYER} from payers p where p.id = ${id} and ${inSight(sight, 'p')}`.execute(db)
  return rows[0] ? payerOf(rows[0]) : null
}

/** A payer within sight that is not closed. Refuses `payer-unknown` and `payer-closed`. */
export async function getOpenPayer(db: Queryable, sight: Sight, id: string): Promise<PayerRow> {
  const payer = await findPayer(db, sight, id)
  if (!payer) throw refuse('payer-unknown', {})
  if (payer.isClosed) throw refuse('payer-closed', {})
  return payer
}

function payerOf(row: RawPayer): PayerRow {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    regionCode: Number(row.region_code) as RegionCode,
    organisationId: row.organisation_id,
    employerId: row.employer_id,
    isClosed: row.closed_at !== null,
  }
}

export type RosterRow = {
  readonly id: string
  readonly payerId: string
  readonly payerName: string
  readonly kind: RosterKind
  readonly name: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly conditions: RosterConditions
  readonly isClosed: boolean
  readonly memberCount: number
  /** The budget that promises its months; null for one without. */
  readonly budgetLineId: string | null
}

type RawRoster = {
  id: string
  payer_id: string
  payer_name: string
  kind: RosterKind
  name: string
  region_code: bigint
  organisation_id: string | null
  conditions: RosterConditions
  closed_at: Date | null
  member_count: bigint
  budget_line_id: string | null
}

export type RosterFilter = {
  readonly region?: RegionCode
  readonly payerId?: string
  readonly kind?: RosterKind
}

/** Rosters within sight with how many stand in them on a day, by name. */
export async function listRosters(
  db: Queryable,
  sight: Sight,
  { region, payerId, kind }: RosterFilter,
  { on, limit, offset }: { readonly on: string; readonly limit: number; readonly offset: number },
): Promise<RosterRow[]> {
  if (payerId !== undefined && !isUuid(payerId)) return []
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted: RawBuilder<unknown>[] = [
    inSight(sight, 'r'),
    ...(subtree === null ? [] : [sql`r.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(payerId === undefined ? [] : [sql`r.payer_id = ${payerId}`]),
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
  ]
  const { rows } = await sql<RawRoster>`
    select ${ROSTER}, (select count(distinct m.person_id) from protections m where m.roster_id = r.id and m.months @> ${on}::date) as member_count
    from rosters r join payers p on p.id = r.payer_id where ${sql.join(wanted, sql` and `)}
    order by r.name, r.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(rosterOf)
}

const ROSTER = sql`r.id, r.payer_id, p.name as payer_name, r.kind, r.name, r.region_code, r.organisation_id, r.conditions, r.closed_at, r.budget_line_id`

/** A roster within sight, or nothing. */
export async function findRoster(db: Queryable, sight: Sight, id: string): Promise<RosterRow | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<RawRoster>`
    select ${ROSTER}, 0::bigint as member_count from rosters r join payers p on p.id = r.payer_id
    where r.id = ${id} and ${inSight(sight, 'r')}`.execute(db)
  return rows[0] ? rosterOf(rows[0]) : null
}

/** A roster within sight that is not closed. Refuses `roster-unknown` and `roster-closed`. */
export async function getOpenRoster(db: Queryable, sight: Sight, id: string): Promise<RosterRow> {
  const roster = await findRoster(db, sight, id)
  if (!roster) throw refuse('roster-unknown', {})
  if (roster.isClosed) throw refuse('roster-closed', {})
  return roster
}

function rosterOf(row: RawRoster): RosterRow {
  return {
    id: row.id,
    payerId: row.payer_id,
    payerName: row.payer_name,
    kind: row.kind,
    name: row.name,
    regionCode: Number(row.region_code) as RegionCode,
    organisationId: row.organisation_id,
    conditions: row.conditions,
    isClosed: row.closed_at !== null,
    memberCount: Number(row.member_count),
    budgetLineId: row.budget_line_id,
  }
}

export type MemberRow = {
  readonly protectionId: bigint
  readonly personId: bigint
  /** `[2026-01-01,2026-07-01)`, the upper end empty while it is open. */
  readonly months: string
  readonly programmes: string
  readonly pay: Rupiah
  readonly occupationGroup: string
  readonly ground: string
  readonly endedBecause: string | null
}

/** Who stands in a roster, those of a month or all there ever were, by person. */
export async function listMembers(
  db: Queryable,
  rosterId: string,
  { on, limit, offset }: { readonly on: string | null; readonly limit: number; readonly offset: number },
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.id as "protectionId", m.person_id as "personId", m.months::text as months, m.programmes::text as programmes,
      coalesce(m.wage, m.income) as pay, m.occupation_group as "occupationGroup", m.ground, m.ended_because as "endedBecause"
    from protections m where m.roster_id = ${rosterId} ${on === null ? sql`` : sql`and m.months @> ${on}::date`}
    order by m.person_id, m.months limit ${limit} offset ${offset}`.execute(db)
  return rows
}

/** Row-level security says the same once more. */
export function inSight({ first, last, organisationId }: Sight, alias: 'p' | 'r' | 'b'): RawBuilder<unknown> {
  const region = sql.raw(`${alias}.region_code`)
  const organisation = sql.raw(`${alias}.organisation_id`)
  return sql`(${region} between ${first} and ${last} or ${organisation} = ${organisationId}::uuid)`
}
