export type CsvCell = string | number | bigint | null
/** Signs that make a spreadsheet run a cell as a formula, their full-width twins included. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/

/**
 * A table as CSV text: UTF-8 with a mark at the start, semicolons (what an Indonesian Excel expects), every text quoted, and
 * text that a spreadsheet would run as a formula made harmless with an apostrophe.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${csvLines([header, ...rows])}`
}

/** Further lines of such a table. */
export function csvLines(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(';')}\r\n`).join('')
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}
