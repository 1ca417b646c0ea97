import type { By } from '../access/act.ts'
import { recordCompared } from '../imports/keep-list.ts'
import { findDuplicates, type Search } from './find-duplicates.ts'
import type { PeopleDeps } from './people-deps.ts'

/**
 * Compares everybody a list brought with the registry once it has ended, and records that it was done. The list stays as it is when
 * this fails: a server does it later.
 */
export async function compareList(
  deps: Pick<PeopleDeps, 'db' | 'pool' | 'clock' | 'ring'>,
  by: By,
  importId: string,
  onProgress: (people: number) => void = () => undefined,
): Promise<Search> {
  const search = await findDuplicates(deps, by, { importId }, onProgress)
  await recordCompared(deps, by, importId)
  return search
}
