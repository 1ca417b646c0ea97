import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createSecretFile,
  type DataFolder,
  describeFolderError,
  IS_ROOT,
  privateFolder,
  readSecretFile,
} from './data-folder.ts'
import { OperatorFailure } from './operator-failure.ts'
import {
  choosePostgresAccount,
  giveTo,
  POSTGRES_MAJOR,
  postgresBinary,
  type PostgresAccount,
} from './postgres-account.ts'

/** The files of the embedded database of one data folder. */
export type PostgresCluster = {
  readonly account: PostgresAccount
  /** PGDATA. */
  readonly folder: string
  readonly socketFolder: string
  readonly logFile: string
  readonly passwords: Passwords
}

export type Passwords = { readonly owner: string; readonly app: string }

const PASSWORD_FILE = 'database-passwords.json'
/** `sockaddr_un` holds 107 bytes; `/.s.PGSQL.5432` takes 14 of them. */
const LONGEST_SOCKET_FOLDER = 93

/** Finds the cluster of a data folder or creates it, whole or not at all. Nothing runs yet afterwards. */
export async function prepareCluster(data: DataFolder, signal: AbortSignal): Promise<PostgresCluster> {
  const home = join(data.path, 'postgres')
  const folder = join(home, String(POSTGRES_MAJOR))
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const account = choosePostgresAccount(existsSync(folder) ? folder : home)
    if (IS_ROOT) chownSync(home, account.uid, account.gid)
    const passwords = await preparePasswords(data, folder)
    if (!existsSync(folder)) await createCluster(home, folder, account, passwords, signal)
    if (IS_ROOT) giveTo(account, folder)
    refuseOtherMajor(folder)
    const socketFolder = socketFolderOf(data)
    privateFolder(socketFolder, [account.uid, process.getuid?.() ?? 0])
    if (IS_ROOT) chownSync(socketFolder, account.uid, account.gid)
    return { account, folder, socketFolder, logFile: join(data.path, 'postgres.log'), passwords }
  } catch (error) {
    throw describeFolderError(home, error)
  }
}

/** Where the sockets of a data folder's database are: inside it, or under the system's temporary folder when that is too long. */
export function socketFolderOf(data: DataFolder): string {
  const inside = join(data.path, 'postgres', 'socket')
  return Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER ? inside : join(tmpdir(), data.clusterName)
}

/** Leaves nothing of ours in the system's temporary folder. */
export function removeOutsideSocketFolder(data: DataFolder): void {
  const folder = socketFolderOf(data)
  if (!folder.startsWith(data.path)) rmSync(folder, { recursive: true, force: true })
}

/** The passwords of an existing database; throws OperatorFailure when the file is missing or spoiled. */
export function readPasswords(data: DataFolder): Passwords {
  const file = join(data.path, PASSWORD_FILE)
  const text = readSecretFile(file)
  try {
    const { owner, app } = JSON.parse(text ?? '') as Partial<Passwords>
    if (typeof owner === 'string' && typeof app === 'string') return { owner, app }
    throw new SyntaxError('passwords missing')
  } catch (error) {
    throw new OperatorFailure(
      `Berkas kata sandi ${file} hilang atau rusak. Pulihkan dari cadangan folder data.`,
      error,
    )
  }
}

async function preparePasswords(data: DataFolder, folder: string): Promise<Passwords> {
  const file = join(data.path, PASSWORD_FILE)
  if (!existsSync(folder) && !existsSync(file)) {
    const fresh = (): string => randomBytes(24).toString('base64url')
    createSecretFile(file, `${JSON.stringify({ owner: fresh(), app: fresh() })}\n`)
  }
  return Promise.resolve(readPasswords(data))
}

/**
 * Collation: the built-in C.UTF-8, whose order never changes with a library of the machine (an order that changes corrupts
 * indexes) and which serves prefix searches from plain indexes. Where people read a list, it says `collate "id-x-icu"`.
 */
async function createCluster(
  home: string,
  folder: string,
  account: PostgresAccount,
  passwords: Passwords,
  signal: AbortSignal,
): Promise<void> {
  // A name of its own: a killed program can leave an initdb that still writes for a moment.
  const draft = `${folder}.new-${process.pid}`
  const passwordFile = join(home, 'initial-password')
  for (const name of readdirSync(home).filter((each) => each.includes('.new-'))) {
    rmSync(join(home, name), { recursive: true, force: true })
  }
  rmSync(passwordFile, { force: true })
  try {
    writeFileSync(passwordFile, passwords.owner, { mode: 0o600 })
    if (IS_ROOT) chownSync(passwordFile, account.uid, account.gid)
    await runInitdb(account, signal, [
      ...['--pgdata', draft, '--username', 'payung_owner', '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--data-checksums'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ])
    writeFileSync(join(draft, 'pg_hba.conf'), 'local all all scram-sha-256\n')
    chmodSync(draft, 0o700)
    renameSync(draft, folder)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

async function runInitdb(account: PostgresAccount, signal: AbortSignal, args: string[]): Promise<void> {
  const [program = '', ...rest] = [...account.prefix, postgresBinary('initdb'), ...args]
  const child = spawn(program, rest, {
    ...account.identity,
    env: POSTGRES_ENVIRONMENT,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  if (code !== 0) throw initdbFailure(complaint)
}

/** No setting of ours, and no secret in it, reaches the database's processes; their messages are English whatever the machine. */
export const POSTGRES_ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C' }

/** PostgreSQL's words for a full disk; a write that stops half-way is one too. */
export const DISK_IS_FULL = /No space left|Disk quota|wrote only \d+ of/i

/** A write-ahead segment is written whole, 16 MiB at once: with less room PostgreSQL gives itself up. */
const SEGMENT_BYTES = 16 * 1_024 * 1_024

/** Whether the disk of a folder has no room for what PostgreSQL must write next. */
export function isDiskFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < SEGMENT_BYTES
}

function initdbFailure(complaint: string): Error {
  if (DISK_IS_FULL.test(complaint)) return Object.assign(new Error(complaint), { code: 'ENOSPC' })
  const reason = complaint
    .split('\n')
    .filter((line) => /error|fatal|could not/i.test(line))
    .at(-1)
  return new OperatorFailure(
    `Basis data bawaan tidak dapat dibuat: ${reason ?? complaint.trim()}. Perbaiki sebabnya, lalu ulangi.`,
  )
}

function refuseOtherMajor(folder: string): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (found !== String(POSTGRES_MAJOR)) {
    throw new OperatorFailure(
      `Basis data di ${folder} dibuat oleh PostgreSQL ${found}, program ini memakai ${POSTGRES_MAJOR}. Pakai versi Payung yang sesuai.`,
    )
  }
}
