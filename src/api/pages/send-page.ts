import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReactElement } from 'react'
import type { Query } from '../../../web/ui/links.ts'
import type { Frame } from '../../../web/ui/page.tsx'
import { renderPage } from '../../../web/ui/render-page.ts'
import { languageOf } from '../language.ts'
import { acceptsGzip, STYLESHEET_PATH } from '../static-files.ts'
import { VERSION } from '../version.ts'

/** What a page is told about its request: language, address, stylesheet, version. */
export function frameOf(request: FastifyRequest): Frame {
  const { lang: _language, ...query } = queryOf(request)
  return {
    language: languageOf(request),
    path: request.url.split('?', 1)[0] ?? '/',
    query: query satisfies Query,
    stylesheet: STYLESHEET_PATH,
    version: VERSION,
    // Absent on a request so malformed that no hook saw it.
    visitor: request.actor?.user ?? null,
    training: request.server.training,
  }
}

/** The fields of an address as pages read them. */
export function queryOf(request: FastifyRequest): Readonly<Record<string, string | readonly string[]>> {
  // Absent on a request so malformed that it was never read.
  return (request.query as Record<string, string | readonly string[]> | undefined) ?? {}
}

/** Sends a page that is for one person only, or for now only: nothing on the way and no browser keeps it. */
export function sendPrivatePage(
  _request: FastifyRequest,
  reply: FastifyReply,
  page: ReactElement,
  status = 200,
): FastifyReply {
  const html = renderPage(page)
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store')
  // Not zipped: a page that holds a secret beside text the asker chose would tell the secret by its length.
  return reply.header('vary', 'cookie').send(html)
}

/** Sends a page with ETag and gzip. It may be kept but is asked for again, because language and law can change. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: ReactElement): FastifyReply {
  if (request.actor) return sendPrivatePage(request, reply, page, reply.statusCode)
  const html = renderPage(page)
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('vary', 'cookie, accept-encoding')
    .header('etag', etag)
  if (reply.statusCode === 200 && request.headers['if-none-match'] === etag) return reply.code(304).send()
  if (!acceptsGzip(request)) return reply.send(html)
  return reply.header('content-encoding', 'gzip').send(gzipSync(html))
}
