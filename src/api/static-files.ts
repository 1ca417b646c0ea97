import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PUBLIC } from '../modules/access/current-actor.ts'
import { OFFLINE_WORKER_PATH } from '../../web/ui/offline.ts'
import { allowOwnFetches } from './security-headers.ts'

const WEB = join(import.meta.dirname, '..', '..', 'web')
const ONE_YEAR = 'public, max-age=31536000, immutable'
const ONE_DAY = 'public, max-age=86400'

type StaticFile = {
  readonly path: string
  readonly type: string
  readonly cacheControl: string
  readonly body: Buffer
  readonly zipped: Buffer
  readonly etag: string
}

/** The stylesheet's parts in the order in which they build on each other; sent as one file. */
const STYLES = [
  'tokens',
  'text',
  'frame',
  'sheets',
  'notices',
  'tables',
  'questions',
  'access',
  'lists',
  'gifts',
  'components',
  'charts',
  'public',
  'print',
]
/** What only the pages of staff have. */
const STAFF_STYLES = ['font', 'staff', 'work', 'programmes']

function load(
  files: readonly string[],
  path: (hash: string) => string,
  type: string,
  cacheControl: string,
): StaticFile {
  return keep(Buffer.concat(files.map((file) => readFileSync(join(WEB, file)))), path, type, cacheControl)
}

/** A stylesheet without what only its readers need: comments and indentation are a third of it. */
function loadStyles(
  names: readonly string[],
  path: (hash: string) => string,
  change: (text: string) => string = (text) => text,
): StaticFile {
  const text = names.map((name) => readFileSync(join(WEB, 'ui', 'styles', `${name}.css`), 'utf8')).join('')
  const bare = text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
  return keep(Buffer.from(change(bare)), path, 'text/css; charset=utf-8', ONE_YEAR)
}

function keep(body: Buffer, path: (hash: string) => string, type: string, cacheControl: string): StaticFile {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { path: path(hash), type, cacheControl, body, zipped: gzipSync(body), etag: `"${hash}"` }
}

const STYLESHEET = loadStyles(STYLES, (hash) => `/aset/payung.${hash}.css`)
const FONT = keep(
  readFileSync(
    createRequire(import.meta.url).resolve(
      '@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2',
    ),
  ),
  (hash) => `/aset/plus-jakarta-sans.${hash}.woff2`,
  'font/woff2',
  ONE_YEAR,
)
const STAFF_STYLESHEET = loadStyles(
  STAFF_STYLES,
  (hash) => `/aset/petugas.${hash}.css`,
  (text) => text.replace('/aset/plus-jakarta-sans.woff2', FONT.path),
)
const STAFF_SCRIPT = load(
  ['ui/palette.js'],
  (hash) => `/aset/palet.${hash}.js`,
  'text/javascript; charset=utf-8',
  ONE_YEAR,
)
const ICON = load(['public/payung.svg'], () => '/favicon.svg', 'image/svg+xml', ONE_DAY)

const PASSKEY_SCRIPT = load(
  ['account/passkey.js'],
  (hash) => `/aset/kunci-sandi.${hash}.js`,
  'text/javascript; charset=utf-8',
  ONE_YEAR,
)

const UPLOAD_SCRIPT = load(
  ['imports/upload.js'],
  (hash) => `/aset/unggah.${hash}.js`,
  'text/javascript; charset=utf-8',
  ONE_YEAR,
)

const PROBLEMS_SCRIPT = load(
  ['imports/problems.js'],
  (hash) => `/aset/perbaiki.${hash}.js`,
  'text/javascript; charset=utf-8',
  ONE_YEAR,
)

const PRINT_SCRIPT = load(
  ['administration/print.js'],
  (hash) => `/aset/cetak.${hash}.js`,
  'text/javascript; charset=utf-8',
  ONE_YEAR,
)

/** Asked for anew each time, so that no browser keeps an old one. */
const OFFLINE_WORKER = keep(
  Buffer.from(
    readFileSync(join(WEB, 'ui', 'offline-worker.js'), 'utf8').replace('{stylesheet}', STYLESHEET.path),
  ),
  () => OFFLINE_WORKER_PATH,
  'text/javascript; charset=utf-8',
  'no-cache',
)

/** The address of the script that sends a file in pieces. */
export const UPLOAD_SCRIPT_PATH = UPLOAD_SCRIPT.path

/** The address of the script by which the keyboard goes from problem to problem. */
export const PROBLEMS_SCRIPT_PATH = PROBLEMS_SCRIPT.path

/** The address of the script of passkeys. */
export const PASSKEY_SCRIPT_PATH = PASSKEY_SCRIPT.path

/** What the pages of staff load beside the stylesheet of all: their own styles, their font, and the script of the palette. */
export const STAFF_ASSETS = {
  stylesheet: STAFF_STYLESHEET.path,
  font: FONT.path,
  script: STAFF_SCRIPT.path,
} as const

/** The address of the script that opens the print window. */
export const PRINT_SCRIPT_PATH = PRINT_SCRIPT.path

/** The address of the stylesheet; it changes with its content, so that it may be kept for a year. */
export const STYLESHEET_PATH = STYLESHEET.path

/** Serves the few files of the public site from memory, with ETag, 304 and gzip. */
export function serveStaticFiles(app: FastifyInstance): void {
  for (const file of [
    STYLESHEET,
    STAFF_STYLESHEET,
    STAFF_SCRIPT,
    FONT,
    ICON,
    PASSKEY_SCRIPT,
    PRINT_SCRIPT,
    UPLOAD_SCRIPT,
    PROBLEMS_SCRIPT,
  ]) {
    app.get(file.path, { schema: { hide: true }, config: PUBLIC }, (request, reply) =>
      sendFile(file, request, reply),
    )
  }
  app.get(OFFLINE_WORKER.path, { schema: { hide: true }, config: PUBLIC }, (request, reply) => {
    allowOwnFetches(reply)
    return sendFile(OFFLINE_WORKER, request, reply)
  })
  app.get('/favicon.ico', { schema: { hide: true }, config: PUBLIC }, (_request, reply) =>
    reply.redirect(ICON.path, 301),
  )
}

function sendFile(file: StaticFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.type(file.type).header('cache-control', file.cacheControl).header('etag', file.etag)
  reply.header('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  if (!acceptsGzip(request)) return reply.send(file.body)
  return reply.header('content-encoding', 'gzip').send(file.zipped)
}

/** Whether the asker can unpack gzip. */
export function acceptsGzip(request: FastifyRequest): boolean {
  return /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '')
}
