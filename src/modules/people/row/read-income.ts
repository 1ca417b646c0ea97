import type { Rupiah } from '../../../kernel/rupiah.ts'
import type { StoredAs } from './fields.ts'
import { outcome } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

/** Plausibility, not law: a month's income below the first or above the second is a slip of the keyboard. */
const LEAST_PLAUSIBLE: Rupiah = 100_000n
const MOST_PLAUSIBLE: Rupiah = 10_000_000_000n

const GROUPED_BY_DOT = /^\d{1,3}(?:\.\d{3})+(?:,(\d{1,2}))?$/
const GROUPED_BY_COMMA = /^\d{1,3}(?:,\d{3})+(?:\.(\d{1,2}))?$/
const PLAIN = /^\d+(?:[.,](\d{1,2}))?$/
const IN_WORDS = /^(\d{1,6})(?:[.,](\d{1,2}))?\s*(jt|juta|rb|ribu)$/
/** What a workbook writes for a number: `3500000`, `3500000.0`, `3.5E6`. */
const NUMBER_TOKEN = /^(\d+)(?:\.(\d+))?(?:e\+?(\d{1,2}))?$/

type Amount = Rupiah | 'shape' | 'fraction' | 'ambiguous'

/**
 * A month's income in whole rupiah. The rule: dots (or commas) before every three digits group thousands, what follows the other
 * mark are sen and must be zero; `jt` and `rb` are juta and ribu. One group only (`3.500`) is read as thousands when that is a
 * plausible income (`350.000`), else it could be 3,5 juta as well and is asked about. Negative, fractional and absurd amounts are refused.
 */
export function readIncome(typed: string, storedAs: StoredAs): Reading<Rupiah> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const signs = text
    .toLowerCase()
    .replace(/^(?:rp|idr)\.?\s*/, '')
    .replace(/(?:,-|,--|\.-)$/, '')
    .replace(/\s*(?:\/|per )\s*(?:bln|bulan)$/, '')
  if (/^\(?[-−]\s*(?:rp\.?)?\s*\d/.test(signs)) return unreadable(outcome('UPAH_MINUS', 'income', {}))
  const amount = storedAs === 'number' ? fromToken(signs) : fromText(signs)
  if (amount === 'shape') return unreadable(outcome('UPAH_FORMAT', 'income', {}))
  if (amount === 'fraction') return unreadable(outcome('UPAH_PECAHAN', 'income', {}))
  if (amount === 'ambiguous') return unreadable(outcome('UPAH_MENDUA', 'income', { written: text }))
  if (amount > MOST_PLAUSIBLE) return unreadable(outcome('UPAH_LEBIH', 'income', { most: MOST_PLAUSIBLE }))
  return amount < LEAST_PLAUSIBLE
    ? read(amount, outcome('UPAH_RENDAH', 'income', { least: LEAST_PLAUSIBLE }))
    : read(amount)
}

function fromText(signs: string): Amount {
  const words = IN_WORDS.exec(signs)
  if (words) return inWords(words)
  const text = signs.replaceAll(' ', '')
  const match = GROUPED_BY_DOT.exec(text) ?? GROUPED_BY_COMMA.exec(text) ?? PLAIN.exec(text)
  if (!match) return /^\d+[.,]\d+$/.test(text) ? 'fraction' : 'shape'
  const sen = match[1] ?? ''
  if (/[1-9]/.test(sen)) return 'fraction'
  const whole = sen === '' ? text : text.slice(0, -sen.length - 1)
  const amount = BigInt(whole.replace(/[.,]/g, ''))
  const hasOneGroup = sen === '' && /^\d{1,3}[.,]\d{3}$/.test(text)
  return hasOneGroup && amount < LEAST_PLAUSIBLE ? 'ambiguous' : amount
}

/** `2,5 jt` is 2.500.000. */
function inWords([, whole = '', fraction = '', word = '']: RegExpExecArray): Rupiah {
  const unit = word.startsWith('j') ? 1_000_000n : 1_000n
  return BigInt(whole) * unit + (BigInt(fraction.padEnd(2, '0')) * unit) / 100n
}

/** Exact by digits: a number in a workbook never passes through a binary fraction. */
function fromToken(signs: string): Amount {
  const match = NUMBER_TOKEN.exec(signs)
  if (!match) return fromText(signs)
  const [, whole = '', fraction = '', exponent = '0'] = match
  const shift = Number(exponent)
  if (/[1-9]/.test(fraction.slice(shift))) return 'fraction'
  return BigInt(whole + fraction.slice(0, shift).padEnd(shift, '0'))
}
