import { inScopeOf, type By } from '../access/act.ts'
import { findImport } from '../imports/queries.ts'
import { recordCompared } from '../imports/keep-list.ts'
import { findDuplicates, type Search } from './find-duplicates.ts'
import type { PeopleDeps } from './people-deps.ts'

/** A longer list takes minutes and much memory to compare: a person begins that, region by region. */
export const MOST_COMPARED = 20_000

/**
 * Compares everybody a list brought with the registry once it has ended, and records that it was done; null, and not recorded, for a list
 * longer than is compared by itself. The list stays as it is when this fails: a server does it later.
 */
export async function compareList(
  deps: Pick<PeopleDeps, 'db' | 'pool' | 'clock' | 'ring'>,
  by: By,
  importId: string,
  onProgress: (people: number) => void = () => undefined,
): Promise<Search | null> {
  const list = await inScopeOf(deps.db, by, (tx) => findImport(tx, importId))
  if (list && list.tally.accepted > MOST_COMPARED) return null
  const search = await findDuplicates(deps, by, { importId }, onProgress)
  await recordCompared(deps, by, importId)
  return search
}
