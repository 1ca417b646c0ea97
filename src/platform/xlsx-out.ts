import { Readable } from 'node:stream'
import { XLSX_MAX_ROWS_PER_SHEET, writeXlsx, writeXlsxStream } from 'hucre/xlsx'

const WIDEST = 60
const TEXT_FORMAT = '@'

/**
 * A workbook of one sheet whose every cell is text, in format Text: a NIK keeps its 16 digits when somebody edits it, and nothing is run
 * as a formula. Written while the rows are read, in little memory. More rows than a sheet can hold end it with an error.
 */
export function textWorkbook(
  sheet: string,
  header: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): Readable {
  const columns = textColumns(header)
  return Readable.fromWeb(
    writeXlsxStream(counted(rows), { name: sheet, columns, freezePane: { rows: 1 } }) as Parameters<
      typeof Readable.fromWeb
    >[0],
  )
}

/** A sheet without a header of its own: what stands in its first row is the first of `rows`. */
export type TextSheet = { readonly name: string; readonly rows: readonly (readonly string[])[] }

/** A workbook of several sheets whose every cell is text. It is made in memory, so it is for a few thousand rows. */
export async function textWorkbookOf(sheets: readonly TextSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, rows }) => ({
      name,
      columns: textColumns(rows[0] ?? []).map(({ numFmt, width }) => ({ numFmt, width })),
      rows: rows.map((row) => [...row]),
    })),
  })
}

/** A sheet of figures: numbers are numbers, to be reckoned with, written as people here group them. */
export type FigureSheet = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

const LONGEST_SHEET_NAME = 31

/** A workbook of tables of figures, one sheet each. Never for people: a number of sixteen digits would lose its last. */
export async function figureWorkbookOf(sheets: readonly FigureSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, columns, rows }) => ({
      name: name.replaceAll(/[\\/*?:[\]]/g, ' ').slice(0, LONGEST_SHEET_NAME),
      columns: columns.map((title, index) => ({
        width: Math.min(
          WIDEST,
          Math.max(12, title.length + 2, ...rows.map((row) => String(row[index] ?? '').length + 2)),
        ),
        numFmt: '#,##0',
      })),
      rows: [[...columns], ...rows.map((row) => [...row])],
      freezePane: { rows: 1 },
    })),
  })
}

function textColumns(header: readonly string[]) {
  return header.map((each) => ({
    header: each,
    numFmt: TEXT_FORMAT,
    width: Math.min(WIDEST, Math.max(12, each.length + 2)),
  }))
}

async function* counted(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string[]> {
  let count = 1
  for await (const row of rows) {
    count += 1
    if (count > XLSX_MAX_ROWS_PER_SHEET) throw new RangeError('more rows than a sheet can hold')
    yield [...row]
  }
}
