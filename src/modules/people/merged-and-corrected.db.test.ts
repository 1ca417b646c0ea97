import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, duplicateStage } from '../../../test/duplicate-stage.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { approveChange } from './approve-change.ts'
import { changePerson } from './change-person.ts'
import { listRequests } from './change-queries.ts'
import { listPairs } from './duplicate-queries.ts'
import { exportPeople } from './export-people.ts'
import { findDuplicates } from './find-duplicates.ts'
import { findPeople } from './find-people.ts'
import { mergePeople } from './merge-people.ts'
import { openPersonRecord } from './open-person.ts'
import { tellApart } from './tell-apart.ts'

const { database, deps, village, neighbour, regency, WHY, nikOf, take, idOf, twoRows } =
  await duplicateStage()
const { db, owner } = database
const head = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })

const idsFound = async (question: Parameters<typeof findPeople>[2], by: By = village.by) =>
  (await findPeople(deps, by, question)).map(({ id }) => id)

/** Three rows of one man, each merged into the next: the last one stands for all. */
async function chain() {
  const one = await twoRows({ otherMore: ';081234500001' })
  const name = one.name.replace(/^\S+/, 'SURYADARMA')
  const kept = nikOf(500 + one.a, '210390')
  await take(village, [{ nik: kept, name, bornOn: '21-03-1990', more: 'GURU;081200000009' }])
  const last = await idOf(kept)
  await mergePeople(deps, village.by, { keep: one.a, lose: one.b, reason: WHY })
  await mergePeople(deps, village.by, { keep: last, lose: one.a, reason: WHY })
  return { ...one, last, kept }
}

test('whatever names a merged row leads to the one that stands for it, however often that was merged', async () => {
  const { a, b, last, name, second } = await chain()
  for (const id of [b, a]) {
    const { person } = await openPersonRecord(deps, village.by, String(id))
    assert.equal(person.id, last)
  }
  assert.deepEqual(await idsFound({ name }), [last])
  assert.deepEqual(await idsFound({ phone: '081234500001' }), [last])
  for (const selection of [{ ids: [b] }, { importId: second.importId }]) {
    const ask = { selection, layout: 'csv', reason: WHY } as const
    assert.equal((await exportPeople(deps, village.by, ask)).personCount, 1)
  }
})

test('a change asked for of a merged row is one of the row that stands for it, also when it was asked before', async () => {
  const { a, b, name } = await twoRows()
  const change = (personId: number, fields: Record<string, string>) =>
    changePerson(deps, village.by, { personId: String(personId), fields, reason: WHY })
  const { requestId, state } = await change(b, { name: `${name} BIN SALEH` })
  assert.equal(state, 'pending')
  await mergePeople(deps, village.by, { keep: a, lose: b, reason: WHY })
  const listed = await inScopeOf(db, head.by, (tx) =>
    listRequests(tx, sightOf(head.by), { personId: a, limit: 9, offset: 0 }),
  )
  assert.deepEqual(
    listed.map(({ id, personId }) => [id, personId]),
    [[requestId, a]],
  )
  await approveChange(deps, head.by, { id: requestId, reason: WHY })
  await change(b, { occupation: 'nelayan' })
  const { person } = await openPersonRecord(deps, village.by, String(a))
  assert.deepEqual([person.name, person.open.occupation], [`${name} BIN SALEH`, 'nelayan'])
})

/** Somebody whose number was mistyped and corrected. */
async function corrected(serial: number, name: string) {
  const [old, now] = [nikOf(serial), nikOf(serial + 1)]
  await take(village, [{ nik: old, name, more: 'PETANI;' }])
  const id = await idOf(old)
  await renumber(id, now)
  return { id, old, now, name }
}

async function renumber(id: number, nik: string): Promise<void> {
  const ask = { personId: String(id), fields: { nik }, reason: WHY }
  const { requestId } = await changePerson(deps, village.by, ask)
  await approveChange(deps, head.by, { id: requestId, reason: WHY })
}

const peopleCount = async () => (await rowsOf(owner, 'select from people')).length

test('a list with the number from before a correction tells of the same person and says so', async () => {
  const { id, old, now, name } = await corrected(7001, 'SUBAGIO')
  const before = await peopleCount()
  const same = await take(village, [{ nik: old, name, more: 'PETANI;' }])
  assert.deepEqual([same.tally.duplicates, same.tally.outcomes['NIK_LAMA']], [1, 1])
  const news = await take(village, [{ nik: old, name, more: 'SOPIR;' }])
  assert.deepEqual([news.tally.accepted, news.tally.outcomes], [1, { NIK_LAMA: 1, WILAYAH_BEDA: 1 }])
  const [person] = await findPeople(deps, village.by, { nik: now })
  assert.deepEqual([person?.id, person?.occupation, person?.nik.slice(-4)], [id, 'SOPIR', '7002'])
  assert.equal(await peopleCount(), before)
  const rows = await rowsOf<{ row_number: number }>(
    owner,
    'select row_number from import_rows where import_id = $1',
    [news.importId],
  )
  assert.deepEqual(rows, [{ row_number: 2 }], 'what the row was told is kept for its reader')
})

test('an old number leads to whoever stands for its person since he was merged', async () => {
  const { id, old, name } = await corrected(7011, 'WAGIMIN')
  await take(village, [{ nik: nikOf(7020), name: 'WAGIMAN', bornOn: '20-03-1990' }])
  const other = await idOf(nikOf(7020))
  await mergePeople(deps, village.by, { keep: other, lose: id, reason: WHY })
  const before = await peopleCount()
  const told = await take(village, [{ nik: old, name, more: 'NELAYAN;' }])
  assert.equal(told.tally.outcomes['NIK_LAMA'], 1)
  assert.equal(await peopleCount(), before)
  const { person } = await openPersonRecord(deps, village.by, String(other))
  assert.equal(person.open.occupation, 'NELAYAN')
})

test('an old number that is another’s by now is his alone', async () => {
  const { id, old } = await corrected(7031, 'PONIMAN')
  await take(village, [{ nik: nikOf(7040), name: 'TUGIMIN' }])
  const other = await idOf(nikOf(7040))
  await renumber(other, old)
  const told = await take(village, [{ nik: old, name: 'TUGIMIN', more: 'PANDAI BESI;' }])
  assert.equal(told.tally.outcomes['NIK_LAMA'], undefined)
  assert.deepEqual([await idOf(old), told.tally.accepted], [other, 1])
  const { person } = await openPersonRecord(deps, village.by, String(id))
  assert.equal(person.open.occupation, 'PETANI')
})

test('whoever does not see the person learns nothing of the correction, and makes nobody new', async () => {
  const { old, name } = await corrected(7051, 'LEGIMIN')
  const before = await peopleCount()
  const told = await take(neighbour, [{ nik: old, name }])
  assert.deepEqual([told.tally.accepted, told.tally.outcomes], [1, { WILAYAH_BEDA: 1 }])
  assert.equal(await peopleCount(), before)
})

test('a NIK that is on record under quite another name is held and changes nothing', async () => {
  await take(village, [{ nik: nikOf(7061), name: 'ROSDIANA', more: 'GURU;' }])
  const told = await take(village, [{ nik: nikOf(7061), name: 'SUPARMAN', more: 'SOPIR;' }])
  assert.deepEqual([told.tally.held, told.tally.outcomes['NIK_NAMA_LAIN']], [1, 1])
  const [person] = await findPeople(deps, village.by, { nik: nikOf(7061) })
  assert.equal(person?.occupation, 'GURU')
  // Of somebody out of sight the neighbour may not learn even that.
  const apart = await take(neighbour, [{ nik: nikOf(7061), name: 'SUPARMAN' }])
  assert.deepEqual([apart.tally.accepted, apart.tally.held], [1, 0])
})

test('a number that was asked for another is a pair for who sees both, and stays one through every search', async () => {
  await take(village, [
    { nik: nikOf(7071), name: 'KASIMAN' },
    { nik: nikOf(7072), name: 'KASIMIN' },
  ])
  const [one, other] = [await idOf(nikOf(7071)), await idOf(nikOf(7072))]
  const asked = await changePerson(deps, village.by, {
    personId: String(one),
    fields: { nik: nikOf(7072) },
    reason: WHY,
  })
  const approval = () => codeOf(approveChange(deps, head.by, { id: asked.requestId, reason: WHY }))
  assert.equal(await approval(), 'number-not-free')
  const pairs = async (by: By) => {
    const found = await inScopeOf(db, by, (tx) => listPairs(tx, sightOf(by), { limit: 500, offset: 0 }))
    return found.filter(({ people }) => people.includes(one) && people.includes(other))
  }
  const [pair] = await pairs(village.by)
  assert.deepEqual(
    pair?.reasons.map(({ field, level }) => [field, level]),
    [['nik', 'claimed']],
  )
  assert.deepEqual(await pairs(neighbour.by), [])
  await findDuplicates(deps, regency.by, { region: regionCode('16.06') })
  assert.deepEqual(await pairs(village.by), [pair])
  await tellApart(deps, village.by, { people: [one, other], reason: WHY })
  assert.equal(await approval(), 'number-not-free')
  assert.deepEqual(await pairs(village.by), [], 'what somebody decided stays')
})
