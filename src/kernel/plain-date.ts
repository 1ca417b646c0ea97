import { refuse } from './refusal.ts'

/**
 * A civil day, ISO text `2026-05-01`, without time or zone. Text, because a JavaScript Date moves by a day between zones
 * and text compares in calendar order.
 */
export type PlainDate = string & { readonly __brand: 'PlainDate' }

/** Years 1000 to 9999: an earlier one is a typing error, and JavaScript takes 0 to 99 for 1900 to 1999. */
const DATE = /^([1-9]\d{3})-(\d{2})-(\d{2})$/
const MS_PER_DAY = 86_400_000

export function isPlainDate(text: string): text is PlainDate {
  const match = DATE.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1) return false
  return day <= daysInMonth(year, month)
}

/** By the rule and not by a JavaScript Date, which takes ten times as long: a list of a million people asks millions of times. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day a text names; refuses 30 February and every other shape with the field's name. */
export function parsePlainDate(field: string, text: string): PlainDate {
  if (!isPlainDate(text)) throw refuse('value-malformed', { field, value: text, expected: 'date' })
  return text
}

/** A day written in our own source; throws on a typing error. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError(`not a date: ${text}`)
  return text
}

export function plainDateOf(year: number, month: number, day: number): PlainDate {
  const text = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
  const isDay =
    Number.isInteger(year) &&
    year >= 1_000 &&
    year <= 9_999 &&
    Number.isInteger(month) &&
    month >= 1 &&
    month <= 12 &&
    Number.isInteger(day) &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  // What the numbers already prove is not read again from the text.
  return isDay ? (text as PlainDate) : plainDate(text)
}

function twoDigits(count: number): string {
  return count < 10 ? `0${count}` : String(count)
}

/** Days since 1970-01-01. */
export function dayNumber(date: PlainDate): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY
  )
}

/** The day `dayCount` days later, earlier when negative. Leaving the years 1000 to 9999 is a bug and throws RangeError. */
export function addDays(date: PlainDate, dayCount: number): PlainDate {
  return plainDate(isoDayOf((dayNumber(date) + dayCount) * MS_PER_DAY))
}

/** The UTC day of an instant in milliseconds; a year beyond four digits gives text that is no PlainDate. */
function isoDayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** The same day `yearCount` years later; 29 February becomes 28 February in a common year. */
export function addYears(date: PlainDate, yearCount: number): PlainDate {
  const year = Number(date.slice(0, 4)) + yearCount
  const month = Number(date.slice(5, 7))
  return plainDateOf(year, month, Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)))
}

export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(date: PlainDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** Completed years of age on a day. Negative when the day is before the birth date. */
export function ageOn(date: PlainDate, birthDate: PlainDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** The civil day of an instant in Asia/Jakarta (UTC+7, no daylight saving since 1963). */
export function jakartaDateOf(instant: Date): PlainDate {
  return plainDate(isoDayOf(instant.getTime() + 7 * 3_600_000))
}

/** The first instant after a day in Jakarta: what was recorded by then was known on it. */
export function endOfDay(day: PlainDate): Date {
  return new Date(`${addDays(day, 1)}T00:00:00+07:00`)
}

/** Until when something had to be recorded to be known on the day a question names; nothing when it names none. */
export function knownFrom(knownOn: string | undefined): { readonly knownAt?: Date } {
  return knownOn === undefined ? {} : { knownAt: endOfDay(parsePlainDate('knownOn', knownOn)) }
}
