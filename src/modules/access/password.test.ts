import assert from 'node:assert/strict'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Refusal } from '../../kernel/refusal.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { testRing } from '../../../test/test-ring.ts'
import { COMMON_PASSWORDS, readBreachedPasswords } from './breached-passwords.ts'
import {
  hashPassword,
  provedHashes,
  requirePassword,
  saltOfAddress,
  type BreachedPasswords,
} from './password.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-breached-'))
after(() => rmSync(folder, { recursive: true }))

function fault(
  password: string,
  own: string[] = [],
  breached: BreachedPasswords = COMMON_PASSWORDS,
): string | null {
  try {
    requirePassword(password, own, breached)
    return null
  } catch (error) {
    if (error instanceof Refusal && error.value.code === 'password-refused')
      return error.value.details.because
    throw error
  }
}

test('A25: 7 and 8 characters are too short; 10, 64 and 128 are taken, 129 are not', () => {
  const long = 'sembilan kuda laut menari di bawah bulan sabit yang tenang sekali '.repeat(3)
  assert.equal(fault('kq7#bz1'), 'too-short')
  assert.equal(fault('kq7#bz1x'), 'too-short')
  assert.equal(fault('kq7#bz1xvw'), null)
  assert.equal(fault(long.slice(0, 64)), null)
  assert.equal(fault(long.slice(0, 128)), null)
  assert.equal(fault(long.slice(0, 129)), 'too-long')
  assert.equal(fault('🌧️☂️🐴🌊🌙🎈🎻🥁🎺🎷'), null, 'characters are counted, not bytes')
})

test('A25: the passwords that leaks begin with are refused, also decorated, doubled and in capitals', () => {
  for (const password of [
    '1234567890',
    '0987654321',
    'qwertyuiop',
    'aaaaaaaaaaaa',
    'abababababab',
    'Password123!',
    'indonesia2026',
    'Bismillah123',
    'sayangsayang',
    '17081945170845',
    'JAKARTA!!!!!',
    'admin@12345',
    'payungpayung',
  ]) {
    assert.equal(fault(password), 'known-to-be-breached', password)
  }
  for (const password of ['kuda laut berenang', 'hujan-turun-di-kebun', 'qwertyuiop lalu nasi']) {
    assert.equal(fault(password), null, password)
  }
})

test('A25: the list by file refuses plain words and SHA-1 with counts, and leaves the rest', async () => {
  const hash = createHash('sha1').update('ombak besar datang').digest('hex').toUpperCase()
  const file = join(folder, 'bocor.txt')
  writeFileSync(file, `pisang goreng hangat\r\n${hash}:1432\n\n`)
  const list = await readBreachedPasswords(file)
  assert.equal(fault('pisang goreng hangat', [], list), 'known-to-be-breached')
  assert.equal(fault('Pisang Goreng Hangat', [], list), 'known-to-be-breached')
  assert.equal(fault('ombak besar datang', [], list), 'known-to-be-breached')
  assert.equal(fault('ombak kecil datang', [], list), null)
  assert.equal(fault('Password123!', [], list), 'known-to-be-breached', 'the built-in list stays')
  await assert.rejects(readBreachedPasswords(join(folder, 'tidak-ada.txt')), OperatorFailure)
})

test('a password that holds the own name or address is refused', () => {
  assert.equal(fault('siti-aminah-sekali', ['Siti', 'Aminah']), 'holds-own-name')
  assert.equal(fault('kuda laut berenang', ['Siti', 'Aminah', 'ani']), null)
})

const ring = testRing()
const salt = saltOfAddress(ring, 'siti@contoh.go.id')
const isPassword = async (password: string, stored: string | null) =>
  (await provedHashes(password, [stored], salt))[0]

test('A35: a password is kept as argon2id with its parameters, known again, and each address has its own hash', async () => {
  const [one, two] = await Promise.all([
    hashPassword('kuda laut berenang', salt),
    hashPassword('kuda laut berenang', saltOfAddress(ring, 'budi@contoh.go.id')),
  ])
  assert.equal(salt.length, 16)
  assert.notDeepEqual(
    salt,
    saltOfAddress(testRing(), 'siti@contoh.go.id'),
    'nobody computes it without the key',
  )
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(one, two)
  assert.equal(await isPassword('kuda laut berenang', one), true)
  assert.equal(await isPassword('kuda laut berenang ', one), false)
  assert.equal(await isPassword('', null), false)
  await assert.rejects(isPassword('x', 'plain'), RangeError)
})

test('the two ways to type é are one password', async () => {
  assert.equal(
    await isPassword('cafe\u0301 kecil di pojok', await hashPassword('caf\u00e9 kecil di pojok', salt)),
    true,
  )
})

test('hashes of several salts are told apart, and no attempt costs more than three derivations', async () => {
  const hashes = await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) => hashPassword('kuda laut berenang', saltOfAddress(ring, name))),
  )
  const [first = '', second = ''] = hashes
  assert.deepEqual(await provedHashes('kuda laut berenang', [first, null, second, first], salt), [
    true,
    false,
    true,
    true,
  ])
  assert.deepEqual(await provedHashes('kuda laut berenang', hashes, salt), [true, true, true, false])
})
