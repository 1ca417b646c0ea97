import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>
/** Where a read may run: on its own or inside somebody's transaction. */
export type Queryable = Db | Tx

/** An open pool and the typed access over it. `pool` is for COPY and LISTEN, which need a connection of their own. */
export type Database = {
  readonly db: Db
  readonly pool: pg.Pool
  close(): Promise<void>
}

const INT8 = 20
const DATE = 1082

const parserOf = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => unknown

/** int8 becomes bigint (money; region codes are turned into numbers by the regions module), date stays ISO text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown => {
    if (format !== 'binary' && oid === INT8) return BigInt
    if (format !== 'binary' && oid === DATE) return (text: string) => text
    return parserOf(oid, format)
  }) as typeof pg.types.getTypeParser,
}

/**
 * Opens a pool on a connection string. Nothing is connected until the first query. With `role`, every connection steps down to
 * that role when it opens, whoever it signed in as.
 */
export function openDatabase(
  connectionString: string,
  options: { readonly maxConnections?: number; readonly role?: 'payung_app' } = {},
): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.maxConnections ?? 10,
    types,
    fallback_application_name: 'payung',
    connectionTimeoutMillis: 5_000,
    ...(options.role && { options: `-c role=${options.role}` }),
  })
  // An idle connection that breaks (server restart) is replaced by the pool; the next query reports what matters.
  pool.on('error', () => undefined)
  // A connection that breaks while it is lent out rejects its query; without a listener it would also end the program.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    // Kysely leaves a pool alone that it never used; ours may have been used directly.
    if (!pool.ended) await pool.end()
  }
  return { db, pool, close }
}
