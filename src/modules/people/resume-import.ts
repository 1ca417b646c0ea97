import { refuse } from '../../kernel/refusal.ts'
import { inScopeOf, type By } from '../access/act.ts'
import type { Tally } from '../imports/imports.ts'
import { findImport, getSealedKey } from '../imports/queries.ts'
import { openFileKey, withOpenFile } from '../imports/stored-file.ts'
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
  const sealedKey = await inScopeOf(deps.db, by, (tx) => getSealedKey(tx, id))
  return withOpenFile(deps.folder, id, openFileKey(deps.ring, id, sealedKey), async (path) => {
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

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Only a list that was cut off can go on. */
    'import-ended': { readonly state: string }
  }
}
