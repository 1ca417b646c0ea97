import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { larger, type Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import {
  BPJS_OWED,
  RECEIVABLE,
  payerDue,
  type AccountPath,
  type EntryCause,
  type Transfer,
} from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { realiseBudget } from '../budgets/realise-budget.ts'
import { assessCoverage, type Coverage } from './billing.ts'
import { findPayment, spendableIn } from './payment-queries.ts'
import { firstUnpaidLine, listPayableStretches } from './payment-queries.ts'
import { insertPaidLines, lockBillRow, lockPurse, type LockedBill } from './store.ts'

export type { LockedBill } from './store.ts'

/** Money that comes in for a bill, from outside (`world/bank/…`), from where it waited (`suspense/…`), or from the payer's own purse. */
export type BillPayment = {
  readonly billId: string
  readonly amount: Rupiah
  readonly from: AccountPath
  readonly effectiveOn: PlainDate
  /** Names the payment: the same key again answers what the first did. */
  readonly key: string
  readonly cause: EntryCause
}

export type ReceivedPayment = {
  readonly entryId: bigint
  /** What was paid of the bill, in whole person-months; more than the amount when the purse held the rest. */
  readonly covered: Rupiah
  /** What of the amount stays in the purse. */
  readonly left: Rupiah
}

/**
 * Takes money in for a bill: into the purse it is paid from, and from there to BPJS Ketenagakerjaan as far as it reaches, in one entry.
 * It pays whole person-months in the order of their lines, with what lay in the purse before; the rest stays there.
 *
 * Refuses `bill-unknown`, `bill-paid`, `bill-cancelled` and whatever the ledger refuses. Nothing is written then.
 */
export async function receiveForBill(tx: Tx, payment: BillPayment): Promise<ReceivedPayment> {
  const bill = await lockBillRow(tx, payment.billId)
  if (!bill) throw refuse('bill-unknown', {})
  const earlier = await findPayment(tx, payment.key, payment.billId)
  if (earlier) return { ...earlier, left: larger(payment.amount - earlier.covered, 0n) }
  if (bill.state === 'paid') throw refuse('bill-paid', { number: bill.number })
  if (bill.state === 'cancelled') throw refuse('bill-cancelled', { number: bill.number })
  const isFromPurse = payment.from === bill.purse
  const before = await heldBack(tx, bill, payment, isFromPurse)
  const coverage = await coverageOf(tx, bill, before + (isFromPurse ? 0n : payment.amount))
  const covered = coverage?.covered ?? 0n
  if (isFromPurse && covered === 0n) {
    throw refuse('insufficient-funds', { path: bill.purse, short: bill.open - before })
  }
  const { entryId } = await postEntry(tx, {
    kind: entryKindOf(payment.from, isFromPurse),
    effectiveOn: payment.effectiveOn,
    key: payment.key,
    cause: payment.cause,
    transfers: transfersOf(bill, payment, covered, isFromPurse),
  })
  if (coverage) {
    const firstLine = await firstUnpaidLine(tx, bill.id)
    const paidOn = payment.effectiveOn
    await realiseBudget(tx, bill, { lastLine: coverage.lastLine, amount: covered, entryId, paidOn })
    await insertPaidLines(tx, { billId: bill.id, firstLine, ...coverage, entryId, path: bill.purse, paidOn })
  }
  return { entryId, covered, left: larger(payment.amount - covered, 0n) }
}

/** What the purse may add: nothing is looked up when the amount alone is enough. */
async function heldBack(
  tx: Tx,
  bill: LockedBill,
  payment: BillPayment,
  isFromPurse: boolean,
): Promise<Rupiah> {
  if (!isFromPurse && payment.amount >= bill.open) return 0n
  // Two payments of one payer at once would both count on the same rest.
  await lockPurse(tx, bill.purse)
  const spendable = await spendableIn(tx, bill.purse)
  return isFromPurse && payment.amount < spendable ? payment.amount : spendable
}

/** Which lines the money reaches. A bill that can be paid whole is not read line by line. */
async function coverageOf(tx: Tx, bill: LockedBill, available: Rupiah): Promise<Coverage | null> {
  if (available >= bill.open) return { covered: bill.open, lastLine: bill.lineCount }
  if (bill.kind === 'fine') return null
  return assessCoverage(await listPayableStretches(tx, bill.id, bill.month), available)
}

function entryKindOf(from: AccountPath, isFromPurse: boolean) {
  if (isFromPurse) return 'bill-paid' as const
  return from.startsWith('suspense/') ? ('suspense-placed' as const) : ('payment-received' as const)
}

function transfersOf(
  { purse, payerId }: LockedBill,
  { from, amount }: BillPayment,
  covered: Rupiah,
  isFromPurse: boolean,
): readonly [Transfer, ...Transfer[]] {
  const onward: readonly Transfer[] =
    covered === 0n
      ? []
      : [
          { from: purse, to: BPJS_OWED, amount: covered },
          { from: RECEIVABLE, to: payerDue(payerId), amount: covered },
        ]
  const [first, ...rest] = isFromPurse ? onward : [{ from, to: purse, amount }, ...onward]
  if (!first) throw new RangeError('a payment from the purse that covers nothing')
  return [first, ...rest]
}
