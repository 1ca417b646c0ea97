import { refuse } from '../../../kernel/refusal.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import type { Rupiah } from '../../../kernel/rupiah.ts'
import { findDialect } from '../../imports/reading/csv-dialect.ts'
import { splitRecord } from '../../imports/reading/csv-split.ts'
import type { ReadStatement, Side } from '../statements.ts'
import { readBankAmount, readBankDay, readSide } from './bank-cells.ts'
import { inOrder, requireClosing, signedOf, type BalancedLine } from './check-balances.ts'
import { columnsOf, labelOf, type StatementColumns, type StatementLabel } from './csv-columns.ts'

type Row = { readonly line: number; readonly cells: readonly string[] }
type Labels = Partial<Record<StatementLabel, string>>

const MOST_ROWS = 200_000

/** Reads a statement as internet banking gives it. Refuses what it cannot read or what does not add up, with the line. */
export function readStatementCsv(text: string): ReadStatement {
  const rows = rowsOf(text)
  const headerAt = rows.findIndex(({ cells }) => columnsOf(cells) !== null)
  const header = rows[headerAt]
  const columns = header && columnsOf(header.cells)
  if (!columns) throw refuse('statement-without-table', { missing: ['Tanggal', 'Debet', 'Kredit'] })
  const labels = labelsOf([...rows.slice(0, headerAt), ...rows.slice(headerAt + 1)], columns)
  requireRupiah(labels.currency)
  const period = periodOf(labels.period)
  const year = period ? Number(period[0].slice(0, 4)) : null
  const printed = rows
    .slice(headerAt + 1)
    .filter(({ cells }) => isMovement(cells, columns))
    .map((row) => lineOf(row, columns, year))
  const stated = { opening: balanceOf(labels.opening), closing: balanceOf(labels.closing) }
  const lines = inOrder(printed, stated.opening)
  const opening = stated.opening ?? openingBefore(lines)
  const closing = stated.closing ?? lines.at(-1)?.balance ?? null
  requireClosing(opening, lines, closing)
  const days = lines.map(({ on }) => on).sort()
  const [firstDay, lastDay] = [period?.[0] ?? days[0], period?.[1] ?? days.at(-1)]
  if (firstDay === undefined || lastDay === undefined) throw refuse('statement-empty', {})
  return {
    format: 'csv',
    account: accountOf(labels.account),
    firstDay,
    lastDay,
    opening,
    closing,
    lines: lines.map(withoutBalance),
  }
}

function rowsOf(text: string): Row[] {
  const { delimiter, skip } = findDialect(text)
  const rows: Row[] = []
  let line = 1
  for (let at = skip; at < text.length;) {
    const record = splitRecord(text, at, delimiter, true)
    if (record.state !== 'whole') throw refuse('file-quote-open', { row: rows.length + 1, line })
    if (rows.length >= MOST_ROWS)
      throw refuse('file-beyond-limit', { limit: 'rows', most: MOST_ROWS, row: MOST_ROWS })
    if (record.cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells: record.cells })
    line += 1 + record.breaks
    at = record.next
  }
  return rows
}

/** Labels stand above the table and below it; in it a day stands where the day belongs. */
function labelsOf(rows: readonly Row[], columns: StatementColumns): Labels {
  const labels: Labels = {}
  for (const { cells } of rows) {
    const found = isMovement(cells, columns) ? null : labelOf(cells)
    if (found) labels[found.label] ??= found.value
  }
  return labels
}

/** Sums and notes below the table have no day; a row with one is a movement or is refused. */
function isMovement(cells: readonly string[], { at }: StatementColumns): boolean {
  return /^'?\d/.test((cells[at.day ?? 0] ?? '').trim())
}

function lineOf(
  { line, cells }: Row,
  { at, descriptions }: StatementColumns,
  year: number | null,
): BalancedLine {
  const cell = (index: number | undefined) => (index === undefined ? '' : (cells[index] ?? '').trim())
  const broken = (part: 'day' | 'amount' | 'side' | 'balance', value: string) =>
    refuse('statement-line-broken', { line, part, value: value.slice(0, 40) })
  const on = readBankDay(cell(at.day), year)
  if (on === null) throw broken('day', cell(at.day))
  const moved =
    at.amount === undefined
      ? twoColumns(cell(at.debit), cell(at.credit))
      : oneColumn(cell(at.amount), cell(at.side))
  if (typeof moved === 'string')
    throw broken(moved, cell(at.amount) || `${cell(at.debit)} ${cell(at.credit)}`.trim())
  const balance = cell(at.balance)
  const read = balance === '' ? null : readBankAmount(balance)
  if (balance !== '' && read === null) throw broken('balance', balance)
  return {
    ...{ line, on, ...moved },
    reference: cell(at.reference).replace(/^'/, '').slice(0, 64) || null,
    description: descriptions
      .map((index) => cell(index))
      .filter((text) => text !== '')
      .join(' ')
      .slice(0, 1_000),
    balance: read && (read.side === 'debit' ? -read.amount : read.amount),
  }
}

type Moved = { readonly side: Side; readonly amount: Rupiah }

/** One of the two is filled; a zero in the other counts as nothing. */
function twoColumns(debit: string, credit: string): Moved | 'amount' {
  const [out, into] = [amountIn(debit), amountIn(credit)]
  if (out === null || into === null || out > 0n === into > 0n) return 'amount'
  return out > 0n ? { side: 'debit', amount: out } : { side: 'credit', amount: into }
}

function amountIn(cell: string): Rupiah | null {
  if (cell === '' || cell === '-') return 0n
  return readBankAmount(cell)?.amount ?? null
}

/** The side stands in a column of its own, behind the amount, or is its sign; one that nothing tells is not guessed. */
function oneColumn(amount: string, side: string): Moved | 'amount' | 'side' {
  const read = readBankAmount(amount)
  if (read === null || read.amount === 0n) return 'amount'
  const told = side === '' ? read.side : readSide(side)
  const signed = told ?? (amount.trim().startsWith('+') ? 'credit' : null)
  return signed === null ? 'side' : { side: signed, amount: read.amount }
}

/** What was there before the first line, when that one has a balance. */
function openingBefore(lines: readonly BalancedLine[]): Rupiah | null {
  const [first] = lines
  if (first === undefined || first.balance === null) return null
  return first.balance - signedOf(first)
}

function balanceOf(text: string | undefined): Rupiah | null {
  const read = text === undefined ? null : readBankAmount(text)
  return read && (read.side === 'debit' ? -read.amount : read.amount)
}

function accountOf(text: string | undefined): string | null {
  const digits = /\d[\d .-]{3,40}\d/.exec(text ?? '')?.[0].replaceAll(/\D/g, '') ?? ''
  return digits.length >= 5 && digits.length <= 34 ? digits : null
}

function periodOf(text: string | undefined): readonly [PlainDate, PlainDate] | null {
  const [from = '', to = ''] = (text ?? '').split(/\s+(?:-|–|s\/d|s\.d\.|sd|to|sampai)\s+/i)
  const [first, last] = [readBankDay(from), readBankDay(to)]
  return first !== null && last !== null && first <= last ? [first, last] : null
}

function requireRupiah(currency: string | undefined): void {
  if (currency === undefined || /^(idr|rp|rupiah)\b/i.test(currency)) return
  throw refuse('statement-in-another-currency', { currency: currency.slice(0, 10) })
}

function withoutBalance({ line, on, side, amount, reference, description }: BalancedLine) {
  return { line, on, side, amount, reference, description }
}
