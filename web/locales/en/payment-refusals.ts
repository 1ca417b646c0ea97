import { formatDate } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'

export const paymentRefusals = {
  'bank-unknown': ({ bank }: { readonly bank: string }) =>
    `There is no bank "${bank}", or it does not offer this. Check the file of banks.`,
  'bank-refused': ({ bank, responseCode }: { readonly bank: string; readonly responseCode: string }) =>
    `${bank} refused with code ${responseCode}. Check the details, then try again.`,
  'virtual-account-ended': ({ state }: { readonly state: 'paid' | 'cancelled' | 'refused' }) =>
    `This number ${{ paid: 'is paid', cancelled: 'is cancelled', refused: 'was refused by the bank' }[state]}. Make a new one.`,
  'last-day-over': ({ on }: { readonly on: PlainDate }) =>
    `${formatDate(on, 'en')} is over. Use today or a later day.`,
  'virtual-account-unknown': () => 'This virtual account does not exist, or is beyond your reach.',
  'virtual-account-open': ({ number }: { readonly number: string }) =>
    `This bill has an open virtual account at that bank already: ${number}.`,
  'qr-code-unknown': () => 'This QR code does not exist, or is beyond your reach.',
  'finance-task-unknown': () => 'This finance task does not exist, or is beyond your reach.',
  'finance-task-decided': () => 'This finance task has been decided. Reload the page.',
  'finance-task-without-money': () => 'This task holds no money. Choose "note as done".',
  'finance-task-holds-money': () => 'This task holds money. Place it or send it back.',
  'payment-subject-unclear': () => 'Choose exactly one: a bill, a payer or a gift.',
} as const
