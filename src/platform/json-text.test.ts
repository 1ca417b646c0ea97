import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hasRepeatedField } from './json-text.ts'

test('a field named twice is found at any depth and however it is written', () => {
  for (const text of [
    '{"a":1,"a":2}',
    '{"a":1,"b":{"c":1,"c":1}}',
    '[{"a":1},{"b":1,"b":2}]',
    String.raw`{"a":1,"\u0061":2}`,
    '{ "a" : [] , "a" : {} }',
  ]) {
    assert.equal(hasRepeatedField(text), true, text)
  }
})

test('the same name in two objects, or the same text as a value, is no repetition', () => {
  for (const text of [
    '{"a":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":"a","b":["a","a"]}',
    '{"a":"\\"a\\":1,"}',
    '""',
    '1',
  ]) {
    assert.equal(hasRepeatedField(text), false, text)
  }
})

test('nothing that JSON.stringify writes names a field twice', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.equal(hasRepeatedField(JSON.stringify(value)), false)
    }),
  )
})
