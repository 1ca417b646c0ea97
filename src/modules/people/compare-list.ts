import { inScopeOf, type By } from '../access/act.ts'
import { recordCompared, recordComparedTo } from '../imports/keep-list.ts'
import { findComparedTo } from '../imports/queries.ts'
import { findDuplicates, type Search } from './find-duplicates.ts'
import type { PeopleDeps } from './people-deps.ts'

/** So many people of one list are compared before other lists have their turn: a list of a million keeps no village waiting. */
export const COMPARED_IN_A_TURN = 10_000

/**
 * Compares people a list brought with the registry, for one turn, from where the last one ended; when nobody is left it is recorded that
 * the list was compared. The list stays as it is when this fails: a server goes on later.
 */
export async function compareList(
  deps: Pick<PeopleDeps, 'db' | 'pool' | 'clock' | 'ring'>,
  by: By,
  importId: string,
  onProgress: (people: number) => void = () => undefined,
): Promise<Search> {
  const after = await inScopeOf(deps.db, by, (tx) => findComparedTo(tx, importId))
  const search = await findDuplicates(deps, by, { importId }, onProgress, {
    after,
    most: COMPARED_IN_A_TURN,
    reached: (client, person) => recordComparedTo(client, importId, person),
  })
  if (search.isDone) await recordCompared(deps, by, importId)
  return search
}
