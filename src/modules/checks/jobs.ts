import type { Db } from '../../platform/db.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { raiseCheckAlerts } from '../access/raise-alerts.ts'
import { runChecks, type CheckDeps } from './run-checks.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'run-checks': Readonly<Record<string, never>>
  }
}

/** The checks of every night. One that does not hold is an alert in the audit, and a sentence for `warn`. */
export function checkJobs(
  withOwner: <Result>(work: (owner: CheckDeps['owner']) => Promise<Result>) => Promise<Result>,
  {
    db,
    clock,
    warn,
  }: {
    readonly db: Db
    readonly clock: CheckDeps['clock']
    readonly warn: (sentence: string) => void
  },
): JobSet {
  return {
    handlers: {
      'run-checks': ({ signal }) =>
        withOwner(async (owner) => {
          const outcomes = await runChecks({ owner, clock }, 'nightly', { signal })
          const broken = outcomes.filter(({ brokenCount }) => brokenCount !== 0n)
          if (broken.length === 0) return
          await raiseCheckAlerts({ db, clock }, broken)
          const names = broken.map(({ name }) => name).join(', ')
          warn(`Pemeriksaan menemukan yang tidak cocok: ${names}. Jalankan ./payung check.`)
        }),
    },
    recurring: [{ name: 'run-checks', payload: {}, schedule: { dailyAt: '02:30' } }],
    long: ['run-checks'],
  }
}
