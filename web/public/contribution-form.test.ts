import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatRupiah } from '../../src/kernel/format.ts'
import { priceQuestionBody, readMoney } from './contribution-form.ts'

test('money is read as Indonesians write it', () => {
  for (const text of [
    '1000000',
    '1.000.000',
    'Rp1.000.000',
    'Rp 1.000.000',
    '1 000 000',
    '1,000,000',
    '1.000.000,-',
  ]) {
    assert.equal(readMoney(text), 1_000_000, text)
  }
})

test('what could be meant in two ways is passed on to be refused, never guessed', () => {
  for (const text of ['1,5', '1.5', '1.00', '1.000,50', '-5', '1e6', 'satu juta', '10.0000', '1.000,000']) {
    assert.equal(readMoney(text), text, text)
  }
})

test('every amount as we show it is read back as itself', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 9_007_199_254_740_991n), (amount) => {
      assert.equal(readMoney(formatRupiah(amount)), Number(amount))
    }),
  )
})

test('one month is asked as a month, several as a span', () => {
  assert.deepEqual(priceQuestionBody('BPU', { income: '1.000.000', month: '2026-05', months: '1' }), {
    segment: 'BPU',
    income: 1_000_000,
    month: '2026-05',
  })
  assert.deepEqual(priceQuestionBody('BPU', { income: '1', month: '2026-05', months: '12' }), {
    segment: 'BPU',
    income: 1,
    from: '2026-05',
    months: 12,
  })
})

test('an employer that is no business has no size, and an empty field is not sent', () => {
  const body = priceQuestionBody('PU', { wage: '', employer: 'village', size: 'large', month: '2026-05' })
  assert.deepEqual(body, { segment: 'PU', employer: 'village', month: '2026-05' })
})
