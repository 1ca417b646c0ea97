import { formatDate, formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Monthly reports and election officers that cannot be had as asked. */
export const electionRefusals = {
  'roster-not-reported': () => 'This roster is not reported by month. Choose one of an agency or village.',
  'agency-month-sent': ({ month }) =>
    `The report of ${month} is sent and locked. Open it again to change it.`,
  'agency-month-open': ({ month }) => `The report of ${month} has not been sent, so it can be changed.`,
  'agency-month-later-sent': ({ month }) =>
    `The report of ${month} was sent before. Open that one again first.`,
  'agency-month-ahead': ({ last }) => `The furthest report is that of ${last}. Choose an earlier month.`,
  'agency-month-paid': ({ number }) => `Bill ${number} has been paid. Report the change in the next month.`,
  'agency-month-changed': ({ people, contribution }) =>
    `The list has changed: now ${String(people)} people, ${formatRupiah(BigInt(contribution), 'en')}. Check again, then send.`,
  'joiners-covered': ({ people }) =>
    `Somebody already pays for people number ${people.join(', ')}. Take them out of the joiners.`,
  'joiner-stands': ({ month }) => `This person stands in the list of ${month} already.`,
  'pay-is-common': ({ income }) =>
    `Everybody in this list has the income ${formatRupiah(BigInt(income), 'en')}. Wages are not changed one by one.`,
  'election-unknown': () => 'There is no election of this number, or it is outside your region.',
  'election-known': () => 'This payer has an election of this name already. Use another name.',
  'service-days-missing': ({ roles }) =>
    `The days of service of ${roles.join(', ')} are missing. Write role:first day:last day.`,
  'service-days-malformed': ({ text }) =>
    `The days of service "${text}" cannot be read. Write them as kpps:2024-11-07:2024-12-08.`,
  'post-unknown': () => 'There is no such post, or it is outside your region.',
  'officer-changed': () => 'Somebody else has just changed this post. Load the page again.',
  'officer-stands': () => 'This person serves elsewhere on the same days.',
  'replacement-outside': ({ from, last }) =>
    `The day must lie between ${formatDate(from, 'en')} and ${formatDate(last, 'en')}.`,
  'stations-file-unfit': ({ rows }) =>
    `Region code or number of polling stations cannot be read in rows ${rows.join(', ')}. Mend the file.`,
  'election-region-fit': ({ level }) =>
    level === 'kecamatan'
      ? 'Write the code of a district, as 16.06.01.'
      : 'Write the code of a village, as 16.06.01.2001.',
} satisfies Partial<RefusalSentences>
