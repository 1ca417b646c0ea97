import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { runPreparedQuery } from '../../platform/prepared.ts'
import type { AccountPath } from '../ledger/ledger.ts'
import { lockedBillOf, type BillRow, type LockedBill } from './store.ts'

/** Locks bills in the order of their ids, so that two who lock some of the same never wait in a circle. */
export async function lockBillRows(
  tx: Tx,
  billIds: readonly string[],
): Promise<ReadonlyMap<string, LockedBill>> {
  // Each row by its key: a plan that reads whole tables would ask their policies about every row.
  const query = sql<BillRow>`
    select b.*, p.name as payer_name, r.paid_from, r.budget_line_id
    from unnest(${[...billIds].sort()}::uuid[]) with ordinality as g (id, n)
    cross join lateral (
      select b.id, b.number, b.payer_id, b.roster_id, b.kind, b.total, b.paid, b.credited, b.due_on, b.month, b.person_count, b.line_count
      from bills b where b.id = g.id limit 1 for no key update) b
    cross join lateral (select p.name from payers p where p.id = b.payer_id limit 1) p
    cross join lateral (select r.paid_from, r.budget_line_id from rosters r where r.id = b.roster_id limit 1) r
    order by g.n`
  const rows = await runPreparedQuery(tx, 'lock_bills', query)
  return new Map(rows.map((row) => [row.id, lockedBillOf(row)]))
}

export type WholePaid = {
  readonly billId: string
  readonly amount: Rupiah
  readonly entryId: bigint
  readonly path: AccountPath
  readonly paidOn: PlainDate
  readonly lastLine: number
}

/** Notes all unpaid lines of each bill as paid by its entry; `a_line_is_paid_once` refuses a second time. */
export async function insertWholePayments(tx: Tx, paid: readonly WholePaid[]): Promise<void> {
  const query = sql<never>`
    with given as (
      select * from unnest(${paid.map(({ billId }) => billId)}::uuid[], ${paid.map(({ amount }) => String(amount))}::bigint[],
        ${paid.map(({ entryId }) => String(entryId))}::bigint[], ${paid.map(({ path }) => path)}::text[],
        ${paid.map(({ paidOn }) => paidOn)}::date[], ${paid.map(({ lastLine }) => lastLine)}::integer[])
        as g (bill_id, amount, entry_id, path, paid_on, last_line)
    ), noted as (
      insert into paid_lines (bill_id, lines, amount, entry_id, account_path, paid_on)
      select g.bill_id, int4range(coalesce((select max(upper(l.lines)) from paid_lines l where l.bill_id = g.bill_id), 1), g.last_line + 1),
        g.amount, g.entry_id, g.path, g.paid_on
      from given g
    )
    update bills b set paid = b.paid + g.amount from given g
    where b.id = g.bill_id and b.id = any (${paid.map(({ billId }) => billId)}::uuid[])`
  await runPreparedQuery(tx, 'insert_whole_payments', query)
}
