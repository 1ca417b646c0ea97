import { daysInMonth, jakartaDateOf, plainDateOf, type PlainDate } from '../../../kernel/plain-date.ts'

/** Why a text is no day. `month-first`: 03/22/1990; `no-such-day`: 31 November; `serial`: a spreadsheet number beyond its days. */
export type DateProblem = 'shape' | 'month-first' | 'no-such-day' | 'serial'

export type DateReading =
  { readonly date: PlainDate; readonly yearDigits: 2 | 4 } | { readonly problem: DateProblem }

/** How a year of two digits becomes four: the newest year of that ending that is not after this one. */
export type YearLimit = number

/** The words of a month by their first letters, with the spelling of before 1972 and English. */
const MONTHS: readonly RegExp[] = [
  /^d?jan/,
  /^[fp]e[bp]/,
  /^mar|^mrt/,
  /^apr/,
  /^me?i$|^may$/,
  /^d?jun/,
  /^d?jul/,
  /^a(?:gu|gt|gs|ug|gus)/,
  /^se?p/,
  /^o[kc]t/,
  /^no[vpf]/,
  /^de[sc]/,
]

const YEAR_FIRST = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/
const DAY_FIRST = /^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})$/
const WITH_WORD = /^(?:[a-z']+,\s*)?(\d{1,2})[-/. ]*([a-z]{3,10})[-/., ]*(\d{4}|\d{2})$/
const INSTANT = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})$/
const CLOCK_TIME = /[t ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$/
const SERIAL = /^-?\d+(?:\.\d+)?$/

/**
 * The day that a text names, Indonesian way: the day before the month, months as words in any usual spelling, a time of day
 * dropped, an instant with a zone as its day in Jakarta. Never swaps day and month to make a date fit.
 */
export function readDateText(typed: string, notAfterYear: YearLimit): DateReading {
  const text = typed.toLowerCase()
  if (INSTANT.test(text)) return instantDay(typed)
  const day = text.replace(CLOCK_TIME, '')
  const dayFirst = DAY_FIRST.exec(day)
  if (dayFirst) return dateOf(dayFirst[3], dayFirst[2], dayFirst[1], notAfterYear)
  const yearFirst = YEAR_FIRST.exec(day)
  if (yearFirst) return dateOf(yearFirst[1], yearFirst[3], yearFirst[4], notAfterYear)
  const worded = WITH_WORD.exec(day)
  if (worded) {
    const month = MONTHS.findIndex((pattern) => pattern.test(worded[2] ?? '')) + 1
    return month === 0 ? { problem: 'shape' } : dateOf(worded[3], String(month), worded[1], notAfterYear)
  }
  return readBareDigits(day, notAfterYear)
}

/** `22031990`, `19900322`, `220390`. Eight digits have one reading: a month is never 19 or 20. Five are a spreadsheet's count of days. */
function readBareDigits(text: string, notAfterYear: YearLimit): DateReading {
  if (/^\d{8}$/.test(text)) {
    const isYearFirst = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])/.test(text) && !/(?:19|20)\d\d$/.test(text)
    return isYearFirst
      ? dateOf(text.slice(0, 4), text.slice(4, 6), text.slice(6), notAfterYear)
      : dateOf(text.slice(4), text.slice(2, 4), text.slice(0, 2), notAfterYear)
  }
  if (/^\d{6}$/.test(text)) return dateOf(text.slice(4), text.slice(2, 4), text.slice(0, 2), notAfterYear)
  return /^\d{5}(?:\.\d+)?$/.test(text) ? readSerial(text, 1900) : { problem: 'shape' }
}

function dateOf(
  yearText: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
  notAfterYear: YearLimit,
): DateReading {
  const yearDigits = yearText?.length === 2 ? 2 : 4
  const [month, day] = [Number(monthText), Number(dayText)]
  const year = yearDigits === 2 ? fullYear(Number(yearText), notAfterYear) : Number(yearText)
  if (month > 12 && month <= 31 && day >= 1 && day <= 12) return { problem: 'month-first' }
  const isDay = year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return isDay ? { date: plainDateOf(year, month, day), yearDigits } : { problem: 'no-such-day' }
}

function fullYear(twoDigits: number, notAfterYear: YearLimit): number {
  const newest = Math.floor(notAfterYear / 100) * 100 + twoDigits
  return newest <= notAfterYear ? newest : newest - 100
}

function instantDay(typed: string): DateReading {
  const instant = new Date(typed)
  return Number.isNaN(instant.getTime())
    ? { problem: 'no-such-day' }
    : { date: jakartaDateOf(instant), yearDigits: 4 }
}

const MS_PER_DAY = 86_400_000
/** 31 December 9999 in the system of 1900, the last day a spreadsheet shows. */
const LAST_SERIAL = 2_958_465
const FEBRUARY_29_OF_1900 = 60

/**
 * The day of a spreadsheet's count: 1 is 1 January 1900, or 0 is 1 January 1904 on old Macs. Count 60 of the first system is the
 * 29 February 1900 that never was; it, negative counts and those after 9999 are refused. The time of day is dropped.
 */
export function readSerial(text: string, system: 1900 | 1904): DateReading {
  const count = SERIAL.test(text) ? Math.floor(Number(text)) : Number.NaN
  const first = system === 1900 ? 1 : 0
  if (!(count >= first && count <= LAST_SERIAL) || (system === 1900 && count === FEBRUARY_29_OF_1900)) {
    return { problem: 'serial' }
  }
  const epoch =
    system === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, count < FEBRUARY_29_OF_1900 ? 31 : 30)
  const day = new Date(epoch + count * MS_PER_DAY)
  if (day.getUTCFullYear() > 9999) return { problem: 'serial' }
  return { date: plainDateOf(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()), yearDigits: 4 }
}
