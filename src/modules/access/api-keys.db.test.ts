import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { buildApp } from '../../api/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestOrganisation, addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import { tokenHash } from '../../platform/crypto.ts'
import { hintOf, isApiKey, newApiKey } from './api-key.ts'
import { countPersonsForKey } from './ask-with-api-key.ts'
import type { CreateKeyBody } from './contract.ts'
import { createApiKey } from './create-api-key.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { throughGate } from './scope.ts'

const database = await testDatabase()
const { db, owner } = database
const ring = testRing()
const clock = clockAt(TEST_NOW)
const deps = { db, clock, ring }
const app = await buildApp({ ...deps, log: { level: 'silent' } })
after(() => app.close())

const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const sibling = await addTestPerson(owner, 'region-administrator', { region: '16.71', kind: 'regency' })
const body = (change: Partial<CreateKeyBody> = {}): CreateKeyBody => ({
  organisation: regency.organisationId,
  name: 'Dasbor',
  actions: ['users.read'],
  reach: 'region',
  region: '16.06',
  personsPerDay: 10,
  expiresOn: '2027-01-01',
  reason: 'PKS 4/2026',
  ...change,
})
const ask = (key: string, url = '/api/v1/users', on = app) =>
  on.inject({ url, headers: { authorization: `Bearer ${key}` } })

test('a key is payung_ and 43 letters, never twice the same', () => {
  const keys = Array.from({ length: 200 }, newApiKey)
  assert.equal(new Set(keys).size, 200)
  for (const key of keys) assert.ok(isApiKey(key), key)
  assert.equal(isApiKey(`${keys[0] ?? ''}x`), false)
})

test('a key is shown once; the database holds its HMAC and last four letters', async () => {
  const { id, key } = await createApiKey(deps, regency.by, body())
  const [row] = await rowsOf<{ key_hash: Buffer; hint: string; text: string }>(
    owner,
    'select key_hash, hint, api_keys::text as text from api_keys where id = $1',
    [id],
  )
  assert.deepEqual([row?.key_hash, row?.hint], [tokenHash(ring, key), hintOf(key)])
  assert.equal(row?.text.includes(key.slice(7, 30)), false)
  const entries = await rowsOf<{ text: string }>(
    owner,
    'select audit_entries::text as text from audit_entries',
  )
  assert.equal(
    entries.some(({ text }) => text.includes(key)),
    false,
  )
})

test('a key reads what it was given, where it was given it, and nothing else', async () => {
  const { key } = await createApiKey(deps, regency.by, body())
  const answer = await ask(key)
  assert.equal(answer.statusCode, 200, answer.body)
  assert.equal(answer.headers['cache-control'], 'no-store')
  const emails = answer.json<{ users: { email: string }[] }>().users.map(({ email }) => email)
  assert.deepEqual([emails.includes(regency.email), emails.includes(sibling.email)], [true, false])
  assert.equal((await ask(key, `/api/v1/users/${regency.userId}`)).statusCode, 200)
  assert.equal((await ask(key, `/api/v1/users/${sibling.userId}`)).statusCode, 404)
  assert.equal((await ask(key, '/api/v1/organisations')).statusCode, 403)
  assert.equal((await ask(key, '/api/v1/actions')).statusCode, 403)
  const [refusal] = await rowsOf<{ actor_kind: string }>(
    owner,
    `select actor_kind from audit_entries where action = 'access.refused' order by id desc limit 1`,
  )
  assert.equal(refusal?.actor_kind, 'api-key')
})

test('a key beside a signed-in browser acts alone: the cookie gives it nothing', async () => {
  const { key } = await createApiKey(deps, regency.by, body())
  const { headers } = await addTestSession(owner, ring, regency)
  const asked = { url: '/api/v1/organisations', headers: { ...headers, authorization: `Bearer ${key}` } }
  assert.equal((await app.inject({ ...asked, headers })).statusCode, 200)
  assert.equal((await app.inject(asked)).statusCode, 403)
})

test('a key of a company reaches the company only', async () => {
  const company = await addTestOrganisation(owner, 'company', '16.06')
  const clerk = await addTestPerson(owner, 'company-officer', {
    region: '16.06',
    kind: 'company',
    organisation: company,
  })
  const { key } = await createApiKey(deps, regency.by, body({ organisation: company, reach: 'organisation' }))
  const { users } = (await ask(key)).json<{ users: { email: string }[] }>()
  assert.deepEqual(
    users.map(({ email }) => email),
    [clerk.email],
  )
})

test('a wrong, revoked, expired or malformed key: 401, all with one body, whatever cookie comes along', async () => {
  const { id, key } = await createApiKey(deps, regency.by, body())
  const revoked = await createApiKey(deps, regency.by, body())
  await revokeApiKey(deps, regency.by, { id: revoked.id, reason: 'bocor' })
  const later = await buildApp({
    ...deps,
    clock: clockAt(new Date('2027-01-01T00:00:00+07:00')),
    log: { level: 'silent' },
  })
  after(() => later.close())
  const session = await addTestSession(owner, ring, regency)
  const answers = [
    await ask(newApiKey()),
    await ask(revoked.key),
    await ask(key, '/api/v1/users', later),
    await ask('x'),
    await app.inject({ url: '/api/v1/users', headers: { ...session.headers, authorization: 'Basic eDp5' } }),
    await app.inject({
      url: '/api/v1/users',
      headers: { ...session.headers, authorization: `Bearer ${newApiKey()}` },
    }),
  ]
  const bodies = answers.map((answer) => ({ ...answer.json<Record<string, unknown>>(), instance: '' }))
  for (const [index, answer] of answers.entries()) {
    assert.equal(answer.statusCode, 401)
    assert.deepEqual(bodies[index], bodies[0])
  }
  const evening = await buildApp({
    ...deps,
    clock: clockAt(new Date('2026-12-31T23:59:59+07:00')),
    log: { level: 'silent' },
  })
  after(() => evening.close())
  assert.equal(
    (await ask(key, '/api/v1/users', evening)).statusCode,
    200,
    'good until the end of its last day in Jakarta',
  )
  assert.equal(
    (await ask(key, `/api/v1/users?key=${key}`)).statusCode,
    422,
    'a key in an address is not read',
  )
  assert.equal((await app.inject({ url: `/api/v1/users?api_key=${key}` })).statusCode, 401)
  assert.ok(id)
})

test('an address that keeps guessing is slowed, and a good key from there still works', async () => {
  const { key } = await createApiKey(deps, regency.by, body())
  const statuses = new Set<number>()
  for (let guess = 0; guess < 60; guess += 1) statuses.add((await ask(newApiKey())).statusCode)
  assert.deepEqual([...statuses], [401, 429])
  assert.equal((await ask(key)).statusCode, 200)
})

const count = async (
  on: typeof db,
  keyId: string,
  persons: readonly string[],
  at = clock,
): Promise<string> => {
  try {
    await throughGate(on, 'system', (tx) => countPersonsForKey(tx, { clock: at, ring }, keyId, persons))
    return 'counted'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const counted = async (keyId: string) =>
  (await rowsOf(owner, 'select from api_key_persons where api_key_id = $1', [keyId])).length

test('A48: fifty different persons at once under a quota of ten: exactly ten; the same again is free, an eleventh is not', async () => {
  const { id } = await createApiKey(deps, regency.by, body())
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, index) => count(db, id, [`orang ${String(index)}`])),
  )
  assert.equal(results.filter((each) => each === 'counted').length, 10)
  assert.equal(await counted(id), 10)
  const first = results.indexOf('counted')
  assert.equal(await count(db, id, [`orang ${String(first)}`, `orang ${String(first)}`]), 'counted')
  assert.equal(await count(db, id, ['orang baru']), 'api-key-quota')
  assert.equal(await counted(id), 10)
  assert.equal(
    await count(db, id, ['orang baru'], clockAt(new Date('2026-05-20T17:00:00Z'))),
    'counted',
    'a new day in Jakarta',
  )
})

test('A48: two who bring the tenth and the eleventh person at the same moment: one is refused', async () => {
  const { id } = await createApiKey(deps, regency.by, body())
  assert.equal(
    await count(
      db,
      id,
      Array.from({ length: 9 }, (_, index) => `p${String(index)}`),
    ),
    'counted',
  )
  const [one, other] = await database.interleave(
    (on) => count(on, id, ['kesepuluh']),
    (on) => count(on, id, ['kesebelas']),
  )
  assert.deepEqual(
    [one, other].map((result) => (result.status === 'fulfilled' ? result.value : 'failed')),
    ['counted', 'api-key-quota'],
  )
  assert.equal(await counted(id), 10)
})

test('a list of persons over the quota counts none of them', async () => {
  const { id } = await createApiKey(deps, regency.by, body())
  assert.equal(
    await count(
      db,
      id,
      Array.from({ length: 11 }, (_, index) => `p${String(index)}`),
    ),
    'api-key-quota',
  )
  assert.equal(await counted(id), 0)
})
