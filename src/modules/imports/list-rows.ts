import type { RowFate } from './imports.ts'
import type { ListEnding, OpenedList } from './reading/open-list.ts'
import type { IgnoredSheet } from './reading/reading-refusals.ts'
import type { ShiftedRow, SkipReason } from './reading/sort-rows.ts'
import type { MergedRange } from './reading/xlsx-sheet.ts'
import type { SheetRow } from './reading/sheet-row.ts'

/** What was noticed while a file was read, for the receipt. */
export type ReadingNotes = {
  readonly template: string | null
  readonly sheet: string | null
  readonly ignoredSheets: readonly IgnoredSheet[]
  /** Headings that nobody has told us the meaning of. */
  readonly unknownColumns: readonly string[]
  readonly hiddenRows: number
  /** Rows that are no rows of people, by why: titles, blanks, totals, remarks. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>
}

/** Which heading of the file filled which field. */
export function columnNames({ mapping }: OpenedList): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping.columnOf).map(([field, column]) => [
      field,
      (mapping.headers[column] ?? '').replace(/\s+/g, ' ').trim(),
    ]),
  )
}

/** What was noticed while the file was read. */
export function readingNotes(list: OpenedList, { ending, skipped }: ListSeen): ReadingNotes {
  return {
    template: list.mapping.template,
    sheet: list.sheet,
    ignoredSheets: list.ignoredSheets.map(({ name, because }) => ({ name, because })),
    unknownColumns: list.mapping.unknown.map(({ header }) => header),
    hiddenRows: ending?.hiddenRowCount ?? 0,
    skipped: Object.fromEntries(skipped),
  }
}

/** A row to be read, or one that cannot be: its cells stand beside their headings, or were made one with those of another row. */
export type ListLine = SheetRow | RowFate

/** What reading a list to its end has shown beside its rows. */
export type ListSeen = { ending: ListEnding | null; readonly skipped: Map<SkipReason, number> }

/** The rows of people of a list in their order, as often as asked for. What is no row of a person is counted in `seen`. */
export async function* listLines(list: OpenedList, seen: ListSeen): AsyncGenerator<readonly ListLine[]> {
  const chunks = list.chunks()
  const hidden = hiddenByMerging(await list.mergedRanges(), list)
  seen.skipped.clear()
  for (;;) {
    const next = await chunks.next()
    if (next.done === true) {
      seen.ending = next.value
      return
    }
    const { rows, shifted, skipped } = next.value
    for (const { reason } of skipped) seen.skipped.set(reason, (seen.skipped.get(reason) ?? 0) + 1)
    const readable =
      hidden.size === 0 ? rows : rows.map((row) => (hidden.has(row.number) ? mergedFate(row.number) : row))
    yield shifted.length === 0 ? readable : inOrder(readable, shifted.map(shiftedFate))
  }
}

/** Rows that lost a cell to the row above, in a column that says something of a person. Never copied down: that would be a guess. */
function hiddenByMerging(ranges: readonly MergedRange[], { mapping }: OpenedList): ReadonlySet<number> {
  const used = new Set(Object.values(mapping.columnOf))
  const rows = new Set<number>()
  for (const { firstRow, lastRow, firstColumn, lastColumn } of ranges) {
    if (lastRow === firstRow || ![...used].some((column) => column >= firstColumn && column <= lastColumn))
      continue
    for (let row = firstRow + 1; row <= lastRow; row += 1) rows.add(row)
  }
  return rows
}

function mergedFate(rowNumber: number): RowFate {
  return {
    rowNumber,
    fate: 'refused',
    outcomes: [{ code: 'SEL_GABUNG', field: null, details: {} }],
    personId: null,
  }
}

function shiftedFate({ row, columnCount }: ShiftedRow): RowFate {
  const details = { cellCount: row.texts.length, columnCount }
  const outcomes = [{ code: 'BARIS_BERGESER', field: null, details }]
  return { rowNumber: row.number, fate: 'refused', outcomes, personId: null }
}

function inOrder(rows: readonly ListLine[], fates: readonly RowFate[]): ListLine[] {
  const numberOf = (line: ListLine) => ('fate' in line ? line.rowNumber : line.number)
  return [...rows, ...fates].sort((one, other) => numberOf(one) - numberOf(other))
}
