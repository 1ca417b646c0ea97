import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, duplicateStage } from '../../../test/duplicate-stage.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { addDays } from '../../kernel/plain-date.ts'
import type { By } from '../access/act.ts'
import { createApiKey } from '../access/create-api-key.ts'
import { findPeople } from './find-people.ts'

const { database, deps, village, SYSTEM, take, nikOf } = await duplicateStage()
const { owner } = database
const administrator = await addTestPerson(owner, 'region-administrator', { region: '16.06', kind: 'regency' })

test('a key beyond its quota is shown nobody, and no look is recorded of whom it was not shown', async () => {
  await take(village, [
    { nik: nikOf(1), name: 'SITI AMINAH' },
    { nik: nikOf(2), name: 'JOKO SUSILO' },
  ])
  const expiresOn = addDays(deps.clock.today(), 100)
  const { id } = await createApiKey(deps, SYSTEM, {
    organisation: administrator.organisationId,
    name: 'Dasbor',
    actions: ['people.find'],
    reach: 'region',
    region: '16.06',
    personsPerDay: 1,
    expiresOn,
    reason: 'PKS 4/2026',
  })
  const regionCode = administrator.actor.held?.regionCode
  assert.ok(regionCode !== undefined)
  const key = { actions: ['people.find'], reach: 'region', regionCode, expiresOn } as const
  const actor = { ...administrator.actor, userId: id, held: null, hasSecondFactor: false, key }
  const by: By = { kind: 'user', actor }
  const looks = async () =>
    (await rowsOf(owner, `select from audit_entries where action = 'people.find' and actor_id = $1`, [id]))
      .length
  assert.equal((await findPeople(deps, by, { nik: nikOf(1) })).length, 1)
  assert.equal(await looks(), 1)
  for (const nik of [nikOf(2), nikOf(3)])
    assert.equal(await codeOf(findPeople(deps, by, { nik })), 'api-key-quota')
  assert.equal(await looks(), 1)
})
