import type pg from 'pg'
import type { Database } from '../../platform/db.ts'

/** Runs work on one connection of the owner, all or nothing. A plain connection, because COPY needs it. */
export async function inOwnerTransaction<Answer>(
  owner: Database,
  work: (client: pg.ClientBase) => Promise<Answer>,
): Promise<Answer> {
  const client = await owner.pool.connect()
  let broken = false
  try {
    await client.query('begin')
    const answer = await work(client)
    await client.query('commit')
    return answer
  } catch (error) {
    // The first error is the one that matters; a connection that cannot even roll back is thrown away.
    await client.query('rollback').catch(() => (broken = true))
    throw error
  } finally {
    client.release(broken)
  }
}
