import { refuse } from './refusal.ts'

/** Whole rupiah. Nothing else in Payung is a bigint, so the compiler refuses to mix money with counts. */
export type Rupiah = bigint

/** A rate in parts per million: 0.24 % is 2_400. Integer, so that no rate is ever a binary fraction. */
export type PartsPerMillion = number

/** The largest amount a JSON number, a spreadsheet and a bigint column all keep exactly: 9,007,199,254,740,991 rupiah. */
export const LARGEST_RUPIAH: Rupiah = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * The one rounding of Payung: half-up to whole rupiah, applied to each line by itself.
 * Negative amounts never occur here; a rate or amount below zero is a bug and throws RangeError.
 */
export function shareHalfUp(amount: Rupiah, rate: PartsPerMillion): Rupiah {
  if (amount < 0n || rate < 0 || !Number.isSafeInteger(rate))
    throw new RangeError(`share of ${amount} at ${rate} ppm`)
  return fractionHalfUp(amount, BigInt(rate), 1_000_000n)
}

/** `amount × numerator / denominator`, half-up to whole rupiah. */
export function fractionHalfUp(amount: Rupiah, numerator: bigint, denominator: bigint): Rupiah {
  if (amount < 0n || numerator < 0n || denominator <= 0n)
    throw new RangeError(`${amount} × ${numerator}/${denominator}`)
  return (amount * numerator * 2n + denominator) / (denominator * 2n)
}

export function total(amounts: Iterable<Rupiah>): Rupiah {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

export function smaller(a: Rupiah, b: Rupiah): Rupiah {
  return a < b ? a : b
}

export function larger(a: Rupiah, b: Rupiah): Rupiah {
  return a > b ? a : b
}

/** An amount as a JSON integer. Throws RangeError above LARGEST_RUPIAH, which no validated amount can exceed. */
export function rupiahToJson(amount: Rupiah): number {
  if (amount > LARGEST_RUPIAH || amount < -LARGEST_RUPIAH)
    throw new RangeError(`${amount} does not fit a JSON integer`)
  return Number(amount)
}

/**
 * Reads an amount typed by a person or sent as JSON: a non-negative whole number of rupiah, plain digits.
 * Refuses fractions, signs, exponents and separators instead of guessing: `3.500` could be three and a half or three thousand.
 */
export function parseRupiah(field: string, value: string | number): Rupiah {
  const text = typeof value === 'number' ? String(value) : value.trim()
  if (/^-\d+(\.\d+)?$/.test(text)) throw refuse('value-out-of-range', { field, value: text, minimum: '0' })
  if (!/^\d{1,20}$/.test(text))
    throw refuse('value-malformed', { field, value: text, expected: 'whole-rupiah' })
  const amount = BigInt(text)
  if (amount > LARGEST_RUPIAH) {
    throw refuse('value-out-of-range', { field, value: text, minimum: '0', maximum: String(LARGEST_RUPIAH) })
  }
  return amount
}
