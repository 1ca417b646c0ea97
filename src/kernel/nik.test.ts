import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { groupNik, maskNik, parseNik, type NikContext, type NikReading } from './nik.ts'
import { dayNumber, plainDate, plainDateOf, daysInMonth } from './plain-date.ts'

/** Kota 99, kecamatan 99 has never been issued: see "Invented NIKs" in CONTRIBUTING.md. */
const AREA = '169999'
const context: NikContext = { on: plainDate('2026-05-01') }

function read(typed: string, more: Partial<NikContext> = {}): NikReading {
  return parseNik(typed, { ...context, ...more })
}

function errorsOf(typed: string): string[] {
  const reading = read(typed)
  return reading.accepted ? [] : reading.errors.map((error) => error.code)
}

function warningsOf(typed: string, more: Partial<NikContext> = {}): string[] {
  const reading = read(typed, more)
  assert.ok(reading.accepted)
  return reading.warnings.map((warning) => warning.code)
}

test('a sound NIK tells sex and birth date', () => {
  const man = read(`${AREA}1702900001`)
  assert.ok(man.accepted)
  assert.equal(man.sex, 'male')
  assert.deepEqual(man.possibleBirthDates, ['1990-02-17'])
  assert.deepEqual([man.warnings, man.changes], [[], []])

  const woman = read(`${AREA}5702900001`)
  assert.ok(woman.accepted)
  assert.equal(woman.sex, 'female')
  assert.deepEqual(woman.possibleBirthDates, ['1990-02-17'])
})

for (const [what, typed, codes] of [
  ['nothing', '  ', ['nik-missing']],
  ['only separators', ' .-\u200B', ['nik-missing']],
  ['15 digits', `${AREA}170290001`, ['nik-wrong-length']],
  ['17 digits', `${AREA}17029000010`, ['nik-wrong-length']],
  ['all digits alike', '1111111111111111', ['nik-filler']],
  ['counting', '1234567890123456', ['nik-filler']],
  ['province 00', '0099991702900001', ['nik-province-impossible']],
  ['province 22', '2299991702900001', ['nik-province-impossible']],
  ['province 97', '9799991702900001', ['nik-province-impossible']],
  ['day 00', `${AREA}0002900001`, ['nik-day-impossible']],
  ['day 32', `${AREA}3202900001`, ['nik-day-impossible']],
  ['day 40', `${AREA}4002900001`, ['nik-day-impossible']],
  ['day 72', `${AREA}7202900001`, ['nik-day-impossible']],
  ['month 00', `${AREA}1700900001`, ['nik-month-impossible']],
  ['month 13', `${AREA}1713900001`, ['nik-month-impossible']],
  ['serial 0000', `${AREA}1702900000`, ['nik-serial-impossible']],
  [
    'several at once',
    '0099990013900000',
    ['province', 'day', 'month', 'serial'].map((part) => `nik-${part}-impossible`),
  ],
  ['a spreadsheet number', '1.67999170290001E+15', ['nik-stored-as-number']],
  ['a spreadsheet number, comma', '1,67999170290001e15', ['nik-stored-as-number']],
  ['a number with decimals', `${AREA}1702900001.0`, ['nik-stored-as-number']],
  ['words', 'belum ada', ['nik-not-digits']],
] as const) {
  test(`refuses ${what}`, () => {
    assert.deepEqual(errorsOf(typed), codes)
  })
}

test('a letter typed for a digit is refused with a hint and never repaired', () => {
  const reading = read(`${AREA}17O29OOOOl`)
  assert.deepEqual(reading, {
    accepted: false,
    errors: [{ code: 'nik-not-digits', likelyTyping: true }],
    changes: [],
  })
  const word = read(`${AREA}17029XOOO1`)
  assert.ok(!word.accepted)
  assert.deepEqual(word.errors, [{ code: 'nik-not-digits', likelyTyping: false }])
})

for (const [what, typed, changes] of [
  ['groups of four', '1699 9917 0290 0001', ['separators-removed']],
  ['dots and dashes', '16.99.99-170290–0001', ['separators-removed']],
  ["a spreadsheet's apostrophe", `'${AREA}1702900001`, ['separators-removed']],
  ['a no-break space', `1699\u00A09917 02900001`, ['separators-removed']],
  ['marks that cannot be seen', `\u202A${AREA}\u200B170290\uFEFF0001\u202C`, ['separators-removed']],
  ['full-width digits', '１６99991702900001', ['digits-converted']],
  ['Arabic-Indic digits', '١٦99991702900001', ['digits-converted']],
  ['Persian digits and a space', '۱۶ 99991702900001', ['separators-removed', 'digits-converted']],
] as const) {
  test(`reads ${what} and says what it changed`, () => {
    const reading = read(typed)
    assert.ok(reading.accepted)
    assert.equal(reading.nik.reveal(), `${AREA}1702900001`)
    assert.deepEqual(reading.changes, changes)
  })
}

for (const [what, birth] of [
  ['30 February', '300290'],
  ['a woman of 30 February', '700290'],
  ['31 April', '310490'],
  ['29 February of a common year', '290290'],
] as const) {
  test(`warns of ${what} and accepts`, () => {
    assert.deepEqual(warningsOf(`${AREA}${birth}0001`), ['nik-date-impossible'])
  })
}

test('29 February 00 is the year 2000, since 1900 was no leap year', () => {
  const reading = read(`${AREA}2902000001`)
  assert.ok(reading.accepted)
  assert.deepEqual(reading.possibleBirthDates, ['2000-02-29'])
})

test('the century follows from an age of at most 110, and stays open when two fit', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['2026-05-01', '010126', ['2026-01-01', '1926-01-01']],
    ['2026-05-01', '010626', ['1926-06-01']],
    ['2026-05-01', '010516', ['2016-05-01', '1916-05-01']],
    ['2026-05-01', '300415', ['2015-04-30']],
    ['2026-05-01', '010127', ['1927-01-01']],
    ['2126-05-01', '010190', ['2090-01-01']],
    ['2005-05-01', '010195', ['1995-01-01', '1895-01-01']],
  ]
  for (const [on, birth, expected] of cases) {
    const reading = read(`${AREA}${birth}0001`, { on: plainDate(on) })
    assert.ok(reading.accepted)
    assert.deepEqual(reading.possibleBirthDates, expected, `${birth} on ${on}`)
  }
})

test('another birth date or sex in the columns beside it warns, the same does not', () => {
  const nik = `${AREA}5702900001`
  assert.deepEqual(warningsOf(nik, { birthDate: plainDate('1990-02-17'), sex: 'female' }), [])
  assert.deepEqual(warningsOf(nik, { birthDate: plainDate('1990-02-18') }), ['nik-birth-date-differs'])
  assert.deepEqual(warningsOf(nik, { birthDate: plainDate('1890-02-17') }), ['nik-birth-date-differs'])
  assert.deepEqual(warningsOf(nik, { sex: 'male' }), ['nik-sex-differs'])
})

test('an area of an older map or of none warns; without a map nothing is said', () => {
  const nik = `${AREA}1702900001`
  const asked: number[] = []
  for (const [status, expected] of [
    ['current', []],
    ['former', ['nik-area-former']],
    ['unknown', ['nik-area-unknown']],
  ] as const) {
    const areaStatus = (kecamatan: number) => {
      asked.push(kecamatan)
      return status
    }
    assert.deepEqual(warningsOf(nik, { areaStatus }), expected)
  }
  assert.deepEqual(new Set(asked), new Set([1_699_990_000]))
  assert.deepEqual(warningsOf('1600991702900001', { areaStatus: () => 'current' }), ['nik-area-unknown'])
})

test('a NIK never prints itself by accident', () => {
  const reading = read(`${AREA}1702900001`)
  assert.ok(reading.accepted)
  const { nik } = reading
  const masked = '1699 •••• •••• 0001'
  assert.equal(maskNik(nik), masked)
  assert.equal(String(nik), masked)
  assert.equal(nik.toString(), masked)
  assert.equal(JSON.stringify({ nik }), `{"nik":"${masked}"}`)
  assert.equal(inspect(nik), masked)
  assert.equal(inspect(reading, { depth: 9, showHidden: true }).includes('9917'), false)
  assert.deepEqual(Object.keys(nik), [])
  assert.equal(groupNik(nik), '1699 9917 0290 0001')
  assert.throws(() => structuredClone(nik).reveal())
})

test('property: every NIK built from a birth date and sex is read back, whatever stands between the digits', () => {
  const separator = fc.constantFrom('', ' ', '.', '-', '\u00A0', '\u200B')
  fc.assert(
    fc.property(
      fc.integer({ min: 1917, max: 2015 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 9_999 }),
      fc.array(separator, { minLength: 16, maxLength: 16 }),
      (year, month, rawDay, isWoman, serial, separators) => {
        const birthDate = plainDateOf(year, month, Math.min(rawDay, daysInMonth(year, month)))
        const day = Number(birthDate.slice(8)) + (isWoman ? 40 : 0)
        const digits = `${AREA}${String(day).padStart(2, '0')}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}${String(serial).padStart(4, '0')}`
        const typed = Array.from(digits, (digit, index) => digit + (separators[index] ?? '')).join('')
        const reading = read(typed, { birthDate, sex: isWoman ? 'female' : 'male' })
        assert.ok(reading.accepted)
        assert.equal(reading.nik.reveal(), digits)
        assert.deepEqual(reading.warnings, [])
        assert.ok(reading.possibleBirthDates.includes(birthDate))
      },
    ),
  )
})

test('property: no text at all makes it throw, and what it accepts keeps every typed ASCII digit in order', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789 .-Ol１٣')), minLength: 10, maxLength: 24 }),
    fc.stringMatching(/^1[1-9]9999[0-7]\d[01]\d{7}$/),
  )
  fc.assert(
    fc.property(text, (typed) => {
      const reading = read(typed)
      if (!reading.accepted || reading.changes.includes('digits-converted')) return
      assert.equal(reading.nik.reveal(), typed.replaceAll(/\D/gu, ''))
      for (const date of reading.possibleBirthDates) assert.ok(dayNumber(date) <= dayNumber(context.on))
    }),
    { numRuns: 500 },
  )
})
