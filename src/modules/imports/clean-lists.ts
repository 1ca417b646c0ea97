import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tx } from '../../platform/db.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import type { ImportState } from './imports.ts'
import { clearPreviewRows, deleteRepairs, markCancelled } from './preparation-store.ts'
import type { ListDeps } from './list-deps.ts'
import { removePieces } from './receive-pieces.ts'
import {
  listOutlived,
  listWithKey,
  lockOutlived,
  type Cutoffs,
  type OutlivedList,
} from './retention-queries.ts'
import { storedPath } from './stored-file.ts'
import { markFileRemoved } from './store.ts'

/** For how many days stored files are kept: of lists that brought nothing, and of lists that are in. */
export type Keeping = { readonly listDays: number; readonly doneListDays: number }

export type CleanedList = { readonly id: string; readonly state: ImportState }

const DAY = 86_400_000
/** A file without a list is left alone for as long: it may be on its way. */
const ARRIVAL = DAY

/**
 * Deletes the stored files of lists that have ended for so long, and of lists that nobody confirmed in that time, which are thereby given
 * up. What became of their rows stays. Each deletion is an entry of the audit. The key goes first: a file that outlives a crash is noise,
 * and goes the next time. A rehearsal deletes nothing and answers the same.
 */
export async function cleanLists(
  deps: Pick<ListDeps, 'db' | 'clock' | 'folder'>,
  by: By,
  keeping: Keeping,
  isRehearsal = false,
): Promise<CleanedList[]> {
  const now = deps.clock.now()
  const cutoffs = {
    endedBefore: new Date(now.getTime() - keeping.listDays * DAY),
    doneBefore: new Date(now.getTime() - keeping.doneListDays * DAY),
  }
  const due = await inScopeOf(deps.db, by, (tx) => listOutlived(tx, cutoffs))
  if (isRehearsal) return due.map(({ id, state }) => ({ id, state }))
  const cleaned: CleanedList[] = []
  for (const { id } of due) {
    const list = await inScopeOf(deps.db, by, (tx) => removeKey(tx, by, id, cutoffs, now))
    if (!list) continue
    cleaned.push({ id, state: list.state })
    await removePieces(deps.folder, id)
  }
  await removeKeyless(deps, by, now)
  return cleaned
}

/** The list, when its key was there to be deleted: somebody may have confirmed it meanwhile, or another server was quicker. */
async function removeKey(
  tx: Tx,
  by: By,
  id: string,
  cutoffs: Cutoffs,
  now: Date,
): Promise<OutlivedList | null> {
  const list = await lockOutlived(tx, id, cutoffs)
  if (!list) return null
  const { state, region } = list
  if (state === 'stored') await markCancelled(tx, id, true, now)
  await clearPreviewRows(tx, id)
  await deleteRepairs(tx, id)
  await markFileRemoved(tx, id, now)
  const subject = { kind: 'import', id } as const
  await recordAct(tx, by, { action: 'people.import-clean', subject, region, details: { state } })
  return list
}

const STORED = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Deletes files for which there is no key any more. */
async function removeKeyless(
  { db, folder }: Pick<ListDeps, 'db' | 'folder'>,
  by: By,
  now: Date,
): Promise<void> {
  const ids = (await readdir(folder).catch(() => [])).filter((name) => STORED.test(name))
  const known = await inScopeOf(db, by, (tx) => listWithKey(tx, ids))
  for (const id of ids) {
    const key = known.get(id)
    if (key === true || (key === undefined && (await isNew(join(folder, id), now)))) continue
    await rm(storedPath(folder, id), { force: true })
  }
}

async function isNew(path: string, now: Date): Promise<boolean> {
  const { mtime } = await stat(path)
  return now.getTime() - mtime.getTime() < ARRIVAL
}
