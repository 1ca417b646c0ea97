import { createHash, createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import fastify, { type FastifyInstance } from 'fastify'
import { buildApp } from '../src/api/app.ts'
import { snapTime } from '../src/modules/payments/snap-request.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase, type Database } from '../src/platform/db.ts'
import {
  addOpenBills,
  addVa,
  BANK_SECRET,
  paymentBody,
  TestBank,
  testPartner,
} from '../test/payment-stage.ts'
import { rowsOf } from '../test/people.ts'
import { testRing } from '../test/test-ring.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const CALLBACKS = 1_000
const ROUNDS = 5
const CONNECTIONS = 32
const PATH = '/snap/v1.0/transfer-va/payment'
const TOTAL = 336_000n

type Call = { readonly headers: Readonly<Record<string, string>>; readonly text: string }
type Stage = {
  readonly database: ThrowAwayDatabase
  readonly pool: Database
  readonly app: FastifyInstance
  readonly bare: FastifyInstance
  readonly bank: TestBank
  readonly customerNos: string[]
  readonly agent: Agent
}
let stage: Stage | undefined
let calls: Call[] = []

function opened(): Stage {
  if (!stage) throw new Error('not set up')
  return stage
}

/** A bill with a number of its own for each callback of all rounds; beside it a bare server that makes one durable insert. */
async function setUp(): Promise<void> {
  const database = await startThrowAwayDatabase()
  const { owner } = database
  const pool = openDatabase(database.appUrl, { role: 'payung_app', maxConnections: 10 })
  const partners = [testPartner()]
  const app = await buildApp({
    ...{ db: pool.db, pool: pool.pool, ring: testRing(), partners, clock: systemClock },
    log: { level: 'silent' },
  })
  const bills = await addOpenBills(
    { db: pool.db, owner },
    partners,
    Array.from({ length: CALLBACKS * (ROUNDS + 1) }, () => TOTAL),
  )
  const customerNos: string[] = []
  for (const { id, payerId } of bills) {
    const { customerNo } = await addVa(owner, { payerId, billId: id, expiresAt: '2199-01-01T00:00:00Z' })
    customerNos.push(customerNo)
  }
  await rowsOf(
    owner,
    'create table bench_calls (id bigint generated always as identity primary key, body text not null)',
  )
  await rowsOf(owner, 'grant insert on bench_calls to payung_app')
  await owner.pool.query('vacuum analyze')
  const bare = fastify()
  bare.post(PATH, async ({ body }) => {
    await pool.pool.query('insert into bench_calls (body) values ($1)', [JSON.stringify(body)])
    return { responseCode: '2002500' }
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  await bare.listen({ port: 0, host: '127.0.0.1' })
  const bank = new TestBank(app)
  await bank.askToken(undefined, snapTime(new Date()))
  stage = {
    database,
    pool,
    app,
    bare,
    bank,
    customerNos,
    agent: new Agent({ keepAlive: true, maxSockets: CONNECTIONS }),
  }
}

async function tearDown(): Promise<void> {
  stage?.agent.destroy()
  await stage?.app.close()
  await stage?.bare.close()
  await stage?.pool.close()
  await stage?.database.stop()
  stage = undefined
}

/** Signs the next callbacks, each of another bill; signing is the bank's work and not measured. */
function signNext(): Promise<void> {
  const { bank, customerNos } = opened()
  const timestamp = snapTime(new Date())
  const some = customerNos.splice(0, CALLBACKS)
  if (some.length < CALLBACKS) throw new Error('no bills left')
  calls = some.map((customerNo) => {
    const text = JSON.stringify(paymentBody(customerNo, `${String(TOTAL)}.00`, { trxDateTime: timestamp }))
    const hash = createHash('sha256').update(text).digest('hex')
    return {
      text,
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
        authorization: `Bearer ${bank.token}`,
        'x-timestamp': timestamp,
        'x-signature': createHmac('sha512', BANK_SECRET)
          .update(`POST:${PATH}:${bank.token}:${hash}:${timestamp}`)
          .digest('base64'),
        'x-partner-id': 'BANKUJI',
        'x-external-id': randomUUID(),
        'channel-id': '95221',
      },
    }
  })
  return Promise.resolve()
}

function send(port: number, call: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', path: PATH, method: 'POST', agent: opened().agent, headers: call.headers },
      (reply) => {
        let text = ''
        reply.setEncoding('utf8')
        reply.on('data', (part: string) => {
          text += part
        })
        reply.on('end', () => {
          resolve(text)
        })
      },
    )
    sent.on('error', reject)
    sent.end(call.text)
  })
}

/** All calls over so many connections; returns the 99th percentile of their times. */
async function sendAll(app: FastifyInstance): Promise<number> {
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const times: number[] = []
  let next = 0
  const one = async () => {
    for (let call = calls[next++]; call; call = calls[next++]) {
      const started = performance.now()
      const text = await send(port, call)
      if (!text.includes('2002500')) throw new Error(text)
      times.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length * 0.99)] ?? 0
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: 'payments, callbacks that each pay a bill of their own',
    limitName: 'a bare Fastify that makes one durable insert',
    setUp,
    tearDown,
    beforeRun: signNext,
    beforeLimit: () => Promise.resolve(),
    run: () => sendAll(opened().app),
    limit: () => sendAll(opened().bare),
    units: { count: CALLBACKS, name: 'callbacks' },
    goal: 0.5,
    rounds: ROUNDS,
  }),
]
