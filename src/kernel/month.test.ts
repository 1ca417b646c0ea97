import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addMonths,
  firstDayOf,
  isMonth,
  lastDayOf,
  month,
  monthFromIndex,
  monthIndex,
  monthOf,
  monthsBetween,
  monthsFrom,
  parseMonth,
} from './month.ts'
import { addDays, isPlainDate } from './plain-date.ts'
import { Refusal } from './refusal.ts'

const anyMonth = fc.integer({ min: 1900 * 12, max: 2200 * 12 }).map(monthFromIndex)

test('a month is refused with the field when it does not exist or is written otherwise', () => {
  for (const text of [
    '2026-13',
    '2026-00',
    '05/2026',
    '2026-5',
    '2026',
    '0026-05',
    '2026-05-01',
    '2026-05\n',
    '',
  ]) {
    assert.equal(isMonth(text), false, text)
    assert.throws(() => month(text), RangeError)
    assert.throws(
      () => parseMonth('month', text),
      (error) => {
        assert.ok(error instanceof Refusal)
        assert.deepEqual(error.value, {
          code: 'value-malformed',
          details: { field: 'month', value: text, expected: 'month' },
        })
        return true
      },
    )
  }
})

test('a month knows its days and its neighbours', () => {
  assert.equal(monthIndex(month('2026-01')), 24_312)
  assert.equal(firstDayOf(month('2024-02')), '2024-02-01')
  assert.equal(lastDayOf(month('2024-02')), '2024-02-29')
  assert.equal(lastDayOf(month('2100-02')), '2100-02-28')
  assert.equal(addMonths(month('2026-11'), 3), '2027-02')
  assert.equal(addMonths(month('2026-01'), -1), '2025-12')
  assert.deepEqual(monthsFrom(month('2026-11'), 3), ['2026-11', '2026-12', '2027-01'])
  assert.deepEqual(monthsFrom(month('2026-11'), 0), [])
})

test('leaving the years of four digits, or part of a month, is a bug', () => {
  assert.throws(() => addMonths(month('9999-12'), 1), RangeError)
  assert.throws(() => addMonths(month('1000-01'), -1), RangeError)
  assert.throws(() => addMonths(month('2026-01'), 0.5), RangeError)
  assert.throws(() => monthFromIndex(-1), RangeError)
})

test('property: adding is undone by subtracting, counts agree and text keeps the order', () => {
  fc.assert(
    fc.property(anyMonth, fc.integer({ min: -1_200, max: 1_200 }), (value, count) => {
      const other = addMonths(value, count)
      assert.ok(isMonth(other))
      assert.equal(addMonths(other, -count), value)
      assert.equal(monthsBetween(value, other), count)
      assert.equal(Math.sign(count), value < other ? 1 : value > other ? -1 : 0)
    }),
  )
})

test('property: first and last day bound the month without a gap to the next', () => {
  fc.assert(
    fc.property(anyMonth, (value) => {
      const [first, last] = [firstDayOf(value), lastDayOf(value)]
      assert.ok(isPlainDate(first) && isPlainDate(last))
      assert.equal(monthOf(first), value)
      assert.equal(monthOf(last), value)
      assert.equal(addDays(last, 1), firstDayOf(addMonths(value, 1)))
    }),
  )
})
