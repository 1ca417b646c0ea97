import { HOLIDAY_YEARS, type Holiday, type HolidayYear } from './holidays.ts'
import { addDays, weekdayOf, type PlainDate } from './plain-date.ts'
import { refuse } from './refusal.ts'

declare module './refusal.ts' {
  interface RefusalDetails {
    /** A count of working days reached a year whose joint decree is not in the tables; the sentence says how to add it. */
    'holidays-unknown': { readonly year: number; readonly known: readonly number[] }
  }
}

/** Which days are worked: Monday to Friday (Perpres 21/2023 for government offices) except the holidays of the known years. */
export type WorkCalendar = {
  /** The tables it goes by, the earliest year first. */
  readonly years: readonly HolidayYear[]
  /** Refuses `holidays-unknown` for a day of a year without a table, a weekend too: an unknown year has no answers. */
  isWorkingDay(date: PlainDate): boolean
  /** The holiday on a day, or null; same refusal. */
  findHoliday(date: PlainDate): Holiday | null
}

/**
 * A calendar of the given years; of two tables for one year the later in the list holds, so that a file can replace ours.
 * Collective leave counts as days off unless `collectiveLeaveIsWorked`.
 */
export function workCalendar(
  years: readonly HolidayYear[] = HOLIDAY_YEARS,
  options: { readonly collectiveLeaveIsWorked?: boolean } = {},
): WorkCalendar {
  const standing = [...new Map(years.map((each) => [each.year, each])).values()].sort(
    (a, b) => a.year - b.year,
  )
  const byYear = new Map(
    standing.map(({ year, holidays }) => [year, new Map(holidays.map((day) => [day.on, day]))]),
  )

  function findHoliday(date: PlainDate): Holiday | null {
    const year = Number(date.slice(0, 4))
    const holidays = byYear.get(year)
    if (!holidays) throw refuse('holidays-unknown', { year, known: [...byYear.keys()] })
    return holidays.get(date) ?? null
  }

  function isWorkingDay(date: PlainDate): boolean {
    const holiday = findHoliday(date)
    if (weekdayOf(date) > 5) return false
    return holiday === null || (holiday.kind === 'cuti-bersama' && options.collectiveLeaveIsWorked === true)
  }

  return { years: standing, isWorkingDay, findHoliday }
}

/** The day itself when it is worked, else the next one that is: a due date on a holiday moves forward (PP 44/2015 Art 21). */
export function nextWorkingDay(date: PlainDate, calendar: WorkCalendar): PlainDate {
  let day = date
  while (!calendar.isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** The `dayCount`-th working day after a day, which itself is not counted. `dayCount` is a whole number from 1, else RangeError. */
export function addWorkingDays(date: PlainDate, dayCount: number, calendar: WorkCalendar): PlainDate {
  if (!Number.isInteger(dayCount) || dayCount < 1) throw new RangeError(`${dayCount} working days`)
  let day = date
  for (let left = dayCount; left > 0; left -= 1) day = nextWorkingDay(addDays(day, 1), calendar)
  return day
}

/** How many working days lie after `from` up to and including `to`; 0 when `to` is not later. The inverse of `addWorkingDays`. */
export function workingDaysBetween(from: PlainDate, to: PlainDate, calendar: WorkCalendar): number {
  let count = 0
  for (let day = from; day < to;) {
    day = addDays(day, 1)
    if (calendar.isWorkingDay(day)) count += 1
  }
  return count
}
