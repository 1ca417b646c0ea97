import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode, errorText, OperatorFailure } from './operator-failure.ts'

/** The folder that holds all that must be backed up. */
export type DataFolder = {
  readonly path: string
  /** In the command line of this folder's postgres, and of no other's. */
  readonly clusterName: string
  /** Name of the lock of this folder; cannot be guessed by other accounts. */
  readonly lockName: string
}

const IDENTITY_FILE = 'folder-id'
export const IS_ROOT = process.getuid?.() === 0

/**
 * Makes the folder if needed and proves that it can be written. The names depend on the folder's inode as well as on its
 * secret, so that a copied data folder is another folder and never ends the database of the original.
 */
export function openDataFolder(path: string): DataFolder {
  try {
    // As root the database runs as an unprivileged account, which must be able to pass through; files in it stay 0600.
    makeFolder(path, IS_ROOT ? 0o711 : 0o700)
    proveWritable(path)
    const secret = readOrCreateSecret(join(path, IDENTITY_FILE))
    const { dev, ino } = statSync(path, { bigint: true })
    const named = (purpose: string) =>
      `payung-${createHash('sha256').update(`${purpose} ${secret} ${dev} ${ino}`).digest('hex').slice(0, 24)}`
    return { path, clusterName: named('cluster'), lockName: named('lock') }
  } catch (error) {
    throw describeFolderError(path, error)
  }
}

/** Makes a folder and those above it. Not mkdir's own `recursive`: in a place like /proc Node tries that for ever. */
function makeFolder(path: string, mode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  if (!existsSync(dirname(path))) makeFolder(dirname(path), 0o755)
  mkdirSync(path, { mode })
}

function proveWritable(path: string): void {
  const probe = join(path, `.probe-${process.pid}`)
  try {
    writeFileSync(probe, 'x'.repeat(4_096), { mode: 0o600 })
  } finally {
    rmSync(probe, { force: true })
  }
}

function readOrCreateSecret(file: string): string {
  const present = readSecretFile(file)
  if (present !== undefined) return present
  createSecretFile(file, randomBytes(16).toString('hex'))
  return readFileSync(file, 'utf8')
}

/**
 * Writes a file that only its owner can read, whole or not at all. When two programs get here at once, the first one's text
 * stays: read the file afterwards.
 */
export function createSecretFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
}

/** One sentence for each way in which a folder can be unusable; any other error is passed on as it is. */
export function describeFolderError(path: string, error: unknown): unknown {
  const mend = 'atau pilih folder lain dengan PAYUNG_DATA.'
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return new OperatorFailure(
        `Folder data ${path} tidak dapat ditulis. Jalankan sebagai pemiliknya, ${mend}`,
        error,
      )
    case 'ENOENT':
      return new OperatorFailure(
        `Folder data ${path} tidak dapat dibuat di situ. Buat sendiri, ${mend}`,
        error,
      )
    case 'EROFS':
      return new OperatorFailure(
        `Folder data ${path} hanya dapat dibaca. Pasang disk untuk ditulis, ${mend}`,
        error,
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new OperatorFailure(
        `Folder data ${path} bukan folder. Pindahkan berkas di tempat itu, ${mend}`,
        error,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return new OperatorFailure(`Disk untuk ${path} penuh. Kosongkan ruang, ${mend}`, error)
    case 'ENAMETOOLONG':
      return new OperatorFailure(`Nama folder data terlalu panjang. Persingkat, ${mend}`, error)
    default:
      return error
  }
}

/** Creates a private folder, or proves that an existing one is a real folder of an allowed owner that others cannot enter. */
export function privateFolder(path: string, allowedOwners: readonly number[]): void {
  try {
    mkdirSync(path, { mode: 0o700 })
    return
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  const found = lstatSync(path)
  const isOurs = found.isDirectory() && allowedOwners.includes(found.uid) && (found.mode & 0o077) === 0
  if (!isOurs) {
    throw new OperatorFailure(
      `Folder ${path} sudah ada dan bukan milik Payung. Hapus folder itu, lalu ulangi.`,
    )
  }
}

/** The text of a secret file, or undefined when there is none. */
export function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new OperatorFailure(
      `Berkas ${path} tidak dapat dibaca (${errorText(error)}). Jalankan sebagai pemiliknya.`,
      error,
    )
  }
}
