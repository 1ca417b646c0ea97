import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf, TEST_NOW, type TestPerson } from '../../../test/people.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { By } from './act.ts'
import { closeOrganisation } from './close-organisation.ts'
import { disableUser } from './disable-user.ts'
import { endGrant } from './end-grant.ts'
import { handOverRoles } from './hand-over-roles.ts'

const database = await testDatabase()
const clock = clockAt(TEST_NOW)
const SYSTEM: By = { kind: 'system' }
const reason = 'SK 5/2026'
const administrator = (organisation?: string) =>
  addTestPerson(database.owner, 'system-administrator', {
    region: 'ID',
    kind: 'administrator',
    ...(organisation !== undefined && { organisation }),
  })

/** The two system administrators there are, each in an organisation of his own. */
let one: TestPerson
let other: TestPerson
beforeEach(async () => {
  await rowsOf(database.owner, 'update users set disabled_at = $1', [TEST_NOW])
  one = await administrator()
  other = await administrator()
})

const end = (on: Db, { grantId: id }: TestPerson) => endGrant({ db: on, clock }, SYSTEM, { id, reason })
const disable = (on: Db, { userId: id }: TestPerson) => disableUser({ db: on, clock }, SYSTEM, { id, reason })
const close = (on: Db, { organisationId: id }: TestPerson) =>
  closeOrganisation({ db: on, clock }, SYSTEM, { id, reason })

const ACTS = { 'ends the role of': end, 'switches off': disable, 'closes the organisation of': close }

for (const [first, doFirst] of Object.entries(ACTS)) {
  for (const [second, doSecond] of Object.entries(ACTS)) {
    test(`who ${second} one administrator while somebody ${first} the other is refused: one remains`, async () => {
      const results = await database.interleave(
        (on) => doFirst(on, one),
        (on) => doSecond(on, other),
      )
      assert.deepEqual(results.map(codeOf), ['done', 'last-administrator'])
    })
  }
}

test('while an administrator hands his role over on a later day, the other is not switched off', async () => {
  const { organisationId: organisation } = one
  const successor = await addTestPerson(database.owner, 'region-administrator', {
    ...{ region: 'ID', kind: 'administrator', organisation },
  })
  const results = await database.interleave(
    (on) =>
      handOverRoles({ db: on, clock }, SYSTEM, {
        ...{ id: one.userId, successor: successor.userId, on: '2026-06-01', reason },
      }),
    (on) => disable(on, other),
  )
  assert.deepEqual(results.map(codeOf), ['done', 'last-administrator'])
})

function codeOf(result: PromiseSettledResult<unknown>): string {
  if (result.status === 'fulfilled') return 'done'
  if (result.reason instanceof Refusal) return result.reason.code
  throw result.reason
}

test('when a user was last seen is found by an index, ended sessions among them', async () => {
  const { pool } = database.owner
  const client = await pool.connect()
  try {
    await client.query('begin; set local enable_seqscan = off')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain select (select max(s.last_seen_at) from sessions s where s.user_id = u.id) from users u`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(plan, /sessions_by_user/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
