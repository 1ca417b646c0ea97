import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describeDatabaseError } from './database-errors.ts'
import { type Migration, readMigrations } from './migration-files.ts'
import { type MigrationRow, obstacleSentence, planMigrations } from './migration-plan.ts'
import { errorCode, errorText, OperatorFailure } from './operator-failure.ts'
import { type Progress, step } from './progress.ts'

export type MigrateOptions = {
  readonly progress: Progress
  readonly signal?: AbortSignal
  /** Try a migration again that failed before: only when a person asks for it. */
  readonly retryFailed?: boolean
  readonly files?: readonly Migration[]
}

/** One migration as `./payung migrate --check` shows it. */
export type MigrationState = {
  readonly name: string
  readonly status: MigrationRow['status'] | 'pending' | 'unknown'
  readonly appliedAt?: Date
  readonly failure?: string
}

/** Any number, the same in every version: two programs that start at once migrate one after the other. */
const LOCK = 7_298_640
/** Classes of SQLSTATE that blame the circumstances (disk, memory, shutdown, connection), not the migration. */
const CIRCUMSTANCES = /^(08|53|57|58)/

const TABLE = `
  create table if not exists migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    status text not null check (status in ('running', 'failed', 'applied')),
    started_at timestamptz not null default now(),
    applied_at timestamptz,
    failure text,
    constraint applied_has_its_instant check ((status = 'applied') = (applied_at is not null))
  )`
const COMMENT = `comment on table migrations is 'Which files of db/migrations this database has; written by src/platform/migrate.ts.'`

/**
 * Brings the database at `ownerUrl` to this program's schema and resolves to the names applied. Each migration is one transaction;
 * its number is written down first. Throws OperatorFailure when the database is newer, a file changed, or a migration fails.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<string[]> {
  return withClient(ownerUrl, async (client) => {
    await takeLock(client, options)
    await ensureTable(client)
    const files = options.files ?? readMigrations()
    const rows = await readRows(client)
    const { pending, obstacle } = planMigrations(files, rows, { retryFailed: options.retryFailed ?? false })
    if (obstacle) throw new OperatorFailure(obstacleSentence(obstacle))
    for (const migration of pending) {
      options.signal?.throwIfAborted()
      await step(options.progress, `Migrasi ${migration.name}`, () => apply(client, migration))
    }
    return pending.map((migration) => migration.name)
  })
}

/** The state of every migration that the files or the database know. Changes nothing. */
export async function listMigrations(
  url: string,
  files: readonly Migration[] = readMigrations(),
): Promise<MigrationState[]> {
  return withClient(url, async (client) => {
    const { rows: found } = await client.query<{ exists: boolean }>(
      `select to_regclass('migrations') is not null as exists`,
    )
    const rows = found[0]?.exists ? await readRows(client) : []
    const known = files.map((file) =>
      describeRow(
        file.name,
        rows.find((row) => row.number === file.number),
      ),
    )
    const unknown = rows.filter((row) => !files.some((file) => file.number === row.number))
    return [...known, ...unknown.map((row): MigrationState => ({ name: row.name, status: 'unknown' }))]
  })
}

type StoredRow = MigrationRow & { readonly appliedAt: Date | null; readonly failure: string | null }

function describeRow(name: string, row: StoredRow | undefined): MigrationState {
  if (!row) return { name, status: 'pending' }
  return {
    name,
    status: row.status,
    ...(row.appliedAt && { appliedAt: row.appliedAt }),
    ...(row.failure !== null && { failure: row.failure }),
  }
}

async function readRows(client: pg.Client): Promise<StoredRow[]> {
  const { rows } = await client.query<StoredRow>(
    `select number, name, checksum, status, applied_at as "appliedAt", failure from migrations order by number`,
  )
  return rows
}

async function takeLock(client: pg.Client, { progress, signal }: MigrateOptions): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCK}) as taken`)
    if (rows[0]?.taken) return
    if (tries === 0) progress('  … Menunggu program Payung lain selesai memigrasi basis data ini')
    await sleep(200, undefined, signal && { signal })
  }
}

async function ensureTable(client: pg.Client): Promise<void> {
  await client.query(TABLE)
  await client.query(COMMENT)
}

async function apply(client: pg.Client, { number, name, checksum, sql }: Migration): Promise<void> {
  await client.query(
    `insert into migrations (number, name, checksum, status) values ($1, $2, $3, 'running')
     on conflict (number) do update set name = $2, checksum = $3, status = 'running', started_at = now(), failure = null`,
    [number, name, checksum],
  )
  try {
    await client.query('begin')
    const before = await transactionId(client)
    await client.query(sql)
    if ((await transactionId(client)) !== before)
      throw new Error(`${name} ends its transaction itself; it must not`)
    await client.query(`update migrations set status = 'applied', applied_at = now() where number = $1`, [
      number,
    ])
    await client.query('commit')
  } catch (error) {
    throw await recordFailure(client, number, name, error)
  }
}

async function transactionId(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id')
  return rows[0]?.id
}

/** A migration that the circumstances broke stays `running` and is simply tried again at the next start. */
async function recordFailure(
  client: pg.Client,
  number: number,
  name: string,
  error: unknown,
): Promise<Error> {
  const described = describeDatabaseError(error)
  const isCircumstance = described !== undefined || CIRCUMSTANCES.test(errorCode(error) ?? '08')
  const failure = errorText(error)
  try {
    await client.query('rollback')
    if (!isCircumstance) {
      await client.query(`update migrations set status = 'failed', failure = $2 where number = $1`, [
        number,
        failure,
      ])
    }
  } catch {
    // The connection is gone: the database has rolled back by itself, and the row stays `running`.
  }
  const reason = described?.message ?? `${failure}.`
  const mend = isCircumstance
    ? 'Setelah itu jalankan lagi.'
    : 'Perbaiki sebabnya, lalu jalankan ./payung migrate.'
  return new OperatorFailure(`Migrasi ${name} gagal dan dibatalkan seluruhnya: ${reason} ${mend}`, error)
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'payung-migrate',
  })
  // A broken connection also rejects the query that needed it; without a listener it would end the program.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw describeDatabaseError(error) ?? error
  } finally {
    await client.end().catch(() => undefined)
  }
}
