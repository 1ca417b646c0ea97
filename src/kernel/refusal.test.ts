import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal, refuse } from './refusal.ts'

test('a refusal is an error that carries its code and the facts of its sentence', () => {
  const refusal = refuse('value-missing', { field: 'income' })
  assert.ok(refusal instanceof Refusal && refusal instanceof Error)
  assert.equal(refusal.name, 'Refusal')
  assert.equal(refusal.code, 'value-missing')
  assert.deepEqual(refusal.value, { code: 'value-missing', details: { field: 'income' } })
})

test('the message of a refusal is its code alone, so that no typed value reaches a log through it', () => {
  const refusal = refuse('value-malformed', { field: 'income', value: 'rahasia', expected: 'whole-rupiah' })
  assert.equal(refusal.message, 'value-malformed')
  assert.doesNotMatch(String(refusal.stack), /rahasia/)
})
