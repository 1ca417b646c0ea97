import { refuse } from '../../../kernel/refusal.ts'
import { readCsv } from './csv-text.ts'
import { fileKindOf } from './file-kind.ts'
import { headerKey } from './header-names.ts'
import { READING_LIMITS, type ReadingLimits } from './reading-limits.ts'
import { textAt, type SheetRow } from './sheet-row.ts'
import { readSheet } from './xlsx-sheet.ts'
import { openWorkbook } from './xlsx-workbook.ts'

/** The columns of a small table: each with the headers it may have. */
export type TableColumns<Column extends string> = Readonly<Record<Column, readonly string[]>>

export type TableRow<Column extends string> = {
  /** As the user's own program numbers it. */
  readonly number: number
  /** '' where the cell is empty or the column is not in the file. */
  readonly cells: Readonly<Record<Column, string>>
}

/** A table of reference values is read whole; a file with more rows than this is not one. */
export const MOST_TABLE_ROWS = 200_000

const HEADER_WITHIN = 30

/**
 * Reads a small table (CSV, or the first visible sheet of a workbook that has one) by its headers, whatever their order; what stands
 * above the header and empty rows are left out. Refuses a file without the needed columns, naming them.
 */
export async function readTable<Column extends string>(
  path: string,
  columns: TableColumns<Column>,
  needed: readonly Column[],
  limits: ReadingLimits = { ...READING_LIMITS, rows: MOST_TABLE_ROWS },
): Promise<readonly TableRow<Column>[]> {
  const rows = (await fileKindOf(path, limits)) === 'csv' ? await allOf(readCsv(path, limits)) : null
  return tableOf(rows ?? (await firstSheetOf(path, columns, limits)), columns, needed)
}

async function allOf(chunks: AsyncIterable<SheetRow[]>): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const chunk of chunks) rows.push(...chunk)
  return rows
}

/** The first visible sheet with a header of ours; the first with anything, so that the refusal can name what is there. */
async function firstSheetOf<Column extends string>(
  path: string,
  columns: TableColumns<Column>,
  limits: ReadingLimits,
): Promise<SheetRow[]> {
  const workbook = await openWorkbook(path, limits)
  try {
    let first: SheetRow[] | null = null
    for (const { hidden, part } of workbook.sheets) {
      if (hidden || part === null) continue
      const rows = await allOf(readSheet(workbook, part, limits))
      if (headerOf(rows, columns)) return rows
      if (first === null && rows.length > 0) first = rows
    }
    return first ?? []
  } finally {
    workbook.close()
  }
}

type Header<Column extends string> = { readonly at: number; readonly columnOf: ReadonlyMap<Column, number> }

/** The first row that names at least two of the columns. */
function headerOf<Column extends string>(
  rows: readonly SheetRow[],
  columns: TableColumns<Column>,
): Header<Column> | null {
  const names = Object.keys(columns) as Column[]
  for (const [at, row] of rows.slice(0, HEADER_WITHIN).entries()) {
    const keys = row.texts.map(headerKey)
    const columnOf = new Map<Column, number>()
    for (const column of names) {
      const found = columns[column]
        .map((alias) => keys.indexOf(headerKey(alias)))
        .find((index) => index !== -1)
      if (found !== undefined) columnOf.set(column, found)
    }
    if (columnOf.size >= 2) return { at, columnOf }
  }
  return null
}

function tableOf<Column extends string>(
  rows: readonly SheetRow[],
  columns: TableColumns<Column>,
  needed: readonly Column[],
): readonly TableRow<Column>[] {
  if (rows.length === 0) throw refuse('list-empty', { sheets: [], hidden: [] })
  const header = headerOf(rows, columns)
  const missing = needed.filter((column) => header?.columnOf.has(column) !== true)
  if (!header || missing.length > 0) {
    throw refuse('KOLOM_HILANG', {
      missing: missing.map((column) => columns[column][0] ?? column),
      present: (rows[header?.at ?? 0]?.texts ?? []).filter((text) => text.trim() !== ''),
    })
  }
  const names = Object.keys(columns) as Column[]
  return rows.slice(header.at + 1).flatMap((row) => {
    const cells = Object.fromEntries(
      names.map((column) => [column, textAt(row, header.columnOf.get(column) ?? -1).trim()]),
    ) as Record<Column, string>
    return names.every((column) => cells[column] === '') ? [] : [{ number: row.number, cells }]
  })
}
