import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { AccountPath } from '../ledger/ledger.ts'
import type { PayableStretch } from './billing.ts'

/** What an earlier payment with this key did for the bill, or null when there was none. */
export async function findPayment(
  db: Queryable,
  key: string,
  billId: string,
): Promise<{ readonly entryId: bigint; readonly covered: Rupiah } | null> {
  const { rows } = await sql<{ id: bigint; covered: bigint }>`
    select e.id, coalesce((select sum(l.amount) from paid_lines l where l.entry_id = e.id and l.bill_id = ${billId}), 0)::bigint as covered
    from entries e where e.idempotency_key = ${key}`.execute(db)
  const [row] = rows
  return row ? { entryId: row.id, covered: row.covered } : null
}

/** What of a purse is not on its way out already. */
export async function spendableIn(db: Queryable, purse: AccountPath): Promise<Rupiah> {
  const { rows } = await sql<{ spendable: bigint }>`
    select balance - held as spendable from accounts where path = ${purse}`.execute(db)
  return rows[0]?.spendable ?? 0n
}

/** Lines are paid from the first on, so that what is paid is always a beginning of the bill. */
export async function firstUnpaidLine(db: Queryable, billId: string): Promise<number> {
  const { rows } = await sql<{ line: number }>`
    select coalesce(max(upper(lines)), 1) as line from paid_lines where bill_id = ${billId}`.execute(db)
  return rows[0]?.line ?? 1
}

/** The unpaid lines of a bill, those of one person together, each with what is owed after credits. */
export async function listPayableStretches(
  db: Queryable,
  billId: string,
  month: Month,
): Promise<PayableStretch[]> {
  const firstLine = await firstUnpaidLine(db, billId)
  const { rows } = await sql<{ first_line: number; last_line: number; owed: bigint }>`
    select min(l.line_number) as first_line, max(l.line_number) as last_line, sum(l.amount - coalesce(c.credited, 0))::bigint as owed
    from bill_lines l
    left join (select line_number, sum(amount) as credited from credited_lines where bill_id = ${billId} group by line_number) c
      using (line_number)
    where l.bill_id = ${billId} and l.month = ${firstDayOf(month)} and l.line_number >= ${firstLine}
    group by l.person_id order by 1`.execute(db)
  return rows.map(({ first_line, last_line, owed }) => ({ firstLine: first_line, lastLine: last_line, owed }))
}
