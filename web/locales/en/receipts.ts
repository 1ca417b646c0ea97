import { amountInWords } from '../amount-in-words.ts'
import type { receiptWords as indonesian } from '../id/receipts.ts'

/** Receipts on paper, of bills and of gifts. */
export const receiptWords: typeof indonesian = {
  title: 'Receipt',
  about: 'Contributions to BPJS Ketenagakerjaan, kept in the ledger of Payung',
  download: 'Download the receipt (PDF)',
  scan: 'Scan to check this receipt.',
  purse: 'Balance kept in Payung',
  columns: {
    number: 'Number',
    from: 'Received from',
    amount: 'Amount',
    words: 'In words',
    purpose: 'In payment of',
    on: 'Day of payment',
    way: 'Through',
    reference: 'Reference number',
    part: 'Amount',
  },
  signature: ['Made by the system; valid without a signature by hand.'],
  inWords: (amount) => amountInWords(amount, 'en'),
  bill: (number, roster, month, people) => `Bill ${number}, ${roster}, ${month}, ${String(people)} people`,
  gift: (code, region, months) => `Gift of protection ${code}, ${region}, from ${months} on`,
}
