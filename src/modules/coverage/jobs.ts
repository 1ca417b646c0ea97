import type { Deps } from '../../platform/deps.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { keepCountersFresh } from './keep-counters.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'keep-coverage-counters': Readonly<Record<string, never>>
  }
}

/** Keeps figures of coverage quick to read: arrears of yesterday and steps of the last seconds go into the counters. */
export function coverageJobs(deps: Deps): JobSet {
  return {
    handlers: {
      'keep-coverage-counters': async () => {
        await keepCountersFresh(deps)
      },
    },
    recurring: [{ name: 'keep-coverage-counters', payload: {}, schedule: { everySeconds: 15 } }],
  }
}
