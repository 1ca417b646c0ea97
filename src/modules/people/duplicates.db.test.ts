import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { codeOf, duplicateStage } from '../../../test/duplicate-stage.ts'
import { rowsOf, type TestPerson } from '../../../test/people.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Db } from '../../platform/db.ts'
import { inScopeOf, matchingScope, sightOf } from '../access/act.ts'
import { chunkInTransaction } from '../imports/chunk-transaction.ts'
import { compareList } from './compare-list.ts'
import { findDuplicates } from './find-duplicates.ts'
import { findPeople } from './find-people.ts'
import { listPairs } from './duplicate-queries.ts'
import { mergePeople } from './merge-people.ts'
import { tellApart } from './tell-apart.ts'
import { undoImport } from './undo-import.ts'
import { unmergePeople } from './unmerge-people.ts'

const stage = await duplicateStage()
const {
  database,
  deps,
  village,
  neighbour,
  regency,
  company,
  SYSTEM,
  WHY,
  nikOf,
  take,
  idOf,
  tables,
  twoRows,
} = stage
const { db, pool, owner } = database

test('a list is compared with the registry, and who sees both finds the pair with its reasons', async () => {
  const { a, b, second } = await twoRows()
  const search = await findDuplicates(deps, village.by, { importId: second.importId })
  assert.deepEqual(search, { people: 1, pairs: { same: 1, perhaps: 0 }, isDone: true })
  const [pair] = await inScopeOf(db, village.by, (tx) =>
    listPairs(tx, sightOf(village.by), { limit: 10, offset: 0 }),
  )
  assert.ok(pair)
  assert.deepEqual(pair.people, [Math.min(a, b), Math.max(a, b)])
  const levels = Object.fromEntries(pair.reasons.map(({ field, level }) => [field, level]))
  assert.deepEqual(levels, {
    name: 'identical',
    nik: 'slip',
    bornOn: 'same',
    place: 'same-village',
    sex: 'same',
  })
  const again = await findDuplicates(deps, village.by, { importId: second.importId })
  assert.deepEqual(again, search)
})

test('a search that was cut off goes on behind whom it compared last, and only then the list counts as compared', async () => {
  const { second } = await twoRows()
  const stopped = compareList(deps, village.by, second.importId, () => {
    throw new Error('the server is going down')
  })
  await assert.rejects(stopped, /going down/)
  const state = () =>
    rowsOf<{ far: boolean; done: boolean }>(
      owner,
      'select compared_to > 0 as far, compared_at is not null as done from imports where id = $1',
      [second.importId],
    )
  assert.deepEqual(await state(), [{ far: true, done: false }])
  const rest = await compareList(deps, village.by, second.importId)
  assert.deepEqual(rest, { people: 0, pairs: { same: 0, perhaps: 0 }, isDone: true })
  assert.deepEqual(await state(), [{ far: true, done: true }])
})

test('a whole region finds each pair once, by every key that an index answers', async () => {
  const people = [
    { nik: nikOf(1, '120565'), name: 'SULISTYO WARDANA', bornOn: '12-05-1965', village: 1 },
    // The same birth date: the words of the name have changed places.
    { nik: nikOf(2, '120565'), name: 'DRS. WARDANA SULISTYO', bornOn: '12-05-1965', village: 2 },
    // The same sounds and birth year: day and month have changed places.
    { nik: nikOf(3, '051265'), name: 'SULISTIO WARDHANA', bornOn: '05-12-1965', village: 3 },
    // The same sounds and day: the year is mistyped.
    { nik: nikOf(4, '120566'), name: 'SULISTYO WARDANA', bornOn: '12-05-1966', village: 4 },
    // A sound in one village that is the second of the earlier row, or its first.
    { nik: nikOf(5, '310801'), name: 'TEGUH PRAKOSO', bornOn: '31-08-2001', village: 5 },
    { nik: nikOf(6, '310802'), name: 'PRAKOSO', bornOn: '31-08-2002', village: 5 },
    { nik: nikOf(7, '010170'), name: 'SAWIRAN', bornOn: '02-01-1970', village: 6 },
    { nik: nikOf(8, '010171'), name: 'HERMAN SAWIRAN', bornOn: '02-01-1971', village: 6 },
  ]
  for (const person of people) await take(regency, [person], `16.06.01.200${String(person.village)}`)
  const ids = await Promise.all(people.map(({ nik }) => idOf(nik)))
  await findDuplicates(deps, regency.by, { region: regionCode('16.06') })
  const found = await rowsOf<{ person_a: bigint; person_b: bigint }>(
    owner,
    'select person_a, person_b from duplicate_pairs where person_a = any ($1) and person_b = any ($1) order by 1, 2',
    [ids],
  )
  const places = found.map(({ person_a, person_b }) =>
    [person_a, person_b].map((id) => ids.indexOf(Number(id))).join(''),
  )
  assert.deepEqual(places.sort(), ['01', '02', '03', '45', '67'])
})

test('a pair is nobody’s who sees one of the two only, neither in lists nor in counts', async () => {
  const { second, a, b } = await twoRows({ other: neighbour })
  const search = await findDuplicates(deps, neighbour.by, { importId: second.importId })
  assert.deepEqual(search, { people: 1, pairs: { same: 0, perhaps: 0 }, isDone: true })
  const seenBy = async ({ by }: TestPerson) => {
    const everywhere = { first: 0, last: 9_999_999_999, organisationId: null }
    // Row-level security alone: the query itself looks everywhere.
    const pairs = await inScopeOf(db, by, (tx) => listPairs(tx, everywhere, { limit: 1_000, offset: 0 }))
    return pairs.some(({ people }) => people.includes(a) && people.includes(b))
  }
  assert.deepEqual(await Promise.all([village, neighbour, regency].map(seenBy)), [false, false, true])
  const rowsSeenBy = ({ by }: TestPerson) =>
    inScopeOf(db, by, async (tx) => {
      const { rows } =
        await sql`select from duplicate_pairs where person_a in (${a}, ${b}) and person_b in (${a}, ${b})`.execute(
          tx,
        )
      return rows.length
    })
  assert.deepEqual(await Promise.all([village, neighbour, regency].map(rowsSeenBy)), [0, 0, 1])
  for (const by of [village.by, neighbour.by, company.by]) {
    assert.equal(await codeOf(mergePeople(deps, by, { keep: a, lose: b, reason: WHY })), 'pair-unknown')
    assert.equal(await codeOf(tellApart(deps, by, { people: [a, b], reason: WHY })), 'pair-unknown')
  }
  assert.equal(
    await codeOf(mergePeople(deps, village.by, { keep: a, lose: 999_999_999, reason: WHY })),
    'pair-unknown',
  )
})

test('merged, one row stands for both numbers and knows what either knew', async () => {
  const { a, b, nik, slipped } = await twoRows()
  const { filled } = await mergePeople(deps, village.by, { keep: a, lose: b, reason: WHY })
  assert.deepEqual(filled, ['phone'])
  assert.deepEqual([await idOf(nik), await idOf(slipped)], [a, a])
  assert.deepEqual(
    (await findPeople(deps, village.by, { phone: '081234567890' })).filter(({ id }) => id === b),
    [],
  )
  const audited = await rowsOf<{ subject_id: string; reason: string }>(
    owner,
    `select subject_id, reason from audit_entries where action = 'people.merge' and subject_id = any ($1) order by id`,
    [[String(a), String(b)]],
  )
  assert.deepEqual(
    audited,
    [a, b].map((id) => ({ subject_id: String(id), reason: WHY })),
  )
  const history = await rowsOf<{ person_id: bigint; changes: unknown }>(
    owner,
    `select person_id, changes from person_changes where cause = 'merge' and person_id = any ($1) order by id`,
    [[a, b]],
  )
  assert.deepEqual(
    history.map(({ person_id, changes }) => [Number(person_id), changes]),
    [
      [a, { phone: ['…', '…'], standsFor: [null, b] }],
      [b, { mergedInto: [null, a] }],
    ],
  )
})

test('a list that names either number tells of the kept person, whose NIK stays', async () => {
  const { a, b, nik, slipped, name, bornOn } = await twoRows()
  await mergePeople(deps, village.by, { keep: a, lose: b, reason: WHY })
  const again = await take(village, [{ nik: slipped, name, bornOn, more: 'PETANI;081234567890' }])
  assert.deepEqual([again.tally.accepted, again.tally.duplicates], [0, 1])
  const told = await take(village, [{ nik: slipped, name, bornOn, more: 'SOPIR;' }])
  assert.equal(told.tally.accepted, 1)
  const [kept] = await findPeople(deps, village.by, { nik: slipped })
  assert.deepEqual([kept?.id, kept?.occupation], [a, 'SOPIR'])
  assert.equal(kept?.nik.slice(-4), nik.slice(-4))
})

test('taken apart, everything stands again as it was before the merging', async () => {
  // The neighbour keeps one row, the company told of both out of its sight, the village of the neighbour’s.
  const { a, b, slipped, nik, name, bornOn } = await twoRows({ other: neighbour })
  await take(company, [{ nik: slipped, name, bornOn, more: 'BURUH;' }], '16.06.03.2001')
  await take(village, [{ nik: slipped, name, bornOn, more: 'SOPIR;' }])
  await findDuplicates(deps, regency.by, { region: regionCode('16.06') })
  const before = await tables()
  for (const [keep, lose] of [
    [a, b],
    [b, a],
  ] as const) {
    const { id } = await mergePeople(deps, regency.by, { keep, lose, reason: WHY })
    assert.notDeepEqual(await tables(), before)
    await unmergePeople(deps, regency.by, { id, reason: 'salah lihat' })
    assert.deepEqual(await tables(), before)
    assert.deepEqual([await idOf(nik), await idOf(slipped)], [a, b])
    assert.equal(
      await codeOf(unmergePeople(deps, regency.by, { id, reason: 'lagi' })),
      'merge-undone-already',
    )
  }
  const sealed = await findPeople(deps, company.by, { nik: slipped })
  assert.deepEqual([sealed[0]?.id, sealed[0]?.occupation], [b, 'BURUH'])
})

test('an organisation whose row was merged into one it does not see goes on reading its own words', async () => {
  const { a, b, slipped, name, bornOn } = await twoRows({ other: neighbour, otherMore: 'SOPIR;' })
  const { id } = await mergePeople(deps, regency.by, { keep: a, lose: b, reason: WHY })
  const [own] = await findPeople(deps, neighbour.by, { nik: slipped })
  assert.deepEqual([own?.id, own?.occupation], [a, 'SOPIR'])
  const same = await take(neighbour, [{ nik: slipped, name, bornOn, more: 'SOPIR;' }])
  assert.deepEqual([same.tally.accepted, same.tally.duplicates], [0, 1])
  await unmergePeople(deps, regency.by, { id, reason: 'salah lihat' })
})

test('what somebody built on is not taken apart', async () => {
  const changed = await twoRows()
  const merged = await mergePeople(deps, village.by, { keep: changed.a, lose: changed.b, reason: WHY })
  await take(village, [{ ...changed, nik: changed.slipped, more: 'NELAYAN;' }])
  assert.equal(
    await codeOf(unmergePeople(deps, village.by, { id: merged.id, reason: 'x' })),
    'merge-built-upon',
  )

  const told = await twoRows()
  const toldMerge = await mergePeople(deps, village.by, { keep: told.a, lose: told.b, reason: WHY })
  await take(neighbour, [{ ...told, nik: told.slipped }])
  assert.equal(
    await codeOf(unmergePeople(deps, village.by, { id: toldMerge.id, reason: 'x' })),
    'merge-built-upon',
  )
})

test('mergings that stand on each other are taken apart from the top', async () => {
  const [one, other] = [await twoRows(), await twoRows()]
  const lower = await mergePeople(deps, village.by, { keep: one.a, lose: one.b, reason: WHY })
  const before = await tables()
  const upper = await mergePeople(deps, village.by, { keep: other.a, lose: one.a, reason: WHY })
  assert.equal(await idOf(one.slipped), other.a)
  assert.equal(
    await codeOf(unmergePeople(deps, village.by, { id: lower.id, reason: 'x' })),
    'merge-built-upon',
  )
  await unmergePeople(deps, village.by, { id: upper.id, reason: 'x' })
  assert.deepEqual(await tables(), before)
  await unmergePeople(deps, village.by, { id: lower.id, reason: 'x' })
  assert.equal(await idOf(one.slipped), one.b)
})

const won = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) =>
    result.status === 'fulfilled'
      ? 'won'
      : result.reason instanceof Refusal
        ? result.reason.code
        : String(result.reason),
  )

test('of two who merge the same people at once one wins, whichever row each would keep', async () => {
  for (const turned of [false, true]) {
    const { a, b } = await twoRows()
    const merge = (keep: number, lose: number) => (on: Db) =>
      mergePeople({ ...deps, db: on }, village.by, { keep, lose, reason: WHY })
    const results = await database.interleave(merge(a, b), turned ? merge(b, a) : merge(a, b))
    assert.deepEqual(won(results), ['won', 'people-merged-already'])
  }
})

test('of two who take a merging apart at once one wins, and one who merges meanwhile waits for him', async () => {
  const { a, b } = await twoRows()
  const { id } = await mergePeople(deps, village.by, { keep: a, lose: b, reason: WHY })
  const apart = (on: Db) => unmergePeople({ ...deps, db: on }, village.by, { id, reason: 'x' })
  assert.deepEqual(won(await database.interleave(apart, apart)), ['won', 'merge-undone-already'])
  const third = await twoRows()
  const merge = (keep: number, lose: number) => (on: Db) =>
    mergePeople({ ...deps, db: on }, village.by, { keep, lose, reason: WHY })
  const both = await database.interleave(merge(a, b), merge(third.a, b))
  assert.deepEqual(won(both), ['won', 'people-merged-already'])
})

test('of two who decide a pair differently at once one wins', async () => {
  const { a, b, second } = await twoRows()
  await findDuplicates(deps, village.by, { importId: second.importId })
  const apart = (on: Db) => tellApart({ ...deps, db: on }, village.by, { people: [a, b], reason: WHY })
  const merge = (on: Db) => mergePeople({ ...deps, db: on }, village.by, { keep: a, lose: b, reason: WHY })
  assert.deepEqual(won(await database.interleave(merge, apart)), ['won', 'pair-decided-already'])
  const turned = await twoRows()
  await findDuplicates(deps, village.by, { importId: turned.second.importId })
  const first = (on: Db) =>
    tellApart({ ...deps, db: on }, village.by, { people: [turned.a, turned.b], reason: WHY })
  const late = (on: Db) =>
    mergePeople({ ...deps, db: on }, village.by, { keep: turned.a, lose: turned.b, reason: WHY })
  assert.deepEqual(won(await database.interleave(first, late)), ['won', 'pair-decided-already'])
})

test('who says that two are different is not asked again', async () => {
  const { a, b, second } = await twoRows()
  await findDuplicates(deps, village.by, { importId: second.importId })
  await tellApart(deps, village.by, { people: [b, a], reason: 'saudara kembar' })
  assert.equal(
    await codeOf(tellApart(deps, village.by, { people: [a, b], reason: 'x' })),
    'pair-decided-already',
  )
  const again = await findDuplicates(deps, village.by, { importId: second.importId })
  assert.deepEqual(again.pairs, { same: 0, perhaps: 0 })
})

test('nobody merges without a reason, nor a person with himself', async () => {
  const { a, b } = await twoRows()
  assert.equal(
    await codeOf(mergePeople(deps, village.by, { keep: a, lose: b, reason: ' ' })),
    'value-missing',
  )
  assert.equal(await codeOf(mergePeople(deps, village.by, { keep: a, lose: a, reason: WHY })), 'pair-unknown')
})

test('a list whose people were merged stays, and one that still runs holds its people back', async () => {
  const { a, b, second } = await twoRows()
  await rowsOf(owner, `update imports set state = 'running' where id = $1`, [second.importId])
  assert.equal(
    await codeOf(mergePeople(deps, village.by, { keep: a, lose: b, reason: WHY })),
    'people-being-imported',
  )
  await rowsOf(owner, `update imports set state = 'done' where id = $1`, [second.importId])
  await mergePeople(deps, village.by, { keep: a, lose: b, reason: WHY })
  assert.equal(
    await codeOf(undoImport(deps, SYSTEM, { id: second.importId, reason: 'x' })),
    'import-built-upon',
  )
})

test('a list taken back takes its pairs along', async () => {
  const { second, a, b } = await twoRows()
  await findDuplicates(deps, village.by, { importId: second.importId })
  await undoImport(deps, village.by, { id: second.importId, reason: 'salah berkas' })
  await findDuplicates(deps, village.by, { importId: second.importId })
  const left = await rowsOf(
    owner,
    'select from duplicate_pairs where person_a = any ($1) or person_b = any ($1)',
    [[a, b]],
  )
  assert.deepEqual(left, [])
})

test('a list that found the lost row just before the merging cannot write where nobody reads', async () => {
  const { a, b } = await twoRows()
  await mergePeople(deps, village.by, { keep: a, lose: b, reason: WHY })
  const late = chunkInTransaction(pool, matchingScope(village.by), (client) =>
    client.query(`update people set occupation = 'SOPIR', stated_mark = sha256('x')::bytea where id = $1`, [
      b,
    ]),
  )
  await assert.rejects(late, { constraint: 'a_merged_person_is_not_changed' })
})

test('of a merged pair the application changes nothing but that it was taken apart', async () => {
  for (const statement of [
    'update person_merges set kept_id = kept_id',
    'update person_merges set change_ids = change_ids',
    'delete from person_merges',
  ]) {
    const run = chunkInTransaction(pool, matchingScope(SYSTEM), (client) => client.query(statement))
    await assert.rejects(run, { code: '42501' }, statement)
  }
})
