import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { systemClock } from '../../platform/clock.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { settlePurpose } from './training-accounts.ts'

const PLAIN = { training: null, isEmpty: false, isConfigured: false } as const
const clock = systemClock

test('a database that somebody has begun to use without ever being served becomes one for work', async () => {
  const withPeople = await testDatabase()
  await rowsOf(
    withPeople.owner,
    `insert into people (id, name, name_keys, residence_region, segment, born_on, sealed, stated_mark, recorded_at)
     values (1, 'SITI', '{st}', 1606012001, 'BPU', '1990-03-20', '\\x00', decode(repeat('00', 16), 'hex'), now())`,
  )
  assert.equal(await settlePurpose({ ...withPeople, clock, ring: testRing() }, PLAIN), 'work')

  const withUsers = await testDatabase()
  await addTestPerson(withUsers.owner, 'province-officer', { region: '16', kind: 'province' })
  assert.equal(await settlePurpose({ ...withUsers, clock, ring: testRing() }, PLAIN), 'work')
})

test('the mark stays: what a database is for is said once, and the application cannot take it back', async () => {
  const { db, owner } = await testDatabase()
  const deps = { db, clock, ring: testRing() }
  assert.equal(await settlePurpose(deps, { ...PLAIN, isEmpty: true }), 'work')
  assert.equal(await settlePurpose(deps, PLAIN), 'work')
  await assert.rejects(settlePurpose(deps, { ...PLAIN, training: true }), OperatorFailure)
  assert.equal((await rowsOf(owner, 'select from work_mark')).length, 1)
  await assert.rejects(db.deleteFrom('work_mark').execute(), /permission denied/)

  const learning = await testDatabase()
  const learner = { db: learning.db, clock, ring: testRing() }
  assert.equal(await settlePurpose(learner, PLAIN), 'training')
  assert.equal(await settlePurpose(learner, PLAIN), 'training')
  await assert.rejects(settlePurpose(learner, { ...PLAIN, isEmpty: true }), OperatorFailure)
})
