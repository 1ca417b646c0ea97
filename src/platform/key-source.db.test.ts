import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { keyOf } from '../../test/key-of.ts'
import { testDatabase } from '../../test/database.ts'
import { createKeyFile, keyFileOf, replaceKeyFile } from './key-file.ts'
import { listKeyMarks } from './key-marks.ts'
import { createKeys, markOf, withNewVersion, writeKeys } from './key-ring.ts'
import { openKeys } from './key-source.ts'
import { OperatorFailure } from './operator-failure.ts'

const { owner } = await testDatabase()
const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function newInstallation(): Promise<{ dataFolder: string; keys: null; keysCommand: null }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'payung-keys-'))
  folders.push(dataFolder)
  await owner.pool.query('truncate key_marks')
  return { dataFolder, keys: null, keysCommand: null }
}

/** One sentence, and neither file nor database is other than before. */
async function refusesToStart(settings: Parameters<typeof openKeys>[0], sentence: RegExp): Promise<void> {
  const before = [readdirSync(settings.dataFolder), await listKeyMarks(owner.db)]
  await assert.rejects(
    openKeys(settings, owner),
    (error) => error instanceof OperatorFailure && sentence.test(error.message),
  )
  assert.deepEqual([readdirSync(settings.dataFolder), await listKeyMarks(owner.db)], before)
}

test('a first start makes keys and their marks; the next finds the same', async () => {
  const settings = await newInstallation()
  const first = await openKeys(settings, owner)
  assert.ok(readdirSync(settings.dataFolder).includes('keys.json'))
  const marks = await listKeyMarks(owner.db)
  assert.deepEqual(
    marks.map(({ name, version }) => `${name} ${version}`),
    ['field 1', 'index 1', 'token 1'],
  )
  const next = await openKeys(settings, owner)
  assert.ok(keyOf(next.keys, 'index').equals(keyOf(first.keys, 'index')))
})

test('keys that are gone from a database in use stop the start', async () => {
  const settings = await newInstallation()
  await openKeys(settings, owner)
  rmSync(keyFileOf(settings.dataFolder))
  await refusesToStart(settings, /hilang, padahal basis data sudah memakai kunci/)
  assert.equal(existsSync(keyFileOf(settings.dataFolder)), false)
})

test('keys of another installation stop the start, also when only the index key is another', async () => {
  const settings = await newInstallation()
  const { keys } = await openKeys(settings, owner)
  replaceKeyFile(keyFileOf(settings.dataFolder), createKeys())
  await refusesToStart(settings, /Kunci field versi 1 bukan kunci basis data ini/)
  replaceKeyFile(keyFileOf(settings.dataFolder), { ...keys, index: createKeys().index })
  await refusesToStart(settings, /Kunci index versi 1 bukan kunci basis data ini/)
})

test('keys from an older backup, which lack a version in use, stop the start', async () => {
  const settings = await newInstallation()
  const file = keyFileOf(settings.dataFolder)
  const old = createKeyFile(file, createKeys())
  replaceKeyFile(file, withNewVersion(old, 'field'))
  await openKeys(settings, owner)
  replaceKeyFile(file, old)
  await refusesToStart(settings, /Kunci field versi 2 hilang/)
})

test('a file open to others, or damaged, stops the start', async () => {
  const settings = await newInstallation()
  createKeyFile(keyFileOf(settings.dataFolder), createKeys())
  chmodSync(keyFileOf(settings.dataFolder), 0o644)
  await refusesToStart(settings, /dapat dibaca pengguna lain/)
  chmodSync(keyFileOf(settings.dataFolder), 0o600)
  writeFileSync(keyFileOf(settings.dataFolder), 'x')
  await refusesToStart(settings, /rusak/)
})

test('keys can come from the environment, and then no file is made', async () => {
  const settings = { ...(await newInstallation()), keys: createKeys() }
  const { source, ring } = await openKeys(settings, owner)
  assert.deepEqual([source.kind, ring.newest('field')], ['environment', 1])
  assert.deepEqual(readdirSync(settings.dataFolder), [])
})

test('keys can come from a command; one that prints nothing or nonsense stops the start', async () => {
  const settings = await newInstallation()
  const keys = createKeys()
  const kms = join(settings.dataFolder, 'kms.json')
  writeFileSync(kms, writeKeys(keys))
  const opened = await openKeys({ ...settings, keysCommand: ['cat', kms] }, owner)
  assert.deepEqual(markOf(keyOf(opened.keys, 'token')), markOf(keyOf(keys, 'token')))
  await refusesToStart({ ...settings, keysCommand: ['true'] }, /tidak mencetak apa pun/)
  await refusesToStart({ ...settings, keysCommand: ['echo', '{}'] }, /Kunci dari PAYUNG_KEYS_COMMAND rusak/)
  await refusesToStart({ ...settings, keysCommand: ['false'] }, /gagal dengan kode 1/)
})
