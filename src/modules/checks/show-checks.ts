import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { CHECKS, checkStateOf } from './checks.ts'
import type { ChecksAnswer } from './contract.ts'
import { countJobs, listLastResults } from './queries.ts'

/** The last result of every check, in the order of the invariants, and what the queue of jobs holds. */
export async function showChecks({ db }: Pick<Deps, 'db'>, by: By): Promise<ChecksAnswer> {
  const results = await inScopeOf(db, by, listLastResults)
  const jobs = await throughGate(db, 'system', countJobs)
  const checks = CHECKS.map(({ name, invariant }) => {
    const result = results.find((each) => each.name === name) ?? null
    return {
      name,
      invariant,
      state: checkStateOf(result),
      broken: numberOf(result?.brokenCount),
      looked: numberOf(result?.lookedCount),
      milliseconds: result?.milliseconds ?? null,
      checkedAt: result?.checkedAt.toISOString() ?? null,
      since: result?.since.toISOString() ?? null,
    }
  })
  return { checks, jobs: { ...jobs, givenUp: [...jobs.givenUp] } }
}

const numberOf = (count: bigint | null | undefined) =>
  count === null || count === undefined ? null : Number(count)
