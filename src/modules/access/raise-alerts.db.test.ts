import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { buildApp } from '../../api/app.ts'
import { addDays } from '../../kernel/plain-date.ts'
import { clockAt } from '../../platform/clock.ts'
import { alertCheck } from './alert-check.ts'
import { DEFAULT_ALERTS } from './alerts.ts'
import { countPersonsForKey } from './ask-with-api-key.ts'
import { createApiKey } from './create-api-key.ts'
import { raiseAlerts } from './raise-alerts.ts'
import { inScope } from './scope.ts'

const database = await testDatabase()
const { db, owner } = database
const ring = testRing()
// Entries have the time of the database, so the day of this test is today.
const clock = clockAt(new Date())
const deps = { db, clock, ring }
const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const auditor = await addTestPerson(owner, 'auditor', { region: '16.06', kind: 'auditor' })
const stranger = await addTestPerson(owner, 'auditor', { region: '16.71', kind: 'auditor' })

const app = await buildApp({
  ...deps,
  log: { level: 'silent' },
  alertCounts: () => new Map([['alert.exports', 2]]),
})
app.get('/api/v1/who/:id', { config: { action: 'users.read' } }, async (request) => {
  const { programActor } = request
  const { id } = request.params as { id: string }
  if (!programActor) throw new Error('a program asks here')
  await inScope(db, programActor, (tx) => countPersonsForKey(tx, deps, programActor.userId, [id]))
  return { found: true }
})
after(() => app.close())

const alerts = () =>
  rowsOf<{ action: string; subject_id: string; region_code: bigint; affected_count: bigint }>(
    owner,
    `select action, subject_id, region_code, affected_count from audit_entries where action like 'alert.%' order by id`,
  )
const record = (action: string, actor: string, count: number | null, ago = '0') =>
  rowsOf(
    owner,
    `insert into audit_entries (actor_kind, actor_id, action, region_code, affected_count, occurred_at)
     values ('user', $1, $2, 1606000000, $3, now() - $4::interval)`,
    [actor, action, count, ago],
  )

test('yesterday raises nothing today, and below the thresholds nothing is raised', async () => {
  await record('users.export', regency.userId, 90_000, '25 hours')
  await record('users.export', regency.userId, 19_999)
  await record('person.unmask', regency.userId, null)
  assert.deepEqual([...(await raiseAlerts(deps, DEFAULT_ALERTS))], [])
  assert.deepEqual(await alerts(), [])
})

test('what adds up over the threshold is an alert of that user, once a day, for the auditors of his region only', async () => {
  await record('users.print', regency.userId, 1)
  assert.deepEqual([...(await raiseAlerts(deps, DEFAULT_ALERTS))], [['alert.exports', 1]])
  await record('audit.export', regency.userId, 5)
  assert.deepEqual([...(await raiseAlerts(deps, DEFAULT_ALERTS))], [['alert.exports', 1]])
  assert.deepEqual(await alerts(), [
    {
      action: 'alert.exports',
      subject_id: regency.userId,
      region_code: 1_606_000_000n,
      affected_count: 20_000n,
    },
  ])
  for (const [person, sees] of [
    [auditor, true],
    [stranger, false],
  ] as const) {
    const { headers } = await addTestSession(owner, ring, person)
    await rowsOf(owner, `update sessions set last_seen_at = now(), created_at = now()`)
    const { body, statusCode } = await app.inject({
      url: '/api/v1/audit/entries?action=alert.',
      headers,
    })
    assert.equal(statusCode, 200, body)
    assert.equal(body.includes(regency.userId), sees)
  }
})

test('A48: a program that scrapes person after person meets its quota, each refusal is recorded, and there is an alert', async () => {
  const { id, key } = await createApiKey(deps, regency.by, {
    organisation: regency.organisationId,
    name: 'Loket',
    actions: ['users.read'],
    reach: 'region',
    region: '16.06',
    personsPerDay: 10,
    expiresOn: addDays(clock.today(), 30),
    reason: 'PKS',
  })
  const ask = async (person: number) =>
    (
      await app.inject({
        url: `/api/v1/who/${String(person)}`,
        headers: { authorization: `Bearer ${key}` },
      })
    ).statusCode
  for (let person = 0; person < 8; person += 1) assert.equal(await ask(person), 200)
  await raiseAlerts(deps, DEFAULT_ALERTS)
  const near = (await alerts()).filter(({ subject_id }) => subject_id === id)
  assert.deepEqual(
    near.map(({ action, affected_count }) => [action, affected_count]),
    [['alert.quota-near', 8n]],
  )
  const statuses: number[] = []
  for (let person = 8; person < 30; person += 1) statuses.push(await ask(person))
  assert.deepEqual([statuses.filter((status) => status === 200).length, new Set(statuses).size], [2, 2])
  await raiseAlerts(deps, DEFAULT_ALERTS)
  assert.deepEqual(
    (await alerts()).filter(({ subject_id }) => subject_id === id).map(({ action }) => action),
    ['alert.quota-near', 'alert.quota-exceeded'],
  )
})

test('two servers that look at the same moment raise one alert', async () => {
  await record('person.unmask', auditor.userId, 500)
  await database.interleave(
    (on) => raiseAlerts({ db: on, clock }, DEFAULT_ALERTS),
    (on) => raiseAlerts({ db: on, clock }, DEFAULT_ALERTS),
  )
  assert.equal((await alerts()).filter(({ action }) => action === 'alert.unmasks').length, 1)
})

test('the operator sees alerts in doctor and in the metrics', async () => {
  const { verdict, found } = await alertCheck(owner.db, clock).run()
  assert.deepEqual([verdict, /^\d+ hari ini$/.test(found)], ['warning', true])
  assert.equal((await alertCheck(owner.db, clockAt(new Date('2031-01-01'))).run()).verdict, 'good')
  assert.match((await app.inject({ url: '/metrics' })).body, /payung_alerts_today\{kind="alert.exports"\} 2/)
})
