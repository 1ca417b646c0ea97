import { refuse } from './refusal.ts'
import { daysInMonth, type PlainDate } from './plain-date.ts'

/** A contribution month (BLTH), ISO text `2026-05`. Text compares in calendar order. */
export type Month = string & { readonly __brand: 'Month' }

/** Years 1000 to 9999, as in PlainDate. */
const MONTH = /^[1-9]\d{3}-(0[1-9]|1[0-2])$/

export function isMonth(text: string): text is Month {
  return MONTH.test(text)
}

/** The month a text names; refuses `2026-13`, `05/2026` and the like with the field's name. */
export function parseMonth(field: string, text: string): Month {
  if (!isMonth(text)) throw refuse('value-malformed', { field, value: text, expected: 'month' })
  return text
}

/** A month written in our own source; throws on a typing error. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`)
  return text
}

export function monthOf(date: PlainDate): Month {
  return date.slice(0, 7) as Month
}

/** Months since year 0: January 2026 is 24312. */
export function monthIndex(value: Month): number {
  return Number(value.slice(0, 4)) * 12 + Number(value.slice(5, 7)) - 1
}

/** The month with that index. One outside the years 1000 to 9999, or a fraction, is a bug and throws RangeError. */
export function monthFromIndex(index: number): Month {
  return month(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`)
}

export function addMonths(value: Month, monthCount: number): Month {
  return monthFromIndex(monthIndex(value) + monthCount)
}

/** How many months from `from` to `to`; negative when `to` is earlier. */
export function monthsBetween(from: Month, to: Month): number {
  return monthIndex(to) - monthIndex(from)
}

export function monthsFrom(first: Month, monthCount: number): Month[] {
  return Array.from({ length: monthCount }, (_, offset) => addMonths(first, offset))
}

export function firstDayOf(value: Month): PlainDate {
  return `${value}-01` as PlainDate
}

export function lastDayOf(value: Month): PlainDate {
  return `${value}-${daysInMonth(Number(value.slice(0, 4)), Number(value.slice(5, 7)))}` as PlainDate
}
