import { formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const PARTS = {
  day: 'day',
  amount: 'amount',
  side: 'mark of debit or credit',
  balance: 'balance',
  tag: 'layout',
} as const
const UNFIT = {
  unknown: 'there is no such payment',
  'other-amount': 'the amounts differ',
  'other-line': 'that payment stands in another line already',
} as const
const rupiah = (amount: bigint) => formatRupiah(amount, 'en')

/** Statements of banks and their lines. */
export const statementRefusals = {
  'statement-without-table': ({ missing }) =>
    `This file is no bank statement that we know. We look for: ${missing.join(', ')}. Download it again as CSV or MT940.`,
  'statement-line-broken': ({ line, part, value }) =>
    `Line ${String(line)}: the ${PARTS[part]} "${value}" cannot be read. Nothing was loaded. Download the file from the bank again.`,
  'statement-balance-wrong': ({ line, stated, counted }) =>
    `The ${line === null ? 'closing balance' : `balance on line ${String(line)}`} says ${rupiah(stated)} but counts to ${rupiah(counted)}. The file is cut off or was changed. Download it again.`,
  'statement-of-another-account': ({ stated, expected }) =>
    `This statement is of account ${stated}, but this bank uses account ${expected}. Choose the right file or bank.`,
  'statement-without-account': () => 'This file names no account. Fill in the account number and try again.',
  'statement-in-another-currency': ({ currency }) =>
    `This statement is in ${currency}. Only rupiah accounts (IDR) can be loaded.`,
  'statement-empty': () => 'This statement is empty: no lines, period or balance. Choose another file.',
  'statement-unknown': () => 'There is no such statement. Choose one from the list.',
  'statement-line-unknown': () => 'There is no such statement line. Choose one from the open lines.',
  'statement-line-decided': () => 'This statement line is decided already. Reload the page to see how.',
  'statement-line-unfit': ({ because }) =>
    `The line cannot be linked: ${UNFIT[because]}. Choose another payment.`,
  'simulator-away': () =>
    'The bank SIMULATOR does not answer or is not in use. See ./payung bank-sim --help.',
} satisfies Partial<RefusalSentences>
