import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { decideFlow, decideMatch, numbersIn, type BookedPayment } from './statements.ts'

const day = plainDate('2026-05-20')
const paid = (change: Partial<BookedPayment> = {}): BookedPayment => ({
  ...{ service: 'va-payment', key: 'K1', entryId: 1n, amount: 16_800n, paidOn: day, referenceNo: 'R1' },
  ...change,
})
const line = { amount: 16_800n, on: day }
const facts = (
  byReference: BookedPayment[],
  byTarget: BookedPayment[],
  isTargetKnown = byTarget.length > 0,
) => ({
  byReference,
  byTarget,
  isTargetKnown,
})

test('the bank’s own reference decides alone, and with another amount a person must look', () => {
  const far = paid({ paidOn: plainDate('2026-01-01') })
  assert.deepEqual(decideMatch(line, facts([far], [])), {
    state: 'linked',
    because: 'same-reference',
    payment: far,
  })
  assert.deepEqual(decideMatch({ ...line, amount: 16_801n }, facts([far], [])), {
    state: 'open',
    because: 'other-amount',
  })
})

test('without a reference number, amount and day must agree, and with exactly one payment', () => {
  const near = paid({ paidOn: plainDate('2026-05-19') })
  assert.equal(decideMatch(line, facts([], [near])).because, 'same-number-amount-day')
  assert.equal(decideMatch(line, facts([], [near, paid({ key: 'K2' })])).because, 'several-fit')
  assert.equal(decideMatch(line, facts([], [paid({ amount: 5n })])).because, 'other-amount')
  assert.equal(
    decideMatch(line, facts([], [paid({ paidOn: plainDate('2026-05-18') })])).because,
    'never-told',
  )
  assert.equal(decideMatch(line, facts([], [], true)).because, 'never-told')
  assert.equal(decideMatch(line, facts([], [])).because, 'number-unknown')
  // Two payments with one reference: the number decides between them.
  assert.equal(
    decideMatch(line, facts([paid(), paid({ key: 'K2' })], [paid()])).because,
    'same-number-amount-day',
  )
})

test('money that no notice told of is what the line names, else the only one of its amount within a day', () => {
  const out = { entryId: 7n, effectiveOn: plainDate('2026-05-21'), names: ['12345678901', 'EPS-000123'] }
  const other = { ...out, entryId: 8n, names: [] }
  const told = { ...line, reference: null, description: 'BPJS TK 12345678901' }
  const late = { ...out, effectiveOn: plainDate('2026-05-28') }
  const by = (because: string) => ({ because, flow: out })
  assert.deepEqual(decideFlow({ ...told, description: '' }, [out]), by('same-amount-day'))
  assert.equal(decideFlow({ ...told, description: '' }, [out, other]), 'several-fit')
  assert.deepEqual(decideFlow(told, [other, out]), by('same-reference'))
  assert.deepEqual(
    decideFlow({ ...told, description: '', reference: 'EPS-000123' }, [out, other]),
    by('same-reference'),
  )
  assert.deepEqual(decideFlow(told, [late]), { because: 'same-reference', flow: late })
  assert.equal(decideFlow({ ...told, description: 'BPJS' }, [late]), 'no-counterpart')
  assert.equal(decideFlow(told, [out, { ...out, entryId: 9n }]), 'several-fit')
})

test('numbers of virtual accounts are found whole, in groups of four, and beside other numbers', () => {
  assert.deepEqual(numbersIn('PEMBAYARAN VA 88099700000000026'), ['88099700000000026'])
  assert.ok(numbersIn('VA 8809 9700 0000 0002 CABANG 001').includes('8809970000000002'))
  assert.ok(numbersIn('VA 88099700000000026 000000000026').includes('88099700000000026'))
  assert.deepEqual(numbersIn('ATM 12345'), [])
})
