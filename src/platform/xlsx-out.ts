import { Readable } from 'node:stream'
import { XLSX_MAX_ROWS_PER_SHEET, writeXlsxStream } from 'hucre/xlsx'

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
  const columns = header.map((each) => ({
    header: each,
    numFmt: TEXT_FORMAT,
    width: Math.min(WIDEST, Math.max(12, each.length + 2)),
  }))
  return Readable.fromWeb(
    writeXlsxStream(counted(rows), { name: sheet, columns, freezePane: { rows: 1 } }) as Parameters<
      typeof Readable.fromWeb
    >[0],
  )
}

async function* counted(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string[]> {
  let count = 1
  for await (const row of rows) {
    count += 1
    if (count > XLSX_MAX_ROWS_PER_SHEET) throw new RangeError('more rows than a sheet can hold')
    yield [...row]
  }
}
