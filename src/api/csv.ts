import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { csvLines, csvText, type CsvCell } from '../platform/csv-out.ts'

export { csvText, type CsvCell }

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
