import { refuse } from '../../kernel/refusal.ts'
import { inScopeOf, type By } from '../access/act.ts'
import type { Tally } from '../imports/imports.ts'
import { findPreparation } from '../imports/preparation-queries.ts'
import type { Preparation } from '../imports/preparation.ts'
import { getSealedKey, type ImportRecord } from '../imports/queries.ts'
import { openFileKey, withOpenFile } from '../imports/stored-file.ts'
import { openPeopleList, runList, type ImportResult } from './import-people.ts'
import type { PeopleDeps } from './people-deps.ts'
import { peopleKind } from './people-kind.ts'
import { purposeOf } from './row/entry-age.ts'
import { runPreparedList } from '../imports/run-prepared-list.ts'
import { getList } from '../imports/stored-list.ts'
import { kindDepsOf } from '../imports/list-kind.ts'

const NEVER = new AbortController().signal

/**
 * Goes on with a list whose run was cut off, from the first row that is not decided. One that was handed in through pages or API goes on
 * as whoever confirmed it, mended as he mended it; another as it is opened anew. Refuses a list that has ended.
 */
export async function resumeImport(
  deps: PeopleDeps,
  by: By,
  id: string,
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<ImportResult> {
  const list = await getList(deps, by, id)
  if (list.state !== 'running') throw refuse('import-ended', { state: list.state })
  const preparation = await inScopeOf(deps.db, by, (tx) => findPreparation(tx, id))
  if (!preparation) return resumeAsHandedIn(deps, by, list, onProgress)
  const lists = kindDepsOf(deps, peopleKind(deps))
  return runPreparedList(lists, ownerOf(by, preparation), { list, preparation }, NEVER, onProgress)
}

/** Who goes on with a list: what it tells of people stays his who confirmed it. */
function ownerOf(by: By, { doer }: Preparation): By {
  if (!doer) return by
  return { kind: 'user', actor: doer, ...(by.systemUser !== undefined && { systemUser: by.systemUser }) }
}

async function resumeAsHandedIn(
  deps: PeopleDeps,
  by: By,
  list: ImportRecord,
  onProgress: (tally: Tally) => void,
): Promise<ImportResult> {
  const { id, region, reading } = list
  const sealedKey = await inScopeOf(deps.db, by, (tx) => getSealedKey(tx, id))
  return withOpenFile(deps.folder, id, openFileKey(deps.ring, id, sealedKey), async (path) => {
    const { sheet } = reading
    const opened = await openPeopleList({ path, ...(typeof sheet === 'string' && { sheet }) })
    try {
      const running = { region, purpose: purposeOf(list), importId: id, list: opened }
      return await runList(deps, by, running, onProgress)
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
