import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** Writes files as a user would upload them; the folder is gone when the test file is done. */
export function uploadFolder(): (bytes: Buffer | string, name?: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'payung-upload-'))
  after(() => {
    rmSync(folder, { recursive: true })
  })
  let count = 0
  return (bytes, name = 'daftar') => {
    count += 1
    const path = join(folder, `${count}-${name}`)
    writeFileSync(path, bytes)
    return path
  }
}
