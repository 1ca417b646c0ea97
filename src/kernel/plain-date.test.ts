import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addYears,
  ageOn,
  dayNumber,
  daysBetween,
  isPlainDate,
  jakartaDateOf,
  parsePlainDate,
  plainDate,
  plainDateOf,
  weekdayOf,
} from './plain-date.ts'
import { Refusal } from './refusal.ts'

const anyDay = fc
  .integer({ min: -200_000, max: 200_000 })
  .map((count) => addDays(plainDate('2000-02-29'), count))

test('a day that the calendar does not have is no date', () => {
  for (const text of [
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '0026-05-01',
    '+010000-01-01',
    '2026-05-01T00:00',
    ' 2026-05-01',
    '2026-05-01\n',
    '01-05-2026',
    '',
  ]) {
    assert.equal(isPlainDate(text), false, text)
    assert.throws(() => plainDate(text), RangeError)
    assert.throws(
      () => parsePlainDate('on', text),
      (error) => {
        assert.ok(error instanceof Refusal)
        assert.deepEqual(error.value, {
          code: 'value-malformed',
          details: { field: 'on', value: text, expected: 'date' },
        })
        return true
      },
    )
  }
  for (const text of ['2024-02-29', '2000-02-29', '1900-12-31', '9999-12-31']) assert.ok(isPlainDate(text))
})

test('29 February has its birthday on 1 March of a common year for age, and 28 February for a term of years', () => {
  const leapling = plainDate('2004-02-29')
  assert.equal(ageOn(plainDate('2026-02-28'), leapling), 21)
  assert.equal(ageOn(plainDate('2026-03-01'), leapling), 22)
  assert.equal(ageOn(plainDate('2028-02-29'), leapling), 24)
  assert.equal(addYears(leapling, 1), '2005-02-28')
  assert.equal(addYears(leapling, 4), '2008-02-29')
  assert.equal(ageOn(plainDate('2003-12-31'), leapling), -1)
})

test('the week begins on Monday', () => {
  assert.equal(weekdayOf(plainDate('2026-11-16')), 1)
  assert.equal(weekdayOf(plainDate('2026-11-22')), 7)
  assert.equal(weekdayOf(plainDate('1945-08-17')), 5)
})

test('the day changes at midnight in Jakarta, which is 17.00 UTC', () => {
  assert.equal(jakartaDateOf(new Date('2026-05-01T16:59:59.999Z')), '2026-05-01')
  assert.equal(jakartaDateOf(new Date('2026-05-01T17:00:00Z')), '2026-05-02')
  assert.equal(jakartaDateOf(new Date('2026-12-31T17:00:00Z')), '2027-01-01')
  assert.throws(() => jakartaDateOf(new Date(Number.NaN)), RangeError)
})

test('leaving the years of four digits is a bug, not a wrong date', () => {
  assert.throws(() => addDays(plainDate('9999-12-31'), 1), RangeError)
  assert.throws(() => addDays(plainDate('1000-01-01'), -1), RangeError)
  assert.throws(() => addDays(plainDate('2026-01-01'), 0.5 + Number.MAX_VALUE), RangeError)
  assert.throws(() => addYears(plainDate('9999-12-31'), 1), RangeError)
  assert.throws(() => plainDateOf(2026, 2, 30), RangeError)
})

test('property: adding days is undone by subtracting them, counts and weekdays agree, text keeps the order', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -100_000, max: 100_000 }), (day, count) => {
      const other = addDays(day, count)
      assert.ok(isPlainDate(other))
      assert.equal(addDays(other, -count), day)
      assert.equal(daysBetween(day, other), count)
      assert.equal(Math.sign(count), day < other ? 1 : day > other ? -1 : 0)
      assert.equal((weekdayOf(other) - weekdayOf(day) - count) % 7 === 0, true)
      assert.equal(weekdayOf(day), new Date(dayNumber(day) * 86_400_000).getUTCDay() || 7)
    }),
  )
})

test('property: on the day n years later a person is n years old, a day before n − 1', () => {
  fc.assert(
    fc.property(
      anyDay.filter((day) => !day.endsWith('02-29')),
      fc.integer({ min: 0, max: 120 }),
      (birthDate, years) => {
        const birthday = addYears(birthDate, years)
        assert.equal(ageOn(birthday, birthDate), years)
        assert.equal(ageOn(addDays(birthday, -1), birthDate), years - 1)
      },
    ),
  )
})
