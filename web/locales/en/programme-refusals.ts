import type { RuleName } from '../../../src/modules/programmes/eligibility.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const RULES: { readonly [Rule in RuleName]: string } = {
  age: 'age',
  region: 'region',
  occupation: 'occupation',
  decile: 'decile',
  group: 'group',
  income: 'income',
}

/** Programmes that cannot be recorded, changed or shown. */
export const programmeRefusals = {
  'programme-unknown': () => 'There is no programme with this number, or it is beyond your region.',
  'programme-closed': () => 'This programme is closed to new people already.',
  'programme-known': () =>
    'This payer has a programme of the same name for the same months. Take another name.',
  'payer-without-programmes': () =>
    'Employers and agencies pay for their own workers by rosters, not by programmes.',
  'rule-twice': ({ rule }) => `The rule on ${RULES[rule]} is there twice. Write it once.`,
  'rule-impossible': ({ rule }) =>
    `Nobody can meet the rule on ${RULES[rule]}. Look at its lower and upper end.`,
} satisfies Partial<RefusalSentences>
