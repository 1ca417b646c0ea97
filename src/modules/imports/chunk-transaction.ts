import type pg from 'pg'

/** Runs work in one transaction of a client of its own, whose rows are cut to a scope. COPY needs the client itself. */
export async function chunkInTransaction<Result>(
  pool: pg.Pool,
  scope: string,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query(`begin; ${scope}`)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // A connection that cannot even roll back is of no use to anybody.
    await client.query('rollback').then(
      () => {
        client.release()
      },
      (broken: unknown) => {
        client.release(broken instanceof Error ? broken : true)
      },
    )
    throw error
  }
}
