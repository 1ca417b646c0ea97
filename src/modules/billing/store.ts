import { isUuid } from '../../kernel/uuid.ts'
import { sql } from 'kysely'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { giftPurse, payerPurse, type AccountPath } from '../ledger/ledger.ts'
import { billStateOf, openOf, type BillKind, type BillState } from './billing.ts'

export type LockedBill = {
  readonly id: string
  readonly number: string
  readonly payerId: string
  readonly rosterId: string
  readonly payerName: string
  readonly kind: BillKind
  readonly total: Rupiah
  readonly paid: Rupiah
  readonly open: Rupiah
  readonly state: BillState
  readonly dueOn: PlainDate
  readonly month: Month
  readonly personCount: number
  readonly lineCount: number
  /** The account it is paid from. */
  readonly purse: AccountPath
  /** The budget that promised its months; null for one without. */
  readonly budgetLineId: string | null
}

export type BillRow = {
  id: string
  number: string
  payer_id: string
  roster_id: string
  payer_name: string
  paid_from: 'purse' | 'gift'
  kind: BillKind
  total: bigint
  paid: bigint
  credited: bigint
  due_on: PlainDate
  month: string
  person_count: number
  line_count: number
  budget_line_id: string | null
}

/** Locks a bill: who pays or credits it comes after whoever does so now. */
export async function lockBillRow(tx: Tx, billId: string): Promise<LockedBill | null> {
  if (!isUuid(billId)) return null
  const { rows } = await sql<BillRow>`
    select b.id, b.number, b.payer_id, b.roster_id, p.name as payer_name, r.paid_from, b.kind, b.total, b.paid, b.credited, b.due_on,
      b.month, b.person_count, b.line_count, r.budget_line_id
    from bills b join payers p on p.id = b.payer_id join rosters r on r.id = b.roster_id
    where b.id = ${billId} for no key update of b`.execute(tx)
  const [row] = rows
  return row ? lockedBillOf(row) : null
}

export function lockedBillOf(row: BillRow): LockedBill {
  const { id, number, kind, total, paid } = row
  return {
    id,
    number,
    kind,
    total,
    paid,
    payerId: row.payer_id,
    rosterId: row.roster_id,
    payerName: row.payer_name,
    open: openOf(row),
    state: billStateOf(row),
    dueOn: row.due_on,
    month: row.month.slice(0, 7) as Month,
    personCount: row.person_count,
    lineCount: row.line_count,
    purse: row.paid_from === 'gift' ? giftPurse(row.roster_id) : payerPurse(row.payer_id),
    budgetLineId: row.budget_line_id,
  }
}

/** Lets only one payment at a time count on what lies in a purse. */
export async function lockPurse(tx: Tx, purse: AccountPath): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${purse}, 7298651))`.execute(tx)
}

export type PaidLines = {
  readonly billId: string
  readonly firstLine: number
  readonly lastLine: number
  readonly covered: Rupiah
  readonly entryId: bigint
  readonly path: AccountPath
  readonly paidOn: PlainDate
}

/** Notes which lines an entry paid; `a_line_is_paid_once` refuses a second time. */
export async function insertPaidLines(tx: Tx, paid: PaidLines): Promise<void> {
  const { billId, firstLine, lastLine, covered, entryId, path, paidOn } = paid
  await sql`
    insert into paid_lines (bill_id, lines, amount, entry_id, account_path, paid_on)
    values (${billId}, int4range(${firstLine}, ${lastLine + 1}), ${covered}, ${entryId}, ${path}, ${paidOn})`.execute(
    tx,
  )
  await sql`update bills set paid = paid + ${covered} where id = ${billId}`.execute(tx)
}
