import type { Deps } from '../../platform/deps.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { doerKey, inScopeOf, sightOf, type By } from '../access/act.ts'
import { listEnding } from '../protection/ask-protection.ts'
import { countWaiting, type CountedQueue } from './queries.ts'
import { QUEUE_ENDING_DAYS, type WaitingCounts, type Workqueue } from './workqueues.ts'

export type WorkqueueDeps = Deps & { readonly book: LawBook }

/** How many wait in each queue, within the reach of whoever asks. The queues are those his role may work on: numbers only. */
export async function askWorkqueues(
  deps: WorkqueueDeps,
  by: By,
  queues: readonly Workqueue[],
): Promise<WaitingCounts> {
  const counted = queues.filter((queue): queue is CountedQueue => queue !== 'ending')
  const ask = { sight: sightOf(by), doer: doerKey(by), today: deps.clock.today() }
  const counts = await inScopeOf(deps.db, by, (tx) => countWaiting(tx, counted, ask))
  if (!queues.includes('ending')) return counts
  const groups = await listEnding(deps, by, { within: QUEUE_ENDING_DAYS })
  return { ...counts, ending: groups.reduce((sum, { people }) => sum + people, 0) }
}
