import type { Readable } from 'node:stream'
import { formatDate, formatMonth, formatNumber, formatRupiah, type Language } from '../../kernel/format.ts'
import { jakartaDateOf } from '../../kernel/plain-date.ts'
import { dottedCode } from '../../kernel/region-code.ts'
import { MOST_PDF_ROWS, pdfStream, type PdfPart } from '../../platform/pdf-out.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import type { BillingDeps } from '../billing/run-bills.ts'
import type { ChangeKind, LeavingCause, MonthState } from './agency-months.ts'
import type { MonthAsk } from './change-month.ts'
import { findMonthBill } from './queries.ts'
import { wholeMonth, type WholeMonth } from './show-month.ts'

/** The words of a recap, of the catalog of its language. */
export type RecapWords = {
  readonly recap: string
  readonly payer: string
  readonly list: string
  readonly region: string
  readonly month: string
  readonly state: string
  readonly states: Readonly<Record<MonthState, string>>
  readonly sentOn: string
  readonly bill: string
  readonly people: string
  readonly pay: string
  readonly contribution: string
  readonly number: string
  readonly name: string
  readonly change: string
  readonly changes: Readonly<Record<ChangeKind, string>>
  readonly causes: Readonly<Record<LeavingCause, string>>
  readonly notSent: string
  readonly signature: readonly string[]
}

/** The report of a month on paper: who reports, the sums, the whole list, and where it is signed. The look is recorded. */
export async function makeRecap(
  deps: BillingDeps,
  by: By,
  ask: MonthAsk,
  language: Language,
  words: RecapWords,
): Promise<{ readonly name: string; readonly content: Readable }> {
  const { whole, bill } = await inScopeOf(deps.db, by, async (tx) => {
    const found = await wholeMonth(tx, deps, by, ask)
    const { id, regionCode: region } = found.roster
    await recordAct(tx, by, {
      action: 'rosters.export',
      subject: { kind: 'roster', id },
      region,
      // One more than fits on paper is refused there.
      count: Math.min(found.rows.length, MOST_PDF_ROWS + 1),
      details: { month: found.month },
    })
    return { whole: found, bill: await findMonthBill(tx, id, found.month) }
  })
  const { roster, month, record } = whole
  const title = `${words.recap} ${formatMonth(month, language)}`
  const letterhead: PdfPart = { heading: roster.payerName }
  const parts: PdfPart[] = [
    letterhead,
    ...(record.state === 'draft' ? [{ text: words.notSent }] : []),
    { facts: factsOf(whole, bill?.number ?? '–', language, words) },
    listOf(whole, language, words),
    ...words.signature.map((text) => ({ text })),
  ]
  return {
    name: `rekap-${month}`,
    content: await pdfStream({ title, language, parts, sign: `Payung · ${deps.clock.today()}` }),
  }
}

function factsOf(
  { roster, month, record, totals }: WholeMonth,
  bill: string,
  language: Language,
  words: RecapWords,
): (readonly [string, string])[] {
  return [
    [words.payer, roster.payerName],
    [words.list, roster.name],
    [words.region, dottedCode(roster.regionCode)],
    [words.month, formatMonth(month, language)],
    [words.state, words.states[record.state]],
    [words.sentOn, record.sentAt === null ? '–' : formatDate(jakartaDateOf(record.sentAt), language)],
    [words.bill, bill],
    [words.people, formatNumber(totals.people, language)],
    [words.pay, formatRupiah(totals.pay, language)],
    [words.contribution, formatRupiah(totals.contribution, language)],
  ]
}

function listOf({ rows, totals }: WholeMonth, language: Language, words: RecapWords): PdfPart {
  return {
    columns: [
      { title: words.number, isNumber: true },
      { title: words.name, isWide: true },
      { title: words.pay, isNumber: true },
      { title: words.change },
    ],
    rows: rows.map(({ personId, name, pay, change, cause }, at) => [
      String(at + 1),
      name ?? String(personId),
      formatRupiah(pay, language),
      change === null ? '' : `${words.changes[change]}${cause === null ? '' : `: ${words.causes[cause]}`}`,
    ]),
    foot: ['', words.people, formatRupiah(totals.pay, language), formatNumber(totals.people, language)],
  }
}
