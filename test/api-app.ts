import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp, type AppDeps } from '../src/api/app.ts'
import { clockAt } from '../src/platform/clock.ts'
import { testRing } from './test-ring.ts'
import { openDatabase } from '../src/platform/db.ts'

/**
 * The whole server with a database that is not there: what must work without one works, and what needs one fails as it would
 * when the database is down. Closed after the test file.
 */
export async function appWithoutDatabase(change: Partial<AppDeps> = {}): Promise<FastifyInstance> {
  const database = openDatabase('postgres://nobody@127.0.0.1:1/none')
  const app = await buildApp({
    db: database.db,
    pool: database.pool,
    ring: testRing(),
    clock: clockAt(new Date('2026-05-20T03:00:00Z')),
    log: { level: 'silent' },
    ...change,
  })
  after(async () => {
    await app.close()
    await database.close()
  })
  return app
}
