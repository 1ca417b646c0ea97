import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { buildApp } from '../src/api/app.ts'
import { loadRegionsIfMissing } from '../src/modules/regions/load-regions.ts'
import { systemClock } from '../src/platform/clock.ts'
import { testRing } from '../test/test-ring.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { askPipelined } from './pipelined-requests.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const REQUESTS = 400
const LOOKS = 100
const CONNECTIONS = 8
const PAGES = ['/cek', '/cakupan/16']
const ZIPPED = { accept: 'text/html', 'accept-encoding': 'gzip' }
/** A NIK that nobody has, another each time: one that finds nothing is slowed after a few looks. */
const formOf = (look: number) =>
  new URLSearchParams({
    nik: `16999920039${String(20_001 + (look % 70_000))}`,
    day: '20',
    month: '3',
    year: '1992',
  }).toString()

type Stage = {
  readonly database: ThrowAwayDatabase
  readonly app: FastifyInstance
  readonly bare: FastifyInstance
  readonly port: number
  readonly barePort: number
}
let stage: Stage | undefined
let looks = 0

function opened(): Stage {
  if (!stage) throw new Error('not set up')
  return stage
}

/** Our server, and beside it a bare Fastify whose routes send the same bytes with the same headers. */
async function setUp(): Promise<void> {
  const database = await startThrowAwayDatabase()
  const ring = testRing()
  await loadRegionsIfMissing(database.owner, () => undefined)
  const deps = {
    db: database.app.db,
    pool: database.app.pool,
    ring,
    clock: systemClock,
    trustedProxies: ['127.0.0.1'],
  }
  const app = await buildApp({ ...deps, log: { level: 'silent' } })
  const bare = fastify()
  for (const url of PAGES) await copyAnswer(app, bare, { method: 'GET', url, headers: ZIPPED })
  bare.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, body)
    },
  )
  await copyAnswer(app, bare, {
    method: 'POST',
    url: '/cek',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: formOf(0),
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  await bare.listen({ host: '127.0.0.1', port: 0 })
  const portOf = (server: FastifyInstance) => (server.server.address() as AddressInfo).port
  stage = { database, app, bare, port: portOf(app), barePort: portOf(bare) }
}

type Asked = {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string
}

async function copyAnswer(app: FastifyInstance, bare: FastifyInstance, asked: Asked): Promise<void> {
  const answer = await app.inject(asked)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const { connection: _connection, date: _date, 'content-length': _length, ...headers } = answer.headers
  const body = answer.rawPayload
  bare.route({
    method: asked.method,
    url: asked.url,
    handler: (_request, reply) => reply.headers(headers as Record<string, string>).send(body),
  })
}

async function tearDown(): Promise<void> {
  await stage?.app.close()
  await stage?.bare.close()
  await stage?.database.stop()
  stage = undefined
}

function requestsFor(url: string): readonly string[] {
  const head = `GET ${url} HTTP/1.1\r\nhost: payung\r\naccept: text/html\r\naccept-encoding: gzip\r\n\r\n`
  return Array.from({ length: REQUESTS }, () => head)
}

/** Each from an address of its own: one address has a hundred looks a day. */
function lookRequests(): readonly string[] {
  return Array.from({ length: LOOKS }, () => {
    looks += 1
    const form = formOf(looks)
    const address = [10, (looks >> 16) & 255, (looks >> 8) & 255, looks & 255].join('.')
    return [
      'POST /cek HTTP/1.1',
      'host: payung',
      `x-forwarded-for: ${address}`,
      'accept: text/html',
      'content-type: application/x-www-form-urlencoded',
      `content-length: ${String(form.length)}`,
      '',
      form,
    ].join('\r\n')
  })
}

const pageBenchmark = (url: string) =>
  benchmark({
    name: `public pages, ${url}`,
    limitName: 'bare Fastify sending the same bytes',
    setUp,
    tearDown,
    run: () => askPipelined(opened().port, requestsFor(url), CONNECTIONS),
    limit: () => askPipelined(opened().barePort, requestsFor(url), CONNECTIONS),
    units: { count: REQUESTS, name: 'pages' },
    goal: 0.5,
    rounds: 11,
  })

export const benchmarks: readonly Benchmark[] = [
  ...PAGES.map(pageBenchmark),
  benchmark({
    name: 'public pages, a look at /cek with its throttle, its answer and its entry in the audit',
    limitName: 'bare Fastify sending the same bytes',
    setUp,
    tearDown,
    run: () => askPipelined(opened().port, lookRequests(), CONNECTIONS),
    limit: () => askPipelined(opened().barePort, lookRequests(), CONNECTIONS),
    units: { count: LOOKS, name: 'looks' },
    goal: 0.005,
    rounds: 7,
  }),
]
