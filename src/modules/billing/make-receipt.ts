import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { formatMonth, type Language } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import { total } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { findBill, type Bill } from './bill-queries.ts'
import { receiptPdf, type ReceiptWords, type ReceivedMoney } from './receipt-paper.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A receipt is for a bill that is paid whole; `open` is not. */
    'bill-not-paid': { readonly number: string; readonly open: bigint }
  }
}

export type BillReceiptWords = ReceiptWords & {
  bill(number: string, roster: string, month: string, people: number): string
}

/** A long payment history is for the statement of the account: a receipt is one page. */
const MOST_PARTS = 20

/** The receipt of a bill that is paid whole, with every payment and the bank's reference of it. The look is recorded. */
export async function makeReceipt(
  { db, clock }: Deps,
  by: By,
  id: string,
  language: Language,
  words: BillReceiptWords,
): Promise<{ readonly number: string; readonly content: Readable }> {
  const { bill, money } = await inScopeOf(db, by, async (tx) => {
    const found = await findBill(tx, sightOf(by), id, clock.today())
    if (!found) throw refuse('bill-unknown', {})
    const [first, ...more] = await listReceived(tx, found.id)
    if (first === undefined || found.open > 0n)
      throw refuse('bill-not-paid', { number: found.number, open: found.open })
    await recordAct(tx, by, {
      action: 'bills.receipt',
      subject: { kind: 'bill', id: found.id },
      region: found.regionCode,
    })
    return { bill: found, money: [first, ...more] as const }
  })
  const receipt = {
    number: `KW-${bill.number}`,
    issuer: 'Payung',
    payer: bill.payerName,
    purpose: purposeOf(bill, language, words),
    money: together(money),
    amount: bill.paid,
    address: null,
    today: clock.today(),
  }
  return { number: receipt.number, content: await receiptPdf(receipt, language, words) }
}

function purposeOf(bill: Bill, language: Language, words: BillReceiptWords): string {
  return words.bill(bill.number, bill.rosterName, formatMonth(bill.month, language), bill.personCount)
}

/** Payments as they fit on a page: what is beyond stands in one row. */
function together(
  money: readonly [ReceivedMoney, ...ReceivedMoney[]],
): readonly [ReceivedMoney, ...ReceivedMoney[]] {
  const [first, ...more] = money
  if (more.length < MOST_PARTS) return money
  const rest = more.slice(MOST_PARTS - 1)
  const last = rest.at(-1) ?? first
  return [
    first,
    ...more.slice(0, MOST_PARTS - 1),
    { ...last, amount: total(rest.map(({ amount }) => amount)), reference: `… ${last.reference}` },
  ]
}

/** What paid a bill, payment by payment, each with the bank's own reference; money of a purse has the number of its entry. */
async function listReceived(db: Queryable, billId: string): Promise<ReceivedMoney[]> {
  const { rows } = await sql<ReceivedMoney>`
    select sum(q.amount)::bigint as amount, max(q.paid_on) as "on", i.partner as bank,
      coalesce(i.reference_no, i.payment_key, q.entry_id::text) as reference
    from paid_lines q left join inbound_payments i on i.entry_id = q.entry_id
    where q.bill_id = ${billId} group by q.entry_id, i.partner, i.reference_no, i.payment_key order by q.entry_id`.execute(
    db,
  )
  return rows
}
