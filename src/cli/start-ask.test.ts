import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../platform/config.ts'
import { startAskOf } from './start-ask.ts'

const isConfigured = (env: Record<string, string>) => startAskOf(readConfig(env), false).isConfigured

test('another port, folder or log is still a plain start', () => {
  assert.deepEqual(startAskOf(readConfig({ PORT: '0', PAYUNG_DATA: '/tmp/x', PAYUNG_LOG: 'warn' }), true), {
    training: null,
    isEmpty: true,
    isConfigured: false,
  })
  assert.equal(startAskOf(readConfig({ PAYUNG_TRAINING: '0' }), false).training, false)
})

test('whatever other people need makes it a start for work: an address, a database, a bank, keys, letters, sign-in', () => {
  for (const env of [
    { HOST: '0.0.0.0' },
    { DATABASE_URL: 'postgres://a:b@db/payung' },
    { PAYUNG_PUBLIC_URL: 'https://payung.example.go.id' },
    { PAYUNG_TRUSTED_PROXIES: '10.0.0.1' },
    { PAYUNG_MAIL_COMMAND: '["sendmail","-t"]' },
    { PAYUNG_KEYS_COMMAND: '["kms","read"]' },
  ])
    assert.equal(isConfigured(env as Record<string, string>), true, JSON.stringify(env))
})
