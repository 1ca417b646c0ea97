import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { createSecretFile, describeFolderError } from './data-folder.ts'
import { fixedRing, type KeyRing, type KeySet, readKeys, writeKeys } from './key-ring.ts'
import { errorCode, errorText, OperatorFailure } from './operator-failure.ts'

const NAME = 'keys.json'
const LOOK_AGAIN_MS = 1_000

/** Where the sealed file of a data folder is. */
export function keyFileOf(dataFolder: string): string {
  return join(dataFolder, NAME)
}

/**
 * The keys of the sealed file, or undefined when there is none. Throws OperatorFailure when it is damaged, belongs to another
 * account, or can be read by one.
 */
export function readKeyFile(path: string): KeySet | undefined {
  const text = readSealed(path)
  return text === undefined ? undefined : readKeys(`Berkas kunci ${path}`, text)
}

/** Writes a first sealed file, whole or not at all; when another program was faster, its keys are the ones that hold. */
export function createKeyFile(path: string, keys: KeySet): KeySet {
  try {
    createSecretFile(path, writeKeys(keys))
    syncFolder(dirname(path))
  } catch (error) {
    throw describeFolderError(dirname(path), error)
  }
  const written = readKeyFile(path)
  if (!written) throw new Error(`${path} vanished while it was made`)
  return written
}

/** Puts other keys in the place of the present ones, whole or not at all, also when the machine stops meanwhile. */
export function replaceKeyFile(path: string, keys: KeySet): void {
  const draft = `${path}.${process.pid}`
  try {
    rmSync(draft, { force: true })
    writeFileSync(draft, writeKeys(keys), { mode: 0o600, flag: 'wx', flush: true })
    renameSync(draft, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(draft, { force: true })
    throw describeFolderError(dirname(path), error)
  }
}

/**
 * A ring that follows the sealed file: another program may rotate the keys while this one serves. It looks at most once a
 * second; a file that has become unreadable leaves the last good keys in force.
 */
export function ringOfFile(path: string, first: KeySet): KeyRing {
  let ring = fixedRing(first)
  let seen = stampOf(path)
  let lookedAt = performance.now()
  const current = () => {
    const now = performance.now()
    if (now - lookedAt < LOOK_AGAIN_MS) return ring
    lookedAt = now
    return lookAgain()
  }
  const lookAgain = () => {
    const stamp = stampOf(path)
    if (stamp === undefined || stamp === seen) return ring
    try {
      const keys = readKeyFile(path)
      if (keys) ring = fixedRing(keys)
      seen = stamp
    } catch (error) {
      if (!(error instanceof OperatorFailure)) throw error
    }
    return ring
  }
  return {
    newest: (name) => current().newest(name),
    // A value of a version that was made a moment ago must be readable now, not in a second.
    find: (name, version) => current().find(name, version) ?? lookAgain().find(name, version),
    versions: (name) => current().versions(name),
  }
}

/** The sentence when others could read or replace the file, or undefined. */
export function sealProblem(
  path: string,
  { mode, uid }: { readonly mode: number; readonly uid: number },
): string | undefined {
  if ((mode & 0o077) !== 0)
    return `Berkas kunci ${path} dapat dibaca pengguna lain. Jalankan: chmod 600 ${path}`
  const self = process.getuid?.()
  if (self !== undefined && uid !== self) {
    return `Berkas kunci ${path} milik akun lain. Jalankan Payung sebagai pemiliknya, atau ubah dengan chown.`
  }
  return undefined
}

function readSealed(path: string): string | undefined {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new OperatorFailure(
      `Berkas kunci ${path} tidak dapat dibaca (${errorText(error)}). Jalankan sebagai pemiliknya.`,
      error,
    )
  }
  try {
    // Of the opened file, not of the name: between two looks at a name it can become another file.
    const problem = sealProblem(path, fstatSync(descriptor))
    if (problem !== undefined) throw new OperatorFailure(problem)
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

function stampOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return found && `${found.ino} ${found.mtimeNs} ${found.size}`
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
