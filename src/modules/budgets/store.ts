import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import { throughMatching } from '../people/matching-gate.ts'
import type { BudgetChangeKind, BudgetLine } from './budgets.ts'

export type NewBudgetLine = Pick<
  BudgetLine,
  | 'id'
  | 'payerId'
  | 'fiscalYear'
  | 'name'
  | 'fundSource'
  | 'legalBasis'
  | 'documentNumber'
  | 'documentOn'
  | 'regionCode'
> & { readonly amount: Rupiah; readonly organisationId: string | null }

/** Records a line. Refuses a second one of the payer with the same name, year and document. */
export async function insertBudgetLine(tx: Tx, line: NewBudgetLine, now: Date): Promise<void> {
  const { id, payerId, fiscalYear, name, amount, fundSource, legalBasis } = line
  const { documentNumber, documentOn, organisationId, regionCode } = line
  const { rows } = await sql`
    insert into budget_lines (id, payer_id, fiscal_year, name, amount, fund_source, legal_basis, document_number, document_on,
      organisation_id, region_code, recorded_at)
    values (${id}, ${payerId}, ${fiscalYear}, ${name}, ${amount}, ${fundSource}, ${legalBasis}, ${documentNumber}, ${documentOn},
      ${organisationId}, ${regionCode}, ${now})
    on conflict on constraint a_budget_line_is_recorded_once do nothing returning id`.execute(tx)
  if (rows.length === 0) throw refuse('budget-line-known', {})
}

export type NewBudgetChange = {
  readonly lineId: string
  readonly kind: BudgetChangeKind
  readonly before: Rupiah
  readonly after: Rupiah
  readonly legalBasis: string
  readonly documentNumber: string
  readonly documentOn: string
  readonly reason: string
  readonly entryId: bigint
  readonly changedBy: string
  readonly now: Date
}

/** Gives a line another amount and keeps by which document. Refuses a document that has changed it before. */
export async function markAmount(tx: Tx, change: NewBudgetChange): Promise<void> {
  const { lineId, kind, before, after, legalBasis, documentNumber, documentOn } = change
  const { rows } = await sql`
    insert into budget_changes (line_id, kind, amount_before, amount_after, legal_basis, document_number, document_on, reason, entry_id,
      changed_by, changed_at)
    values (${lineId}, ${kind}, ${before}, ${after}, ${legalBasis}, ${documentNumber}, ${documentOn}, ${change.reason}, ${change.entryId},
      ${change.changedBy}, ${change.now})
    on conflict on constraint a_budget_change_is_recorded_once do nothing returning id`.execute(tx)
  if (rows.length === 0) throw refuse('budget-change-known', {})
  await sql`update budget_lines set amount = ${after} where id = ${lineId}`.execute(tx)
}

export async function markLapsed(tx: Tx, lineId: string, now: Date): Promise<void> {
  await sql`update budget_lines set lapsed_at = coalesce(lapsed_at, ${now}) where id = ${lineId}`.execute(tx)
}

export type LockedLine = {
  readonly id: string
  readonly fiscalYear: number
  readonly isLapsed: boolean
  readonly amount: Rupiah
  readonly left: Rupiah
}

/**
 * Locks a line until the transaction ends and says how far it reaches. Whoever moves something of a line locks it first, after the roster and
 * before its accounts; it may lie beyond his scope, as the budget of a regency does for a district that approves.
 */
export function lockLine(tx: Tx, lineId: string): Promise<LockedLine> {
  return throughMatching(tx, async () => {
    const { rows } = await sql<{ fiscal_year: number; lapsed_at: Date | null; amount: Rupiah }>`
      select fiscal_year, lapsed_at, amount from budget_lines where id = ${lineId} for no key update`.execute(
      tx,
    )
    if (!rows[0]) throw refuse('budget-line-unknown', {})
    // Read after the lock is held: the statement that waited for it still sees what was before.
    const { rows: reach } = await sql<{ left: Rupiah }>`
      select budget_left(${lineId}::uuid) as "left"`.execute(tx)
    const { fiscal_year: fiscalYear, lapsed_at: lapsedAt, amount } = rows[0]
    return { id: lineId, fiscalYear, isLapsed: lapsedAt !== null, amount, left: reach[0]?.left ?? 0n }
  })
}

/** The line that promises the months of a roster, the roster locked; null for one without. */
export function lockBudgetOf(tx: Tx, rosterId: string): Promise<string | null> {
  return throughMatching(tx, async () => {
    const { rows } = await sql<{ budget_line_id: string | null }>`
      select budget_line_id from rosters where id = ${rosterId} for no key update`.execute(tx)
    return rows[0]?.budget_line_id ?? null
  })
}

export type Promised = {
  readonly lineId: string
  readonly rosterId: string
  readonly firstMonth: Month
  readonly prices: readonly Rupiah[]
  readonly occupationGroup: OccupationGroup
}

/** Notes what was promised for people of a roster whose protection begins with a month; how many. */
export function insertCommitments(tx: Tx, promised: Promised, people: readonly bigint[]): Promise<number> {
  const { lineId, rosterId, firstMonth, prices, occupationGroup } = promised
  return throughMatching(tx, async () => {
    const { numAffectedRows } = await sql`
      insert into budget_commitments (protection_id, line_id, roster_id, first_month, prices)
      select p.id, ${lineId}, ${rosterId}, ${firstDayOf(firstMonth)}::date, ${prices.map(String)}::bigint[]
      from protections p
      where p.roster_id = ${rosterId} and p.person_id = any (${people.map(String)}::bigint[])
        and lower(p.months) = ${firstDayOf(firstMonth)}::date and p.occupation_group = ${occupationGroup}`.execute(
      tx,
    )
    return Number(numAffectedRows ?? 0n)
  })
}

/**
 * Notes for the row that stands for a merged person what was promised to the merged one, in the months that were carried on to it; how much
 * that is.
 */
export async function insertCarriedCommitments(tx: Tx, rosterId: string, mergedId: bigint): Promise<Rupiah> {
  const { rows } = await sql<{ promised: Rupiah }>`
    with carried as (
      insert into budget_commitments (protection_id, line_id, roster_id, first_month, prices)
      select distinct on (n.id) n.id, k.line_id, k.roster_id, lower(n.months), x.prices
      from protections m join protections n on n.carried_from = m.id and n.roster_id = ${rosterId}
      join budget_commitments k on k.protection_id = m.id
      cross join lateral (select array_agg(u.price order by u.n) as prices from unnest(k.prices) with ordinality as u (price, n)
        where n.months @> (k.first_month + (u.n - 1) * interval '1 month')::date) x
      where m.person_id = ${mergedId} and not isempty(n.months) and x.prices is not null
        and not exists (select from budget_commitments y where y.protection_id = n.id)
      order by n.id, k.protection_id
      returning prices
    )
    select coalesce(sum(u.price), 0)::bigint as promised from carried c cross join lateral unnest(c.prices) as u (price)`.execute(
    tx,
  )
  return rows[0]?.promised ?? 0n
}

/** What is still promised for protections from a month on: the months that they hold and that no payment has realised. */
export async function promisedFrom(tx: Tx, protectionIds: readonly bigint[], from: Month): Promise<Rupiah> {
  const { rows } = await sql<{ promised: Rupiah }>`
    select coalesce(sum(u.price), 0)::bigint as promised
    from budget_commitments k join protections c on c.id = k.protection_id
    cross join lateral unnest(k.prices) with ordinality as u (price, n)
    cross join lateral (select (k.first_month + (u.n - 1) * interval '1 month')::date as month) m
    where k.protection_id = any (${protectionIds.map(String)}::bigint[]) and m.month >= ${firstDayOf(from)}::date
      and c.months @> m.month
      and not exists (select from budget_realisations r
        join bill_lines l on l.bill_id = r.bill_id and l.month = m.month and r.lines @> l.line_number
        where r.roster_id = k.roster_id and r.month = m.month and r.kind = 'realised' and l.protection_id = k.protection_id)`.execute(
    tx,
  )
  return rows[0]?.promised ?? 0n
}

export type PaidBill = { readonly id: string; readonly rosterId: string; readonly month: Month }

export type UnrealisedLines = { readonly firstLine: number; readonly promised: Rupiah }

/** From which line on a bill is not realised, and what was promised for the months of its lines up to the last one paid. */
export async function unrealisedLines(tx: Tx, bill: PaidBill, lastLine: number): Promise<UnrealisedLines> {
  const month = firstDayOf(bill.month)
  const { rows } = await sql<UnrealisedLines>`
    with first as (
      select coalesce(max(upper(r.lines)), 1) as line from budget_realisations r where r.bill_id = ${bill.id}
    ), paid as (
      select distinct l.protection_id from bill_lines l, first f
      where l.bill_id = ${bill.id} and l.month = ${month}::date and l.line_number between f.line and ${lastLine}
    ), earlier as (
      select l.protection_id from budget_realisations r
      join bill_lines l on l.bill_id = r.bill_id and l.month = r.month and r.lines @> l.line_number
      where r.roster_id = ${bill.rosterId} and r.month = ${month}::date and r.kind = 'realised'
    )
    select (select line from first) as "firstLine", coalesce((
      select sum(price_of_month(k.prices, k.first_month, ${month}::date))
      from paid p join budget_commitments k using (protection_id) join protections c on c.id = k.protection_id
      where c.months @> ${month}::date and p.protection_id not in (select protection_id from earlier)
    ), 0)::bigint as promised`.execute(tx)
  return rows[0] ?? { firstLine: 1, promised: 0n }
}

export type NewRealisation = {
  readonly lineId: string
  readonly rosterId: string
  readonly month: Month
  readonly billId: string
  /** First and last line of the bill; null for what is released. */
  readonly lines: readonly [number, number] | null
  readonly amount: Rupiah
  readonly beyond: Rupiah
  readonly entryId: bigint | null
}

export async function insertRealisation(tx: Tx, made: NewRealisation): Promise<void> {
  const { lineId, rosterId, month, billId, lines, amount, beyond, entryId } = made
  await sql`
    insert into budget_realisations (line_id, roster_id, month, bill_id, kind, lines, amount, beyond, entry_id)
    values (${lineId}, ${rosterId}, ${firstDayOf(month)}::date, ${billId}, ${lines ? 'realised' : 'released'},
      ${lines ? `[${lines[0]},${lines[1]}]` : null}::int4range, ${amount}, ${beyond}, ${entryId})`.execute(tx)
}

/** What payments of a roster's month have realised, less what was released. */
export async function realisedOf(tx: Tx, rosterId: string, month: Month): Promise<Rupiah> {
  const { rows } = await sql<{ realised: Rupiah }>`
    select coalesce(sum(case kind when 'realised' then amount else -amount end), 0)::bigint as realised
    from budget_realisations where roster_id = ${rosterId} and month = ${firstDayOf(month)}::date`.execute(tx)
  return rows[0]?.realised ?? 0n
}
