import type { RowField, StoredAs } from './fields.ts'
import { bareOutcome, outcome, type BareCode } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

function pick(value: string | null, code: BareCode, field: RowField): Reading<string> {
  return value === null ? unreadable(bareOutcome(code, field)) : read(value)
}

function digitsOf(text: string): string {
  return text.replace(/^'/, '').replace(/[\s.'/-]/g, '')
}

/** A family card number: 16 digits, kept as text; one that a spreadsheet may have rounded is dropped with a warning. */
export function readFamilyCardNumber(typed: string, storedAs: StoredAs): Reading<string> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const digits = digitsOf(text)
  const isSound = /^[1-9]\d{15}$/.test(digits) && !/^(\d)\1{15}$/.test(digits)
  const isRounded = storedAs === 'number' && digits.endsWith('0')
  return pick(isSound && !isRounded ? digits : null, 'KK_FORMAT', 'familyCardNumber')
}

/** A KPJ as the SIPP templates take it: 8 to 13 digits or letters, kept as text; one length is not enforced. */
export function readKpj(typed: string): Reading<string> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const kpj = digitsOf(text).toUpperCase()
  return pick(/^[0-9A-Z]{8,13}$/.test(kpj) && /^\d{2}/.test(kpj) ? kpj : null, 'KPJ_FORMAT', 'kpj')
}

/** A tax number: 15 digits (old), 16 (NIK or 0 before the old one) or 22 (with place of business), without its marks. */
export function readNpwp(typed: string): Reading<string> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const digits = digitsOf(text)
  return pick(/^(?:\d{15,16}|\d{22})$/.test(digits) ? digits : null, 'NPWP_FORMAT', 'npwp')
}

const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/

/** An e-mail address in lower case, without `mailto:` and angle brackets. */
export function readEmail(typed: string): Reading<string> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const address = text
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^<|>$/g, '')
  return pick(address.length <= 254 && EMAIL.test(address) ? address : null, 'EMAIL_FORMAT', 'email')
}

/** A welfare decile, 1 to 10: `3`, `Desil 3`, `D-3`. */
export function readDecile(typed: string): Reading<number> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const decile = Number(/^(?:desil|decile|d)?[\s.:-]*(\d{1,2})(?:\.0+)?$/i.exec(text)?.[1])
  return decile >= 1 && decile <= 10 ? read(decile) : unreadable(outcome('DESIL_FORMAT', 'decile', {}))
}

/** A time of day `07:00` from `7`, `07.00`, `7:30 WIB`, `0700`, or the part of a day that a workbook stores. */
export function readHour(field: 'workStart' | 'workEnd', typed: string, storedAs: StoredAs): Reading<string> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  return pick(
    storedAs === 'text' ? clockTime(text) : (partOfDay(text) ?? clockTime(text)),
    'JAM_FORMAT',
    field,
  )
}

function clockTime(text: string): string | null {
  const match = /^(?:pukul|jam)?\s*(\d{1,2})(?:[:.,]?(\d{2})(?:[:.]\d{2})?)?\s*(?:wib|wita|wit)?$/i.exec(text)
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? '0')]
  return hour <= 24 && minute <= 59 && hour * 60 + minute <= 1_440
    ? `${String(hour % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
    : null
}

function partOfDay(text: string): string | null {
  const match = /^\d*\.(\d+)$/.exec(text)
  if (!match) return null
  const minutes = Math.round(Number(`0.${match[1] ?? ''}`) * 1_440) % 1_440
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** RT and RW as three digits; a cell `003/005` under RT gives both. */
export type Neighbourhood = { readonly rt: string | null; readonly rw: string | null }

export function readNeighbourhood(rtTyped: string, rwTyped: string): Reading<Neighbourhood> {
  const [rtText, rwText] = [readSigns(rtTyped), readSigns(rwTyped)]
  if (rtText === '' && rwText === '') return EMPTY
  const both = /^(?:rt\.?\s*)?(\d{1,3})\s*[/-]\s*(?:rw\.?\s*)?(\d{1,3})$/i.exec(rtText)
  if (both && (rwText === '' || unit(rwText) === padded(both[2])))
    return read({ rt: padded(both[1]), rw: padded(both[2]) })
  const [rt, rw] = [unit(rtText), unit(rwText)]
  const isBad = (rtText !== '' && rt === null) || (rwText !== '' && rw === null)
  return isBad
    ? read({ rt, rw }, outcome('RT_RW_FORMAT', rt === null && rtText !== '' ? 'rt' : 'rw', {}))
    : read({ rt, rw })
}

function unit(text: string): string | null {
  const match = /^(?:rt|rw|rt\/rw)?\.?\s*(\d{1,3})([a-z]?)(?:\.0+)?$/i.exec(text)
  return match ? padded(match[1]) + (match[2] ?? '').toUpperCase() : null
}

function padded(digits = ''): string {
  return digits.padStart(3, '0')
}
