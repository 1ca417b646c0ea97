import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Dialect, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { readChecks } from '../src/modules/checks/read-checks.ts'
import { type Database, type Db, openDatabase } from '../src/platform/db.ts'
import type { DB } from '../src/platform/schema.ts'

/** A database of one test file: migrated, with every region, and dropped after the file. */
export type TestDatabase = {
  /** As the restricted role the server works with. */
  readonly db: Db
  readonly pool: pg.Pool
  /** As the owner of the schema: for set-up only. */
  readonly owner: Database
  readonly appUrl: string
  readonly ownerUrl: string
  /**
   * Runs `first` up to its commit and holds it there, starts `second` until it ends or is stuck behind a lock, then lets
   * `first` commit. Each gets a database of its own. A race that needs luck elsewhere happens here every time.
   */
  interleave<First, Second>(
    first: (db: Db) => Promise<First>,
    second: (db: Db) => Promise<Second>,
  ): Promise<[PromiseSettledResult<First>, PromiseSettledResult<Second>]>
}

/** What holds between the ledger and bills and codes: a file that tests the ledger alone posts past all of them and has none. */
const OF_BILLS: ReadonlySet<string> = new Set([
  'bills-agree-with-what-payers-owe',
  'contribution-codes-hold-their-money',
  'recoveries-are-their-returns',
  'cover-months-are-paid',
])

/** Clones the migrated template. Afterwards every query in db/checks must return no rows, or the file fails. */
export async function testDatabase(): Promise<TestDatabase> {
  const { close, ...database } = await cloneDatabase()
  after(async () => {
    try {
      const { rows } = await database.owner.pool.query<{ billed: boolean }>(
        'select exists (select from bills) or exists (select from contribution_codes) as billed',
      )
      const isBilled = rows[0]?.billed === true
      await checkInvariants(database.owner.pool, (check) => isBilled || !OF_BILLS.has(check))
    } finally {
      await close()
    }
  })
  return database
}

/** Clones the migrated template for whoever closes the clone himself. */
export async function cloneDatabase(): Promise<TestDatabase & { close(): Promise<void> }> {
  const [templateOwnerUrl, templateAppUrl] = [
    testUrl('TEST_DATABASE_OWNER_URL'),
    testUrl('TEST_DATABASE_APP_URL'),
  ]
  const name = `test_${process.pid}_${Math.trunc(performance.now() * 1_000)}`
  await administer(
    templateOwnerUrl,
    `create database ${name} template ${databaseOf(templateOwnerUrl)} strategy file_copy`,
  )
  const ownerUrl = withDatabase(templateOwnerUrl, name)
  const appUrl = withDatabase(templateAppUrl, name)
  const owner = openDatabase(ownerUrl, { maxConnections: 4 })
  const app = openDatabase(appUrl, { maxConnections: 10, role: 'payung_app' })
  return {
    async close() {
      await app.close()
      await owner.close()
      await administer(templateOwnerUrl, `drop database ${name} with (force)`)
    },
    db: app.db,
    pool: app.pool,
    owner,
    appUrl,
    ownerUrl,
    interleave: (first, second) => interleave(appUrl, owner.pool, first, second),
  }
}

/** A database without any table, for tests of migrating itself. Dropped after the file. */
export async function emptyDatabase(): Promise<{ readonly ownerUrl: string; readonly appUrl: string }> {
  const [ownerUrl, appUrl] = [testUrl('TEST_DATABASE_OWNER_URL'), testUrl('TEST_DATABASE_APP_URL')]
  const name = `empty_${process.pid}_${Math.trunc(performance.now() * 1_000)}`
  await administer(ownerUrl, `create database ${name} template template0`)
  after(() => administer(ownerUrl, `drop database ${name} with (force)`))
  return { ownerUrl: withDatabase(ownerUrl, name), appUrl: withDatabase(appUrl, name) }
}

/** Throws an error that lists the first rows of every check that finds any; `isWanted` leaves some out. */
export async function checkInvariants(
  pool: pg.Pool,
  isWanted: (name: string) => boolean = () => true,
): Promise<void> {
  const broken: string[] = []
  for (const [name, text] of readChecks()) {
    if (!isWanted(name)) continue
    const { rows } = await pool.query<Record<string, unknown>>(text)
    if (rows.length > 0)
      broken.push(`db/checks/${name}.sql: ${rows.length} rows, first ${describeRow(rows[0])}`)
  }
  if (broken.length > 0) throw new Error(`invariants broken\n${broken.join('\n')}`)
}

function describeRow(row: unknown): string {
  return JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

function testUrl(name: string): string {
  const url = process.env[name]
  if (url === undefined)
    throw new Error('database tests need the test server: run them by `npm test -- <part of the path>`')
  return url
}

function databaseOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

function withDatabase(url: string, name: string): string {
  return url.slice(0, url.lastIndexOf('/') + 1) + name
}

/** A template cannot be copied while anybody is connected to it, so this goes through the maintenance database. */
async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function interleave<First, Second>(
  appUrl: string,
  observer: pg.Pool,
  first: (db: Db) => Promise<First>,
  second: (db: Db) => Promise<Second>,
): Promise<[PromiseSettledResult<First>, PromiseSettledResult<Second>]> {
  const gate = Promise.withResolvers<undefined>()
  const reached = Promise.withResolvers<undefined>()
  const holding = databaseThatHolds(appUrl, async () => {
    reached.resolve(undefined)
    await gate.promise
  })
  const marked = openDatabase(`${appUrl}?application_name=interleaved_second`, {
    role: 'payung_app',
    maxConnections: 4,
  })
  try {
    const firstRun = first(holding)
    await Promise.race([reached.promise, Promise.allSettled([firstRun])])
    const secondRun = second(marked.db)
    await endedOrStuck(secondRun, observer)
    gate.resolve(undefined)
    return await Promise.allSettled([firstRun, secondRun])
  } finally {
    gate.resolve(undefined)
    await holding.destroy()
    await marked.close()
  }
}

/** A database whose transactions do all their work and then wait before they commit. */
function databaseThatHolds(appUrl: string, beforeCommit: () => Promise<void>): Db {
  const { pool } = openDatabase(appUrl, { role: 'payung_app', maxConnections: 4 })
  const dialect = new PostgresDialect({ pool })
  const holding: Dialect = {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver() {
      const driver = dialect.createDriver()
      const commit = driver.commitTransaction.bind(driver)
      driver.commitTransaction = async (connection) => {
        await beforeCommit()
        await commit(connection)
      }
      return driver
    },
  }
  return new Kysely<DB>({ dialect: holding })
}

async function endedOrStuck(run: Promise<unknown>, observer: pg.Pool): Promise<void> {
  const seen = { hasEnded: false }
  void Promise.allSettled([run]).then(() => (seen.hasEnded = true))
  const deadline = performance.now() + 20_000
  while (!seen.hasEnded && performance.now() < deadline) {
    const { rows } = await observer.query<{ stuck: boolean }>(
      `select exists (select from pg_stat_activity where datname = current_database()
         and application_name = 'interleaved_second' and cardinality(pg_blocking_pids(pid)) > 0) as stuck`,
    )
    if (rows[0]?.stuck) return
    await sleep(10)
  }
}
