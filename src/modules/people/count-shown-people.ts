import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { AccessDeps } from '../access/access-deps.ts'
import type { By } from '../access/act.ts'
import { countPersonsForKey } from '../access/ask-with-api-key.ts'
import { findSpentQuota } from '../access/key-queries.ts'

/**
 * Counts the people that an answer is about to show, when a program's key asked for it; call it in the transaction that read them, before
 * the look is recorded. An empty answer of a key that has used its quota up is refused as well: it would tell that there is nobody.
 * Whoever is signed in, and the command line, have no quota.
 */
export async function countShownPeople(
  tx: Tx,
  deps: Pick<AccessDeps, 'clock' | 'ring'>,
  by: By,
  ids: readonly number[],
): Promise<void> {
  if (by.kind !== 'user' || by.actor.key === undefined) return
  const { userId } = by.actor
  if (ids.length > 0) {
    const persons = ids.map((id) => `person ${String(id)}`)
    return countPersonsForKey(tx, deps, userId, persons)
  }
  const onDay = deps.clock.today()
  const spent = await findSpentQuota(tx, userId, onDay)
  if (spent !== null) throw refuse('api-key-quota', { quota: spent, day: onDay })
}
