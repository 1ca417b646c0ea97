import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { buildApp } from '../../api/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { addDays } from '../../kernel/plain-date.ts'
import { clockAt } from '../../platform/clock.ts'
import { DEFAULT_ALERTS } from './alerts.ts'
import { createApiKey } from './create-api-key.ts'
import { raiseAlerts } from './raise-alerts.ts'

const { db, owner } = await testDatabase()
// Entries have the time of the database, so the day of this test is today.
const clock = clockAt(new Date())
const deps = { db, clock, ring: testRing() }
const app = await buildApp({ ...deps, log: { level: 'silent' } })
after(() => app.close())

const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const people = [regency]
for (let each = 0; each < 5; each += 1) {
  const { organisationId: organisation } = regency
  people.push(await addTestPerson(owner, 'planner', { region: '16.06', kind: 'regency', organisation }))
}

/** A key that may be shown so many different persons a day, with what its requests are answered. */
async function keyFor(personsPerDay: number) {
  const { id, key } = await createApiKey(deps, regency.by, {
    organisation: regency.organisationId,
    name: 'Dasbor',
    actions: ['users.read'],
    reach: 'region',
    region: '16.06',
    personsPerDay,
    expiresOn: addDays(clock.today(), 100),
    reason: 'PKS 4/2026',
  })
  const ask = (url: string) => app.inject({ url, headers: { authorization: `Bearer ${key}` } })
  const counted = async () =>
    (await rowsOf(owner, 'select from api_key_persons where api_key_id = $1', [id])).length
  return { id, ask, counted }
}
const one = (index: number) => `/api/v1/users/${people[index]?.userId ?? ''}`
const named = (index: number) => `/api/v1/users?query=${encodeURIComponent(people[index]?.email ?? '')}`

test('A48: each user that the list shows a key counts once a day, however often it is asked', async () => {
  const { ask, counted } = await keyFor(6)
  for (const url of ['/api/v1/users', '/api/v1/users', one(2), named(3)]) {
    const answer = await ask(url)
    assert.equal(answer.statusCode, 200, answer.body)
    assert.equal(await counted(), 6)
  }
})

test('A48: a list of more users than the quota has left is refused whole: 429 with the code, and nobody in it', async () => {
  const { id, ask, counted } = await keyFor(5)
  const refused = await ask('/api/v1/users')
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.json<{ code: string }>().code, 'api-key-quota')
  for (const { userId, email } of people)
    assert.ok(!refused.body.includes(userId) && !refused.body.includes(email), refused.body)
  assert.equal(await counted(), 0)
  const entries = await rowsOf<Record<string, unknown>>(
    owner,
    `select actor_kind, details from audit_entries where action = 'access.refused' and actor_id = $1`,
    [id],
  )
  assert.deepEqual(entries, [
    { actor_kind: 'api-key', details: { action: 'users.read', reason: 'api-key-quota', quota: 5 } },
  ])
  assert.equal((await raiseAlerts(deps, DEFAULT_ALERTS)).get('alert.quota-exceeded'), 1)
})

test('A48: users looked up one by one meet the quota; whoever was shown before is shown again', async () => {
  const { ask, counted } = await keyFor(2)
  const statuses = []
  for (const url of [one(1), one(1), one(2), one(3), named(4), one(2), named(1)])
    statuses.push((await ask(url)).statusCode)
  assert.deepEqual(statuses, [200, 200, 200, 429, 429, 200, 200])
  assert.equal(await counted(), 2)
})

test('A48: a key that has used its quota up cannot tell who exists from who does not', async () => {
  const { ask } = await keyFor(1)
  assert.equal((await ask('/api/v1/users?query=tidak-ada')).statusCode, 200)
  assert.equal((await ask('/api/v1/users/00000000-0000-4000-8000-000000000000')).statusCode, 404)
  await ask(one(1))
  const bodies = new Set<string>()
  for (const url of [one(2), '/api/v1/users/00000000-0000-4000-8000-000000000000', '/api/v1/users/x'])
    bodies.add(JSON.stringify({ ...(await ask(url)).json<object>(), instance: '' }))
  for (const url of [named(2), '/api/v1/users?query=tidak-ada'])
    bodies.add(JSON.stringify({ ...(await ask(url)).json<object>(), instance: '' }))
  assert.equal(bodies.size, 1, [...bodies].join('\n'))
})

test('A48: a key takes no file of users and reads no page: both ask for a person who is signed in', async () => {
  const { ask } = await keyFor(1)
  for (const url of [
    '/admin/pengguna.csv',
    '/audit.csv',
    '/admin/pengguna',
    one(1).replace('/api/v1/users', '/admin/pengguna'),
  ])
    assert.ok([302, 303, 401].includes((await ask(url)).statusCode), url)
  const exporting = createApiKey(deps, regency.by, {
    organisation: regency.organisationId,
    name: 'Unduh',
    actions: ['users.export'],
    reach: 'region',
    region: '16.06',
    personsPerDay: 1,
    expiresOn: addDays(clock.today(), 100),
    reason: 'PKS',
  })
  await assert.rejects(exporting)
})
