import { ageOn, daysInMonth, plainDateOf, type PlainDate } from './plain-date.ts'
import type { RegionCode } from './region-code.ts'

/**
 * A NIK of sound shape: `PPKKCC DDMMYY SSSS`, DD + 40 for women. It hides itself: text, JSON and the debugger show it masked,
 * and only `reveal()` gives the digits, so that printing one in full is always a deliberate act. There is no check digit.
 */
export class Nik {
  readonly #digits: string

  private constructor(digits: string) {
    this.#digits = digits
  }

  /** Only for `parseNik`, which has checked the digits. */
  static ofCheckedDigits(digits: string): Nik {
    return new Nik(digits)
  }

  /** The sixteen digits. For encryption, the blind index and screens with permission; never for logs, addresses or errors. */
  reveal(): string {
    return this.#digits
  }

  equals(other: Nik): boolean {
    return this.#digits === other.#digits
  }

  toString(): string {
    return maskNik(this)
  }

  toJSON(): string {
    return maskNik(this)
  }

  /** What Node's `console.log` and `util.inspect` print. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return maskNik(this)
  }
}

export type Sex = 'male' | 'female'

/** Why sixteen typed characters cannot be a NIK. The row is held until a person mends it; nothing is mended for them. */
export type NikError =
  | { readonly code: 'nik-missing' }
  /** `1.67E+15` or `1671.5`: the spreadsheet stored a number and has lost digits. */
  | { readonly code: 'nik-stored-as-number' }
  /** `likelyTyping` when every wrong character is O, I, l or the like: a digit typed as a letter. */
  | { readonly code: 'nik-not-digits'; readonly likelyTyping: boolean }
  | { readonly code: 'nik-wrong-length'; readonly digitCount: number }
  /** All digits alike, or 1234567890123456. */
  | { readonly code: 'nik-filler' }
  | { readonly code: 'nik-province-impossible' }
  | { readonly code: 'nik-day-impossible' }
  | { readonly code: 'nik-month-impossible' }
  | { readonly code: 'nik-serial-impossible' }

/** What a person should look at. A NIK is not reissued when a birth date is corrected or a province splits, so none of these refuses. */
export type NikWarning =
  /** 30 February, 31 April, 29 February of a common year. */
  | { readonly code: 'nik-date-impossible' }
  | { readonly code: 'nik-birth-date-differs' }
  | { readonly code: 'nik-sex-differs' }
  /** No region table has this kecamatan, or an older one has it. */
  | { readonly code: 'nik-area-unknown' }
  | { readonly code: 'nik-area-former' }

/** Changes of writing only; a digit is never added, dropped or replaced by another. */
export type NikChange = 'separators-removed' | 'digits-converted'

export type NikReading =
  | {
      readonly accepted: false
      readonly errors: readonly [NikError, ...NikError[]]
      readonly changes: readonly NikChange[]
    }
  | {
      readonly accepted: true
      readonly nik: Nik
      readonly sex: Sex
      /** Birth dates the digits allow at an age of 0 to 110, newest first: one, two (age 5 or 105) or none. */
      readonly possibleBirthDates: readonly PlainDate[]
      readonly warnings: readonly NikWarning[]
      readonly changes: readonly NikChange[]
    }

export type NikContext = {
  /** The day on which ages are counted. */
  readonly on: PlainDate
  /** The birth date and sex that stand beside the NIK, when given. */
  readonly birthDate?: PlainDate
  readonly sex?: Sex
  /** What the region tables say of the kecamatan of first issue; left out, areas are not checked. */
  readonly areaStatus?: (kecamatan: RegionCode) => 'current' | 'former' | 'unknown'
}

/** Kemendagri province numbers ever used in a NIK, as of Kepmendagri 300.2.2-2138/2025. */
const PROVINCE = /^(1[1-9]|2[01]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6])/

/** Spaces of every width, dots, dashes, apostrophes, and marks that cannot be seen (zero-width, direction, byte order). */
const SEPARATORS = /[\s.'`\u00B4\u2018\u2019\u02BC\p{Pd}\u2212\p{Cf}]/gu
const ARABIC_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/gu
const NUMBER_TEXT = /^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$|^\d{10,}[.,]\d{1,2}$/
const LOOKALIKES = /^[\dOoQDIil|!SsBZz]+$/
const OLDEST_AGE = 110
/** As nearly every row of a list has it: nothing to put in order, nothing wrong with its shape. */
const PLAIN = /^\d{16}$/
const UNCHANGED: readonly NikChange[] = []

/**
 * Reads a NIK as typed. Errors and warnings follow the levels of the law register (16 digits, province, date, serial, the columns
 * beside it); it never corrects and never guesses. Whether the person exists only Dukcapil can say.
 */
export function parseNik(typed: string, context: NikContext): NikReading {
  const isPlain = PLAIN.test(typed)
  const { text, changes } = isPlain ? { text: typed, changes: UNCHANGED } : normalise(typed)
  const shapeError = isPlain ? fillerError(text) : shapeErrorOf(typed.trim(), text)
  if (shapeError) return { accepted: false, errors: [shapeError], changes }
  const [error, ...more] = partErrors(text)
  if (error) return { accepted: false, errors: [error, ...more], changes }

  const sex = dayField(text) > 40 ? 'female' : 'male'
  const possibleBirthDates = birthDatesOf(text, context.on)
  const warnings = [
    ...dateWarnings(possibleBirthDates, context),
    ...(context.sex && context.sex !== sex ? [{ code: 'nik-sex-differs' } as const] : []),
    ...areaWarnings(text, context),
  ]
  return { accepted: true, nik: Nik.ofCheckedDigits(text), sex, possibleBirthDates, warnings, changes }
}

/** `1671 •••• •••• 0001`: enough to find the line in a list, not enough to know the person. */
export function maskNik(nik: Nik): string {
  const digits = nik.reveal()
  return `${digits.slice(0, 4)} •••• •••• ${digits.slice(12)}`
}

/** All digits in fours, for a screen whose reader has permission to see them. */
export function groupNik(nik: Nik): string {
  return nik.reveal().replace(/\B(?=(\d{4})+$)/g, ' ')
}

function normalise(typed: string): { readonly text: string; readonly changes: readonly NikChange[] } {
  const folded = foldDigits(typed)
  const text = folded.replace(SEPARATORS, '')
  const changes: NikChange[] = []
  if (text !== folded) changes.push('separators-removed')
  if (Array.from(typed).some((character) => !/\d/.test(character) && /\d/.test(foldDigits(character)))) {
    changes.push('digits-converted')
  }
  return { text, changes }
}

/** Full-width digits by NFKC; Arabic-Indic and Persian ones by their place in the block, which NFKC leaves alone. */
function foldDigits(text: string): string {
  return text.normalize('NFKC').replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}

function shapeErrorOf(typed: string, text: string): NikError | null {
  if (text === '') return { code: 'nik-missing' }
  if (NUMBER_TEXT.test(foldDigits(typed).trim())) return { code: 'nik-stored-as-number' }
  if (!/^\d+$/.test(text)) return { code: 'nik-not-digits', likelyTyping: LOOKALIKES.test(text) }
  if (text.length !== 16) return { code: 'nik-wrong-length', digitCount: text.length }
  return fillerError(text)
}

function fillerError(digits: string): NikError | null {
  const isFiller = /^(\d)\1{15}$/.test(digits) || digits === '1234567890123456'
  return isFiller ? { code: 'nik-filler' } : null
}

function partErrors(digits: string): NikError[] {
  const [day, month] = [dayField(digits), Number(digits.slice(8, 10))]
  const errors: NikError[] = []
  if (!PROVINCE.test(digits)) errors.push({ code: 'nik-province-impossible' })
  if (day < 1 || (day > 31 && day < 41) || day > 71) errors.push({ code: 'nik-day-impossible' })
  if (month < 1 || month > 12) errors.push({ code: 'nik-month-impossible' })
  if (digits.endsWith('0000')) errors.push({ code: 'nik-serial-impossible' })
  return errors
}

/** The day as written: 1–31, or 41–71 for a woman. */
function dayField(digits: string): number {
  return Number(digits.slice(6, 8))
}

function birthDatesOf(digits: string, on: PlainDate): PlainDate[] {
  const day = dayField(digits) % 40
  const month = Number(digits.slice(8, 10))
  const yearInCentury = Number(digits.slice(10, 12))
  const newest = Math.floor(Number(on.slice(0, 4)) / 100) * 100 + yearInCentury
  const dates: PlainDate[] = []
  for (let year = newest; year > newest - 300; year -= 100) {
    if (year < 1 || day > daysInMonth(year, month)) continue
    const date = plainDateOf(year, month, day)
    if (date <= on && ageOn(on, date) <= OLDEST_AGE) dates.push(date)
  }
  return dates
}

function dateWarnings(possible: readonly PlainDate[], { birthDate }: NikContext): NikWarning[] {
  if (possible.length === 0) return [{ code: 'nik-date-impossible' }]
  return birthDate && !possible.includes(birthDate) ? [{ code: 'nik-birth-date-differs' }] : []
}

function areaWarnings(digits: string, { areaStatus }: NikContext): NikWarning[] {
  if (!areaStatus) return []
  const [regency, district] = [digits.slice(2, 4), digits.slice(4, 6)]
  const status =
    regency === '00' || district === '00'
      ? 'unknown'
      : areaStatus(Number(`${digits.slice(0, 6)}0000`) as RegionCode)
  if (status === 'current') return []
  return [{ code: status === 'former' ? 'nik-area-former' : 'nik-area-unknown' }]
}
