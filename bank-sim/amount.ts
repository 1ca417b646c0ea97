/**
 * The simulator counts by itself: it is the witness against which the ledger is compared, so it shares no arithmetic with it. Whole rupiah.
 */
export type BankAmount = bigint

const LARGEST = 10n ** 15n

/** `336000.00` and `336000` as whole rupiah; null for fractions, signs, separators, exponents and what no bank would move. */
export function readAmount(text: unknown): BankAmount | null {
  if (typeof text !== 'string') return null
  const [, whole] = /^(0|[1-9]\d{0,15})(?:\.00)?$/.exec(text) ?? []
  if (whole === undefined) return null
  const amount = BigInt(whole)
  return amount > LARGEST ? null : amount
}

/** As SNAP writes an amount: `336000.00`. */
export function amountText(amount: BankAmount): string {
  return `${String(amount)}.00`
}

/** As SNAP writes money: the amount and its currency. */
export function moneyOf(amount: BankAmount, currency = 'IDR'): { value: string; currency: string } {
  return { value: amountText(amount), currency }
}
