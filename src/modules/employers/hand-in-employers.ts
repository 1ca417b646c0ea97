import { randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { refuse } from '../../kernel/refusal.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { act } from '../access/act.ts'
import { Measured, shownName, type UserBy } from '../imports/receive-list.ts'
import { requireWithin } from '../access/reach.ts'
import { importEmployers, type EmployerDeps, type EmployerListResult } from './import-employers.ts'

/** What somebody says of a list of employers that he hands in. */
export type EmployerHandIn = {
  readonly region: RegionCode
  readonly fileName: string
  /** Only looked through; nothing is kept of it. */
  readonly isRehearsal: boolean
}

/**
 * Takes a list of employers in as it comes, or says what it would come to. The file lies readable by this account only while it is read.
 * Refuses a region beyond reach, then a missing file (null), and a file that is no such list.
 */
export async function handInEmployers(
  deps: EmployerDeps,
  by: UserBy,
  { region, fileName, isRehearsal }: EmployerHandIn,
  content: AsyncIterable<Uint8Array> | null,
): Promise<EmployerListResult> {
  await act(deps.db, by, 'employers.import', () => {
    requireWithin(by, region)
    return Promise.resolve()
  })
  if (content === null) throw refuse('value-missing', { field: 'file' })
  await mkdir(deps.folder, { recursive: true, mode: 0o700 })
  // Named like the open copies of stored lists, so that one that a killed server left is removed with them.
  const name = `${randomUUID()}.${String(process.pid)}.${randomBytes(6).toString('hex')}.open`
  const path = join(deps.folder, name)
  try {
    await pipeline(new Measured(content).pieces(), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return await importEmployers(deps, by, { path, fileName: shownName(fileName), region, isRehearsal })
  } finally {
    await rm(path, { force: true })
  }
}
