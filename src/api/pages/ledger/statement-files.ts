import type { Readable } from 'node:stream'
import {
  formatDate,
  formatRupiah,
  formatTableDate,
  formatTime,
  type Language,
} from '../../../kernel/format.ts'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { StatementFile } from '../../../modules/ledger/show-ledger.ts'
import type { StatementRow } from '../../../modules/ledger/statement.ts'
import { MOST_PDF_ROWS, pdfStream } from '../../../platform/pdf-out.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import { wordsIn } from '../../../../web/locales/public.ts'

/** The statement as a sheet whose amounts are plain digits, so that they can be added there. */
export function statementWorkbook(file: StatementFile, language: Language): Readable {
  const { title, caption, effectiveOn, recordedAt, entry, what, counterpart, amount, balance, opening } =
    wordsIn(language).ledger.statement
  async function* rows() {
    yield [formatTableDate(file.from), '', '', opening, title(file.account.path), '', String(file.opening)]
    for await (const page of file.pages)
      for (const row of page.rows)
        yield [
          formatTableDate(row.effectiveOn),
          row.recordedAt.toISOString(),
          String(row.entryId),
          whatOf(row, language),
          row.counterpart ?? '',
          String(row.amount),
          String(row.balance),
        ]
  }
  return textWorkbook(caption, [effectiveOn, recordedAt, entry, what, counterpart, amount, balance], rows())
}

/** The statement on A4. Refuses one of more than 5,000 rows before more of it is read. */
export async function statementPdf(file: StatementFile, language: Language, sign: string): Promise<Readable> {
  const { statement: words, accountKinds } = wordsIn(language).ledger
  const money = (value: bigint) => formatRupiah(value, language)
  const rows: string[][] = []
  for await (const page of file.pages) {
    for (const row of page.rows)
      rows.push([
        formatTableDate(row.effectiveOn),
        `${formatTableDate(jakartaDateOf(row.recordedAt))} ${formatTime(row.recordedAt, 'WIB', language)}`,
        whatOf(row, language),
        row.counterpart ?? words.another,
        money(row.amount),
        money(row.balance),
      ])
    if (rows.length > MOST_PDF_ROWS)
      throw refuse('too-long-for-paper', { rowCount: rows.length, most: MOST_PDF_ROWS })
  }
  const { account, from, to, opening, closing } = file
  return pdfStream({
    title: words.title(account.path),
    language,
    sign,
    isLandscape: true,
    parts: [
      {
        facts: [
          [words.kind, accountKinds[account.kind]],
          ...(account.payerName === null ? [] : [[words.payer, account.payerName] as const]),
          [words.from, formatDate(from, language)],
          [words.to, formatDate(to, language)],
          [words.opening, money(opening)],
          [words.closing, money(closing)],
        ],
      },
      {
        columns: [
          { title: words.effectiveOn },
          { title: words.recordedAt },
          { title: words.what, isWide: true },
          { title: words.counterpart, isWide: true },
          { title: words.amount, isNumber: true },
          { title: words.balance, isNumber: true },
        ],
        rows,
      },
    ],
  })
}

function whatOf({ kind, entryId, reverses, reversedBy, note }: StatementRow, language: Language): string {
  const { entryKinds, statement: words } = wordsIn(language).ledger
  return [
    `${entryKinds[kind]} (${String(entryId)})`,
    ...(reverses === null ? [] : [words.reverses(String(reverses))]),
    ...(reversedBy === null ? [] : [words.reversedBy(String(reversedBy))]),
    ...(note === null ? [] : [note]),
  ].join(', ')
}
