import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, plainDate } from '../../../kernel/plain-date.ts'
import { compareDates } from './date-likeness.ts'
import { slippedDates } from './date-slips.ts'

test('the slips of a date are all the dates that comparing calls one', () => {
  for (const text of ['1985-03-12', '1990-12-01', '2000-02-29', '1979-10-31', '1964-11-11']) {
    const date = plainDate(text)
    const expected: string[] = []
    for (let days = -15 * 366; days <= 15 * 366; days += 1) {
      const other = addDays(date, days)
      if (['swapped', 'digit', 'year-near', 'guess'].includes(compareDates(date, other))) expected.push(other)
    }
    assert.deepEqual(slippedDates(date).toSorted(), expected)
    assert.ok(expected.length < 70)
  }
})

test('of a guess, the days of its own year are left to whoever asks', () => {
  assert.ok(slippedDates(plainDate('1985-01-01')).every((other) => !other.startsWith('1985')))
})
