import type { Config } from './config.ts'
import { DISK_FULL, isDatabaseUnwell } from './database-errors.ts'
import { type Database, openDatabase } from './db.ts'
import { type EmbeddedOptions, openEmbeddedPostgres, type RunningDatabase } from './embedded-postgres.ts'
import { OperatorFailure } from './operator-failure.ts'

/** Payung's database, wherever it is: the embedded one of the data folder, or the server that DATABASE_URL names. */
export type PayungDatabase = RunningDatabase & {
  readonly isEmbedded: boolean
  /** A pool that can do only what the application role may. */
  openAsApplication(maxConnections?: number): Database
  openAsOwner(): Database
}

export type OpenOptions = Omit<EmbeddedOptions, 'dataFolder'>

/** Starts or finds the database. It may still lack its schema: see migrate. */
export async function openPayungDatabase(config: Config, options: OpenOptions): Promise<PayungDatabase> {
  const isEmbedded = config.databaseUrl === null
  const running = isEmbedded
    ? await openEmbeddedPostgres({ ...options, dataFolder: config.dataFolder })
    : await openOutside(config, options)
  return {
    ...running,
    isEmbedded,
    openAsApplication: (maxConnections = config.databaseConnections) =>
      openDatabase(running.appUrl, { maxConnections, role: 'payung_app' }),
    openAsOwner: () => openDatabase(running.ownerUrl, { maxConnections: 2 }),
  }
}

/** The error itself, or, when its connection went with a server that found no room on the disk, the sentence for that. */
export function causeOf(error: unknown, database: RunningDatabase): unknown {
  return isDatabaseUnwell(error) && database.isDiskFull() ? new OperatorFailure(DISK_FULL, error) : error
}

async function openOutside(config: Config, options: OpenOptions): Promise<RunningDatabase> {
  await options.beforeStart?.()
  const appUrl = config.databaseUrl ?? ''
  return {
    appUrl,
    ownerUrl: config.databaseOwnerUrl ?? appUrl,
    lost: new Promise<never>(() => undefined),
    announceUrl: () => undefined,
    isDiskFull: () => false,
    stop: () => Promise.resolve(),
  }
}
