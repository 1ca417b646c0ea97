import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../kernel/refusal.ts'
import { benefitBody, priceBody } from '../modules/law/contract.ts'
import { valuesFromTexts, fieldOfFlag, flagOfField } from './text-values.ts'
import { checkShape } from './validate.ts'

const good = { segment: 'BPU', income: 1_000_000, month: '2026-05' }

function refusalOf(value: unknown) {
  try {
    checkShape(priceBody, value)
  } catch (error) {
    if (error instanceof Refusal) return error.value
    throw error
  }
  return null
}

test('a value of the right shape comes back as it is', () => {
  assert.equal(checkShape(priceBody, good), good)
})

test('an unknown field is named first, with the fields that exist', () => {
  const refusal = refusalOf({ ...good, incom: 5, month: 'x' })
  assert.deepEqual(refusal, {
    code: 'field-unknown',
    details: { field: 'incom', allowed: Object.keys(priceBody.properties) },
  })
})

test('a missing field is named with what it may be', () => {
  const refusal = refusalOf({ income: 1 })
  assert.deepEqual(refusal, {
    code: 'value-missing',
    details: { field: 'segment', allowed: ['PU', 'BPU', 'JAKON', 'PMI'] },
  })
})

test('a word outside the list, a number outside its limits and a wrong type are told apart', () => {
  const rows: [object, string, string][] = [
    [{ ...good, segment: 'XX' }, 'value-not-allowed', 'segment'],
    [{ ...good, riskClass: 'VI' }, 'value-not-allowed', 'riskClass'],
    [{ ...good, programmes: ['JKK', 'ASKES'] }, 'value-not-allowed', 'programmes'],
    [{ ...good, income: -1 }, 'value-out-of-range', 'income'],
    [{ ...good, income: 2 ** 53 }, 'value-out-of-range', 'income'],
    [{ ...good, income: 1.5 }, 'value-malformed', 'income'],
    [{ ...good, income: '1000000' }, 'value-malformed', 'income'],
    [{ ...good, income: true }, 'value-malformed', 'income'],
    [{ ...good, income: null }, 'value-malformed', 'income'],
    [{ ...good, month: '2026-13' }, 'value-malformed', 'month'],
    [{ ...good, month: 202605 }, 'value-malformed', 'month'],
    [{ ...good, programmes: 'JKK' }, 'value-malformed', 'programmes'],
    [{ ...good, labourIntensive: 'ya' }, 'value-malformed', 'labourIntensive'],
  ]
  for (const [value, code, field] of rows) {
    const refusal = refusalOf(value)
    assert.equal(refusal?.code, code, JSON.stringify(value))
    assert.equal((refusal.details as { field?: string }).field, field, JSON.stringify(value))
  }
})

test('a body that is no object is refused as such', () => {
  for (const value of [null, 'text', 5, [good]]) assert.equal(refusalOf(value)?.code, 'value-malformed')
})

test('a prototype name is a field like any other and reaches nothing', () => {
  const refusal = refusalOf(JSON.parse('{"segment":"BPU","__proto__":{"polluted":true}}') as unknown)
  assert.equal(refusal?.code, 'field-unknown')
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
})

test('typed texts become the values of the contract and nothing is guessed', () => {
  const values = valuesFromTexts(priceBody, [
    ['segment', 'bpu'],
    ['income', ' 1000000 '],
    ['wage', '3.500'],
    ['contract', '1e6'],
    ['programmes', 'jkk, JKM,'],
    ['labourIntensive', true],
    ['withPlacement', 'tidak'],
    ['month', ''],
    ['constructor', 'x'],
  ])
  assert.deepEqual(values, {
    segment: 'BPU',
    income: 1_000_000,
    wage: '3.500',
    contract: '1e6',
    programmes: ['JKK', 'JKM'],
    labourIntensive: true,
    withPlacement: false,
    constructor: 'x',
  })
  assert.deepEqual(valuesFromTexts(benefitBody, [['disabilityPercent', '12,5']]), { disabilityPercent: 12.5 })
})

test('flags and fields are two spellings of one name', () => {
  assert.equal(fieldOfFlag('occupation-group'), 'occupationGroup')
  assert.equal(flagOfField('occupationGroup'), '--occupation-group')
})
