import type { ResultAnswer } from './contract.ts'
import type { SubmissionResult } from './result-queries.ts'

/** A result as JSON: counts and rows, nobody in it. */
export function resultJson(result: SubmissionResult): ResultAnswer {
  const { id, submissionId, submissionNumber, fileName, state, toldOn, rowCount, isAgain, counts, remarks } =
    result
  return {
    ...{ id, submissionNumber, fileName, state, toldOn, counts },
    submission: submissionId,
    rows: rowCount,
    again: isAgain,
    remarks: [...remarks],
  }
}
