import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No bank or payment provider of this name is configured, or it does not offer this. */
    'bank-unknown': { readonly bank: string }
    /** The bank said no. */
    'bank-refused': { readonly bank: string; readonly responseCode: string }
    'virtual-account-unknown': Readonly<Record<string, never>>
    /** The bill has a number at this bank already. */
    'virtual-account-open': { readonly number: string }
    'virtual-account-ended': { readonly state: 'paid' | 'cancelled' | 'refused' }
    'last-day-over': { readonly on: PlainDate }
    'qr-code-unknown': Readonly<Record<string, never>>
    'finance-task-unknown': Readonly<Record<string, never>>
    'finance-task-decided': Readonly<Record<string, never>>
    /** The task holds no money that could be placed or sent back. */
    'finance-task-without-money': Readonly<Record<string, never>>
    /** Money in suspense is placed or sent back; a note alone would lose it. */
    'finance-task-holds-money': Readonly<Record<string, never>>
    /** Where the payment should go is neither one bill nor one payer. */
    'payment-subject-unclear': Readonly<Record<string, never>>
  }
}

/** Why there is no clear answer of a bank. */
export const BANK_TROUBLES = [
  'timeout',
  'connection',
  'certificate',
  'not-json',
  'too-large',
  'resting',
  'unclear-code',
  'token-refused',
] as const
export type BankTrouble = (typeof BANK_TROUBLES)[number]

export const TARGET_STATES = ['asked', 'open', 'paid', 'cancelled', 'refused'] as const
/** What has become of a virtual account or QR code. `asked`: the bank has not answered yet. */
export type TargetState = (typeof TARGET_STATES)[number]

export const TASK_KINDS = ['misplaced', 'inconsistent', 'unknown-outcome', 'period-closed'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

export const TASK_STATES = ['open', 'placed', 'refunded', 'noted'] as const
export type TaskState = (typeof TASK_STATES)[number]

/** Why money lies in suspense, or why a person must look. */
export const TASK_REASONS = [
  'code-paid-already',
  'code-cancelled',
  'code-amount-differs',
  'bill-closed',
  'same-payment-differs',
  'gave-up',
  'refunded-by-bank',
  'month-closed',
  'statement-line',
] as const
export type TaskReason = (typeof TASK_REASONS)[number]

/** What came of a call of a bank, in our own words, for the log that people read. */
export const CALL_OUTCOMES = [
  'told',
  'booked',
  'repeated',
  'noted',
  'field-missing',
  'field-format',
  'signature-wrong',
  'clock-off',
  'too-many',
  'token-wrong',
  'external-id-used',
  'account-unknown',
  'account-cancelled',
  'account-expired',
  'bill-paid',
  'amount-differs',
  'content-differs',
  'month-closed',
] as const
export type CallOutcome = (typeof CALL_OUTCOMES)[number]

/** What a bill allows to be paid. */
export type BillFacts = {
  readonly open: Rupiah
  readonly state: 'open' | 'partly-paid' | 'paid' | 'cancelled'
}

/** Everything the decision about a payment depends on, already fetched. */
export type TargetFacts = {
  readonly state: TargetState
  readonly isClosedAmount: boolean
  readonly amount: Rupiah | null
  readonly expiresAt: Date
  /** Null for money into a purse. */
  readonly bill: BillFacts | null
}

export type TargetRefusal =
  'account-unknown' | 'account-cancelled' | 'account-expired' | 'bill-paid' | 'amount-differs'

/**
 * Whether money is taken at a virtual account that was paid at `at`, or would be now. Null when it is. That it is
 * paid is told before that its number was taken back, and both before the day it ended: whoever has paid must not read that he came too
 * late.
 */
export function decideVaRefusal(
  target: TargetFacts | null,
  paid: { readonly at: Date; readonly amount: Rupiah | null },
): TargetRefusal | null {
  if (target === null) return 'account-unknown'
  if (target.state === 'paid' || target.bill?.state === 'paid') return 'bill-paid'
  if (target.state === 'cancelled' || target.state === 'refused' || target.bill?.state === 'cancelled')
    return 'account-cancelled'
  if (paid.at.getTime() > target.expiresAt.getTime()) return 'account-expired'
  if (paid.amount === null || !target.isClosedAmount) return null
  return paid.amount === owedAt(target) ? null : 'amount-differs'
}

/** What a closed virtual account asks for: what is open of its bill, or the amount it was made for. Null where the payer chooses. */
export function owedAt({ isClosedAmount, amount, bill }: TargetFacts): Rupiah | null {
  if (!isClosedAmount) return null
  return bill ? bill.open : amount
}

/** Money that came by QR is here already, so it is never refused: what does not fit waits in suspense, for this reason. */
export function decideQrSuspense(target: TargetFacts, amount: Rupiah): TaskReason | null {
  if (target.state === 'paid') return 'code-paid-already'
  if (target.state === 'cancelled' || target.state === 'refused') return 'code-cancelled'
  if (target.amount !== amount) return 'code-amount-differs'
  return target.bill !== null && (target.bill.state === 'paid' || target.bill.state === 'cancelled')
    ? 'bill-closed'
    : null
}

/** The digits after the bank's own: a running number with its check digit (Luhn), so that one mistyped digit names nobody. */
export function customerNumber(running: bigint, digitCount: number): string {
  const digits = String(running).padStart(digitCount - 1, '0')
  if (digits.length >= digitCount) throw new RangeError('the numbers of virtual accounts are used up')
  return digits + String(luhnDigit(digits))
}

function luhnDigit(digits: string): number {
  let sum = 0
  for (let at = digits.length - 1, isDoubled = true; at >= 0; at -= 1, isDoubled = !isDoubled) {
    const digit = Number(digits[at])
    const doubled = digit * 2
    sum += isDoubled ? (doubled > 9 ? doubled - 9 : doubled) : digit
  }
  return (10 - (sum % 10)) % 10
}

/** A number as people type it at a bank, in groups of four. */
export function shownNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** partnerServiceId as SNAP sends it: eight signs, blanks in front. */
export function paddedServiceId(serviceId: string): string {
  return serviceId.padStart(8, ' ')
}

/** Minutes until a call without a clear answer is asked about again: 1, 2, 4 … at most 4 hours. */
export function retryMinutes(attemptCount: number): number {
  return Math.min(2 ** Math.min(attemptCount - 1, 8), 240)
}

/** After so many tries, within a day, a person has to look. */
export const MOST_ATTEMPTS = 12
