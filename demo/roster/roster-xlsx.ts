import { Readable } from 'node:stream'
import { writeXlsxStream, type CellValue } from 'hucre/xlsx'
import type { Cell } from './cells.ts'
import type { RosterRow } from './roster-rows.ts'

/** The bytes of a workbook of one sheet, written while the rows are made; numbers and days are kept as such. */
export function xlsxBytes(rows: Iterable<RosterRow>): Readable {
  return Readable.fromWeb(
    writeXlsxStream(cellsOf(rows), { name: 'Daftar' }) as Parameters<typeof Readable.fromWeb>[0],
  )
}

function* cellsOf(rows: Iterable<RosterRow>): Generator<CellValue[]> {
  for (const { cells } of rows) yield cells.map(cellValue)
}

function cellValue(cell: Cell): CellValue {
  if (typeof cell === 'object') return new Date(`${cell.day}T00:00:00Z`)
  return cell === '' ? null : cell
}
