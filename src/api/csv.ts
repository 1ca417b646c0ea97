import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

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

function csvLines(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(';')}\r\n`).join('')
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}

/** Sends a table as a file. The name is ours: lower-case letters, digits, dots and dashes. */
export function sendCsv(reply: FastifyReply, name: string, text: string): FastifyReply {
  return asFile(reply, name).header('cache-control', 'no-cache').send(text)
}

/**
 * Sends a table of any length as a file while it is read, no faster than it is taken; kept nowhere. When the reading fails in the middle
 * the connection is cut, so that half a table never looks like a whole one.
 */
export function streamCsv(
  reply: FastifyReply,
  name: string,
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvCell[])[]>,
): FastifyReply {
  const text = Readable.from(csvParts(header, pages), { objectMode: false, highWaterMark: 65_536 })
  return asFile(reply, name).header('cache-control', 'no-store').send(text)
}

async function* csvParts(
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvCell[])[]>,
): AsyncGenerator<string> {
  yield csvText(header, [])
  for await (const rows of pages) yield csvLines(rows)
}

function asFile(reply: FastifyReply, name: string): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
}
