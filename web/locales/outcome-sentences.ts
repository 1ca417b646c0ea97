import type { OutcomeCode, OutcomeDetails } from '../../src/modules/people/row/outcome.ts'

/** One sentence maker per outcome of a row. `row` is the row's number in the user's own file; null in a form or the API. */
export type OutcomeSentences = {
  readonly [Code in OutcomeCode]: (details: OutcomeDetails[Code], row: number | null) => string
}
