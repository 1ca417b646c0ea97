import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp, type AppDeps } from '../src/api/app.ts'
import { clockAt } from '../src/platform/clock.ts'
import { schemaProblem } from '../src/platform/schema-check.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { testRing } from './test-ring.ts'

/** The day on which every journey happens, so that its amounts never change: 20 May 2026. */
export const JOURNEY_CLOCK = clockAt(new Date('2026-05-20T03:00:00Z'))

export type RunningApp = {
  readonly app: FastifyInstance
  readonly url: string
  readonly database: TestDatabase
}

/** The real server on a free port with a cloned database, stopped after the test file. */
export async function startApp(change: Partial<AppDeps> = {}): Promise<RunningApp> {
  const database = await testDatabase()
  const { db, pool } = database
  const app = await buildApp({
    db,
    pool,
    ring: testRing(),
    clock: JOURNEY_CLOCK,
    checkSchema: schemaProblem,
    log: { level: 'silent' },
    ...change,
  })
  after(() => app.close())
  return { app, url: await app.listen({ host: '127.0.0.1', port: 0 }), database }
}
