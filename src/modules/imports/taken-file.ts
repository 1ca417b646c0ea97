import { randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Measured } from './receive-list.ts'

/** Puts a file where it can be read for as long as `work` needs it. It lies readable by this account only, and is gone afterwards. */
export async function withTakenFile<Result>(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Named like the open copies of stored lists, so that one that a killed server left is removed with them.
  const path = join(folder, `${randomUUID()}.${String(process.pid)}.${randomBytes(6).toString('hex')}.open`)
  try {
    await pipeline(new Measured(content).pieces(), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return await work(path)
  } finally {
    await rm(path, { force: true })
  }
}
