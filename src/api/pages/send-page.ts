import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReactElement } from 'react'
import type { Control } from '../../../web/administration/parts.tsx'
import { wordsIn } from '../../../web/locales/public.ts'
import { hrefIn, type Query } from '../../../web/ui/links.ts'
import type { Frame, StaffFrame } from '../../../web/ui/page.tsx'
import { renderPage } from '../../../web/ui/render-page.ts'
import { languageOf } from '../language.ts'
import { allowOwnScript } from '../security-headers.ts'
import { acceptsGzip, STAFF_ASSETS, STYLESHEET_PATH } from '../static-files.ts'
import { VERSION } from '../version.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every page where somebody signed in works, each with the reason when it is not for him. */
    readonly workPages: (request: FastifyRequest) => readonly Control[]
  }
}

/** The places of daily work that the header names, in its order; whatever else there is stands behind the search for pages. */
const HEADER_PLACES = [
  '/beranda',
  '/ringkasan',
  '/orang',
  '/daftar',
  '/program',
  '/usulan',
  '/pengajuan',
  '/tagihan',
] as const

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
    staff: staffFrame(request),
  }
}

/** Null for everybody who is not signed in, and for whoever still owes a second factor: he works nowhere yet. */
function staffFrame(request: FastifyRequest): StaffFrame | null {
  if (!request.actor || request.actor.owesSecondFactor) return null
  const language = languageOf(request)
  const names = wordsIn(language).staff.places
  const here = request.url.split('?', 1)[0] ?? '/'
  const open = new Set(
    request.server
      .workPages(request)
      .filter(({ refused }) => refused === undefined)
      .map(({ href }) => href.split('?', 1)[0]),
  )
  const places = HEADER_PLACES.filter((path) => path === '/beranda' || open.has(path)).map((path) => ({
    name: names[path],
    href: hrefIn(language, path),
    isHere: here === path || here.startsWith(`${path}/`),
  }))
  return { ...STAFF_ASSETS, places }
}

/** The fields of an address as pages read them. */
export function queryOf(request: FastifyRequest): Readonly<Record<string, string | readonly string[]>> {
  // Absent on a request so malformed that it was never read.
  return (request.query as Record<string, string | readonly string[]> | undefined) ?? {}
}

/** Sends a page that is for one person only, or for now only: nothing on the way and no browser keeps it. */
export function sendPrivatePage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: ReactElement,
  status = 200,
): FastifyReply {
  // The palette is a script of ours; a page without one is not weakened for it.
  if (request.actor) allowOwnScript(reply)
  const html = renderPage(page)
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store')
  // Not zipped: a page that holds a secret beside text the asker chose would tell the secret by its length.
  return reply.header('vary', 'cookie').send(html)
}

/** A page as it goes over the wire, with what a browser recognises it by. */
export type DrawnPage = { readonly html: string; readonly etag: string; readonly zipped: () => Buffer }

/** Draws a page to be sent, now or again later. It is zipped when it is first asked for so. */
export function drawPage(page: ReactElement): DrawnPage {
  const html = renderPage(page)
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
  let zipped: Buffer | undefined
  return { html, etag, zipped: () => (zipped ??= gzipSync(html)) }
}

/** Sends a page with ETag and gzip. It may be kept but is asked for again, because language and law can change. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: ReactElement): FastifyReply {
  if (request.actor) return sendPrivatePage(request, reply, page, reply.statusCode)
  return sendDrawn(request, reply, drawPage(page))
}

/** The same of a page that is drawn already; only for who is not signed in. */
export function sendDrawn(
  request: FastifyRequest,
  reply: FastifyReply,
  { html, etag, zipped }: DrawnPage,
): FastifyReply {
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('vary', 'cookie, accept-encoding')
    .header('etag', etag)
  if (reply.statusCode === 200 && request.headers['if-none-match'] === etag) return reply.code(304).send()
  if (!acceptsGzip(request)) return reply.send(html)
  return reply.header('content-encoding', 'gzip').send(zipped())
}
