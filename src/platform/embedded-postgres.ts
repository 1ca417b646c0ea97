import pg from 'pg'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { type FolderLock, type HolderLine, type HolderState, lockFolder } from './folder-lock.ts'
import { OperatorFailure } from './operator-failure.ts'
import {
  isDiskFull,
  type Passwords,
  prepareCluster,
  readPasswords,
  removeOutsideSocketFolder,
  socketFolderOf,
} from './postgres-cluster.ts'
import { startPostgres } from './postgres-server.ts'
import { type Progress, step } from './progress.ts'

/** Addresses of a running database and the way to let go of it. */
export type RunningDatabase = {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Resolves, to what it said last, only when the database ends without being asked to. */
  readonly lost: Promise<string>
  /** Where another Payung, whose database this is, serves. */
  readonly holderUrl?: string
  /** Tells other programs on this folder where we serve. */
  announceUrl(url: string): void
  /** Why a connection was lost, where that can be seen: a server that finds no room ends without a word to us. */
  isDiskFull(): boolean
  stop(hurry?: AbortSignal): Promise<void>
}

export type EmbeddedOptions = {
  readonly dataFolder: string
  readonly purpose: HolderState['purpose']
  readonly progress: Progress
  readonly signal: AbortSignal
  /** Runs once the folder is ours and before anything starts: the place to notice a taken port. */
  readonly beforeStart?: () => Promise<void>
  /** Nobody will miss the data: writes need not reach the disk. Tests only. */
  readonly isDisposable?: boolean
}

const DATABASE = 'payung'
const NEVER = new Promise<never>(() => undefined)

/**
 * The embedded PostgreSQL of a data folder: started by us, or, for a command, the one that another Payung already runs there.
 * Throws OperatorFailure when another server has the folder, or with the reason why the database does not start.
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<RunningDatabase> {
  const data = openDataFolder(options.dataFolder)
  for (;;) {
    options.signal.throwIfAborted()
    const lock = await lockFolder(data.lockName, options.purpose, options.purpose === 'command')
    if (lock.kind === 'held') return startOwn(data, lock, options)
    if (options.purpose === 'serve') await waitForCommand(lock, options)
    else if (await lock.ready()) return visit(data, lock)
    else lock.close()
  }
}

async function startOwn(
  data: DataFolder,
  lock: FolderLock,
  options: EmbeddedOptions,
): Promise<RunningDatabase> {
  const { progress, signal, purpose } = options
  try {
    await options.beforeStart?.()
    const cluster = await step(progress, 'Folder data', () => prepareCluster(data, signal))
    const server = await step(progress, 'PostgreSQL bawaan', () =>
      startPostgres(cluster, data.clusterName, {
        progress,
        signal,
        isDisposable: options.isDisposable ?? false,
      }),
    )
    try {
      await ensureDatabase(
        addresses(cluster.socketFolder, cluster.passwords, 'postgres').ownerUrl,
        cluster.passwords,
      )
    } catch (error) {
      await server.stop()
      throw error
    }
    lock.announce({ isReady: true })
    return {
      ...addresses(cluster.socketFolder, cluster.passwords, DATABASE),
      lost: server.ended.then((words) => words ?? NEVER),
      announceUrl(url) {
        lock.announce({ url })
      },
      isDiskFull: () => isDiskFull(cluster.folder),
      async stop(hurry) {
        if (purpose === 'command') await lock.guestsLeft()
        await server.stop(hurry)
        removeOutsideSocketFolder(data)
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Uses the database of the program that holds the folder; it stays up while our line is open. */
function visit(data: DataFolder, line: HolderLine): RunningDatabase {
  return {
    ...addresses(socketFolderOf(data), readPasswords(data), DATABASE),
    ...(line.state.url !== undefined && { holderUrl: line.state.url }),
    lost: NEVER,
    announceUrl: () => undefined,
    isDiskFull: () => isDiskFull(data.path),
    stop() {
      line.close()
      return Promise.resolve()
    },
  }
}

async function waitForCommand(line: HolderLine, { progress, signal }: EmbeddedOptions): Promise<void> {
  const { pid, purpose, url } = line.state
  if (purpose === 'serve') {
    line.close()
    const place = url ?? 'sedang memulai'
    throw new OperatorFailure(
      `Payung sudah berjalan (PID ${pid}, ${place}). Pakai yang itu, atau hentikan dengan: kill ${pid}`,
    )
  }
  progress(`  … Menunggu perintah ./payung lain selesai (PID ${pid})`)
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
  await Promise.race([line.ended(), aborted])
  line.close()
}

function addresses(
  socketFolder: string,
  passwords: Passwords,
  database: string,
): { readonly ownerUrl: string; readonly appUrl: string } {
  const address = (user: string, password: string) =>
    `postgres://${user}:${password}@${encodeURIComponent(socketFolder)}:5432/${database}`
  return {
    ownerUrl: address('payung_owner', passwords.owner),
    appUrl: address('payung_app', passwords.app),
  }
}

/** The database and the login of the application role; migration 0001 gives that role its rights. */
async function ensureDatabase(adminUrl: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ hasDatabase: boolean; hasRole: boolean }>(
      `select exists (select from pg_database where datname = $1) as "hasDatabase",
              exists (select from pg_roles where rolname = 'payung_app') as "hasRole"`,
      [DATABASE],
    )
    if (!rows[0]?.hasRole) await client.query('create role payung_app')
    // Passwords are base64url, so the literal needs no escaping; utility statements take no parameters.
    await client.query(`alter role payung_app login password '${passwords.app}'`)
    if (!rows[0]?.hasDatabase) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}
