import type { EmployerOutcomeCode, EmployerOutcomeDetails } from '../../src/modules/employers/row-outcomes.ts'

/** One sentence maker per outcome of a row of employers. */
export type EmployerOutcomeSentences = {
  readonly [Code in EmployerOutcomeCode]: (details: EmployerOutcomeDetails[Code]) => string
}
