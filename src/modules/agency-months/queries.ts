import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import type { Sight } from '../access/act.ts'
import type { MemberFacts } from '../payers/payers.ts'
import { inSight } from '../payers/queries.ts'
import type {
  ChangeKind,
  LeavingCause,
  Member,
  MonthChange,
  MonthState,
  ReportedKind,
} from './agency-months.ts'

/** The record of a month; one that nobody has touched is a draft of round 1. */
export type MonthRecord = {
  readonly state: MonthState
  readonly round: number
  readonly dueOn: PlainDate | null
  readonly sentAt: Date | null
}

export async function findMonth(db: Queryable, rosterId: string, month: Month): Promise<MonthRecord> {
  const { rows } = await sql<MonthRecord>`
    select state, round, due_on as "dueOn", sent_at as "sentAt" from agency_months
    where roster_id = ${rosterId} and month = ${firstDayOf(month)}::date`.execute(db)
  return rows[0] ?? { state: 'draft', round: 1, dueOn: null, sentAt: null }
}

/** The first month from one on that is sent, or null. */
export async function findSentMonth(db: Queryable, rosterId: string, from: Month): Promise<Month | null> {
  const { rows } = await sql<{ month: PlainDate }>`
    select month from agency_months where roster_id = ${rosterId} and month >= ${firstDayOf(from)}::date and state = 'sent'
    order by month limit 1`.execute(db)
  return rows[0] ? monthOf(rows[0].month) : null
}

/** Refuses a change from a month on while that month or a later one is sent. The roster must be locked. */
export async function requireUnsent(db: Queryable, rosterId: string, from: Month): Promise<void> {
  const sent = await findSentMonth(db, rosterId, from)
  if (sent !== null) throw refuse('agency-month-sent', { month: sent })
}

type FactsRow = {
  person_id: bigint
  name: string | null
  first: number
  past: number
  pay: Rupiah
  occupation_group: OccupationGroup
}

function factsOf({ first, past, pay, occupation_group }: FactsRow): MemberFacts {
  return { programmes: { first, end: past }, pay, occupationGroup: occupation_group }
}

/** Who stands in a roster in a month, by name. A person beyond sight has no name here. */
export async function listMonthMembers(db: Queryable, rosterId: string, month: Month): Promise<Member[]> {
  const { rows } = await sql<FactsRow>`
    select m.person_id, p.name, lower(m.programmes) as first, upper(m.programmes) as past, coalesce(m.wage, m.income) as pay,
      m.occupation_group
    from protections m left join people p on p.id = m.person_id
    where m.roster_id = ${rosterId} and m.months @> ${firstDayOf(month)}::date
    order by p.name, m.person_id, m.programmes`.execute(db)
  return rows.map((row) => ({ ...factsOf(row), personId: row.person_id, name: row.name }))
}

export type NamedChange = MonthChange & { readonly name: string | null; readonly facts: MemberFacts }

/**
 * The changes of a month up to a round, the latest of each person; of a draft only those of its own round are not in the roster yet. What
 * they were insured for stands beside, as the roster last had it, or as `fresh` says for who was never in it.
 */
export async function listChanges(
  db: Queryable,
  {
    rosterId,
    month,
    round,
    isSent,
  }: { readonly rosterId: string; readonly month: Month; readonly round: number; readonly isSent: boolean },
  fresh: Pick<MemberFacts, 'programmes'>,
): Promise<NamedChange[]> {
  const rounds = isSent ? sql`c.round <= ${round}` : sql`c.round = ${round}`
  const { rows } = await sql<
    FactsRow & { kind: ChangeKind; new_pay: Rupiah | null; cause: LeavingCause | null }
  >`
    select c.person_id, p.name, c.kind, c.pay as new_pay, c.cause, coalesce(l.first, ${fresh.programmes.first}) as first,
      coalesce(l.past, ${fresh.programmes.end}) as past, coalesce(l.pay, c.pay, 0) as pay, coalesce(l.occupation_group, 'other') as occupation_group
    from (select distinct on (person_id) c.* from agency_month_changes c
      where c.roster_id = ${rosterId} and c.month = ${firstDayOf(month)}::date and ${rounds} order by person_id, round desc) c
    left join people p on p.id = c.person_id
    left join lateral (select lower(m.programmes) as first, upper(m.programmes) as past, coalesce(m.wage, m.income) as pay, m.occupation_group
      from protections m where m.roster_id = c.roster_id and m.person_id = c.person_id order by m.id desc limit 1) l on true
    order by p.name, c.person_id`.execute(db)
  return rows.map((row) => ({
    ...{ personId: row.person_id, name: row.name, kind: row.kind, pay: row.new_pay, cause: row.cause },
    facts: factsOf(row),
  }))
}

/** The bill of a roster's month, or null. */
export async function findMonthBill(
  db: Queryable,
  rosterId: string,
  month: Month,
): Promise<{
  readonly id: string
  readonly number: string
  readonly total: Rupiah
  readonly paid: Rupiah
} | null> {
  const { rows } = await sql<{ id: string; number: string; total: Rupiah; paid: Rupiah }>`
    select b.id, b.number, b.total, (select coalesce(sum(a.paid), 0)::bigint from bills a where a.id = b.id or a.amends = b.id) as paid
    from bills b where b.roster_id = ${rosterId} and b.month = ${firstDayOf(month)}::date and b.kind = 'original'`.execute(
    db,
  )
  return rows[0] ?? null
}

export type MonthEvent = {
  readonly kind: 'sent' | 'reopened'
  readonly people: number
  readonly contribution: Rupiah
  readonly isLate: boolean
  readonly reason: string | null
  readonly at: Date
}

/** Each time the month was sent or opened again, the earliest first. */
export async function listEvents(db: Queryable, rosterId: string, month: Month): Promise<MonthEvent[]> {
  const { rows } = await sql<MonthEvent>`
    select kind, person_count as people, contribution, is_late as "isLate", reason, done_at as at from agency_month_events
    where roster_id = ${rosterId} and month = ${firstDayOf(month)}::date order by id`.execute(db)
  return rows
}

export type ReportedRoster = {
  readonly id: string
  readonly name: string
  readonly payerName: string
  readonly kind: ReportedKind
  readonly regionCode: RegionCode
  readonly people: number
  readonly state: MonthState
  readonly sentAt: Date | null
  readonly wasLate: boolean
  readonly lastSent: Month | null
}

export type ReportedFilter = {
  readonly month: Month
  readonly region?: RegionCode
  readonly name?: string
  readonly state?: MonthState
}

/** Rosters that report, with what became of one month, by name. */
export async function listReportedRosters(
  db: Queryable,
  sight: Sight,
  { month, region, name, state }: ReportedFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ReportedRoster[]> {
  const first = firstDayOf(month)
  const subtree = region === undefined ? null : subtreeOf(region)
  const wanted: RawBuilder<unknown>[] = [
    inSight(sight, 'r'),
    sql`r.kind in ('agency', 'village') and r.closed_at is null`,
    ...(subtree === null ? [] : [sql`r.region_code between ${subtree.first} and ${subtree.last}`]),
    ...(name === undefined ? [] : [sql`position(lower(${name}) in lower(r.name || ' ' || p.name)) > 0`]),
    ...(state === undefined ? [] : [sql`coalesce(a.state, 'draft') = ${state}`]),
  ]
  const { rows } = await sql<
    Omit<ReportedRoster, 'lastSent' | 'regionCode'> & { region: bigint; last: PlainDate | null }
  >`
    select r.id, r.name, p.name as "payerName", r.kind, r.region_code as region, coalesce(a.state, 'draft') as state, a.sent_at as "sentAt",
      coalesce((a.sent_at at time zone 'Asia/Jakarta')::date > a.due_on, false) as "wasLate",
      (select max(s.month) from agency_months s where s.roster_id = r.id and s.state = 'sent') as last,
      (select count(distinct m.person_id)::integer from protections m where m.roster_id = r.id and m.months @> ${first}::date) as people
    from rosters r join payers p on p.id = r.payer_id left join agency_months a on a.roster_id = r.id and a.month = ${first}::date
    where ${sql.join(wanted, sql` and `)} order by r.name, r.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(({ region: code, last, ...row }) => ({
    ...row,
    regionCode: Number(code) as RegionCode,
    lastSent: last === null ? null : monthOf(last),
  }))
}
