import type { Tx } from '../../platform/db.ts'
import { BPJS_OWED, payerDue, RECEIVABLE, type NewEntry } from '../ledger/ledger.ts'
import { postEntries } from '../ledger/post-entry.ts'
import { realiseBudget } from '../budgets/realise-budget.ts'
import type { BillPayment } from './pay-bill.ts'
import type { LockedBill } from './store.ts'
import { insertWholePayments, lockBillRows } from './together-store.ts'

/** Several bills as they stand, each locked until the transaction ends, in the order of ids; an unknown one is left out. */
export function lockBills(tx: Tx, billIds: readonly string[]): Promise<ReadonlyMap<string, LockedBill>> {
  return lockBillRows(tx, billIds)
}

export type WholePayment = BillPayment & { readonly bill: LockedBill }

/**
 * Takes money in that pays bills whole, many in three statements: as `receiveForBill` does for one whose open amount comes exactly. The
 * bills must be locked by this transaction, each once; throws RangeError for an amount that is not what is open.
 */
export async function receiveWholeBills(
  tx: Tx,
  payments: readonly WholePayment[],
): Promise<readonly bigint[]> {
  const posted = await postEntries(tx, payments.map(entryOf))
  for (const [index, { bill, amount, effectiveOn: paidOn }] of payments.entries()) {
    const entryId = posted[index]?.entryId ?? 0n
    await realiseBudget(tx, bill, { lastLine: bill.lineCount, amount, entryId, paidOn })
  }
  await insertWholePayments(
    tx,
    payments.map(({ bill, amount, effectiveOn }, index) => ({
      billId: bill.id,
      amount,
      entryId: posted[index]?.entryId ?? 0n,
      path: bill.purse,
      paidOn: effectiveOn,
      lastLine: bill.lineCount,
    })),
  )
  return posted.map(({ entryId }) => entryId)
}

function entryOf({ bill, amount, from, effectiveOn, key, cause }: WholePayment): NewEntry {
  if (amount !== bill.open || amount < 1n) throw new RangeError('only what is open pays a bill whole')
  return {
    ...{ kind: 'payment-received', effectiveOn, key, cause },
    transfers: [
      { from, to: bill.purse, amount },
      { from: bill.purse, to: BPJS_OWED, amount },
      { from: RECEIVABLE, to: payerDue(bill.payerId), amount },
    ],
  }
}
