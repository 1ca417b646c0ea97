import type { EmployerCell, EmployerOutcomeCode } from '../../../src/modules/employers/row-outcomes.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { employerCells, employerOutcomeSentences } from './employer-outcomes.ts'

/** Employers that cannot be recorded, changed or shown. */
export const employerRefusals = {
  'employer-unknown': () => 'There is no employer with this number. Look again by NPP, NIB or name.',
  'employer-of-another': () =>
    'This row is another organisation’s. Record the employer yourself beside theirs.',
  'employer-known': ({ id }) =>
    `Your organisation has this employer already, under number ${id}. Change that one.`,
  'employer-unchanged': () => 'Nothing would change: what you wrote is what is on record.',
  'employer-list-built-upon': ({ employerCount }) =>
    `This list can no longer be taken back: ${employerCount} of its employers were changed since.`,
  'employer-unfit': ({ field, code, details }) => {
    // One code and its own details, as where the outcome was built.
    const sentence = employerOutcomeSentences[code as EmployerOutcomeCode] as (details: object) => string
    return `Field ${employerCells[field as EmployerCell]}: ${sentence(details)}`
  },
} satisfies Partial<RefusalSentences>
