import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Sends a workbook as a file that nothing on the way keeps. The name is ours: lower-case letters, digits and dashes. */
export function sendWorkbook(reply: FastifyReply, name: string, content: Readable): FastifyReply {
  return reply
    .type(XLSX)
    .header('content-disposition', `attachment; filename="${name}.xlsx"`)
    .header('cache-control', 'no-store')
    .send(content)
}
