import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { blindIndex, decryptField, encryptField, fieldVersion, FieldUnreadable, tokenHash } from './crypto.ts'
import { createKeys, fixedRing, withNewVersion, withoutVersion } from './key-ring.ts'

const keys = createKeys()
const ring = fixedRing(keys)
const place = { table: 'users', column: 'totp_secret', rowId: 7n }
const text = fc.string({ unit: 'binary', maxLength: 200 })

function why(action: () => unknown): FieldUnreadable {
  try {
    action()
  } catch (error) {
    if (error instanceof FieldUnreadable) return error
    throw error
  }
  throw new assert.AssertionError({ message: 'it was readable' })
}

test('every text comes back from its own place', () => {
  fc.assert(
    fc.property(text, fc.bigInt({ min: 1n }), (plaintext, rowId) => {
      const at = { ...place, rowId }
      assert.equal(decryptField(ring, at, encryptField(ring, at, plaintext)), plaintext)
    }),
  )
})

test('an encrypted value is version, nonce, as many bytes as the text, and tag', () => {
  const stored = encryptField(ring, place, 'Kadek')
  assert.equal(stored.length, 2 + 12 + 5 + 16)
  assert.equal(fieldVersion(stored), 1)
  assert.equal(stored.includes('Kadek'), false)
})

test('the same text in the same place is never encrypted with the same nonce', () => {
  const nonces = Array.from({ length: 5_000 }, () => encryptField(ring, place, 'x').toString('hex', 2, 14))
  assert.equal(new Set(nonces).size, nonces.length)
})

test('a value moved to another row, column or table cannot be read there', () => {
  const stored = encryptField(ring, place, 'Kadek')
  for (const other of [{ rowId: 8n }, { column: 'phone' }, { table: 'people' }]) {
    assert.equal(why(() => decryptField(ring, { ...place, ...other }, stored)).why, 'altered')
  }
})

test('one flipped bit anywhere makes a value unreadable', () => {
  const stored = encryptField(ring, place, 'Kadek')
  for (let bit = 0; bit < stored.length * 8; bit += 1) {
    const spoiled = Buffer.from(stored)
    spoiled[bit >> 3] = (spoiled[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.ok(
      why(() => decryptField(ring, place, spoiled)),
      `bit ${bit}`,
    )
  }
})

test('whatever bytes stand in a column, they are refused by name and never as another error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      assert.ok(why(() => decryptField(ring, place, bytes)))
    }),
  )
  assert.equal(why(() => decryptField(ring, place, Buffer.alloc(29))).why, 'too-short')
})

test('a value of the version before is readable until that version is taken away', () => {
  const stored = encryptField(ring, place, 'Kadek')
  const both = withNewVersion(keys, 'field')
  assert.equal(decryptField(fixedRing(both), place, stored), 'Kadek')
  assert.equal(fieldVersion(encryptField(fixedRing(both), place, 'Kadek')), 2)
  const onlyNew = fixedRing(withoutVersion(both, 'field', 1))
  assert.equal(why(() => decryptField(onlyNew, place, stored)).why, 'unknown-version')
})

test('a version cannot be changed to that of another key', () => {
  const both = withNewVersion(keys, 'field')
  const stored = encryptField(fixedRing(both), place, 'Kadek')
  stored[1] = 1
  assert.equal(why(() => decryptField(fixedRing(both), place, stored)).why, 'altered')
})

test('a value that cannot be read names its place and neither text nor key', () => {
  const secret = 'JBSWY3DPEHPK3PXP'
  const stored = encryptField(ring, place, secret)
  const error = why(() => decryptField(ring, { ...place, rowId: 8 }, stored))
  assert.equal(error.message, 'encrypted users.totp_secret of row 8 cannot be read: altered')
  const key = keys.field.get(1)?.export().toString('base64') ?? ''
  const shown = inspect({ error, ring, keys }, { depth: 9, showHidden: true })
  for (const hidden of [secret, key, stored.toString('hex')]) assert.equal(shown.includes(hidden), false)
})

test('a part of a place cannot hold the sign that parts them', () => {
  assert.throws(() => encryptField(ring, { ...place, rowId: '7|1' }, 'x'), RangeError)
  assert.throws(() => encryptField(ring, { ...place, column: '' }, 'x'), RangeError)
})

test('equal values have equal blind indexes, and only under the same kind and key', () => {
  const nik = '1699991702900001'
  assert.deepEqual(blindIndex(ring, 'nik', nik), blindIndex(ring, 'nik', nik))
  const others = [
    blindIndex(ring, 'kpj', nik),
    blindIndex(fixedRing(createKeys()), 'nik', nik),
    tokenHash(ring, nik),
  ]
  for (const other of others) assert.notDeepEqual(other, blindIndex(ring, 'nik', nik))
  assert.deepEqual(
    blindIndex(ring, 'nik', nik),
    createHmac('sha256', keys.index.get(1) ?? '')
      .update(`nik|${nik}`)
      .digest(),
  )
})

test('a blind index is not made with the key that encrypts', () => {
  const swapped = fixedRing({ ...keys, field: createKeys().field })
  assert.deepEqual(blindIndex(swapped, 'phone', '628'), blindIndex(ring, 'phone', '628'))
})
