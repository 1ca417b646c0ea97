import { formatMonth, formatNumber } from '../../../src/kernel/format.ts'
import type { OwnWorkerTrait } from '../../../src/modules/gifts/gifts.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const FOUND_BY: { readonly [Trait in OwnWorkerTrait]: string } = {
  roster: 'stand in your own payroll list',
  workplace: 'work at your own place of business',
}

/** Gifts that cannot be made, drawn or taken back. */
export const giftRefusals = {
  'gift-unknown': () => 'There is no gift with this number or code, or it is beyond your region.',
  'gift-drawn': () => 'The money of this gift has become months of protection. It cannot be taken back.',
  'gift-cancelled': () => 'This gift was taken back. Make a new one.',
  'gift-unpaid': () => 'This gift is not paid yet. Wait until the money has come.',
  'gift-month-unfit': ({ month, first, last }) =>
    `${formatMonth(month, 'en')} cannot be chosen. Choose from ${formatMonth(first, 'en')} to ${formatMonth(last, 'en')}.`,
  'gift-people-unclear': () => 'Give one of the two: a number of people, or people by their numbers.',
  'gift-for-own-worker': ({ because, count }) =>
    `${formatNumber(count, 'en')} of them ${FOUND_BY[because]}. An employer must register its own workers, not give to them.`,
  'gift-payer-unclear': ({ count }) =>
    `${formatNumber(count, 'en')} payers have this name. Give the number of the payer.`,
  'consent-missing': () => 'Read the consent that is in force aloud and tick the box first.',
  'neighbour-decided': () => 'Nobody of this gift waits to be looked at.',
} satisfies Partial<RefusalSentences>
