import type { JobSet } from '../../platform/jobs.ts'
import { runChecks, type CheckDeps } from './run-checks.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'run-checks': Readonly<Record<string, never>>
  }
}

/** The checks of every night. `warn` gets a sentence when one does not hold. */
export function checkJobs(
  withOwner: <Result>(work: (owner: CheckDeps['owner']) => Promise<Result>) => Promise<Result>,
  clock: CheckDeps['clock'],
  warn: (sentence: string) => void,
): JobSet {
  return {
    handlers: {
      'run-checks': ({ signal }) =>
        withOwner(async (owner) => {
          const outcomes = await runChecks({ owner, clock }, 'nightly', { signal })
          const broken = outcomes.filter(({ brokenCount }) => brokenCount !== 0n).map(({ name }) => name)
          if (broken.length > 0)
            warn(`Pemeriksaan menemukan yang tidak cocok: ${broken.join(', ')}. Jalankan ./payung check.`)
        }),
    },
    recurring: [{ name: 'run-checks', payload: {}, schedule: { dailyAt: '02:30' } }],
    long: ['run-checks'],
  }
}
