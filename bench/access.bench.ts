import type { FastifyInstance } from 'fastify'
import { buildApp } from '../src/api/app.ts'
import { answerUsers } from '../src/modules/access/answers.ts'
import { systemClock } from '../src/platform/clock.ts'
import { addTestOrganisation, addTestPerson, addTestSession, rowsOf } from '../test/people.ts'
import { testRing } from '../test/test-ring.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const REQUESTS = 20
const USERS = 200
const OPEN = '/api/v1/users-for-anybody'

type Stage = {
  readonly database: ThrowAwayDatabase
  readonly app: FastifyInstance
  readonly cookie: string
}
let stage: Stage | undefined

function opened(): Stage {
  if (!stage) throw new Error('not set up')
  return stage
}

/** A regency with 200 users and an administrator who is signed in; and the same route once more with nobody asking who calls. */
async function setUp(): Promise<void> {
  const database = await startThrowAwayDatabase()
  const { owner, app } = database
  const ring = testRing()
  const deps = { db: app.db, ring, clock: systemClock }
  const organisation = await addTestOrganisation(owner, 'regency', '16.06')
  const person = await addTestPerson(owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
    organisation,
  })
  await rowsOf(
    owner,
    `insert into users (organisation_id, name, email, created_at)
     select $1, 'Orang ' || n, 'bangku' || n || '@contoh.go.id', now() from generate_series(1, ${String(USERS)}) n`,
    [organisation],
  )
  const { id, cookie } = await addTestSession(owner, ring, person)
  await rowsOf(
    owner,
    `update sessions set created_at = now(), last_seen_at = now(), second_factor_at = now() where id = $1`,
    [id],
  )
  const guarded = await buildApp({ ...deps, log: { level: 'silent' } })
  // The same hooks, the same handler; but public, so that no session is read and nothing is decided.
  guarded.get(OPEN, { config: { public: true } }, () => answerUsers(deps, person.by, {}, 'id'))
  stage = { database, app: guarded, cookie }
}

async function tearDown(): Promise<void> {
  await stage?.app.close()
  await stage?.database.stop()
  stage = undefined
}

/** One after the other, so that waiting for the database counts in full. */
async function askAll(url: string, headers: Record<string, string>): Promise<number> {
  let byteCount = 0
  for (let request = 0; request < REQUESTS; request += 1) {
    const answer = await opened().app.inject({ url, headers })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    byteCount += answer.rawPayload.length
  }
  return byteCount
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: 'access, an authorised list of 50 users of 200',
    limitName: 'the same route that asks nobody who calls',
    setUp,
    tearDown,
    run: () => askAll('/api/v1/users', { cookie: opened().cookie }),
    limit: () => askAll(OPEN, {}),
    units: { count: REQUESTS, name: 'requests' },
    goal: 0.85,
    rounds: 11,
  }),
]
