import { daysInMonth, plainDateOf, type PlainDate } from '../../../kernel/plain-date.ts'
import { compareDates, isGuess, type DateLikeness } from './date-likeness.ts'

const SLIPS: ReadonlySet<DateLikeness> = new Set(['swapped', 'digit', 'year-near', 'guess'])
/** A mistyped last digit, or a mistyped ten. */
const MOST_YEARS = 10

/**
 * The other dates that a birth date may be by one slip: day and month swapped, one digit, one year, or a guess of the same year. For a
 * date that is a guess itself, no list is short enough: it may be any day of its year.
 */
export function slippedDates(date: PlainDate): PlainDate[] {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const years = Array.from({ length: 2 * MOST_YEARS + 1 }, (_, place) => year - MOST_YEARS + place)
  const inYear = Array.from({ length: 12 }, (_, place) => place + 1).flatMap((other) =>
    other === month ? daysOf(year, month) : [day, month, 1, 31].flatMap((of) => dateIn(year, other, of)),
  )
  const found = new Set([...years.flatMap((other) => dateIn(other, month, day)), ...inYear])
  return [...found]
    .filter((other) => !isGuess(date) || other.slice(0, 4) !== date.slice(0, 4))
    .filter((other) => SLIPS.has(compareDates(date, other)))
}

function daysOf(year: number, month: number): PlainDate[] {
  return Array.from({ length: daysInMonth(year, month) }, (_, place) => plainDateOf(year, month, place + 1))
}

function dateIn(year: number, month: number, day: number): PlainDate[] {
  return day <= daysInMonth(year, month) ? [plainDateOf(year, month, day)] : []
}
