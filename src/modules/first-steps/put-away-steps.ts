import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { markPutAway } from './store.ts'

/** Puts one's own first steps away, or shows them again. A look of one's own page and no act: nothing is recorded. */
export function putAwaySteps({ db, clock }: Deps, by: By, userId: string, isAway: boolean): Promise<void> {
  return inScopeOf(db, by, (tx) => markPutAway(tx, userId, isAway ? clock.now() : null))
}
