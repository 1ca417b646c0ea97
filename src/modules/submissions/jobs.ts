import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { throughGate } from '../access/scope.ts'
import { discardStale } from './answer-store.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'discard-stale-results': Readonly<Record<string, never>>
  }
}

const KEPT_MS = 86_400_000

/** Empties results that nobody confirmed for a day: they hold NIKs and KPJs. How many. */
export function discardStaleResults({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<number> {
  return throughGate(db, 'system', (tx) => discardStale(tx, new Date(clock.now().getTime() - KEPT_MS)))
}

export function submissionJobs(deps: { readonly db: Db; readonly clock: Clock }): JobSet {
  return {
    handlers: {
      'discard-stale-results': async () => {
        await discardStaleResults(deps)
      },
    },
    recurring: [{ name: 'discard-stale-results', payload: {}, schedule: { dailyAt: '03:10' } }],
  }
}
