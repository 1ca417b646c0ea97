import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Refusal } from '../../src/kernel/refusal.ts'
import { depthOf, regionCode } from '../../src/kernel/region-code.ts'
import type { By } from '../../src/modules/access/act.ts'
import { importEmployers } from '../../src/modules/employers/import-employers.ts'
import { findPeople } from '../../src/modules/people/find-people.ts'
import { loadDemoPeople, type DemoAsk } from '../../src/modules/people/load-demo-people.ts'
import type { ToldPerson } from '../../src/modules/people/people.ts'
import { undoImport } from '../../src/modules/people/undo-import.ts'
import { populationsOn } from '../../src/modules/regions/populations.ts'
import { listBelow } from '../../src/modules/regions/queries.ts'
import { clockAt } from '../../src/platform/clock.ts'
import { LawBook } from '../../src/rules/law-book.ts'
import { testDatabase } from '../../test/database.ts'
import { rowsOf, TEST_NOW } from '../../test/people.ts'
import { testRing } from '../../test/test-ring.ts'
import { employerCsv } from './employer-list.ts'
import { toldPeople, TwinCount, twinPeople } from './twin-province.ts'

const { db, pool, owner } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'payung-demo-'))
after(() => rm(folder, { recursive: true }))
const clock = clockAt(TEST_NOW)
const deps = { db, pool, clock, ring: testRing(), book: new LawBook(), folder: join(folder, 'kept') }
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }
const PROVINCE = regionCode('16')

const villages = (await listBelow(db, PROVINCE, clock.today(), 4))
  .filter(({ code }) => depthOf(code) === 'desa-kelurahan')
  .map(({ code, kind }) => ({ code, isUrban: kind === 'kelurahan' }))
const figures = await populationsOn(db, PROVINCE, clock.today())
const inhabitants = new Map([...figures].map(([code, { population }]) => [code, population]))

function world(seed: number, count: number, change: Partial<DemoAsk> = {}): DemoAsk {
  return {
    recipe: { seed, count },
    name: 'orang rekaan',
    region: PROVINCE,
    count,
    people: () => toldPeople(twinPeople({ seed, count, villages, inhabitants })),
    mayFillEmpty: true,
    ...change,
  }
}

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

const countOf = async (table: 'people' | 'identities') =>
  Number((await rowsOf<{ count: string }>(owner, `select count(*)::text as count from ${table}`))[0]?.count)

/** The people up to a number, then a failure, as when the machine stops. */
function* cutOff(people: Iterable<ToldPerson>, after: number): Generator<ToldPerson> {
  let number = 0
  for (const person of people) {
    if ((number += 1) > after) throw new Error('the lights went out')
    yield person
  }
}

test('invented people are refused in a data folder for real work, unless somebody says so', async () => {
  assert.equal(
    await refusalOf(loadDemoPeople(deps, SYSTEM, world(1, 2_000, { mayFillEmpty: false }))),
    'demo-needs-training',
  )
  assert.equal(await countOf('people'), 0)
})

test('two thousand people of a province enter an empty registry, and the same world again changes nothing', async () => {
  const load = await loadDemoPeople(deps, SYSTEM, world(1, 2_000))
  assert.equal(load.end, 'done')
  const { rows, accepted, duplicates } = load.tally
  assert.deepEqual({ rows, accepted, duplicates }, { rows: 2_000, accepted: 2_000, duplicates: 0 })
  assert.deepEqual([await countOf('people'), await countOf('identities')], [2_000, 2_000])
  const again = await loadDemoPeople(deps, SYSTEM, world(1, 2_000))
  assert.deepEqual([again.end, again.importId], ['there', load.importId])
  assert.equal(await countOf('people'), 2_000)
})

test('its loading is one entry of the audit', async () => {
  const rows = await rowsOf<{ action: string }>(
    owner,
    `select action from audit_entries where action like 'people.%'`,
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['people.load-demo'],
  )
})

test('its people are found by NIK and by name like everybody else, and live in real villages', async () => {
  const [first] = toldPeople(twinPeople({ seed: 1, count: 2_000, villages, inhabitants }))
  assert.ok(first)
  const [byNik] = await findPeople(deps, SYSTEM, { nik: first.sealed.nik })
  assert.equal(byNik?.name, first.open.name)
  const strangers = await rowsOf(
    owner,
    `select p.id from people p where not exists (select from regions r where r.code = p.residence_region and r.depth = 4)`,
  )
  assert.deepEqual(strangers, [])
})

test('another world does not come among people of real work', async () => {
  assert.equal(await refusalOf(loadDemoPeople(deps, SYSTEM, world(2, 500))), 'demo-among-people')
})

test('what was loaded can be taken back as one list, and loaded anew', async () => {
  const { importId } = await loadDemoPeople(deps, SYSTEM, world(1, 2_000))
  const { removed } = await undoImport(deps, SYSTEM, { id: importId, reason: 'latihan selesai' })
  assert.equal(removed, 2_000)
  assert.equal(await countOf('people'), 0)
})

test('a load that was cut off goes on where it stopped', async () => {
  const whole = world(3, 25_000)
  const cut = { ...whole, people: () => cutOff(whole.people(), 21_000) }
  await assert.rejects(loadDemoPeople(deps, SYSTEM, cut), /lights/)
  const before = await countOf('people')
  assert.ok(before >= 10_000 && before < 25_000, String(before))
  const cutAtEnd = { ...whole, beforeEnd: () => Promise.reject(new Error('the lights went out again')) }
  await assert.rejects(loadDemoPeople(deps, SYSTEM, cutAtEnd), /again/)
  let wasAsked = false
  const beforeEnd = () => {
    wasAsked = true
    return Promise.resolve()
  }
  const { end, tally } = await loadDemoPeople(deps, SYSTEM, { ...whole, beforeEnd })
  assert.deepEqual([end, tally.accepted, tally.duplicates, wasAsked], ['done', 25_000, 0, true])
  assert.equal(await countOf('people'), 25_000)
})

test('the employers of a world enter as a list of the labour report, every row accepted', async () => {
  const counted = new TwinCount(1)
  for (const _ of counted.passing(twinPeople({ seed: 1, count: 4_000, villages, inhabitants })));
  const path = join(folder, 'pemberi-kerja.csv')
  await writeFile(path, [...employerCsv(counted.workforces())])
  const ask = { path, fileName: 'pemberi-kerja.csv', region: PROVINCE, isRehearsal: false }
  const { tally } = await importEmployers(deps, SYSTEM, ask)
  const { employers, wageEarners } = counted.summary()
  assert.deepEqual([tally.rows, tally.accepted, tally.outcomes], [employers, employers, {}])
  const [told] = await rowsOf<{ workers: string; partly: string }>(
    owner,
    `select sum(men_count + women_count)::text as workers,
       count(*) filter (where registered_count between 1 and men_count + women_count - 1)::text as partly from employers`,
  )
  assert.ok(Number(told?.workers) >= wageEarners)
  assert.ok(Number(told?.partly) > 0, 'some employers report only some of their workers')
})

test('in a data folder for training invented people may come among others', async () => {
  await rowsOf(owner, 'insert into training_mark (marked_at) values ($1)', [TEST_NOW])
  const { end } = await loadDemoPeople(deps, SYSTEM, world(4, 500, { mayFillEmpty: false }))
  assert.equal(end, 'done')
})
