import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { buildApp } from '../../api/app.ts'
import {
  addTestPerson,
  addTestOrganisation,
  addTestSession,
  rowsOf,
  TEST_NOW,
  type TestPerson,
} from '../../../test/people.ts'
import { testDatabase } from '../../../test/database.ts'
import { testRing } from '../../../test/test-ring.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import type { By } from './act.ts'
import { addOrganisation } from './add-organisation.ts'
import { addUser } from './add-user.ts'
import { delegateRole } from './delegate-role.ts'
import { disableUser } from './disable-user.ts'
import { endDelegation, endGrant } from './end-grant.ts'
import { grantRole } from './grant-role.ts'
import { handOverRoles } from './hand-over-roles.ts'
import { getUser } from './queries.ts'
import { throughGate } from './scope.ts'

const database = await testDatabase()
const { db, owner } = database
const ring = testRing()
const clock = clockAt(TEST_NOW)
const deps = { db, clock, ring }
const app = await buildApp({ ...deps, log: { level: 'silent' } })
after(() => app.close())

const TODAY = plainDate('2026-05-20')
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }
const EVERYTHING = { first: 0, last: 9_999_999_999, organisationId: null }
const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const newcomer = (change: { region?: string; organisation?: string } = {}) =>
  addTestPerson(owner, 'planner', {
    region: '16.06',
    kind: 'regency',
    organisation: regency.organisationId,
    ...change,
  })

const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
const rolesOf = ({ userId }: Pick<TestPerson, 'userId'>) =>
  rowsOf<{ role: string; from: string; to: string | null; over: boolean }>(
    owner,
    `select role, valid_from::text as from, valid_to::text as to, ended_early as over
     from held_grants where user_id = $1 order by granted_at, role`,
    [userId],
  )
const entries = (action: string, subject?: string) =>
  rowsOf<Record<string, unknown>>(
    owner,
    `select actor_kind, actor_id, role, reason, details, region_code::float8 as region from audit_entries
     where action = $1 and ($2::text is null or subject_id = $2) order by id`,
    [action, subject ?? null],
  )
const status = async (headers: Record<string, string>, url = '/api/v1/users') =>
  (await app.inject({ url, headers })).statusCode

test('a user is added with a role, and both acts are in the audit with who, in which role, why and where', async () => {
  const organisation = await addOrganisation(deps, regency.by, {
    kind: 'agency',
    name: ' Dinas  Sosial ',
    region: '16.06',
    reason: 'Perbup 3',
  })
  const id = await addUser(deps, regency.by, {
    organisation,
    name: 'Siti',
    email: ' SITI@contoh.go.id ',
    reason: 'SK 1',
  })
  await grantRole(deps, regency.by, {
    id,
    role: 'agency-officer',
    region: '16.06',
    validFrom: '2026-05-20',
    validTo: '2026-12-31',
    reason: 'SK 1',
  })
  const user = await getUserAs(id)
  assert.deepEqual(
    [user.email, user.roles.map(({ role }) => role)],
    ['siti@contoh.go.id', ['agency-officer']],
  )
  const [entry] = await entries('users.grant', id)
  assert.deepEqual(
    [entry?.['actor_id'], entry?.['role'], entry?.['reason'], entry?.['region']],
    [regency.userId, 'region-administrator', 'SK 1', 1_606_000_000],
  )
  assert.equal((await entries('users.add', id)).length, 1)
  assert.equal((await entries('organisations.add', organisation)).length, 1)
  const again = { organisation, name: 'Siti', email: 'siti@contoh.go.id', reason: 'SK 1' }
  assert.equal(await code(addUser(deps, regency.by, again)), 'email-taken')
  // The same address in another organisation tells nothing of the first.
  assert.equal(
    await code(addUser(deps, regency.by, { ...again, organisation: regency.organisationId })),
    'done',
  )
})

const getUserAs = (id: string) => throughGate(db, 'system', (tx) => getUser(tx, EVERYTHING, id, TODAY))

test('what is beyond reach is answered like what does not exist, and the attempt is recorded', async () => {
  const stranger = await addTestPerson(owner, 'planner', { region: '16.71', kind: 'regency' })
  const body = { role: 'planner', region: '16.06', validFrom: '2026-05-20', reason: 'SK' } as const
  const before = (await entries('access.refused')).length
  for (const id of [stranger.userId, '00000000-0000-4000-8000-000000000000', 'x', "' or 1=1"]) {
    assert.equal(await code(grantRole(deps, regency.by, { ...body, id })), 'no-such-record', id)
    assert.equal(await code(disableUser(deps, regency.by, { id, reason: 'x' })), 'no-such-record', id)
  }
  assert.equal(
    await code(
      addUser(deps, regency.by, {
        organisation: stranger.organisationId,
        name: 'A',
        email: 'a@b.id',
        reason: 'x',
      }),
    ),
    'no-such-record',
  )
  assert.equal((await entries('access.refused')).length, before + 9)
  assert.deepEqual((await rolesOf(stranger)).length, 1)
})

test('A5: whoever is switched off, or whose role ends, is refused at his next request', async () => {
  const off = await addTestPerson(owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
    organisation: regency.organisationId,
  })
  const ended = await addTestPerson(owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
    organisation: regency.organisationId,
  })
  const [offSession, endedSession] = [
    await addTestSession(owner, ring, off),
    await addTestSession(owner, ring, ended),
  ]
  assert.deepEqual([await status(offSession.headers), await status(endedSession.headers)], [200, 200])
  await disableUser(deps, regency.by, { id: off.userId, reason: 'pindah' })
  await endGrant(deps, regency.by, { id: ended.grantId, reason: 'pindah' })
  assert.deepEqual([await status(offSession.headers), await status(endedSession.headers)], [401, 403])
  const [closed] = await rowsOf<{ because: string }>(
    owner,
    'select ended_because as because from sessions where id = $1',
    [offSession.id],
  )
  assert.equal(closed?.because, 'switched-off')
  assert.equal(await code(disableUser(deps, regency.by, { id: off.userId, reason: 'lagi' })), 'already-so')
  assert.equal(await code(endGrant(deps, regency.by, { id: ended.grantId, reason: 'lagi' })), 'already-so')
})

test('an end without a reason, or a role for a user switched off meanwhile, changes nothing', async () => {
  const person = await newcomer()
  assert.equal(
    await code(disableUser(deps, regency.by, { id: person.userId, reason: '  ' })),
    'value-missing',
  )
  const [, second] = await database.interleave(
    (on) => disableUser({ db: on, clock }, regency.by, { id: person.userId, reason: 'pindah' }),
    (on) =>
      grantRole({ db: on, clock }, regency.by, {
        id: person.userId,
        role: 'treasurer',
        region: '16.06',
        validFrom: '2026-05-20',
        reason: 'SK',
      }),
  )
  assert.equal(
    second.status === 'rejected' && second.reason instanceof Refusal && second.reason.code,
    'already-so',
  )
  assert.deepEqual(
    (await rolesOf(person)).map(({ role }) => role),
    ['planner'],
  )
})

test('the same role given twice at once is given once', async () => {
  const person = await newcomer()
  const body = {
    id: person.userId,
    role: 'treasurer',
    region: '16.06',
    validFrom: '2026-05-20',
    reason: 'SK',
  } as const
  const results = await database.interleave(
    (on) => grantRole({ db: on, clock }, regency.by, body),
    (on) => grantRole({ db: on, clock }, regency.by, body),
  )
  assert.deepEqual(
    results.map(({ status: each }) => each),
    ['fulfilled', 'rejected'],
  )
  assert.equal((await rolesOf(person)).filter(({ role }) => role === 'treasurer').length, 1)
})

test('two system administrators who switch each other off at once: one remains', async () => {
  const one = await addTestPerson(owner, 'system-administrator', { region: 'ID', kind: 'administrator' })
  const other = await addTestPerson(owner, 'system-administrator', { region: 'ID', kind: 'administrator' })
  const results = await database.interleave(
    (on) => disableUser({ db: on, clock }, one.by, { id: other.userId, reason: 'x' }),
    (on) => disableUser({ db: on, clock }, other.by, { id: one.userId, reason: 'x' }),
  )
  assert.equal(results[0].status, 'fulfilled')
  assert.equal(
    results[1].status === 'rejected' && results[1].reason instanceof Refusal && results[1].reason.code,
    'last-administrator',
  )
  assert.equal(await code(endGrant(deps, SYSTEM, { id: one.grantId, reason: 'x' })), 'last-administrator')
  const refusal = (await entries('access.refused')).at(-1) ?? {}
  assert.equal(refusal['actor_kind'], 'system')
  assert.equal((refusal['details'] as { systemUser: string }).systemUser, 'operator')
})

test('a hand-over on a day leaves no day with neither and none with both', async () => {
  const leaving = await newcomer()
  const successor = await addUser(deps, regency.by, {
    organisation: regency.organisationId,
    name: 'Baru',
    email: 'baru@contoh.go.id',
    reason: 'SK',
  })
  await grantRole(deps, regency.by, {
    id: leaving.userId,
    role: 'treasurer',
    region: '16.06',
    validFrom: '2026-05-20',
    reason: 'SK',
  })
  const ids = await handOverRoles(deps, regency.by, {
    id: leaving.userId,
    successor,
    on: '2026-06-01',
    reason: 'SK mutasi',
  })
  assert.equal(ids.length, 2)
  assert.deepEqual(
    (await rolesOf(leaving)).map(({ role, to, over }) => [role, to, over]),
    [
      ['planner', '2026-06-01', false],
      ['treasurer', '2026-06-01', false],
    ],
  )
  assert.deepEqual(
    (await rolesOf({ userId: successor })).map(({ role, from, to }) => [role, from, to]),
    [
      ['planner', '2026-06-01', null],
      ['treasurer', '2026-06-01', null],
    ],
  )
  assert.equal((await entries('users.take-over', successor)).length, 1)
  // Today he is still it, from the day on he is not: each request reads the days anew.
  assert.equal(
    await code(
      handOverRoles(deps, regency.by, { id: leaving.userId, successor, on: '2026-06-01', reason: 'x' }),
    ),
    'already-so',
  )
})

test('a lent role acts in another’s name, cannot be lent on, and ends with its lender', async () => {
  const lender = await addTestPerson(owner, 'region-administrator', {
    region: '16.06',
    kind: 'regency',
    organisation: regency.organisationId,
  })
  const colleague = await newcomer()
  const days = { validFrom: '2026-05-20', validTo: '2026-06-01', reason: 'cuti' }
  const grantId = await delegateRole(deps, lender.by, { ...days, colleague: colleague.email })
  const session = await addTestSession(owner, ring, { userId: colleague.userId, grantId })
  const added = await app.inject({
    method: 'POST',
    url: '/api/v1/users',
    headers: session.headers,
    payload: { organisation: regency.organisationId, name: 'B', email: 'titipan@contoh.go.id', reason: 'SK' },
  })
  assert.equal(added.statusCode, 201, added.body)
  const [entry] = await entries('users.add', added.json<{ id: string }>().id)
  assert.deepEqual(
    [entry?.['actor_id'], (entry?.['details'] as { onBehalfOf?: string }).onBehalfOf],
    [colleague.userId, lender.userId],
  )
  const onward = await app.inject({
    method: 'POST',
    url: '/api/v1/delegations',
    headers: session.headers,
    payload: { ...days, colleague: regency.email },
  })
  assert.deepEqual([onward.statusCode, onward.json<{ code: string }>().code], [403, 'delegation-refused'])
  const unknown = await code(delegateRole(deps, lender.by, { ...days, colleague: 'tidakada@contoh.go.id' }))
  const stranger = await addTestPerson(owner, 'planner', { region: '16.71', kind: 'regency' })
  assert.deepEqual(
    [unknown, await code(delegateRole(deps, lender.by, { ...days, colleague: stranger.email }))],
    ['no-such-record', 'no-such-record'],
  )
  assert.equal(await code(endDelegation(deps, regency.by, { id: grantId, reason: 'x' })), 'no-such-record')
  await disableUser(deps, regency.by, { id: lender.userId, reason: 'pindah' })
  assert.equal(await status(session.headers), 403)
})

test('A42, A4: wrong types and fields that are not asked for are refused, and nothing is stored', async () => {
  const session = await addTestSession(owner, ring, regency)
  const good = { organisation: regency.organisationId, name: 'C', email: 'c@contoh.go.id', reason: 'SK' }
  const bad: readonly Record<string, unknown>[] = [
    { ...good, name: ['C'] },
    { ...good, name: { toString: 'C' } },
    { ...good, name: true },
    { ...good, organisation: 1 },
    { ...good, id: 'x' },
    { ...good, organisation_id: regency.organisationId },
    { ...good, role: 'system-administrator' },
    { ...good, created_by: regency.userId },
    { ...good, training: true },
    { ...good, email: 'bukan surel' },
    { ...good, name: '   ' },
  ]
  for (const payload of bad) {
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/api/v1/users',
      headers: session.headers,
      payload,
    })
    assert.equal(statusCode, 422, JSON.stringify(payload))
  }
  const rows = await rowsOf(owner, `select from users where email = 'c@contoh.go.id'`)
  assert.equal(rows.length, 0)
})

test('organisations and users outside a region are not listed, inside they are', async () => {
  const session = await addTestSession(owner, ring, regency)
  const inside = await addTestOrganisation(owner, 'village', '16.06.01.2001')
  const outside = await addTestOrganisation(owner, 'regency', '16.71')
  const { organisations } = (
    await app.inject({ url: '/api/v1/organisations', headers: session.headers })
  ).json<{ organisations: { id: string }[] }>()
  const ids = organisations.map(({ id }) => id)
  assert.deepEqual([ids.includes(inside), ids.includes(outside)], [true, false])
})
