import assert from 'node:assert/strict'
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { keyOf } from '../../test/key-of.ts'
import { decryptField, encryptField, fieldVersion, FieldUnreadable } from './crypto.ts'
import { createKeyFile, keyFileOf, readKeyFile, replaceKeyFile, ringOfFile, sealProblem } from './key-file.ts'
import { createKeys, markOf, withNewVersion, withoutVersion } from './key-ring.ts'
import { OperatorFailure } from './operator-failure.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-keys-'))
after(() => {
  rmSync(folder, { recursive: true, force: true })
})
let count = 0
const newFile = () => join(folder, `${(count += 1)}.json`)
const place = { table: 'users', column: 'totp_secret', rowId: 1 }

test('a sealed file is made for its owner alone, and is keys.json of the data folder', () => {
  assert.equal(keyFileOf('/data'), '/data/keys.json')
  const file = newFile()
  createKeyFile(file, createKeys())
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(readKeyFile(newFile()), undefined)
})

test('when two programs make the file at once, both use the keys of the first', () => {
  const file = newFile()
  const first = createKeyFile(file, createKeys())
  const second = createKeyFile(file, createKeys())
  assert.deepEqual(markOf(keyOf(second, 'field')), markOf(keyOf(first, 'field')))
})

test('a file that others can read or that belongs to another account is refused', () => {
  for (const mode of [0o640, 0o604, 0o620, 0o601]) {
    const file = newFile()
    createKeyFile(file, createKeys())
    chmodSync(file, mode)
    assert.throws(() => readKeyFile(file), /dapat dibaca pengguna lain\. Jalankan: chmod 600 /)
  }
  assert.match(
    sealProblem('k', { mode: 0o100600, uid: (process.getuid?.() ?? 0) + 1 }) ?? '',
    /milik akun lain/,
  )
})

test('as root, a file of an unprivileged account is refused', { skip: process.getuid?.() !== 0 }, () => {
  const file = newFile()
  createKeyFile(file, createKeys())
  chownSync(file, 12_345, 12_345)
  assert.throws(() => readKeyFile(file), /milik akun lain/)
})

test('a damaged file is refused and left as it is', () => {
  const file = newFile()
  writeFileSync(file, '{"format":', { mode: 0o600 })
  assert.throws(() => readKeyFile(file), OperatorFailure)
  assert.equal(readFileSync(file, 'utf8'), '{"format":')
})

test('keys are replaced whole, for their owner alone, and nothing else stays behind', () => {
  const file = newFile()
  const keys = createKeyFile(file, createKeys())
  replaceKeyFile(file, withNewVersion(keys, 'field'))
  assert.deepEqual([...(readKeyFile(file)?.field.keys() ?? [])], [1, 2])
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(
    readdirSync(folder).filter((name) => !/^\d+\.json$/.test(name)),
    [],
  )
})

test('a value of a version made a moment ago by another program is readable at once', () => {
  const file = newFile()
  const keys = createKeyFile(file, createKeys())
  const serving = ringOfFile(file, keys)
  const more = withNewVersion(keys, 'field')
  replaceKeyFile(file, more)
  const stored = encryptField(ringOfFile(file, more), place, 'x')
  assert.equal(fieldVersion(stored), 2)
  assert.equal(decryptField(serving, place, stored), 'x')
})

test('a server writes with a new version within a second, without being started again', async () => {
  const file = newFile()
  const keys = createKeyFile(file, createKeys())
  const serving = ringOfFile(file, keys)
  replaceKeyFile(file, withNewVersion(keys, 'field'))
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  assert.equal(serving.newest('field'), 2)
})

test('a file that is spoiled while serving leaves the last good keys in force', async () => {
  const file = newFile()
  const keys = createKeyFile(file, createKeys())
  const serving = ringOfFile(file, keys)
  const stored = encryptField(serving, place, 'x')
  writeFileSync(file, '{}')
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  assert.equal(decryptField(serving, place, stored), 'x')
  rmSync(file)
  const alien = encryptField(
    ringOfFile(file, withoutVersion(withNewVersion(keys, 'field'), 'field', 1)),
    place,
    'x',
  )
  assert.throws(() => decryptField(serving, place, alien), FieldUnreadable)
})
