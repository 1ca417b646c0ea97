import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hideSecret, readConfig, reportSettings, unknownNames } from './config.ts'
import { createKeys, writeKeys } from './key-ring.ts'
import { OperatorFailure } from './operator-failure.ts'

function complaintAbout(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    assert.ok(error instanceof OperatorFailure)
    return error.message
  }
  return assert.fail('nothing was wrong')
}

test('without any variable every setting has its default', () => {
  const config = readConfig({})
  assert.equal(config.port, 8080)
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.databaseUrl, null)
  assert.match(config.dataFolder, /\/\.payung$/)
  assert.deepEqual(config.trustedProxies, [])
})

test('an empty variable counts as not set', () => {
  assert.equal(readConfig({ PORT: ' ', HOST: '' }).port, 8080)
})

const WRONG: readonly (readonly [name: string, value: string, says: RegExp])[] = [
  ['PORT', 'abc', /PORT=abc salah.*bilangan bulat 0 sampai 65535/],
  ['PORT', '-1', /bilangan bulat/],
  ['PORT', '70000', /65535/],
  ['PORT', '80.5', /bilangan bulat/],
  ['HOST', 'http://x', /alamat seperti 127\.0\.0\.1/],
  ['DATABASE_URL', 'mysql://x', /postgres:\/\/pengguna:sandi@host/],
  ['PAYUNG_LOG', 'inof', /Mungkin maksudnya "info"/],
  ['PAYUNG_PUBLIC_URL', 'https://x.go.id/payung', /tanpa jalur/],
  ['PAYUNG_PUBLIC_URL', 'ftp://x.go.id', /https:\/\//],
  ['PAYUNG_TRUSTED_PROXIES', '10.0.0.1,dunia', /"dunia" bukan alamat IP/],
  ['PAYUNG_TRUSTED_PROXIES', '10.0.0.0/99', /bukan alamat IP/],
  ['PAYUNG_BODY_LIMIT', '1', /1024/],
]

for (const [name, value, says] of WRONG) {
  test(`${name}=${value} is refused with what to write instead`, () => {
    assert.match(complaintAbout({ [name]: value }), says)
  })
}

test('every wrong setting is named at once', () => {
  assert.equal(complaintAbout({ PORT: 'x', PAYUNG_LOG: 'y', PAYUNG_DTA: '/z' }).split('\n').length, 3)
})

test('a name that begins like ours and is none of ours is answered with the nearest', () => {
  assert.deepEqual(unknownNames({ PAYUNG_DTA: '/x' }), [
    'Pengaturan PAYUNG_DTA tidak dikenal. Mungkin maksudnya PAYUNG_DATA.',
  ])
  assert.deepEqual(unknownNames({ PAYUNGAN: '1', PATH: '/bin' }), [])
})

test('networks of trusted proxies may be addresses and prefixes of both families', () => {
  const { trustedProxies } = readConfig({ PAYUNG_TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16,::1, fd00::/8' })
  assert.deepEqual(trustedProxies, ['10.0.0.1', '10.1.0.0/16', '::1', 'fd00::/8'])
})

test('a password never shows: not in a URL, not in its query, not when the URL cannot be read', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{8,20}$/), (secret) => {
      const values = [
        `postgres://user:${secret}@host:5432/db`,
        `postgres://user@host/db?password=${secret}`,
        `postgres://${secret}`.replace('://', ':'),
        `mysql://user:${secret}@host`,
        secret,
      ]
      for (const value of values) {
        const shown = JSON.stringify(reportSettings({ DATABASE_URL: value }))
        if (value.includes('@') || value === secret) assert.ok(!shown.includes(secret), shown)
      }
    }),
  )
})

test('of a URL everything but the password stays readable', () => {
  assert.equal(hideSecret('postgres://payung:rahasia@db:5432/payung'), 'postgres://payung:***@db:5432/payung')
})

const KEYS = Buffer.from(writeKeys(createKeys())).toString('base64')

test('keys in the environment are read and never shown', () => {
  assert.deepEqual([...(readConfig({ PAYUNG_KEYS: KEYS }).keys?.field.keys() ?? [])], [1])
  const secrets = reportSettings({ PAYUNG_KEYS: KEYS, PAYUNG_AUDIT_HEADS_COMMAND: 'kirim --sandi s3cr3t' })
  const shown = JSON.stringify(secrets)
  assert.equal(shown.includes(KEYS.slice(40, 60)) || shown.includes('s3cr3t'), false)
})

test('keys that are damaged, blank or given twice stop the start in a sentence without them', () => {
  const refused: readonly (readonly [env: Record<string, string>, sentence: RegExp])[] = [
    [{ PAYUNG_KEYS: KEYS.slice(0, -40) }, /PAYUNG_KEYS salah\. Kunci di PAYUNG_KEYS rusak/],
    [{ PAYUNG_KEYS: 'bukan kunci!' }, /JSON kunci dalam base64/],
    [{ PAYUNG_KEYS: '' }, /PAYUNG_KEYS kosong/],
    [{ PAYUNG_KEYS_COMMAND: '  ' }, /PAYUNG_KEYS_COMMAND kosong/],
    [{ PAYUNG_KEYS: KEYS, PAYUNG_KEYS_COMMAND: 'kms' }, /Pakai salah satu/],
  ]
  for (const [env, sentence] of refused) {
    assert.throws(
      () => readConfig(env),
      (error) =>
        error instanceof OperatorFailure &&
        sentence.test(error.message) &&
        !error.message.includes(KEYS.slice(0, 30)),
      sentence.source,
    )
  }
})

test('A37: the identity provider is called by https; by plain http on this machine only', () => {
  const issuerOf = (text: string) => readConfig({ PAYUNG_SSO_ISSUER: text, ...SSO_CLIENT }).ssoIssuer
  for (const good of [
    'https://masuk.contoh.go.id',
    'http://localhost:9',
    'http://127.0.0.1:9',
    'http://[::1]:9',
  ])
    assert.equal(issuerOf(good), good)
  for (const bad of [
    ...['http://masuk.contoh.go.id', 'http://localhost.contoh.go.id', 'http://127.0.0.1.contoh.go.id'],
    ...['HTTP://masuk.contoh.go.id', 'ftp://masuk.contoh.go.id', 'masuk.contoh.go.id', 'http://10.0.0.5'],
  ])
    assert.throws(() => issuerOf(bad), /PAYUNG_SSO_ISSUER/, bad)
})
const SSO_CLIENT = { PAYUNG_SSO_CLIENT_ID: 'payung', PAYUNG_SSO_CLIENT_SECRET: 'rahasia' }

test('a command is words or a JSON list of them, and nothing that only a shell would understand', () => {
  const words = (text: string) => readConfig({ PAYUNG_KEYS_COMMAND: text }).keysCommand
  assert.deepEqual(words('vault  read payung'), ['vault', 'read', 'payung'])
  assert.deepEqual(words('["sh","-c","echo \\"$X\\" | tr a b"]'), ['sh', '-c', 'echo "$X" | tr a b'])
  assert.equal(readConfig({}).keysCommand, null)
  for (const text of [
    'kms "dua kata"',
    'kms $KUNCI',
    'kms | head',
    'kms; rm',
    '[]',
    '[1]',
    '["kms"',
    '[""]',
  ]) {
    assert.throws(() => words(text), OperatorFailure, text)
  }
})
