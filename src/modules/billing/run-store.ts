import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Db, Queryable, Tx } from '../../platform/db.ts'
import { membersOf } from './card-store.ts'

/** Which rosters a run is about; null: not narrowed by this. */
export type RunScope = {
  readonly month: Month
  readonly rosterId: string | null
  readonly payerId: string | null
  readonly regionFirst: number
  readonly regionLast: number
  readonly organisationId: string | null
}

export type Run = RunScope & {
  readonly id: string
  readonly lawVersion: string
  readonly isFresh: boolean
  readonly afterRoster: string | null
}

type RunRow = {
  id: string
  month: string
  roster_id: string | null
  payer_id: string | null
  region_first: bigint
  region_last: bigint
  organisation_id: string | null
  law_version: string
  is_fresh: boolean
  after_roster: string | null
}

const LOCK = 7_298_660

/** One run of a month at a time: another waits until it has ended, or until its program has died. */
export async function lockMonth(connection: Db, month: Month): Promise<() => Promise<void>> {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  await sql`select pg_advisory_lock(${LOCK}, ${number})`.execute(connection)
  return async () => {
    await sql`select pg_advisory_unlock(${LOCK}, ${number})`.execute(connection)
  }
}

/** The run of a month that was cut off, or null. */
export async function findUnfinishedRun(db: Queryable, month: Month): Promise<Run | null> {
  const { rows } = await sql<RunRow>`
    select id, month, roster_id, payer_id, region_first, region_last, organisation_id, law_version, is_fresh, after_roster
    from bill_runs where month = ${firstDayOf(month)}::date and state = 'running' order by started_at limit 1`.execute(
    db,
  )
  return rows[0] ? runOf(rows[0]) : null
}

/** All runs that were cut off, the oldest first. */
export async function listUnfinishedRuns(db: Queryable): Promise<Run[]> {
  const { rows } = await sql<RunRow>`
    select id, month, roster_id, payer_id, region_first, region_last, organisation_id, law_version, is_fresh, after_roster
    from bill_runs where state = 'running' order by started_at`.execute(db)
  return rows.map(runOf)
}

export async function insertRun(
  tx: Tx,
  scope: RunScope,
  lawVersion: string,
  regionCode: number,
): Promise<Run> {
  const { month, rosterId, payerId, regionFirst, regionLast, organisationId } = scope
  const { rows } = await sql<RunRow>`
    insert into bill_runs (month, roster_id, payer_id, region_first, region_last, organisation_id, region_code, law_version, roster_count)
    select ${firstDayOf(month)}::date, ${rosterId}, ${payerId}, ${regionFirst}, ${regionLast}, ${organisationId}, ${regionCode},
      ${lawVersion}, count(*) from rosters r where ${inScope(scope)}
    returning id, month, roster_id, payer_id, region_first, region_last, organisation_id, law_version, is_fresh, after_roster`.execute(
    tx,
  )
  if (!rows[0]) throw new Error('a run was not recorded')
  return runOf(rows[0])
}

function runOf(row: RunRow): Run {
  return {
    id: row.id,
    month: row.month.slice(0, 7) as Month,
    rosterId: row.roster_id,
    payerId: row.payer_id,
    regionFirst: Number(row.region_first),
    regionLast: Number(row.region_last),
    organisationId: row.organisation_id,
    lawVersion: row.law_version,
    isFresh: row.is_fresh,
    afterRoster: row.after_roster,
  }
}

function inScope({
  rosterId,
  payerId,
  regionFirst,
  regionLast,
  organisationId,
}: RunScope): RawBuilder<unknown> {
  return sql.join(
    [
      sql`(r.region_code between ${regionFirst} and ${regionLast} or r.organisation_id = ${organisationId}::uuid)`,
      ...(rosterId === null ? [] : [sql`r.id = ${rosterId}`]),
      ...(payerId === null ? [] : [sql`r.payer_id = ${payerId}`]),
    ],
    sql` and `,
  )
}

/** Makes the table beside ready in which a month without lines is loaded; false when the month has its lines. */
export async function prepareMonth(tx: Tx, month: Month): Promise<boolean> {
  const { rows } = await sql<{ is_fresh: boolean }>`
    select prepare_bill_month(${firstDayOf(month)}::date) as is_fresh`.execute(tx)
  return rows[0]?.is_fresh === true
}

/** Throws away what a run loaded that did not end, so that another begins with nothing. */
export async function emptyMonth(tx: Tx, run: Run): Promise<void> {
  await sql`delete from ${partOf(run.month)}`.execute(tx)
  await sql`
    delete from bill_drafts d using bill_runs u where u.id = d.run_id and u.month = ${firstDayOf(run.month)}::date`.execute(
    tx,
  )
  await sql`
    update bill_runs set is_fresh = true, after_roster = null, rosters_done = 0, line_count = 0, total = 0 where id = ${run.id}`.execute(
    tx,
  )
}

function partOf(month: Month): RawBuilder<unknown> {
  return sql.table(`bill_lines_${month.replace('-', '_')}`)
}

/** The next rosters of a run, locked: nobody changes who stands in them until this transaction ends. In the order of their ids. */
export async function lockNextRosters(tx: Tx, run: Run, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from rosters r
    where ${inScope(run)} and r.id > coalesce(${run.afterRoster}::uuid, '00000000-0000-0000-0000-000000000000')
    order by r.id limit ${most} for no key update`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The next rosters of a run that have changed since their month was last compared, or that the law has changed for; locked. */
export async function lockNextChanged(tx: Tx, run: Run, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from rosters r
    where ${inScope(run)} and r.id > coalesce(${run.afterRoster}::uuid, '00000000-0000-0000-0000-000000000000')
      and not exists (
        select from billed_rosters b where b.roster_id = r.id and b.month = ${firstDayOf(run.month)}::date
          and b.roster_version = r.version and b.law_version = ${run.lawVersion})
    order by r.id limit ${most} for no key update`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Loads the lines of these rosters into the month that is being built, and drafts their bills. Every line has its card, or nothing is loaded. */
export async function loadLines(tx: Tx, run: Run, rosterIds: readonly string[]): Promise<void> {
  const day = firstDayOf(run.month)
  await sql`
    with r as materialized (
      select r.id, r.version, r.conditions, dense_rank() over (order by r.conditions) as n
      from rosters r where r.id = any (${rosterIds}::uuid[])),
    c as materialized (
      select k.n, c.segment, c.programmes, c.pay, c.occupation_group, c.id, c.amount
      from (select distinct n, conditions from r) k
      join rate_cards c on c.month = ${day}::date and c.law_version = ${run.lawVersion} and c.conditions = k.conditions),
    members as materialized (
      select r.id as roster_id, r.version, m.person_id, m.id as protection_id, c.id as card_id, c.amount,
        row_number() over person_by_person as line_number,
        case when lag(m.person_id) over person_by_person = m.person_id then 0 else 1 end as is_first
      from r join protections m on ${membersOf(rosterIds)} and m.roster_id = r.id and m.months @> ${day}::date
      left join c on c.n = r.n and c.pay = coalesce(m.wage, m.income) and c.programmes = m.programmes and c.segment = m.segment
        and c.occupation_group = m.occupation_group
      where c.amount is null or c.amount > 0
      window person_by_person as (partition by r.id order by m.person_id, m.id)),
    drafts as (
      insert into bill_drafts (run_id, roster_id, bill_id, total, line_count, person_count, roster_version)
      select ${run.id}, roster_id, gen_random_uuid(), sum(amount), count(*), sum(is_first), min(version)
      from members group by roster_id
      returning roster_id, bill_id)
    insert into ${partOf(run.month)} (bill_id, line_number, person_id, protection_id, month, card_id, amount)
    select d.bill_id, m.line_number, m.person_id, m.protection_id, ${day}::date, m.card_id, m.amount
    from members m join drafts d on d.roster_id = m.roster_id`.execute(tx)
}

export type RunStep = {
  readonly lastRoster: string
  readonly rosters: number
  readonly bills: number
  readonly lines: number
  readonly total: Rupiah
  readonly adjustments: number
}

/** Notes how far a run is, in the transaction of what it did. */
export async function markStep(tx: Tx, runId: string, step: RunStep): Promise<void> {
  await sql`
    update bill_runs set after_roster = ${step.lastRoster}, rosters_done = rosters_done + ${step.rosters},
      bill_count = bill_count + ${step.bills}, line_count = line_count + ${step.lines}, total = total + ${step.total},
      adjustment_count = adjustment_count + ${step.adjustments}, alive_at = clock_timestamp()
    where id = ${runId}`.execute(tx)
}

export type Draft = {
  readonly billId: string
  readonly payerId: string
  readonly total: Rupiah
}

/** The drafts of a run in stretches, by roster. */
export async function listDrafts(tx: Tx, runId: string, after: string | null, most: number) {
  const { rows } = await sql<Draft & { readonly rosterId: string }>`
    select d.bill_id as "billId", r.payer_id as "payerId", d.total, d.roster_id as "rosterId"
    from bill_drafts d join rosters r on r.id = d.roster_id
    where d.run_id = ${runId} and d.roster_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by d.roster_id limit ${most}`.execute(tx)
  return rows
}

/** Which segments the drafts of a run are of: their due days differ. */
export async function listDraftedKinds(tx: Tx, runId: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct r.kind from bill_drafts d join rosters r on r.id = d.roster_id where d.run_id = ${runId}`.execute(
    tx,
  )
  return rows.map(({ kind }) => kind)
}

/** Makes the drafts of a run bills, each with the entry that was posted for it, and lets the month be seen. */
export async function issueDrafts(
  tx: Tx,
  run: Run,
  dueOn: { readonly wages: PlainDate | null; readonly own: PlainDate | null },
): Promise<{ readonly bills: number; readonly lines: number; readonly total: Rupiah }> {
  const day = firstDayOf(run.month)
  await sql`
    insert into bills (id, number, payer_id, roster_id, organisation_id, region_code, month, kind, total, line_count, person_count, due_on,
      law_version, run_id, entry_id)
    select d.bill_id, ${numberOf(run.month)}, r.payer_id, r.id, r.organisation_id, r.region_code, ${day}::date, 'original', d.total,
      d.line_count, d.person_count, case when r.kind in ('employer', 'agency') then ${dueOn.wages}::date else ${dueOn.own}::date end,
      ${run.lawVersion}, ${run.id}, e.id
    from bill_drafts d join rosters r on r.id = d.roster_id join entries e on e.idempotency_key = 'bill:' || d.bill_id
    where d.run_id = ${run.id} order by d.roster_id`.execute(tx)
  await sql`
    insert into billed_rosters (roster_id, month, roster_version, law_version, run_id)
    select roster_id, ${day}::date, roster_version, ${run.lawVersion}, run_id from bill_drafts where run_id = ${run.id}
    on conflict (roster_id, month) do update set roster_version = excluded.roster_version, law_version = excluded.law_version,
      run_id = excluded.run_id`.execute(tx)
  const { rows } = await sql<{ bills: bigint; total: bigint; lines: bigint }>`
    select count(*) as bills, coalesce(sum(total), 0)::bigint as total, coalesce(sum(line_count), 0) as lines
    from bill_drafts where run_id = ${run.id}`.execute(tx)
  await sql`select attach_bill_month(${day}::date)`.execute(tx)
  await sql`delete from bill_drafts where run_id = ${run.id}`.execute(tx)
  const { bills = 0n, lines = 0n, total = 0n } = rows[0] ?? {}
  return { bills: Number(bills), lines: Number(lines), total }
}

/** `T2611-00000042`: the month, and a number that no other bill has. */
export function numberOf(month: Month): RawBuilder<string> {
  return sql<string>`${`T${month.slice(2, 4)}${month.slice(5)}-`} || lpad(nextval('bill_numbers')::text, 8, '0')`
}

/** Notes that these rosters were compared as they stand now. */
export async function markCompared(tx: Tx, run: Run, rosterIds: readonly string[]): Promise<void> {
  await sql`
    insert into billed_rosters (roster_id, month, roster_version, law_version, run_id)
    select id, ${firstDayOf(run.month)}::date, version, ${run.lawVersion}, ${run.id} from rosters where id = any (${rosterIds}::uuid[])
    on conflict (roster_id, month) do update set roster_version = excluded.roster_version, law_version = excluded.law_version,
      run_id = excluded.run_id`.execute(tx)
}

export type RunEnd = {
  readonly state: 'done' | 'failed'
  readonly seconds: number
  readonly failure: string | null
}

export async function endRun(tx: Tx, runId: string, { state, seconds, failure }: RunEnd): Promise<void> {
  await sql`
    update bill_runs set state = ${state}, seconds = seconds + ${seconds}, failure = ${failure},
      unchanged_count = greatest(roster_count - rosters_done, 0), alive_at = clock_timestamp(), ended_at = clock_timestamp()
    where id = ${runId}`.execute(tx)
}
