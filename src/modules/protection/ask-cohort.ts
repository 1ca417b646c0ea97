import { parseMonth, type Month } from '../../kernel/month.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { cohortMonths, type Cohort, type CohortLook } from './cohort.ts'
import { cohortSize, cohortStanding, type CohortOf } from './cohort-queries.ts'
import type { CohortQuery } from './life-contract.ts'

/**
 * Of those whose programme ended in a month: who is protected 6 and 12 months later, whoever pays, whose bill of that month is paid, and who
 * pays for himself. Programmes within sight; numbers only, and of what others pay only that it is paid.
 */
export async function askCohort({ db, clock }: Deps, by: By, ask: CohortQuery): Promise<Cohort> {
  const ended: Month = parseMonth('ended', ask.ended)
  const cohort: CohortOf = {
    sight: sightOf(by),
    ended,
    ...(ask.region !== undefined && { region: parseRegionCode('region', ask.region) }),
  }
  return throughGate(db, 'system', async (tx) => {
    const people = await cohortSize(tx, cohort)
    const looks: CohortLook[] = []
    for (const { after, month, isOver } of cohortMonths(ended, clock.today())) {
      const standing = isOver ? await cohortStanding(tx, cohort, month) : null
      looks.push({ after, month, standing })
    }
    return { ended, people, looks }
  })
}
