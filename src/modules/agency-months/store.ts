import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import type { MonthChange, MonthTotals } from './agency-months.ts'
import { findMonth, type MonthRecord } from './queries.ts'

type Place = { readonly rosterId: string; readonly month: Month }

/** The record of a month, made when there is none, locked until the transaction ends. The roster comes first, as for whoever changes it. */
export async function lockMonth(tx: Tx, { rosterId, month }: Place): Promise<MonthRecord> {
  await sql`select from rosters where id = ${rosterId} for no key update`.execute(tx)
  await sql`insert into agency_months (roster_id, month) values (${rosterId}, ${firstDayOf(month)}::date) on conflict do nothing`.execute(
    tx,
  )
  return findMonth(tx, rosterId, month)
}

type Draft = Place & { readonly round: number }

/** Notes changes in the draft; a later word about somebody replaces an earlier one. */
export async function upsertChanges(
  tx: Tx,
  { rosterId, month, round }: Draft,
  changes: readonly MonthChange[],
  by: string,
): Promise<void> {
  await sql`
    insert into agency_month_changes (roster_id, month, round, person_id, kind, pay, cause, noted_by)
    select ${rosterId}, ${firstDayOf(month)}::date, ${round}, c.person_id, c.kind, c.pay, c.cause, ${by}
    from unnest(${changes.map(({ personId }) => String(personId))}::bigint[], ${changes.map(({ kind }) => kind)}::text[],
      ${changes.map(({ pay }) => (pay === null ? null : String(pay)))}::bigint[], ${changes.map(({ cause }) => cause)}::text[])
      as c (person_id, kind, pay, cause)
    on conflict (roster_id, month, round, person_id) do update
    set kind = excluded.kind, pay = excluded.pay, cause = excluded.cause, noted_by = excluded.noted_by`.execute(
    tx,
  )
}

/** Takes changes out of the draft: those of some people, or all. */
export async function deleteChanges(
  tx: Tx,
  { rosterId, month, round }: Draft,
  people: readonly bigint[] | null,
): Promise<number> {
  const { rows } = await sql`
    delete from agency_month_changes where roster_id = ${rosterId} and month = ${firstDayOf(month)}::date and round = ${round}
      ${people === null ? sql`` : sql`and person_id = any (${people.map(String)}::bigint[])`} returning person_id`.execute(
    tx,
  )
  return rows.length
}

export type Sent = MonthTotals & {
  readonly dueOn: PlainDate
  readonly at: Date
  readonly by: string
  readonly isLate: boolean
}

export async function markSent(tx: Tx, { rosterId, month }: Place, sent: Sent): Promise<void> {
  const first = firstDayOf(month)
  await sql`
    update agency_months set state = 'sent', person_count = ${sent.people}, pay_total = ${sent.pay}, contribution = ${sent.contribution},
      due_on = ${sent.dueOn}::date, sent_at = ${sent.at}, sent_by = ${sent.by}
    where roster_id = ${rosterId} and month = ${first}::date`.execute(tx)
  await sql`
    insert into agency_month_events (roster_id, month, kind, person_count, contribution, is_late, done_by, done_at)
    values (${rosterId}, ${first}::date, 'sent', ${sent.people}, ${sent.contribution}, ${sent.isLate}, ${sent.by}, ${sent.at})`.execute(
    tx,
  )
}

export type Reopened = { readonly reason: string; readonly by: string; readonly at: Date }

/** Opens a sent month again, in a new round; what was sent is kept as its event. */
export async function markReopened(
  tx: Tx,
  { rosterId, month }: Place,
  { reason, by, at }: Reopened,
): Promise<void> {
  const first = firstDayOf(month)
  await sql`
    insert into agency_month_events (roster_id, month, kind, person_count, contribution, is_late, reason, done_by, done_at)
    select roster_id, month, 'reopened', person_count, contribution, false, ${reason}, ${by}, ${at}
    from agency_months where roster_id = ${rosterId} and month = ${first}::date`.execute(tx)
  await sql`
    update agency_months set state = 'draft', round = round + 1, person_count = null, pay_total = null, contribution = null, due_on = null,
      sent_at = null, sent_by = null
    where roster_id = ${rosterId} and month = ${first}::date`.execute(tx)
}
