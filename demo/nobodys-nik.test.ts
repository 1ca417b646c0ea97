import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseNik } from '../src/kernel/nik.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import { readPhone } from '../src/modules/people/row/read-phone.ts'
import { bornOnOf, capacityOf, nikDigitsOf, nikSlot, nobodysPhone } from './nobodys-nik.ts'

const HOME = regionCode('16.06.01.2001')
const on = plainDate('2026-05-20')

/** Month and year alike for everybody: only the place in the range can keep two people apart. */
function nikAt(range: 'province' | 'roster', index: number, seed = 1): string {
  const slot = nikSlot(range, seed, index)
  return nikDigitsOf(slot, HOME, bornOnOf(slot, 1990, 3), 'male')
}

test('no two people of a range share a NIK, even when all were born in one month', () => {
  const count = 250_000
  const niks = new Set(Array.from({ length: count }, (_, index) => nikAt('roster', index)))
  assert.equal(niks.size, count)
})

test('people of the twin province and of lists never share a NIK', () => {
  const niks = new Set(Array.from({ length: 20_000 }, (_, index) => nikAt('province', index)))
  assert.ok(
    Array.from({ length: 20_000 }, (_, index) => nikAt('roster', index, 2)).every((nik) => !niks.has(nik)),
  )
})

test('an invented NIK is sound in every part and of regency 99, which was never issued', () => {
  for (const index of [0, 1, 99_899, 99_900, 1_234_567]) {
    const slot = nikSlot('roster', 3, index)
    const birthDate = bornOnOf(slot, 1984, 7)
    const digits = nikDigitsOf(slot, HOME, birthDate, 'female')
    assert.equal(digits.slice(0, 4), '16' + '99')
    const reading = parseNik(digits, { on, birthDate, sex: 'female' })
    assert.deepEqual(reading.accepted && reading.warnings, [])
  }
})

test('a range that is used up refuses the next person', () => {
  assert.doesNotThrow(() => nikSlot('roster', 1, capacityOf('roster') - 1))
  assert.throws(() => nikSlot('roster', 1, capacityOf('roster')), RangeError)
})

test('a telephone number of nobody is one that the importer reads', () => {
  const phone = nobodysPhone(1, 12_345)
  assert.match(phone, /^\+62840\d{8}$/)
  assert.deepEqual(readPhone('phone', phone), { value: phone, outcomes: [] })
})
