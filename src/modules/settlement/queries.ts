import { sql } from 'kysely'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { CodeSource, CodeState, ProgrammeSplit } from './settlement.ts'

export type ContributionCode = ProgrammeSplit & {
  readonly code: string
  readonly month: Month
  readonly payerId: string | null
  readonly payerName: string | null
  readonly amount: Rupiah
  readonly state: CodeState
  readonly source: CodeSource
  readonly dueOn: PlainDate
  readonly recordedAt: Date
  readonly partner: string | null
  readonly paidOn: PlainDate | null
  readonly proofReference: string | null
  readonly proofSha256: string | null
  /** Of the amount: what BPJS Ketenagakerjaan took as paid by what it had to give back. */
  readonly setOff: Rupiah
  /** The line of a bank's statement that stands for its payment. */
  readonly statementLine: bigint | null
  readonly cancelledBecause: string | null
}

export const inSight = ({ first, last, organisationId }: Sight, row: string) => {
  const of = sql.raw(row)
  return sql<boolean>`(coalesce(${of}.region_code, 0) between ${first} and ${last} or ${of}.organisation_id = ${organisationId}::uuid)`
}

export type CodeFilter = {
  readonly state?: CodeState
  readonly month?: Month
  readonly code?: string
  readonly limit: number
  readonly offset: number
}

/** Kode iuran within sight: what is due first stands first. */
export async function listCodes(
  db: Queryable,
  sight: Sight,
  filter: CodeFilter,
): Promise<readonly ContributionCode[]> {
  const { state = null, month = null, code = null, limit, offset } = filter
  const { rows } = await sql<ContributionCode>`
    select c.code, to_char(c.month, 'YYYY-MM') as month, c.payer_id as "payerId", p.name as "payerName", c.amount, c.jkk, c.jkm, c.jht,
      c.jp, c.jkp, c.fine, c.state, c.source, c.due_on as "dueOn", c.recorded_at as "recordedAt", c.partner, c.paid_on as "paidOn",
      c.proof_reference as "proofReference", encode(c.proof_sha256, 'hex') as "proofSha256", c.cancelled_because as "cancelledBecause",
      c.set_off as "setOff", l.id as "statementLine"
    from contribution_codes c left join payers p on p.id = c.payer_id left join statement_lines l on l.entry_id = c.paid_entry_id
    where ${inSight(sight, 'c')} and (${state}::text is null or c.state = ${state})
      and (${month}::text is null or to_char(c.month, 'YYYY-MM') = ${month}) and (${code}::text is null or c.code = ${code})
    order by case c.state when 'billed' then 0 when 'paid' then 1 else 2 end, c.due_on, c.code limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows
}

/** What was collected from a payer for a month and no code has bound. */
export type OwedMonth = {
  readonly payerId: string
  readonly payerName: string
  readonly month: Month
  readonly collected: Rupiah
  readonly bound: Rupiah
  readonly owed: Rupiah
  readonly dueOn: PlainDate
}

const OWED = sql`
  select b.payer_id, b.month, sum(b.paid)::bigint as collected, min(b.due_on) as due_on from bills b
  where b.kind <> 'credit-note' and b.paid > 0`
const BOUND = sql`
  select coalesce(sum(c.amount), 0)::bigint from contribution_codes c
  where c.payer_id = o.payer_id and c.month = o.month and c.state <> 'cancelled'`

/** What is owed to BPJS Ketenagakerjaan, by payer and month within sight, the oldest first. */
export async function listOwed(
  db: Queryable,
  sight: Sight,
  window: { readonly limit: number; readonly offset: number },
): Promise<readonly OwedMonth[]> {
  const { rows } = await sql<OwedMonth>`
    select o.payer_id as "payerId", p.name as "payerName", to_char(o.month, 'YYYY-MM') as month, o.collected, k.bound,
      (o.collected - k.bound)::bigint as owed, o.due_on as "dueOn"
    from (${OWED} group by b.payer_id, b.month) o join payers p on p.id = o.payer_id
      cross join lateral (select (${BOUND}) as bound) k
    where o.collected > k.bound and ${inSight(sight, 'p')}
    order by o.due_on, p.name, o.month limit ${window.limit} offset ${window.offset}`.execute(db)
  return rows
}

/** Money that was paid on to BPJS Ketenagakerjaan and credited to its payer after: BPJS Ketenagakerjaan gives it back. */
export type Recovery = {
  readonly id: string
  readonly billNumber: string
  readonly payerName: string
  readonly amount: Rupiah
  /** What of it has come back. */
  readonly returned: Rupiah
  readonly recordedAt: Date
  readonly isSettled: boolean
}

/** What BPJS Ketenagakerjaan has to give back to payers within sight, what is not back yet first. */
export async function listRecoveries(
  db: Queryable,
  sight: Sight,
  window: { readonly limit: number; readonly offset: number },
): Promise<readonly Recovery[]> {
  const { rows } = await sql<Recovery>`
    select r.id, b.number as "billNumber", p.name as "payerName", r.amount, r.returned, r.recorded_at as "recordedAt",
      r.settled_entry_id is not null as "isSettled"
    from bpjs_recoveries r join bills b on b.id = r.credit_bill_id join payers p on p.id = b.payer_id
    where ${inSight(sight, 'p')}
    order by r.settled_entry_id is not null, r.recorded_at, r.id limit ${window.limit} offset ${window.offset}`.execute(
    db,
  )
  return rows
}

/** Of one payer and month: what was collected and no code has bound. */
export async function findOwed(
  tx: Tx,
  payerId: string,
  month: Month,
): Promise<{ readonly owed: Rupiah; readonly dueOn: PlainDate } | null> {
  const { rows } = await sql<{ owed: Rupiah; dueOn: PlainDate }>`
    select (o.collected - (${BOUND}))::bigint as owed, o.due_on as "dueOn"
    from (${OWED} and b.payer_id = ${payerId}::uuid and b.month = ${`${month}-01`}::date group by b.payer_id, b.month) o`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** A payer within sight, as a code needs it. */
export async function findCodePayer(
  tx: Tx,
  sight: Sight,
  payerId: string,
): Promise<{
  readonly id: string
  readonly organisationId: string | null
  readonly regionCode: number
} | null> {
  const { rows } = await sql<{ id: string; organisationId: string | null; regionCode: bigint }>`
    select p.id, p.organisation_id as "organisationId", p.region_code as "regionCode" from payers p
    where p.id::text = ${payerId} and p.closed_at is null and ${inSight(sight, 'p')}`.execute(tx)
  const [row] = rows
  return row ? { ...row, regionCode: Number(row.regionCode) } : null
}

/** Payers within sight by their number or their whole name, whatever its case; at most two, since of two neither is meant. */
export async function findPayersNamed(
  db: Queryable,
  sight: Sight,
  named: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from payers p where (p.id::text = lower(${named}) or lower(p.name) = lower(${named})) and p.closed_at is null
      and ${inSight(sight, 'p')} limit 2`.execute(db)
  return rows.map(({ id }) => id)
}

export async function isCodeKnown(tx: Tx, code: string): Promise<boolean> {
  const { rows } = await sql`select from contribution_codes where code = ${code}`.execute(tx)
  return rows.length > 0
}
