import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serialDate } from './serial-date.ts'
import { isDateFormat } from './xlsx-styles.ts'

test('a serial number means the day that Excel shows, counted from 1900 or from 1904', () => {
  const days: readonly (readonly [serial: number, from1904: boolean, day: string | null])[] = [
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [28577, false, '1978-03-28'],
    [45000, false, '2023-03-15'],
    [45000.75, false, '2023-03-15'],
    [2958465, false, '9999-12-31'],
    [0, true, '1904-01-01'],
    [60, true, '1904-03-01'],
    [43538, true, '2023-03-15'],
  ]
  for (const [serial, from1904, day] of days) assert.equal(serialDate(serial, from1904), day, `${serial}`)
})

test('29 February 1900, a negative and a huge serial are no day', () => {
  for (const serial of [60, -1, 1e9, 2_958_466, Number.NaN, Infinity])
    assert.equal(serialDate(serial, false), null)
  assert.equal(serialDate(2_958_465, true), null)
})

test('a serial below one is a time of day', () => {
  assert.equal(serialDate(0.3541666667, false), '08:30')
  assert.equal(serialDate(0.99999, false), null)
})

test('a format shows a date by its letters outside quotes, brackets and escapes', () => {
  for (const code of ['dd/mm/yyyy', '[$-421]dd mmmm yyyy;@', 'yyyy-mm-dd', 'h:mm', '[h]:mm', 'mmm-yy']) {
    assert.equal(isDateFormat(code), true, code)
  }
  for (const code of [
    'General',
    '0',
    '#,##0.00',
    '"hari dan yd" 0',
    '0\\d',
    '[Red]0',
    '_(* #,##0_)',
    '0.00E+00',
    '"Rp"#,##0',
  ]) {
    assert.equal(isDateFormat(code), false, code)
  }
})
