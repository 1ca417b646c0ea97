import { randomUUID } from 'node:crypto'
import { monthOf } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { payerDue, RECEIVABLE } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { assessFineUntil, dueOnOf } from './billing.ts'
import { insertFine, lockLateBills, type LateBill } from './fine-store.ts'
import { lawVersionOf } from './law-version.ts'
import type { BillingDeps } from './run-bills.ts'

export type FinesResult = { readonly fines: number; readonly total: Rupiah }

/** Bills that are looked at in one commit. */
const BILLS_AT_ONCE = 200

/**
 * Brings the late fines of employers up to a day: for each bill of wages that was or is paid late, a bill over what the fine has grown
 * since the last one. State bodies and villages owe none (PP 44/2015). Done again on the same day it issues nothing.
 */
export async function assessFines(deps: BillingDeps, by: By, on: PlainDate): Promise<FinesResult> {
  let result: FinesResult = { fines: 0, total: 0n }
  for (let after: string | null = null; ;) {
    const seen: { readonly last: string; readonly added: FinesResult } | null = await inScopeOf(
      deps.db,
      by,
      async (tx) => {
        const late = await lockLateBills(tx, sightOf(by), on, after, BILLS_AT_ONCE)
        const last = late.at(-1)
        if (!last) return null
        return { last: last.id, added: await fineAll(tx, deps, late, on) }
      },
    )
    if (seen === null) break
    after = seen.last
    result = { fines: result.fines + seen.added.fines, total: result.total + seen.added.total }
  }
  await inScopeOf(deps.db, by, (tx) =>
    recordAct(tx, by, { action: 'bills.run', count: result.fines, details: { fines: true, on } }),
  )
  return result
}

async function fineAll(
  tx: Tx,
  deps: BillingDeps,
  late: readonly LateBill[],
  on: PlainDate,
): Promise<FinesResult> {
  let [fines, total] = [0, 0n]
  for (const bill of late) {
    const amount = await fineOne(tx, deps, bill, on)
    if (amount === 0n) continue
    fines += 1
    total += amount
  }
  return { fines, total }
}

/** The part of a fine that no bill has asked for yet. */
async function fineOne(
  tx: Tx,
  { book, calendar, clock }: BillingDeps,
  bill: LateBill,
  on: PlainDate,
): Promise<Rupiah> {
  const fine = assessFineUntil(bill, on, book)
  const amount = fine === null ? 0n : fine.amount - bill.fined
  if (fine === null || amount <= 0n) return 0n
  const id = randomUUID()
  const { entryId } = await postEntry(tx, {
    kind: 'fine-assessed',
    effectiveOn: clock.today(),
    key: `bill:${id}`,
    cause: { kind: 'bill', id },
    transfers: [{ from: payerDue(bill.payerId), to: RECEIVABLE, amount }],
  })
  const dueOn = dueOnOf('PU', monthOf(on), book, calendar)
  await insertFine(tx, { id, bill, fine, amount, entryId, dueOn, on, lawVersion: lawVersionOf(book) })
  return amount
}
