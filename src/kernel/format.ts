import { isMonth, type Month } from './month.ts'
import { isPlainDate, weekdayOf, type PlainDate } from './plain-date.ts'
import type { PartsPerMillion, Rupiah } from './rupiah.ts'

/**
 * The one module that turns values into the text people read, in Indonesian (PUEBI/EYD style) and English.
 *
 * Written out instead of Intl, because Intl's answer changes with the ICU of the browser or runtime and puts U+00A0 after
 * `Rp`; the same page must read the same everywhere. `format.test.ts` holds Intl as a witness for digits and names.
 */
export type Language = 'id' | 'en'

/** Indonesia's three time zones; none has daylight saving. */
export type TimeZone = 'WIB' | 'WITA' | 'WIT'

const MARKS = { id: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } } as const
const MINUS = '−'

const MONTH_NAMES = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const

const DAY_NAMES = {
  id: 'Senin Selasa Rabu Kamis Jumat Sabtu Minggu'.split(' '),
  en: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
} as const

const ZONE_HOURS = { WIB: 7, WITA: 8, WIT: 9 } as const

const LARGE_UNITS = [
  { size: 1_000_000n, id: 'juta', en: 'million' },
  { size: 1_000_000_000n, id: 'miliar', en: 'billion' },
  { size: 1_000_000_000_000n, id: 'triliun', en: 'trillion' },
] as const

/** A whole number with its thousands grouped: `1.234.567`, `−12`. A fraction is a bug and throws RangeError. */
export function formatNumber(value: number | bigint, language: Language = 'id'): string {
  const whole = BigInt(value)
  return (whole < 0n ? MINUS : '') + grouped(absolute(whole), language)
}

/** An amount of money: `Rp16.800`, `−Rp16.800`. No space after Rp, no decimals. */
export function formatRupiah(amount: Rupiah, language: Language = 'id'): string {
  return `${amount < 0n ? MINUS : ''}Rp${grouped(absolute(amount), language)}`
}

/** A large amount in words, two decimals half-up: `Rp2,57 miliar`, `Rp42 juta`. Below one million it is written in full. */
export function formatRupiahLong(amount: Rupiah, language: Language = 'id'): string {
  const size = absolute(amount)
  // The unit is chosen after rounding: 999.999.999 is Rp1 miliar, not Rp1.000 juta.
  const unit = LARGE_UNITS.findLast((candidate) => size >= candidate.size - candidate.size / 200_000n)
  if (!unit || size < 1_000_000n) return formatRupiah(amount, language)
  const hundredths = divideHalfUp(size * 100n, unit.size)
  return `${amount < 0n ? MINUS : ''}Rp${shortDecimal(hundredths, 2, language)} ${unit[language]}`
}

/**
 * A share as percent with fixed decimals (two unless told), rounded half-up from the exact ratio: `37,48%`, `−0,50%`.
 * A denominator that is not positive is a bug and throws RangeError: a share of nothing is not 0%.
 */
export function formatPercent(
  numerator: number | bigint,
  denominator: number | bigint,
  options: { readonly decimals?: number; readonly language?: Language } = {},
): string {
  const { decimals = 2, language = 'id' } = options
  const [part, whole] = [BigInt(numerator), BigInt(denominator)]
  if (whole <= 0n) throw new RangeError(`percent of ${whole}`)
  const scaled = divideHalfUp(absolute(part) * 100n * 10n ** BigInt(decimals), whole)
  const sign = part < 0n && scaled > 0n ? MINUS : ''
  return `${sign}${decimal(scaled, decimals, language)}%`
}

/** A legal rate in parts per million as percent, exact and as short as it can be: 2400 → `0,24%`, 4450 → `0,445%`, 20000 → `2%`. */
export function formatRate(rate: PartsPerMillion, language: Language = 'id'): string {
  if (rate < 0) throw new RangeError(`rate of ${rate} ppm`)
  return `${shortDecimal(BigInt(rate), 4, language)}%`
}

/** `22 Maret 2024`. */
export function formatDate(date: PlainDate, language: Language = 'id'): string {
  return `${Number(date.slice(8, 10))} ${monthName(date, language)} ${date.slice(0, 4)}`
}

/** `Jumat, 22 Maret 2024`. */
export function formatDateWithDay(date: PlainDate, language: Language = 'id'): string {
  return `${DAY_NAMES[language][weekdayOf(date) - 1] ?? ''}, ${formatDate(date, language)}`
}

/** `22-03-2024`, the form of the official templates; for narrow table columns. */
export function formatTableDate(date: PlainDate): string {
  return `${date.slice(8, 10)}-${date.slice(5, 7)}-${date.slice(0, 4)}`
}

/** `Maret 2024`. */
export function formatMonth(month: Month, language: Language = 'id'): string {
  return `${monthName(month, language)} ${month.slice(0, 4)}`
}

/** A day or a month of a source or an address, as exact as it was given: `22 Maret 2024`, `Maret 2024`; other words stay as they are. */
export function formatDayOrMonth(text: string, language: Language = 'id'): string {
  if (isPlainDate(text)) return formatDate(text, language)
  return isMonth(text) ? formatMonth(text, language) : text
}

/** The clock time of an instant in one of Indonesia's zones: `08.05 WIB`; in English `08:05 WIB`. */
export function formatTime(instant: Date, zone: TimeZone = 'WIB', language: Language = 'id'): string {
  const local = new Date(instant.getTime() + ZONE_HOURS[zone] * 3_600_000).toISOString()
  return `${local.slice(11, 13)}${language === 'id' ? '.' : ':'}${local.slice(14, 16)} ${zone}`
}

/** `JKK`, `JKK dan JKM`, `JKK, JKM, dan JHT`. An empty list is empty text. */
export function formatList(words: readonly string[], language: Language = 'id'): string {
  const and = language === 'id' ? 'dan' : 'and'
  if (words.length <= 2) return words.join(` ${and} `)
  return `${words.slice(0, -1).join(', ')}, ${and} ${words.at(-1) ?? ''}`
}

/** An Indonesian mobile number, stored `+62812…`, as people read it aloud: `0812-3456-7890`. Any other number is returned as it is. */
export function formatPhone(stored: string): string {
  const match = /^\+62(8\d{2})(\d{4})(\d{2,5})$/.exec(stored)
  if (!match) return stored
  const [, prefix = '', middle = '', end = ''] = match
  return `0${prefix}-${middle}-${end}`
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n)
}

function grouped(value: bigint, language: Language): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, MARKS[language].group)
}

/** `scaled / 10^decimals` with all its decimals. */
function decimal(scaled: bigint, decimals: number, language: Language): string {
  if (decimals === 0) return grouped(scaled, language)
  const unit = 10n ** BigInt(decimals)
  const fraction = String(scaled % unit).padStart(decimals, '0')
  return grouped(scaled / unit, language) + MARKS[language].decimal + fraction
}

/** The same without zeros at the end. */
function shortDecimal(scaled: bigint, decimals: number, language: Language): string {
  return decimal(scaled, decimals, language).replace(/[.,]?0+$/, '')
}

function monthName(text: string, language: Language): string {
  return MONTH_NAMES[language][Number(text.slice(5, 7)) - 1] ?? ''
}
