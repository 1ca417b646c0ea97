import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { decryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { readSealedFile } from '../../platform/sealed-file.ts'

/** The key of a list's stored file as text, from the encrypted column. */
export function openFileKey(ring: KeyRing, importId: string, sealedKey: Uint8Array): string {
  return decryptField(ring, { table: 'imports', column: 'sealed_key', rowId: importId }, sealedKey)
}

/** Where the stored file of a list lies. Its name is our own number: no name that somebody else chose is ever a path. */
export function storedPath(folder: string, importId: string): string {
  return join(folder, importId)
}

/**
 * Runs work with a stored file as it was handed in, readable by this account only and gone afterwards. Several may have the same file
 * open at once: each has its own copy, named after this process.
 */
export async function withOpenFile<Result>(
  folder: string,
  importId: string,
  key: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const path = join(folder, `${importId}.${String(process.pid)}.${randomBytes(6).toString('hex')}.open`)
  try {
    await pipeline(
      readSealedFile(storedPath(folder, importId), key),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
    return await work(path)
  } finally {
    await rm(path, { force: true })
  }
}

const OPEN = /^[0-9a-f-]{36}\.(\d+)\.[0-9a-f]{12}\.open$/

/** Removes open copies that a process left behind when it was killed. Those of processes that live stay. */
export async function removeForsakenCopies(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const pid = Number(OPEN.exec(name)?.[1] ?? 0)
    if (pid !== 0 && !isAlive(pid)) await rm(join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process: alive, and not ours to signal.
    return (error as { code?: string }).code === 'EPERM'
  }
}
