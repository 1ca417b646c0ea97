import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { Credit, Difference, PlannedBill, StandingLine } from './adjustments.ts'
import { CARD_OF_MEMBER } from './card-store.ts'
import { numberOf } from './run-store.ts'

/** A roster as an adjustment needs it, with its original bill of the month, if there is one. */
export type AdjustedRoster = {
  readonly id: string
  readonly payerId: string
  readonly organisationId: string | null
  readonly regionCode: bigint
  readonly kind: string
  readonly paidFrom: 'purse' | 'gift'
  readonly originalId: string | null
  readonly budgetLineId: string | null
}

export async function listAdjustedRosters(
  tx: Tx,
  month: Month,
  rosterIds: readonly string[],
): Promise<AdjustedRoster[]> {
  const { rows } = await sql<AdjustedRoster>`
    select r.id, r.payer_id as "payerId", r.organisation_id as "organisationId", r.region_code as "regionCode", r.kind,
      r.paid_from as "paidFrom", b.id as "originalId", r.budget_line_id as "budgetLineId"
    from rosters r
    left join bills b on b.roster_id = r.id and b.month = ${firstDayOf(month)}::date and b.kind = 'original'
    where r.id = any (${rosterIds}::uuid[]) order by r.id`.execute(tx)
  return rows
}

export type MemberLine = {
  readonly rosterId: string
  readonly personId: bigint
  readonly protectionId: bigint
  readonly cardId: bigint
  readonly amount: Rupiah
}

/** What rosters without a bill of the month should be billed, line by line. */
export async function listMemberLines(
  tx: Tx,
  month: Month,
  lawVersion: string,
  rosterIds: readonly string[],
): Promise<MemberLine[]> {
  const day = firstDayOf(month)
  const { rows } = await sql<MemberLine>`
    select m.roster_id as "rosterId", m.person_id as "personId", m.id as "protectionId", c.id as "cardId", c.amount
    from rosters r join protections m on m.roster_id = r.id and m.months @> ${day}::date
    left join rate_cards c on c.month = ${day}::date and c.law_version = ${lawVersion} and ${CARD_OF_MEMBER}
    where r.id = any (${rosterIds}::uuid[]) and (c.amount is null or c.amount > 0) order by 1, 2, 3`.execute(
    tx,
  )
  return rows
}

/**
 * Where what should be billed differs from the net of all that was, by person. `law`: the same facts have another price; `list`: the
 * roster says otherwise than it did.
 */
export async function listDifferences(
  tx: Tx,
  month: Month,
  lawVersion: string,
  rosterIds: readonly string[],
): Promise<(Difference & { readonly rosterId: string })[]> {
  const day = firstDayOf(month)
  const { rows } = await sql<Difference & { readonly rosterId: string; readonly unpriced: boolean }>`
    with should as (
      select m.roster_id, m.person_id, coalesce(sum(c.amount), 0)::bigint as amount, min(m.id) as protection_id, min(c.id) as card_id,
        bool_or(c.id is null) as unpriced
      from rosters r join protections m on m.roster_id = r.id and m.months @> ${day}::date
      left join rate_cards c on c.month = ${day}::date and c.law_version = ${lawVersion} and ${CARD_OF_MEMBER}
      where r.id = any (${rosterIds}::uuid[]) group by 1, 2),
    billed as (
      select b.roster_id, l.person_id, sum(l.amount)::bigint as amount,
        (array_agg(l.protection_id order by l.card_id desc))[1] as protection_id, max(l.card_id) as card_id
      from bills b join bill_lines l on l.bill_id = b.id and l.month = b.month
      where b.roster_id = any (${rosterIds}::uuid[]) and b.month = ${day}::date group by 1, 2)
    select coalesce(s.roster_id, b.roster_id) as "rosterId", coalesce(s.person_id, b.person_id) as "personId",
      coalesce(s.protection_id, b.protection_id) as "protectionId", coalesce(s.card_id, b.card_id) as "cardId",
      coalesce(b.amount, 0)::bigint as before, coalesce(s.amount, 0)::bigint as after, coalesce(s.unpriced, false) as unpriced,
      case when n.conditions = o.conditions and n.segment = o.segment and n.programmes = o.programmes and n.pay = o.pay
        and n.occupation_group = o.occupation_group then 'law' else 'list' end as why
    from should s full join billed b on b.roster_id = s.roster_id and b.person_id = s.person_id
    left join rate_cards n on n.id = s.card_id left join rate_cards o on o.id = b.card_id
    where coalesce(b.amount, 0) <> coalesce(s.amount, 0) or s.unpriced
    order by 1, 2`.execute(tx)
  // A missing price would look like somebody who has left.
  if (rows.some(({ unpriced }) => unpriced)) throw new Error('a member of a roster has no price')
  return rows
}

export type IssuedBill = {
  readonly id: string
  readonly roster: AdjustedRoster
  readonly planned: PlannedBill
  readonly month: Month
  readonly dueOn: PlainDate
  readonly lawVersion: string
  readonly runId: string | null
  readonly entryId: bigint
}

/** Writes a bill with its lines and what they change. */
export async function insertBill(tx: Tx, bill: IssuedBill): Promise<void> {
  const { id, roster, planned, month, dueOn, lawVersion, runId, entryId } = bill
  const { kind, lines, total, personCount } = planned
  const day = firstDayOf(month)
  const amends = kind === 'original' ? null : roster.originalId
  await sql`
    insert into bills (id, number, payer_id, roster_id, organisation_id, region_code, month, kind, amends, total, line_count, person_count,
      due_on, law_version, run_id, entry_id)
    values (${id}, ${numberOf(month)}, ${roster.payerId}, ${roster.id}, ${roster.organisationId}, ${roster.regionCode}, ${day}::date, ${kind},
      ${amends}, ${total}, ${lines.length}, ${personCount}, ${dueOn}, ${lawVersion}, ${runId}, ${entryId})`.execute(
    tx,
  )
  await sql`
    insert into bill_lines (bill_id, line_number, person_id, protection_id, month, card_id, amount)
    select ${id}, l.number, l.person_id, l.protection_id, ${day}::date, l.card_id, l.amount
    from unnest(${lines.map(({ personId }) => String(personId))}::bigint[], ${lines.map(({ protectionId }) => String(protectionId))}::bigint[],
      ${lines.map(({ cardId }) => String(cardId))}::bigint[], ${lines.map(({ amount }) => String(amount))}::bigint[])
      with ordinality as l (person_id, protection_id, card_id, amount, number)`.execute(tx)
  const changed = lines.flatMap(({ difference }, at) =>
    difference ? [{ ...difference, lineNumber: at + 1 }] : [],
  )
  if (changed.length === 0) return
  await sql`
    insert into bill_differences (bill_id, line_number, person_id, before_amount, after_amount, why)
    select ${id}, d.number, d.person_id, d.before, d.after, d.why
    from unnest(${changed.map(({ lineNumber }) => lineNumber)}::integer[], ${changed.map(({ personId }) => String(personId))}::bigint[],
      ${changed.map(({ before }) => String(before))}::bigint[], ${changed.map(({ after }) => String(after))}::bigint[],
      ${changed.map(({ why }) => why)}::text[]) as d (number, person_id, before, after, why)`.execute(tx)
}

/** The lines that stand for people of a roster in a month, the latest bill first; their bills locked until the transaction ends. */
export async function lockStandingLines(
  tx: Tx,
  rosterId: string,
  month: Month,
  personIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly StandingLine[]>> {
  const day = firstDayOf(month)
  await sql`
    select from bills where roster_id = ${rosterId} and month = ${day}::date and kind in ('original', 'amendment')
    order by id for no key update`.execute(tx)
  const { rows } = await sql<StandingLine & { readonly personId: bigint }>`
    select l.person_id as "personId", l.bill_id as "billId", l.line_number as "lineNumber",
      (l.amount - coalesce((select sum(c.amount) from credited_lines c where c.bill_id = l.bill_id and c.line_number = l.line_number), 0))::bigint
        as remaining,
      exists (select from paid_lines p where p.bill_id = l.bill_id and p.lines @> l.line_number) as "isPaid"
    from bills b join bill_lines l on l.bill_id = b.id and l.month = b.month
    where b.roster_id = ${rosterId} and b.month = ${day}::date and b.kind in ('original', 'amendment')
      and l.person_id = any (${personIds.map(String)}::bigint[])
    order by b.issued_at desc, b.id, l.line_number`.execute(tx)
  const found = new Map<bigint, StandingLine[]>()
  for (const { personId, ...line } of rows) found.set(personId, [...(found.get(personId) ?? []), line])
  return found
}

/** Notes what a credit note makes smaller; `nothing_is_paid_beyond_the_bill` holds against it. */
export async function insertCredits(
  tx: Tx,
  creditBillId: string,
  credits: readonly (Credit & { readonly creditLine: number })[],
): Promise<void> {
  await sql`
    with credited as (
      insert into credited_lines (credit_bill_id, credit_line, bill_id, line_number, amount, money_back)
      select ${creditBillId}, c.credit_line, c.bill_id, c.line_number, c.amount, c.money_back
      from unnest(${credits.map(({ creditLine }) => creditLine)}::integer[], ${credits.map(({ billId }) => billId)}::uuid[],
        ${credits.map(({ lineNumber }) => lineNumber)}::integer[], ${credits.map(({ amount }) => String(amount))}::bigint[],
        ${credits.map(({ moneyBack }) => String(moneyBack))}::bigint[]) as c (credit_line, bill_id, line_number, amount, money_back)
      returning bill_id, amount, money_back)
    update bills b set credited = b.credited + c.amount, paid = b.paid - c.money_back
    from (select bill_id, sum(amount)::bigint as amount, sum(money_back)::bigint as money_back from credited group by 1) c
    where b.id = c.bill_id`.execute(tx)
}

export async function insertRecovery(
  tx: Tx,
  creditBillId: string,
  amount: Rupiah,
  path: string,
): Promise<void> {
  await sql`
    insert into bpjs_recoveries (credit_bill_id, amount, account_path) values (${creditBillId}, ${amount}, ${path})`.execute(
    tx,
  )
}
