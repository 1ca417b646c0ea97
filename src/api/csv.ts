import type { FastifyReply } from 'fastify'

export type CsvCell = string | number | bigint | null
/** Signs that make a spreadsheet run a cell as a formula, their full-width twins included. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/

/**
 * A table as CSV text: UTF-8 with a mark at the start, semicolons (what an Indonesian Excel expects), every text quoted, and
 * text that a spreadsheet would run as a formula made harmless with an apostrophe.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(csvCell).join(';'))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}

/** Sends a table as a file. The name is ours: lower-case letters, digits, dots and dashes. */
export function sendCsv(reply: FastifyReply, name: string, text: string): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'no-cache')
    .send(text)
}
