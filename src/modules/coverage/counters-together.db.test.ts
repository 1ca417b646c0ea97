import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { CoverageHistory, coverageDeps } from '../../../test/coverage-history.ts'
import { checkInvariants, cloneDatabase } from '../../../test/database.ts'
import { rowsOf } from '../../../test/people.ts'
import { addMonths, month } from '../../kernel/month.ts'
import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Db } from '../../platform/db.ts'
import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { askCoverage } from './ask-coverage.ts'
import { askMovers, askTrend } from './compare-coverage.ts'
import { keepCountersFresh, recountCoverage } from './keep-counters.ts'
import { openTallies } from './open-tallies.ts'

const database = await cloneDatabase()
const { db, owner } = database
after(database.close)
const SYSTEM: By = { kind: 'system', systemUser: 'uji' }
const deps = coverageDeps(database, 3)
const history = await CoverageHistory.open(database, 60)
const VILLAGE = regionCode('16.06.01.2001')
const peopleIn = async (region: RegionCode, asOf: PlainDate, place: 'work' | 'residence' = 'residence') =>
  throughGate(db, 'system', async (tx) => {
    const tallies = await openTallies(tx, deps, { asOf, place })
    return (await tallies.of([region])).get(region)?.allPeople ?? 0
  })
const ROSTERS = await rowsOf<{ id: string; payer_id: string; kind: string }>(
  owner,
  `select id, payer_id, kind from rosters order by kind`,
)
const insertWage = (connection: Db, at: number, person: number) =>
  throughGate(connection, 'system', (tx) => {
    const roster = ROSTERS.filter(({ kind }) => kind === 'employer')[at]
    return sql`insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, ground)
      values (${roster?.id}, ${roster?.payer_id}, ${person}, '[2026-01-01,2026-07-01)', '[0,2)', 'PU', 1000000, 'uji')`.execute(
      tx,
    )
  })
const agrees = () => checkInvariants(owner.pool, (name) => name === 'coverage-counts-are-their-rows')

test('two employers who protect one person at once count him once, known before or not', async () => {
  await rowsOf(owner, `update people set residence_region = $1, work_region = null where id = 8`, [VILLAGE])
  for (const person of [1, 8])
    await database.interleave(
      (first) => insertWage(first, 0, person),
      (second) => insertWage(second, 1, person),
    )
  await agrees()
  assert.equal(await peopleIn(INDONESIA, plainDate('2026-03-01')), 2)
})

test('two employers who end the protection of one person at once leave him protected until the later day', async () => {
  const shorten = (connection: Db, at: number, until: string) =>
    throughGate(connection, 'system', (tx) => {
      const roster = ROSTERS.filter(({ kind }) => kind === 'employer')[at]
      return sql`update protections set months = daterange('2026-01-01', ${until}::date)
        where person_id = 8 and roster_id = ${roster?.id}`.execute(tx)
    })
  await database.interleave(
    (first) => shorten(first, 0, '2026-03-01'),
    (second) => shorten(second, 1, '2026-05-01'),
  )
  await agrees()
  assert.deepEqual(
    [await peopleIn(VILLAGE, plainDate('2026-04-01')), await peopleIn(VILLAGE, plainDate('2026-05-01'))],
    [1, 0],
  )
})

test('who was merged before a recount and is protected after it counts nowhere', async () => {
  await rowsOf(owner, 'update people set merged_into = 50 where id = 51')
  await recountCoverage(deps, SYSTEM)
  const before = await peopleIn(INDONESIA, plainDate('2026-03-01'))
  await insertWage(db, 0, 51)
  await agrees()
  assert.equal(await peopleIn(INDONESIA, plainDate('2026-03-01')), before)
})

test('who moves while somebody protects him is counted where he went, whoever comes first', async () => {
  const move = (connection: Db, person: number) =>
    throughGate(connection, 'system', (tx) =>
      sql`update people set residence_region = 3201012001, work_region = null where id = ${person}`.execute(
        tx,
      ),
    )
  await database.interleave(
    (first) => insertWage(first, 0, 2),
    (second) => move(second, 2),
  )
  await agrees()
  await database.interleave(
    (first) => move(first, 3),
    (second) => insertWage(second, 0, 3),
  )
  await agrees()
  assert.ok((await peopleIn(regionCode('32'), plainDate('2026-03-01'))) >= 2)
})

test('a recount waits for who is writing, and counts what he wrote', async () => {
  await database.interleave(
    (first) => insertWage(first, 0, 4),
    (second) => recountCoverage({ ...deps, db: second }, SYSTEM),
  )
  await agrees()
  await database.interleave(
    (first) => recountCoverage({ ...deps, db: first }, SYSTEM),
    (second) => insertWage(second, 0, 5),
  )
  await agrees()
})

test('two folds at once add every step once, and nothing is left to do after them', async () => {
  await insertWage(db, 0, 6)
  const before = await peopleIn(INDONESIA, plainDate('2026-03-01'))
  await database.interleave(
    (first) => keepCountersFresh({ ...deps, db: first }),
    (second) => keepCountersFresh({ ...deps, db: second }),
  )
  assert.equal(await peopleIn(INDONESIA, plainDate('2026-03-01')), before)
  assert.deepEqual(await keepCountersFresh(deps), { bills: 0, steps: 0 })
  await agrees()
})

test('a day is answered as it was known on another: before a late ending, a move and a new list', async () => {
  await rowsOf(
    owner,
    `update people set residence_region = $1, work_region = null where id between 10 and 19`,
    [VILLAGE],
  )
  for (const person of [10, 13, 16]) await history.take({ kind: 'protect-own', person, one: 0, other: 5 })
  const before = await peopleIn(VILLAGE, plainDate('2026-03-01'))
  const [{ now } = { now: new Date() }] = await rowsOf<{ now: Date }>(
    owner,
    'select clock_timestamp() as now',
  )
  await rowsOf(
    owner,
    `with gone as (select id, roster_id, months from protections where person_id = 10),
     changed as (insert into protection_changes (protection_id, roster_id, kind, months_before, months_after, reason)
       select id, roster_id, 'taken-back', months, 'empty', 'uji' from gone)
     update protections set months = 'empty' where person_id = 10`,
  )
  await rowsOf(
    owner,
    `insert into person_changes (id, person_id, cause, changes, row_before, changed_at)
     select -7, id, 'form', '{}', to_jsonb(p) - 'sealed', clock_timestamp() from people p where id = 11`,
  )
  await rowsOf(owner, `update people set residence_region = 3201012001 where id = 11`)
  const asked = { region: VILLAGE, asOf: plainDate('2026-03-01'), place: 'residence' } as const
  const now2 = await askCoverage(deps, SYSTEM, asked)
  assert.deepEqual([now2.figure.people, now2.countedFrom], [before - 2, 'counters'])
  const known = await askCoverage(deps, SYSTEM, { ...asked, knownAt: now })
  assert.deepEqual([known.figure.people, known.countedFrom], [before, 'rows'])
})

test('a village that goes to another regency takes its people along from its day on, and no total moves', async () => {
  const [REGENCY, OTHER] = [regionCode('16.06'), regionCode('16.07')]
  const [BEFORE, SINCE] = [plainDate('2026-02-15'), plainDate('2026-04-15')]
  const figures = async (on: PlainDate) => ({
    village: await peopleIn(VILLAGE, on),
    regency: await peopleIn(REGENCY, on),
    other: await peopleIn(OTHER, on),
    province: await peopleIn(regionCode('16'), on),
    country: await peopleIn(INDONESIA, on),
  })
  const [early, late] = [await figures(BEFORE), await figures(SINCE)]
  assert.ok(late.village > 3)
  await rowsOf(
    owner,
    `with c as (insert into region_changes (title, decree, source, effective_on, weight_unit, status, file, file_sha256, applied_at)
       values ('Uji', 'Uji', 'Uji', '2026-03-01', 'villages', 'applied', '{}', repeat('0', 64), now()) returning id),
     e as (update regions set valid_to = '2026-03-01', ended_by = (select id from c) where code = 1606012001),
     b as (insert into regions (code, name, search_name, valid_from, decree, source, begun_by)
       select 1607012999, 'Desa Baru', 'desabaru', '2026-03-01', 'Uji', 'Uji', id from c)
     insert into region_mappings (change_id, old_code, new_code, weight) select id, 1606012001, 1607012999, 1 from c`,
  )
  assert.deepEqual(await figures(BEFORE), early)
  const moved = await figures(SINCE)
  assert.deepEqual(moved, {
    village: 0,
    regency: late.regency - late.village,
    other: late.other + late.village,
    province: late.province,
    country: late.country,
  })
  assert.equal(await peopleIn(regionCode('16.07.01.2999'), SINCE), late.village)
  // Who is told of under the new code already counts in the old village on a day before it.
  await rowsOf(owner, `update people set residence_region = 1607012999, work_region = null where id = 16`)
  assert.deepEqual(await figures(BEFORE), early)
})

test('a trend follows the figures of its days, and movers are their differences', async () => {
  const points = await askTrend(deps, SYSTEM, { region: INDONESIA, until: month('2026-08'), months: 8 })
  assert.deepEqual(
    points.map(({ month: each }) => each),
    Array.from({ length: 8 }, (_, at) => addMonths(month('2026-01'), at)),
  )
  for (const { figure } of points) assert.equal(figure.people, await peopleIn(INDONESIA, figure.asOf, 'work'))
  const asked = { region: INDONESIA, from: plainDate('2026-01-31'), to: plainDate('2026-08-31') }
  const { movers } = await askMovers(deps, SYSTEM, asked)
  const change = movers.reduce((sum, mover) => sum + mover.change, 0)
  assert.equal(change, (points[7]?.figure.people ?? 0) - (points[0]?.figure.people ?? 0))
  assert.ok(movers.every(({ change: one }, at) => at === 0 || one <= (movers[at - 1]?.change ?? 0)))
})
