import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { buildApp } from '../../api/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestOrganisation, addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import type { By } from './act.ts'
import { addUser } from './add-user.ts'
import { closeOrganisation, reopenOrganisation } from './close-organisation.ts'
import { createApiKey } from './create-api-key.ts'
import { grantRole } from './grant-role.ts'
import { inviteUser } from './invite-user.ts'
import { throughGate } from './scope.ts'
import { createPasswordLink } from './set-password.ts'

const database = await testDatabase()
const { db, owner } = database
const ring = testRing()
const deps = { db, clock: clockAt(TEST_NOW), ring }
const app = await buildApp({ ...deps, log: { level: 'silent' } })
after(() => app.close())

const SYSTEM: By = { kind: 'system', systemUser: 'operator' }
const regency = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })
const reason = 'Perda 4/2026'

const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
const countOf = async (text: string, values: unknown[]) =>
  Number((await rowsOf<{ n: string }>(owner, `select count(*) as n from ${text}`, values))[0]?.n)
const newKey = (organisation: string) =>
  createApiKey(deps, regency.by, {
    organisation,
    name: 'Dasbor',
    actions: ['users.read'],
    reach: 'organisation',
    region: '16.06',
    personsPerDay: 10,
    expiresOn: '2027-01-01',
    reason,
  })

/** An agency with an officer who is signed in, a colleague with an open link, and a key. */
async function agency() {
  const organisation = await addTestOrganisation(owner, 'agency', '16.06')
  const person = { region: '16.06', kind: 'agency', organisation } as const
  const officer = await addTestPerson(owner, 'agency-officer', person)
  const colleague = await addTestPerson(owner, 'agency-officer', { ...person, validFrom: '2026-06-01' })
  const session = await addTestSession(owner, ring, officer)
  const link = await throughGate(db, 'system', (tx) =>
    createPasswordLink(tx, deps, colleague.userId, 'invitation'),
  )
  return { organisation, officer, colleague, session, link, key: await newKey(organisation) }
}
const statusesOf = async ({ session, key, link }: Awaited<ReturnType<typeof agency>>) => [
  (await app.inject({ url: '/api/v1/actions', headers: session.headers })).statusCode,
  (await app.inject({ url: '/api/v1/users', headers: { authorization: `Bearer ${key.key}` } })).statusCode,
  (await app.inject({ url: link })).statusCode,
]

test('closing an organisation ends its roles, sessions, links and keys at once, under one entry of the audit', async () => {
  const closing = await agency()
  const other = await agency()
  assert.deepEqual(await statusesOf(closing), [200, 200, 200])
  await closeOrganisation(deps, regency.by, { id: closing.organisation, reason })
  assert.deepEqual(await statusesOf(closing), [401, 401, 404])
  assert.deepEqual(await statusesOf(other), [200, 200, 200], 'others go on')
  const ids = [[closing.officer.userId, closing.colleague.userId]]
  assert.equal(await countOf('held_grants where not ended_early and user_id = any ($1)', ids), 0)
  assert.equal(await countOf('sessions where ended_at is null and user_id = any ($1)', ids), 0)
  const entries = await rowsOf<Record<string, unknown>>(
    owner,
    `select actor_id, reason, details from audit_entries where action = 'organisations.close' and subject_id = $1`,
    [closing.organisation],
  )
  assert.deepEqual(entries, [
    { actor_id: regency.userId, reason, details: { roles: 2, sessions: 1, keys: 1 } },
  ])
  assert.equal(
    await code(closeOrganisation(deps, regency.by, { id: closing.organisation, reason })),
    'already-so',
  )
})

test('a reopened organisation has its users and none of what ended', async () => {
  const closing = await agency()
  assert.equal(
    await code(reopenOrganisation(deps, regency.by, { id: closing.organisation, reason })),
    'organisation-open',
  )
  await closeOrganisation(deps, regency.by, { id: closing.organisation, reason })
  const { organisation, colleague } = closing
  const user = { organisation, name: 'Baru', email: 'baru@contoh.go.id', reason }
  const grant = { role: 'agency-officer', region: '16.06', validFrom: '2026-05-20', reason } as const
  assert.equal(await code(addUser(deps, regency.by, user)), 'already-so')
  assert.equal(await code(newKey(organisation)), 'already-so')
  assert.equal(await code(grantRole(deps, regency.by, { ...grant, id: colleague.userId })), 'already-so')
  assert.equal(await code(inviteUser(deps, regency.by, { id: colleague.userId, reason })), 'already-so')
  await reopenOrganisation(deps, regency.by, { id: organisation, reason })
  assert.deepEqual(await statusesOf(closing), [401, 401, 404])
  assert.equal(await code(addUser(deps, regency.by, user)), 'done')
  assert.equal(await code(grantRole(deps, regency.by, { ...grant, id: colleague.userId })), 'done')
})

test('nobody closes his own organisation, what he could not have made, or what lies beyond his reach', async () => {
  const close = (id: string, by: By = regency.by) => code(closeOrganisation(deps, by, { id, reason }))
  const watcher = await addTestPerson(owner, 'auditor', { region: '16.06', kind: 'regency' })
  const watchers = await addTestOrganisation(owner, 'auditor', '16.06')
  const elsewhere = await addTestOrganisation(owner, 'agency', '16.71')
  assert.equal(await close(regency.organisationId), 'not-on-oneself')
  assert.equal(await close(watcher.organisationId), 'role-above-oneself')
  assert.equal(await close(watchers), 'role-above-oneself')
  assert.equal(await close(elsewhere), 'no-such-record')
  assert.equal(await close(watchers, SYSTEM), 'done')
  assert.equal(
    await code(reopenOrganisation(deps, regency.by, { id: watchers, reason })),
    'role-above-oneself',
  )
})

test('the last organisation with an administrator of the system cannot be closed, not even from the command line', async () => {
  const first = await addTestPerson(owner, 'system-administrator', { region: 'ID', kind: 'administrator' })
  await addTestPerson(owner, 'system-administrator', {
    region: 'ID',
    kind: 'administrator',
    organisation: first.organisationId,
  })
  const close = (id: string) => code(closeOrganisation(deps, SYSTEM, { id, reason }))
  assert.equal(await close(first.organisationId), 'last-administrator')
  const second = await addTestPerson(owner, 'system-administrator', { region: 'ID', kind: 'administrator' })
  const results = await database.interleave(
    (on) => closeOrganisation({ ...deps, db: on }, SYSTEM, { id: first.organisationId, reason }),
    (on) => closeOrganisation({ ...deps, db: on }, SYSTEM, { id: second.organisationId, reason }),
  )
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
})

test('of closing and giving a role, a key or a user at the same moment the second sees what the first did', async () => {
  const grant = { role: 'agency-officer', region: '16.06', validFrom: '2026-05-20', reason } as const
  for (const late of ['grant', 'key', 'user'] as const) {
    const { organisation, colleague } = await agency()
    const [closed, added] = await database.interleave(
      (on) => closeOrganisation({ ...deps, db: on }, regency.by, { id: organisation, reason }),
      async (on) => {
        const there = { ...deps, db: on }
        if (late === 'grant') return grantRole(there, regency.by, { ...grant, id: colleague.userId })
        if (late === 'user')
          return addUser(there, regency.by, { organisation, name: 'Baru', email: 'b@contoh.go.id', reason })
        const body = {
          organisation,
          name: 'Lain',
          actions: ['users.read' as const],
          reach: 'organisation' as const,
        }
        const rest = { region: '16.06', personsPerDay: 1, expiresOn: '2027-01-01', reason }
        return createApiKey(there, regency.by, { ...body, ...rest })
      },
    )
    assert.deepEqual([closed.status, added.status], ['fulfilled', 'rejected'], late)
  }
})
