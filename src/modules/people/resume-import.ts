import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { refuse } from '../../kernel/refusal.ts'
import { decryptField } from '../../platform/crypto.ts'
import { readSealedFile } from '../../platform/sealed-file.ts'
import { inScopeOf, type By } from '../access/act.ts'
import type { Tally } from '../imports/imports.ts'
import { findImport, getSealedKey, type ImportRecord } from '../imports/queries.ts'
import { openPeopleList, runList, type ImportResult } from './import-people.ts'
import type { PeopleDeps } from './people-deps.ts'
import { PURPOSES } from './row/entry-age.ts'

/**
 * Goes on with a list whose run was cut off, from the first row that is not decided. The stored file is opened for as long as the run
 * takes. Refuses a list that has ended.
 */
export async function resumeImport(
  deps: PeopleDeps,
  by: By,
  id: string,
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<ImportResult> {
  const list = await inScopeOf(deps.db, by, (tx) => findImport(tx, id))
  if (!list) throw refuse('import-unknown', {})
  if (list.state !== 'running') throw refuse('import-ended', { state: list.state })
  return withStoredFile(deps, by, list, async (path) => {
    const { sheet } = list.reading
    const opened = await openPeopleList({ path, ...(typeof sheet === 'string' && { sheet }) })
    try {
      const purpose = PURPOSES.find((each) => each === list.purpose) ?? 'own-account'
      return await runList(deps, by, { region: list.region, purpose, importId: id, list: opened }, onProgress)
    } finally {
      opened.close()
    }
  })
}

/** The stored file of a list as it was handed in, readable by this account only and gone afterwards. */
export async function withStoredFile<Result>(
  { db, ring, folder }: Pick<PeopleDeps, 'db' | 'ring' | 'folder'>,
  by: By,
  { id }: Pick<ImportRecord, 'id'>,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const sealedKey = await inScopeOf(db, by, (tx) => getSealedKey(tx, id))
  const key = decryptField(ring, { table: 'imports', column: 'sealed_key', rowId: id }, sealedKey)
  const path = join(folder, `${id}.open`)
  try {
    await pipeline(readSealedFile(join(folder, id), key), createWriteStream(path, { mode: 0o600 }))
    return await work(path)
  } finally {
    await rm(path, { force: true })
  }
}

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Only a list that was cut off can go on. */
    'import-ended': { readonly state: string }
  }
}
