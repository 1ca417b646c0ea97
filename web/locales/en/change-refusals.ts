import type { OutcomeCode, OutcomeDetails } from '../../../src/modules/people/row/outcome.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { outcomeSentences } from './import-outcomes.ts'
import { personFields, requestStates } from './person-fields.ts'

const label = (field: string): string => (personFields as Readonly<Record<string, string>>)[field] ?? field

/** Changes of a person by request that cannot be made. */
export const changeRefusals = {
  'person-unknown': () => 'There is nobody with this number. Look again by name or NIK.',
  'request-unknown': () => 'There is no request with this number. See the list of requests.',
  'change-empty': () => 'Nothing would change: what you wrote is what is on record.',
  'request-decided': ({ state }) => `This request no longer waits: ${requestStates[state]}.`,
  'request-own': () => 'Somebody else must approve your request. Ask a colleague who may.',
  'request-of-another': () => 'Only whoever asked can withdraw the request.',
  'change-outdated': ({ fields }) =>
    `The record has changed since this was asked: ${fields.map(label).join(', ')}. Ask anew.`,
  'number-not-free': () =>
    'This NIK cannot be given to this person yet. We keep it to be looked at as a possible duplicate.',
  'field-unfit': ({ field, outcome }) => {
    // One code and its own details, as where the outcome was built.
    const sentence = outcomeSentences[outcome.code] as (
      details: OutcomeDetails[OutcomeCode],
      row: null,
    ) => string
    return `Field ${label(field)}: ${sentence(outcome.details, null)}`
  },
  'field-needed': ({ field }) => `Field ${label(field)} cannot be emptied.`,
  'village-needed': ({ field }) => `Field ${label(field)} needs the code of a village, like 16.06.01.2001.`,
} satisfies Partial<RefusalSentences>
