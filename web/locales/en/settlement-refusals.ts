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
  'paid-on-in-future': ({ on }) =>
    `The day of payment ${formatDate(on, 'en')} has not come. Use the day on the receipt.`,
} satisfies Partial<RefusalSentences>
