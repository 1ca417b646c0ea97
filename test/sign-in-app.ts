import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp, type AppDeps } from '../src/api/app.ts'
import { jakartaDateOf } from '../src/kernel/plain-date.ts'
import { hashPassword, saltOfAddress } from '../src/modules/access/password.ts'
import type { Clock } from '../src/platform/clock.ts'
import type { KeyRing } from '../src/platform/key-ring.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { TEST_NOW } from './people.ts'
import { testRing } from './test-ring.ts'

/** A clock that tests move forward. */
export type MovableClock = Clock & { forward(milliseconds: number): void }

export function movableClock(start = TEST_NOW): MovableClock {
  let now = start
  return {
    now: () => now,
    today: () => jakartaDateOf(now),
    forward: (milliseconds) => (now = new Date(now.getTime() + milliseconds)),
  }
}

export type SignInApp = {
  readonly app: FastifyInstance
  readonly test: TestDatabase
  readonly ring: KeyRing
  readonly clock: MovableClock
  build(change?: Partial<AppDeps>): Promise<FastifyInstance>
  setPassword(userId: string, password: string): Promise<void>
  /** One statement as the owner through the system's gate: for looking and for what only another part of Payung does. */
  asSystem<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Audit entries of an action, oldest first. */
  audited(
    action: string,
  ): Promise<{ actor_kind: string; actor_id: string | null; subject_id: string | null }[]>
}

/** The whole server on a database of its own, with a clock that can be moved. */
export async function signInApp(change: Partial<AppDeps> = {}): Promise<SignInApp> {
  const test = await testDatabase()
  const ring = testRing()
  const clock = movableClock()
  const build = async (more: Partial<AppDeps> = {}): Promise<FastifyInstance> => {
    const app = await buildApp({
      db: test.db,
      pool: test.pool,
      ring,
      clock,
      log: { level: 'silent' },
      ...change,
      ...more,
    })
    after(() => app.close())
    return app
  }
  return {
    app: await build(),
    test,
    ring,
    clock,
    build,
    async setPassword(userId, password) {
      const [user] = await asSystem<{ email: string }>(test, 'select email from users where id = $1', [
        userId,
      ])
      const hash = await hashPassword(password, saltOfAddress(ring, user?.email ?? ''))
      await asSystem(test, 'update users set password_hash = $2 where id = $1', [userId, hash])
    },
    asSystem: (text, values) => asSystem(test, text, values),
    async audited(action) {
      const { rows } = await test.owner.pool.query<{
        actor_kind: string
        actor_id: string | null
        subject_id: string | null
      }>('select actor_kind, actor_id, subject_id from audit_entries where action = $1 order by id', [action])
      return rows
    },
  }
}

/** One statement as the owner through the system's gate, and the gate closed after it. */
export async function asSystem<Row = Record<string, unknown>>(
  { owner }: TestDatabase,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = await owner.pool.connect()
  try {
    await client.query("begin; set local app.gate = 'system'")
    const { rows } = await client.query(text, [...values])
    await client.query('commit')
    return rows as Row[]
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
