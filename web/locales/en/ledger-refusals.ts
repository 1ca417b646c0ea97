import { formatMonth, formatNumber, formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Money that cannot be booked. */
export const ledgerRefusals = {
  'insufficient-funds': ({ path, short }) =>
    `Account ${path} is short of ${formatRupiah(short)}. Wait for money to come in, or ask for less.`,
  'period-closed': ({ month }) =>
    `The books of ${formatMonth(month, 'en')} are closed. Book an adjustment in a month that is open.`,
  'idempotency-key-reused': ({ key }) =>
    `The request key “${key}” was used for another content. Check that request, or use a new key.`,
  'account-unknown': ({ path }) => `There is no account “${path}”. Look for it in the ledger.`,
  'account-closed': ({ path }) => `Account ${path} is closed and takes no entries. Use another.`,
  'account-not-empty': ({ path }) =>
    `Account ${path} still holds money or waits for an entry. Empty it first, then close it.`,
  'entry-unknown': () => 'There is no entry with this number. Look for it in the statement of the account.',
  'entry-settled-already': () => 'This pending entry has been settled or voided already.',
  'entry-not-pending': () => 'This entry is not pending, so it can be neither settled nor voided.',
  'entry-reversed-already': () =>
    'This entry has been reversed already. Its reversal is in the statement of the account.',
  'entry-not-reversible': () =>
    'This entry cannot be reversed: it is a reversal itself, or has not moved money.',
  'ledger-busy': () => 'Something large is still being booked. Close the month again in a few minutes.',
  'month-not-over': ({ month }) => `${formatMonth(month, 'en')} is not over. Close it after its last day.`,
  'too-long-for-paper': ({ rowCount, most }) =>
    `This document has ${formatNumber(rowCount, 'en')} rows; paper takes at most ${formatNumber(most, 'en')}. Download it as Excel, or choose a shorter period.`,
} satisfies Partial<RefusalSentences>
