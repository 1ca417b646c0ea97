import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HOLIDAY_YEARS, type HolidayYear } from './holidays.ts'
import { addDays, daysBetween, plainDate, weekdayOf } from './plain-date.ts'
import { Refusal } from './refusal.ts'
import { addWorkingDays, nextWorkingDay, workCalendar, workingDaysBetween } from './working-days.ts'

const calendar = workCalendar()
const FIRST = plainDate('2024-01-01')
const LAST = plainDate('2026-12-31')
const knownDay = fc
  .integer({ min: 0, max: daysBetween(FIRST, LAST) - 90 })
  .map((count) => addDays(FIRST, count))
const dayCount = fc.integer({ min: 1, max: 30 })

test('a due date on a Saturday, a holiday or the Lebaran leave moves to the next working day', () => {
  for (const [due, moved] of [
    ['2026-01-15', '2026-01-15'],
    ['2026-02-15', '2026-02-18'],
    ['2026-03-15', '2026-03-16'],
    ['2026-08-15', '2026-08-18'],
    ['2024-04-08', '2024-04-16'],
    ['2025-03-28', '2025-04-08'],
    ['2025-08-16', '2025-08-19'],
  ] as const) {
    assert.equal(nextWorkingDay(plainDate(due), calendar), moved)
  }
})

test('ten working days of a first warning pass over Lebaran', () => {
  // 17, 25, 26, 27, 30, 31 March, 1, 2, 6, 7 April: Nyepi, Lebaran with its leave, and Good Friday lie between.
  assert.equal(addWorkingDays(plainDate('2026-03-16'), 10, calendar), '2026-04-07')
  assert.equal(workingDaysBetween(plainDate('2026-03-16'), plainDate('2026-04-07'), calendar), 10)
})

test('where collective leave is worked only public holidays are off', () => {
  const worked = workCalendar(HOLIDAY_YEARS, { collectiveLeaveIsWorked: true })
  assert.equal(nextWorkingDay(plainDate('2025-04-02'), worked), '2025-04-02')
  assert.equal(nextWorkingDay(plainDate('2025-03-31'), worked), '2025-04-02')
  assert.equal(nextWorkingDay(plainDate('2025-04-02'), calendar), '2025-04-08')
})

test('a polling day is a holiday', () => {
  assert.equal(calendar.findHoliday(plainDate('2024-02-14'))?.name, 'Pemungutan suara Pemilu 2024')
  assert.equal(calendar.isWorkingDay(plainDate('2024-11-27')), false)
})

test('a year without a table is refused, a weekend of it too, and when a count runs into it', () => {
  const refused = (ask: () => unknown) => {
    assert.throws(ask, (error) => {
      assert.ok(error instanceof Refusal)
      assert.deepEqual(error.value, {
        code: 'holidays-unknown',
        details: { year: 2027, known: [2024, 2025, 2026] },
      })
      return true
    })
  }
  refused(() => calendar.isWorkingDay(plainDate('2027-01-02')))
  refused(() => nextWorkingDay(plainDate('2027-01-01'), calendar))
  refused(() => addWorkingDays(plainDate('2026-12-30'), 2, calendar))
  refused(() => workingDaysBetween(plainDate('2026-12-30'), plainDate('2027-01-02'), calendar))
})

test('a table of a later year is added, and one of a known year replaces ours', () => {
  const holidays = [{ on: plainDate('2027-01-04'), name: 'Libur rekaan', kind: 'libur-nasional' }] as const
  const later: HolidayYear = {
    year: 2027,
    decrees: ['SKB rekaan'],
    confidence: 'L',
    checkedOn: plainDate('2026-11-20'),
    holidays,
  }
  const longer = workCalendar([...HOLIDAY_YEARS, later])
  assert.equal(nextWorkingDay(plainDate('2027-01-02'), longer), '2027-01-05')
  const replaced = workCalendar([...HOLIDAY_YEARS, { ...later, year: 2026, holidays: [] }])
  assert.equal(replaced.isWorkingDay(plainDate('2026-12-25')), true)
})

test('a count that is not a whole number from one is a bug', () => {
  for (const count of [0, -1, 1.5, Number.NaN]) {
    assert.throws(() => addWorkingDays(plainDate('2026-03-16'), count, calendar), RangeError)
  }
})

test('property: a result never lies on a weekend or a day off and is later than its start', () => {
  fc.assert(
    fc.property(knownDay, dayCount, (day, count) => {
      const due = addWorkingDays(day, count, calendar)
      assert.ok(due > day)
      assert.ok(weekdayOf(due) <= 5)
      assert.equal(calendar.findHoliday(due), null)
      assert.ok(nextWorkingDay(day, calendar) >= day)
    }),
  )
})

test('property: counting back what was added gives the same number', () => {
  fc.assert(
    fc.property(knownDay, dayCount, (day, count) => {
      assert.equal(workingDaysBetween(day, addWorkingDays(day, count, calendar), calendar), count)
    }),
  )
})

test('property: more days or a later start never give an earlier day, and steps add up', () => {
  fc.assert(
    fc.property(knownDay, dayCount, dayCount, fc.nat(20), (day, one, two, shift) => {
      const due = addWorkingDays(day, one, calendar)
      assert.ok(addWorkingDays(day, one + 1, calendar) > due)
      assert.ok(addWorkingDays(addDays(day, shift), one, calendar) >= due)
      assert.equal(addWorkingDays(due, two, calendar), addWorkingDays(day, one + two, calendar))
    }),
  )
})
