import { formatRupiah } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Payers, rosters and bills that cannot be had as asked. */
export const billingRefusals = {
  'payer-unknown': () => 'There is no payer with this number. Look again among the payers.',
  'payer-closed': () => 'This payer has been closed. Choose another.',
  'roster-unknown': () => 'There is no roster with this number. Look again among the rosters.',
  'roster-closed': () => 'This roster has been closed. Make a new one.',
  'roster-kind-unfit': ({ kind, payer }) =>
    `A roster of kind ${kind} does not fit the payer ${payer}. Choose another kind.`,
  'programmes-not-contiguous': ({ programmes }) =>
    `The programmes ${programmes.join(', ')} leave a gap. Their order is JKK, JKM, JHT, JP, JKP.`,
  'already-covered': () =>
    'Somebody pays for this worker in one of those months already. Choose other months or another person.',
  'member-unknown': ({ month }) => `This person is not in the roster from ${month} on.`,
  'months-malformed': ({ from, until }) => `The end ${until} must come after the beginning ${from}.`,
  'members-file-unfit': ({ rows }) =>
    `NIK or wage cannot be read in rows ${rows.join(', ')}. Mend the file and try again.`,
  'bill-unknown': () => 'There is no such bill. Check its number.',
  'bill-not-paid': ({ number, open }) =>
    `Bill ${number} is not paid whole; ${formatRupiah(open, 'en')} is open. Its receipt comes after that.`,
  'bill-paid': ({ number }) => `Bill ${number} is paid.`,
  'bill-cancelled': ({ number }) => `Bill ${number} has been credited as a whole.`,
  'bill-run-unknown': () => 'There is no such run of bills. See the list of runs.',
} satisfies Partial<RefusalSentences>
