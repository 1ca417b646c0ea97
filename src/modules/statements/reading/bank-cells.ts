import { isPlainDate, plainDateOf, daysInMonth, type PlainDate } from '../../../kernel/plain-date.ts'
import type { Rupiah } from '../../../kernel/rupiah.ts'
import type { Side } from '../statements.ts'

/** An amount as banks print it; `side` when a sign, brackets or letters behind it say so. */
export type BankAmount = { readonly amount: Rupiah; readonly side: Side | null }

const LARGEST_DIGITS = 15
const CREDIT_WORDS = new Set(['CR', 'C', 'K', 'KR', 'KREDIT', 'CREDIT', 'MASUK', 'IN'])
const DEBIT_WORDS = new Set(['DB', 'DR', 'D', 'DEBET', 'DEBIT', 'KELUAR', 'OUT'])

/** `K`, `CR`, `Kredit` are money in; `D`, `DB`, `Debet` are money out; anything else is null. */
export function readSide(text: string): Side | null {
  const word = text.toUpperCase().replaceAll(/[^A-Z+-]/g, '')
  if (CREDIT_WORDS.has(word) || word === '+') return 'credit'
  return DEBIT_WORDS.has(word) || word === '-' ? 'debit' : null
}

/**
 * `1.234.567,00`, `1,234,567.00`, `1234567`, `Rp 16.800`, `(500,00)`, `2.000,00 CR`. Separators must stand where thousands have them, and
 * cents must be zero; null for everything else. `1.234` is one thousand two hundred and thirty-four: no bank prints three decimals.
 */
export function readBankAmount(text: string): BankAmount | null {
  const plain = text
    .replace(/^'/, '')
    .replaceAll(/\s/g, '')
    .replace(/^(?:RP|IDR)\.?/i, '')
  const parts =
    /^(?<open>\()?(?<sign>[+-])?(?:RP\.?)?(?<digits>\d[\d.,]*)(?<close>\))?(?<letters>[A-Z]{1,6})?$/i.exec(
      plain,
    )?.groups
  if (!parts || (parts['open'] === undefined) !== (parts['close'] === undefined)) return null
  const amount = wholeRupiah(parts['digits'] ?? '')
  const side = sideOf(parts)
  return amount === null || side === 'unclear' ? null : { amount, side }
}

/** The side that letters behind an amount, brackets or a minus tell; `unclear` when the letters are none that a bank writes there. */
function sideOf({ open, sign, letters }: Record<string, string | undefined>): Side | null | 'unclear' {
  if (letters !== undefined) return readSide(letters) ?? 'unclear'
  return open !== undefined || sign === '-' ? 'debit' : null
}

function wholeRupiah(digits: string): Rupiah | null {
  const [, body = digits] = /^(.*\d)[.,]0{1,2}$/.exec(digits) ?? []
  const [separator, other] = new Set(body.replaceAll(/\d/g, ''))
  if (other !== undefined) return null
  if (separator !== undefined && !isGrouped(body, separator)) return null
  // The same mark for thousands and for cents is no number that a bank prints.
  if (separator !== undefined && body !== digits && digits.charAt(body.length) === separator) return null
  const plain = body.replaceAll(/[.,]/g, '')
  return plain.length > LARGEST_DIGITS ? null : BigInt(plain)
}

function isGrouped(body: string, separator: string): boolean {
  const [first = '', ...groups] = body.split(separator)
  return /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group))
}

const MONTH_NAMES = 'JAN FEB MAR APR MEI JUN JUL AGU SEP OKT NOV DES'.split(' ')
const OTHER_NAMES: Readonly<Record<string, string>> = {
  MAY: 'MEI',
  AUG: 'AGU',
  AGT: 'AGU',
  AGS: 'AGU',
  OCT: 'OKT',
  DEC: 'DES',
  NOP: 'NOV',
}

/**
 * A day as Indonesian banks write it: day first (`31/01/2026`, `31-01-26`, `31 Jan 2026`), ISO, or without a year when the period of the
 * statement has one. A clock time behind it is left out. Null for what is no day.
 */
export function readBankDay(text: string, yearOfPeriod: number | null = null): PlainDate | null {
  const words = text
    .trim()
    .replace(/^'/, '')
    .split(/[\s,T]+/)
  const [first = ''] = words
  if (isPlainDate(first)) return first
  const [day = '', month = '', year = ''] = /\d[/.-]/.test(first) ? first.split(/[/.-]/) : words
  const monthNumber = /^\d{1,2}$/.test(month) ? Number(month) : monthNamed(month)
  const yearNumber = yearOf(year) ?? yearOfPeriod
  if (!/^\d{1,2}$/.test(day) || monthNumber === null || yearNumber === null) return null
  return dayOf(yearNumber, monthNumber, Number(day))
}

function yearOf(text: string): number | null {
  if (/^\d{4}$/.test(text)) return Number(text)
  return /^\d{2}$/.test(text) ? 2_000 + Number(text) : null
}

function monthNamed(text: string): number | null {
  const name = text.slice(0, 3).toUpperCase()
  const at = MONTH_NAMES.indexOf(OTHER_NAMES[name] ?? name)
  return at === -1 ? null : at + 1
}

/** `260520` and, of an entry day, `0520` in the year nearest to a day; null when there is no such day. */
export function readSwiftDay(text: string, near: PlainDate | null = null): PlainDate | null {
  if (/^\d{6}$/.test(text))
    return dayOf(2_000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4)))
  if (!/^\d{4}$/.test(text) || near === null) return null
  const [month, day] = [Number(text.slice(0, 2)), Number(text.slice(2))]
  // A value day of December may be entered in January, and the other way round.
  const year =
    Number(near.slice(0, 4)) +
    (month === 1 && near.slice(5, 7) === '12' ? 1 : month === 12 && near.slice(5, 7) === '01' ? -1 : 0)
  return dayOf(year, month, day)
}

function dayOf(year: number, month: number, day: number): PlainDate | null {
  if (year < 2_000 || year > 2_199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return null
  return plainDateOf(year, month, day)
}
