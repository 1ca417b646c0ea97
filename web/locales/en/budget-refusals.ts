import { formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Budget lines that cannot be recorded, promised or shown. */
export const budgetRefusals = {
  'budget-line-unknown': () => 'There is no budget line with this number, or it is beyond your region.',
  'budget-line-known': () => 'This budget line is recorded already for the same payer and year.',
  'budget-of-another': () => 'This budget line belongs to another payer. Take one of the programme’s payer.',
  'budget-year-unfit': ({ year }) =>
    `This budget line pays for months of ${String(year)} only. Change the months.`,
  'budget-year-running': ({ year }) =>
    `Fiscal year ${String(year)} is not over. What is left lapses after 31 December.`,
  'budget-lapsed': ({ year }) => `What was left of ${String(year)} has lapsed. Take another line.`,
  'budget-year-over': ({ year }) =>
    `Fiscal year ${String(year)} is over. Its budget cannot be changed any more.`,
  'budget-below-promised': ({ promised }) =>
    `${formatRupiah(promised, 'en')} is promised and paid already. Enter that much or more.`,
  'budget-unchanged': () => 'That is the amount of the budget now. Enter the new one.',
  'budget-change-known': () => 'A change by this document is recorded already. Check its number.',
  'roster-has-budget': () => 'This roster spends a budget. Take people in by proposals of its programme.',
} satisfies Partial<RefusalSentences>
