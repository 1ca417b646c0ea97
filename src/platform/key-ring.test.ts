import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOf } from '../../test/key-of.ts'
import { createKeys, markOf, readKeys, withNewVersion, writeKeys } from './key-ring.ts'
import { OperatorFailure } from './operator-failure.ts'

const keys = withNewVersion(createKeys(), 'field')
const written = JSON.parse(writeKeys(keys)) as Record<string, Record<string, string>>

test('keys come back from their JSON with every version', () => {
  const read = readKeys('Kunci', writeKeys(keys))
  assert.deepEqual([...read.field.keys()], [1, 2])
  for (const version of [1, 2]) assert.ok(keyOf(read, 'field', version).equals(keyOf(keys, 'field', version)))
  assert.ok(keyOf(read, 'token').equals(keyOf(keys, 'token')))
})

const SECRET = written['field']?.['1'] ?? ''
const damaged: readonly (readonly [what: string, text: string])[] = [
  ['no text', ''],
  ['half of the text', writeKeys(keys).slice(0, -30)],
  ['another format', JSON.stringify({ ...written, format: 'payung-keys-2' })],
  ['a list', '[]'],
  ['a key missing', JSON.stringify({ ...written, index: undefined })],
  ['a key without a version', JSON.stringify({ ...written, index: {} })],
  ['a name we do not know', JSON.stringify({ ...written, backup: written['field'] })],
  ['a short key', JSON.stringify({ ...written, field: { 1: Buffer.alloc(16).toString('base64') } })],
  ['a key that is not base64', JSON.stringify({ ...written, field: { 1: `${SECRET.slice(0, -2)}!=` } })],
  ['version 0', JSON.stringify({ ...written, field: { 0: SECRET } })],
  ['version 65536', JSON.stringify({ ...written, field: { 65536: SECRET } })],
  ['one key for two purposes', JSON.stringify({ ...written, index: { 1: SECRET } })],
]

for (const [what, text] of damaged) {
  test(`keys with ${what} are refused in a sentence that holds no part of them`, () => {
    assert.throws(
      () => readKeys('Berkas kunci', text),
      (error) =>
        error instanceof OperatorFailure &&
        error.message.startsWith('Berkas kunci rusak: ') &&
        error.cause === undefined &&
        !error.message.includes(SECRET.slice(0, 6)),
    )
  })
}

test('the mark of a key is the same for the same key only', () => {
  const key = keyOf(keys, 'field')
  assert.deepEqual(markOf(key), markOf(key))
  assert.notDeepEqual(markOf(key), markOf(keyOf(keys, 'field', 2)))
})
