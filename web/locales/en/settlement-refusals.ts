import { formatDate, formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const STATES = { billed: 'is recorded already', paid: 'is paid already', cancelled: 'was given up' } as const

/** Kode iuran of BPJS Ketenagakerjaan. */
export const settlementRefusals = {
  'contribution-code-broken': ({ value }) =>
    `Kode iuran "${value}" is malformed. Write the 11 digits from SIPP or EPS.`,
  'contribution-code-known': ({ code }) =>
    `Kode iuran ${code} is recorded already. See it under BPJS settlement.`,
  'contribution-code-unknown': () =>
    'This kode iuran is not recorded. Record it first under BPJS settlement.',
  'contribution-code-settled': ({ code, state }) => `Kode iuran ${code} ${STATES[state]}. Reload the page.`,
  'programmes-do-not-add-up': ({ amount, sum }) =>
    `The programmes sum to ${formatRupiah(sum, 'en')}, not ${formatRupiah(amount, 'en')}. Make them agree.`,
  'settlement-beyond-owed': ({ owed, amount }) =>
    `Only ${formatRupiah(owed, 'en')} is collected and without a code, less than ${formatRupiah(amount, 'en')}. Check month, payer and amount.`,
  'recovery-unknown': () => 'Choose the credit notes whose money came back.',
  'recovery-settled': ({ creditNote }) =>
    `All money of credit note ${creditNote} is back already. Reload the page.`,
  'recovery-beyond-left': ({ left, amount }) =>
    `Only ${formatRupiah(left, 'en')} is still to come back, less than ${formatRupiah(amount, 'en')}. Check credit notes and amount.`,
  'recovery-beyond-code': ({ left, amount }) =>
    `This kode iuran can set off ${formatRupiah(left, 'en')} at most, not ${formatRupiah(amount, 'en')}. Fill in a smaller amount.`,
  'recovery-return-known': ({ reference }) =>
    `This money is recorded as back by ${reference} already. Check the number of the receipt.`,
  'paid-on-in-future': ({ on }) =>
    `The day of payment ${formatDate(on, 'en')} has not come. Use the day on the receipt.`,
} satisfies Partial<RefusalSentences>
