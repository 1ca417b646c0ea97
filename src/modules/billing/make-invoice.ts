import type { Readable } from 'node:stream'
import { formatDate, formatRupiah, type Language } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { MOST_PDF_ROWS, pdfStream, type PdfPart } from '../../platform/pdf-out.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { findBill, findWaysToPay, listBillLines, type Bill, type BillLine } from './bill-queries.ts'
import { maskedName } from './show-bills.ts'

/** The words of an invoice, of the catalog of its language. */
export type InvoiceWords = {
  readonly title: string
  readonly payHere: string
  readonly scan: string
  readonly columns: Readonly<
    Record<
      | 'number'
      | 'payer'
      | 'roster'
      | 'month'
      | 'dueOn'
      | 'lawVersion'
      | 'people'
      | 'total'
      | 'paid'
      | 'credited'
      | 'open'
      | 'line'
      | 'name'
      | 'law'
      | 'amount',
      string
    >
  >
}

/** A bill on paper: who owes what for whom by which article, and where to pay it. Names are masked, the look is recorded. */
export async function makeInvoice(
  { db, clock }: Deps,
  by: By,
  id: string,
  language: Language,
  words: InvoiceWords,
): Promise<{ readonly number: string; readonly content: Readable }> {
  const { bill, lines, ways } = await inScopeOf(db, by, async (tx) => {
    const found = await findBill(tx, sightOf(by), id, clock.today())
    if (!found) throw refuse('bill-unknown', {})
    const subject = { kind: 'bill', id: found.id }
    await recordAct(tx, by, {
      action: 'bills.export',
      subject,
      region: found.regionCode,
      count: found.personCount,
    })
    return {
      bill: found,
      // One more than fits on paper is refused there.
      lines: await listBillLines(tx, found, { limit: MOST_PDF_ROWS + 1, offset: 0 }),
      ways: await findWaysToPay(tx, found.id),
    }
  })
  const title = `${words.title} ${bill.number}`
  const parts = [...partsOf(bill, lines, language, words), ...payParts(ways, words)]
  return {
    number: bill.number,
    content: await pdfStream({ title, language, parts, sign: `Payung · ${clock.today()}` }),
  }
}

function partsOf(
  bill: Bill,
  lines: readonly BillLine[],
  language: Language,
  { columns }: InvoiceWords,
): PdfPart[] {
  const money = (amount: bigint) => formatRupiah(amount, language)
  const facts = [
    [columns.number, bill.number],
    [columns.payer, bill.payerName],
    [columns.roster, bill.rosterName],
    [columns.month, bill.month],
    [columns.people, String(bill.personCount)],
    [columns.dueOn, formatDate(bill.dueOn, language)],
    [columns.total, money(bill.total)],
    [columns.paid, money(bill.paid)],
    [columns.credited, money(bill.credited)],
    [columns.open, money(bill.open)],
    [columns.lawVersion, bill.lawVersion],
  ] as const
  const rows = lines.map((line) => [
    String(line.lineNumber),
    maskedName(line.name),
    [...new Set(line.law.map(({ law, article }) => `${law} ${article}`))].join('; '),
    money(line.amount),
  ])
  const table: PdfPart = {
    columns: [
      { title: columns.line, isNumber: true },
      { title: columns.name },
      { title: columns.law, isWide: true },
      { title: columns.amount, isNumber: true },
    ],
    rows,
    foot: ['', '', columns.total, money(bill.total)],
  }
  return [{ facts }, ...(rows.length > 0 ? [table] : [])]
}

function payParts(
  { account, qr }: { account: string | null; qr: string | null },
  words: InvoiceWords,
): PdfPart[] {
  return [
    ...(account === null ? [] : [{ facts: [[words.payHere, account]] } as const]),
    ...(qr === null ? [] : [{ qr, about: words.scan }]),
  ]
}
