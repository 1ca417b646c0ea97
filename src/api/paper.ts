import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** Sends a PDF as a file that nothing on the way keeps. The name is ours: lower-case letters, digits and dashes. */
export function sendPdf(reply: FastifyReply, name: string, content: Readable): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${name}.pdf"`)
    .header('cache-control', 'no-store')
    .send(content)
}
