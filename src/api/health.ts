import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../platform/db.ts'
import { PUBLIC } from '../modules/access/current-actor.ts'

const ANSWER_WITHIN_MS = 2_000

/** Whether the database has the schema this program was written for; a reason in words when not. */
export type SchemaCheck = (db: Db) => Promise<string | null>

/** `/healthz`: the process answers. `/readyz`: it can do its work, that is, the database answers and its schema is ours. */
export function addHealth(app: FastifyInstance, db: Db, checkSchema: SchemaCheck): void {
  app.get('/healthz', { schema: { hide: true }, config: PUBLIC, logLevel: 'warn' }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/readyz', { schema: { hide: true }, config: PUBLIC, logLevel: 'warn' }, async (request, reply) => {
    const reason = await reasonNotReady(db, checkSchema).catch((error: unknown) => {
      request.log.warn({ err: error }, 'not ready')
      return 'database-not-answering'
    })
    reply.header('cache-control', 'no-store').code(reason === null ? 200 : 503)
    return reason === null ? { status: 'ready' } : { status: 'not-ready', reason }
  })
}

/** Why this program cannot work with its database, in one word; null when it can. Throws what the database answers. */
export async function reasonNotReady(db: Db, checkSchema: SchemaCheck): Promise<string | null> {
  const answered = sql`select 1`.execute(db).then(() => checkSchema(db))
  return Promise.race([answered, afterDeadline()])
}

function afterDeadline(): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(resolve, ANSWER_WITHIN_MS, 'database-slow').unref()
  })
}
