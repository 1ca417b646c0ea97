import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOLIDAY_YEARS, parseHolidayYear } from './holidays.ts'
import { weekdayOf } from './plain-date.ts'
import { Refusal } from './refusal.ts'

const file = {
  year: 2027,
  decrees: ['SKB rekaan'],
  confidence: 'H',
  checkedOn: '2026-11-20',
  holidays: [
    { on: '2027-01-01', name: 'Tahun Baru', kind: 'libur-nasional' },
    { on: '2027-01-04', name: 'Cuti bersama', kind: 'cuti-bersama' },
  ],
}

test('the built-in years have as many days as their decrees name', () => {
  const counts = HOLIDAY_YEARS.map(({ year, holidays }) => [
    year,
    holidays.filter(({ kind }) => kind === 'libur-nasional').length,
    holidays.filter(({ kind }) => kind === 'cuti-bersama').length,
  ])
  // 2024: 17 of the joint decree and two polling days by decision of the President.
  assert.deepEqual(counts, [
    [2024, 17 + 2, 10],
    [2025, 17, 10 + 1],
    [2026, 17, 8],
  ])
})

test('every built-in year could itself be a holiday file', () => {
  for (const year of HOLIDAY_YEARS) {
    assert.deepEqual(parseHolidayYear('buatan', JSON.parse(JSON.stringify(year))), year)
  }
})

test('collective leave never falls on a weekend', () => {
  for (const { holidays } of HOLIDAY_YEARS) {
    for (const { on, kind } of holidays) if (kind === 'cuti-bersama') assert.ok(weekdayOf(on) <= 5, on)
  }
})

test('a file of a later year is read', () => {
  assert.deepEqual(parseHolidayYear('2027.json', file), file)
})

const [first] = file.holidays
for (const [what, value, place, problem] of [
  ['text', 'libur', '(berkas)', 'not-an-object'],
  ['a list', [], '(berkas)', 'not-an-object'],
  ['null', null, '(berkas)', 'not-an-object'],
  ['an unknown field', { ...file, tahun: 2027 }, 'tahun', 'unknown-field'],
  ['no decree field', { ...file, decrees: undefined }, 'decrees', 'wrong-shape'],
  ['an empty decree', { ...file, decrees: [' '] }, 'decrees[0]', 'wrong-shape'],
  ['no decree', { ...file, decrees: [] }, 'decrees', 'empty'],
  ['a year as text', { ...file, year: '2027' }, 'year', 'wrong-shape'],
  ['a year of long ago', { ...file, year: 27 }, 'year', 'wrong-shape'],
  ['an unknown confidence', { ...file, confidence: 'X' }, 'confidence', 'wrong-shape'],
  ['an impossible day of checking', { ...file, checkedOn: '2026-02-30' }, 'checkedOn', 'wrong-shape'],
  ['holidays that are no list', { ...file, holidays: {} }, 'holidays', 'wrong-shape'],
  ['no holiday', { ...file, holidays: [] }, 'holidays', 'empty'],
  ['a holiday that is text', { ...file, holidays: ['2027-01-01'] }, 'holidays[0]', 'not-an-object'],
  [
    'a holiday without kind',
    { ...file, holidays: [{ on: '2027-01-01', name: 'X' }] },
    'holidays[0].kind',
    'missing',
  ],
  ['another kind', { ...file, holidays: [{ ...first, kind: 'libur' }] }, 'holidays[0].kind', 'wrong-shape'],
  [
    'an impossible date',
    { ...file, holidays: [{ ...first, on: '2027-02-30' }] },
    'holidays[0].on',
    'wrong-shape',
  ],
  [
    'a date of another year',
    { ...file, holidays: [first, { ...first, on: '2026-12-31' }] },
    'holidays[1].on',
    'outside-year',
  ],
  ['a day twice', { ...file, holidays: [first, first] }, 'holidays[1].on', 'duplicate'],
  ['an empty name', { ...file, holidays: [{ ...first, name: '' }] }, 'holidays[0].name', 'wrong-shape'],
] as const) {
  test(`a holiday file with ${what} is refused with the place`, () => {
    assert.throws(
      () => parseHolidayYear('2027.json', value),
      (error) => {
        assert.ok(error instanceof Refusal)
        assert.deepEqual(error.value, {
          code: 'holiday-file-invalid',
          details: { file: '2027.json', place, problem },
        })
        return true
      },
    )
  })
}

test('a missing field is named', () => {
  const { confidence, ...rest } = file
  assert.equal(confidence, 'H')
  assert.throws(
    () => parseHolidayYear('2027.json', rest),
    (error) =>
      error instanceof Refusal &&
      'place' in error.value.details &&
      error.value.details.place === 'confidence',
  )
})
