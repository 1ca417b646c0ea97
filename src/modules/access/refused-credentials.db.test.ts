import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTestPerson, addTestSession, rowsOf } from '../../../test/people.ts'
import { signInApp } from '../../../test/sign-in-app.ts'
import { openDatabase } from '../../platform/db.ts'
import { createApiKey } from './create-api-key.ts'
import { refusedCredentials } from './refused-credentials.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { newToken } from './session-token.ts'

const { app, test: database, ring, clock, asSystem } = await signInApp()
const { db, owner } = database
const deps = { db, clock, ring }
const person = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })

/** These tests have a database that answers. */
const throwOn = (error: unknown) => {
  throw error
}
type Entry = { fault: string; count: number; subject: string | null; address: string | null }
const entriesFrom = (address: string) =>
  rowsOf<Entry>(
    owner,
    `select details ->> 'fault' as fault, affected_count::int as count, subject_id as subject, host(address) as address
     from audit_entries where action = 'credential.refuse' and address = $1::inet order by id`,
    [address],
  )
const ask = (address: string, headers: Record<string, string>, url = '/api/v1/users') =>
  app.inject({ url, headers, remoteAddress: address })
const withCookie = (value: string) => ({ cookie: `payung=${value}` })

test('a forged, a tampered and an expired session are each an entry of the audit, without the secret', async () => {
  const { cookie, headers } = await addTestSession(owner, ring, person)
  assert.equal((await ask('10.3.0.1', headers)).statusCode, 200)
  assert.deepEqual(await entriesFrom('10.3.0.1'), [], 'a good one is none')
  const forged = newToken()
  assert.equal((await ask('10.3.0.2', withCookie(forged))).statusCode, 401)
  assert.equal((await ask('10.3.0.3', { cookie: `${cookie}x` })).statusCode, 401)
  clock.forward(24 * 3_600_000)
  assert.equal((await ask('10.3.0.4', headers)).statusCode, 401)
  const one = (fault: string, address: string, subject: string | null = null) => [
    { fault, count: 1, subject, address },
  ]
  assert.deepEqual(await entriesFrom('10.3.0.2'), one('session-unknown', '10.3.0.2'))
  assert.deepEqual(await entriesFrom('10.3.0.3'), one('session-unknown', '10.3.0.3'))
  assert.deepEqual(await entriesFrom('10.3.0.4'), one('session-over', '10.3.0.4', person.userId))
  const texts = await rowsOf<{ text: string }>(owner, 'select e::text as text from audit_entries e')
  const secrets = [forged, cookie.slice('payung='.length)]
  assert.ok(texts.every(({ text }) => secrets.every((secret) => !text.includes(secret.slice(0, 12)))))
})

test('a wrong, a revoked and an expired key of a program are entries, and the known ones say which key', async () => {
  const make = () =>
    createApiKey(deps, person.by, {
      organisation: person.organisationId,
      name: 'Dasbor',
      actions: ['users.read'],
      reach: 'region',
      region: '16.06',
      personsPerDay: 10,
      expiresOn: '2026-05-25',
      reason: 'PKS',
    })
  const [revoked, expired] = [await make(), await make()]
  await revokeApiKey(deps, person.by, { id: revoked.id, reason: 'selesai' })
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
  assert.equal((await ask('10.3.1.1', bearer(`payung_${'a'.repeat(43)}`))).statusCode, 401)
  assert.equal((await ask('10.3.1.2', bearer(revoked.key))).statusCode, 401)
  await asSystem(`update api_keys set expires_on = '2026-05-21' where id = $1`, [expired.id])
  assert.equal((await ask('10.3.1.3', bearer(expired.key))).statusCode, 401)
  const found = []
  for (const last of [1, 2, 3]) found.push(...(await entriesFrom(`10.3.1.${String(last)}`)))
  assert.deepEqual(
    found.map(({ fault, subject }) => [fault, subject]),
    [
      ['key-unknown', null],
      ['key-over', revoked.id],
      ['key-over', expired.id],
    ],
  )
})

test('a request without sign-in is an entry where sign-in is needed, and none where it is not', async () => {
  assert.equal((await ask('10.3.2.1', {})).statusCode, 401)
  assert.equal((await ask('10.3.2.1', { accept: 'text/html' }, '/akun')).statusCode, 303)
  assert.equal((await ask('10.3.2.2', {}, '/masuk')).statusCode, 200)
  assert.equal((await ask('10.3.2.2', {}, '/tidak-ada')).statusCode, 404)
  assert.deepEqual(
    (await entriesFrom('10.3.2.1')).map(({ fault, count }) => [fault, count]),
    [['not-signed-in', 1]],
    'the second is counted and not yet written',
  )
  assert.deepEqual(await entriesFrom('10.3.2.2'), [])
})

test('a flood from one address is two entries a minute with their number, and is told to wait', async () => {
  const statuses: number[] = []
  const flood = async (times: number) => {
    for (let each = 0; each < times; each += 1)
      statuses.push((await ask('10.3.3.1', withCookie(newToken()))).statusCode)
  }
  await flood(100)
  assert.deepEqual([statuses.slice(0, 60), statuses.slice(60)], [Array(60).fill(401), Array(40).fill(429)])
  const refused = await ask('10.3.3.1', withCookie(newToken()))
  assert.equal(refused.headers['retry-after'], '60')
  assert.equal(refused.headers['cache-control'], 'no-store')
  clock.forward(61_000)
  await flood(1)
  assert.equal(statuses.at(-1), 401, 'the minute is over')
  assert.deepEqual(
    (await entriesFrom('10.3.3.1')).map(({ count }) => count),
    [1, 100, 1],
  )
})

test('whoever shares the address of a flood and has a good session, or wants to sign in, is not kept waiting', async () => {
  for (let each = 0; each < 70; each += 1) await ask('10.3.4.1', withCookie(newToken()))
  assert.equal((await ask('10.3.4.1', withCookie(newToken()))).statusCode, 429)
  const { headers } = await addTestSession(owner, ring, person)
  await asSystem('update sessions set created_at = $1, last_seen_at = $1 where ended_at is null', [
    clock.now(),
  ])
  assert.equal((await ask('10.3.4.1', headers)).statusCode, 200)
  assert.equal((await ask('10.3.4.1', withCookie(newToken()), '/masuk')).statusCode, 200)
})

test('many addresses together write no more than three hundred entries a minute; the rest are one entry', async () => {
  const refused = refusedCredentials(deps, throwOn)
  const before = (await entriesOfMany()).length
  for (let each = 0; each < 400; each += 1) {
    const address = `10.4.${String(Math.trunc(each / 200))}.${String(each % 200)}`
    await refused.count({ fault: 'session-unknown', address, requestId: 'x' })
  }
  assert.equal((await entriesOfMany()).length - before, 300)
  await refused.flush()
  const [last] = (await entriesOfMany()).slice(-1)
  assert.deepEqual([last?.fault, last?.count, last?.address], ['many-addresses', 100, null])
})
const entriesOfMany = () =>
  rowsOf<Entry>(
    owner,
    `select details ->> 'fault' as fault, affected_count::int as count, host(address) as address from audit_entries
     where action = 'credential.refuse' and (address << '10.4.0.0/16' or address is null) order by id`,
  )

test('a minute that is over is written without another refusal, and one that runs is left to run', async () => {
  const refused = refusedCredentials(deps, throwOn)
  const count = () => refused.count({ fault: 'not-signed-in', address: '10.5.0.2', requestId: 'x' })
  await count()
  await count()
  await refused.sweep()
  assert.equal((await entriesFrom('10.5.0.2')).length, 1)
  clock.forward(60_000)
  await refused.sweep()
  assert.equal((await entriesFrom('10.5.0.2')).length, 2)
})

test('what was counted is written when the server stops', async () => {
  const refused = refusedCredentials(deps, throwOn)
  for (let each = 0; each < 5; each += 1)
    await refused.count({ fault: 'not-signed-in', address: '10.5.0.1', requestId: 'x' })
  await refused.flush()
  assert.deepEqual(
    (await entriesFrom('10.5.0.1')).map(({ count }) => count),
    [1, 4],
  )
  await refused.flush()
  assert.equal((await entriesFrom('10.5.0.1')).length, 2, 'once')
})

test('a refusal stays one when the database does not answer', async () => {
  const gone = openDatabase('postgres://127.0.0.1:1/tidak-ada')
  const failures: unknown[] = []
  const refused = refusedCredentials({ db: gone.db, clock }, (error) => failures.push(error))
  const asked = { fault: 'not-signed-in', address: '10.5.0.3', requestId: 'x' } as const
  assert.equal(await refused.count(asked), null)
  assert.equal(failures.length, 1)
  await gone.close()
})
