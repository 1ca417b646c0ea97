import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/database.ts'
import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { total } from '../../kernel/rupiah.ts'
import { clockAt } from '../../platform/clock.ts'
import { applyChange, revertChange } from './apply-change.ts'
import { populationsOn } from './populations.ts'
import { previewChange } from './preview-change.ts'
import { getRegion, listBelow, listMapChanges } from './queries.ts'
import { regionTree } from './region-tree.ts'
import { restateBetween } from './regions.ts'
import { findRegions } from './search-regions.ts'

const { db, pool, owner } = await testDatabase()
const clock = clockAt(new Date('2026-06-01T03:00:00Z'))
const [BEFORE, SINCE] = [plainDate('2026-12-31'), plainDate('2027-01-01')]

/** Invented: Musi Banyuasin loses three of its fifteen districts to a new regency. */
const SPLIT = {
  title: 'Pembentukan Kabupaten Contoh Timur',
  decree: 'UU 99/2026 (rekaan)',
  source: 'contoh rekaan untuk uji',
  effectiveOn: SINCE,
  create: [{ code: '16.14', name: 'Kabupaten Contoh Timur' }],
  moves: [
    { from: '16.06.05', to: '16.14.01' },
    { from: '16.06.06', to: '16.14.02' },
    { from: '16.06.07', to: '16.14.03', name: 'Sungai Lilin Raya' },
  ],
}

async function refusalOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Refusal, String(error))
  return error.code
}

const countOn = async (code: string, on: PlainDate) => (await regionTree(db, regionCode(code), 0, on)).counts
const fingerprint = async () =>
  (
    await pool.query<{ hash: string }>(
      `select md5(string_agg(concat_ws('|', code, name, valid_from, valid_to), '/' order by code, valid_from)) as hash
       from regions where valid_to is null or valid_to > valid_from`,
    )
  ).rows[0]?.hash

/** A figure of our own for every village of the province: its code's last four digits. */
async function villageFigures(on: PlainDate): Promise<Map<RegionCode, bigint>> {
  const villages = (await listBelow(db, regionCode('16'), on, 4)).filter(({ code }) => code % 10_000 !== 0)
  return new Map(villages.map(({ code }) => [code, BigInt(code % 10_000)]))
}

const asLoaded = await fingerprint()
const populationBefore = await populationsOn(db, regionCode('16'), BEFORE)
const figuresBefore = await villageFigures(BEFORE)

test('a preview says what begins, ends and gets another figure, and writes nothing', async () => {
  const { plan, populations } = await previewChange({ db, pool, close: () => Promise.resolve() }, SPLIT)
  const [begun] = plan.begin
  assert.equal(begun && dottedCode(begun.code), '16.14')
  assert.equal(plan.begin.length, plan.end.length + 1)
  const muba = populations.find(({ code }) => code === regionCode('16.06'))
  const timur = populations.find(({ code }) => code === regionCode('16.14'))
  assert.equal(muba?.before, 736_897n)
  assert.equal(timur?.before, null)
  assert.equal((muba.after ?? 0n) + (timur.after ?? 0n), 736_897n)
  assert.equal(await fingerprint(), asLoaded)
})

test('a region that is asked for on a day is the one of that day’s map', async () => {
  await applyChange(owner, clock, SPLIT)
  assert.equal(await refusalOf(getRegion(db, 'code', regionCode('16.14'), BEFORE)), 'region-unknown')
  assert.equal((await getRegion(db, 'code', regionCode('16.14'), SINCE)).decree, SPLIT.decree)
  assert.equal((await getRegion(db, 'code', regionCode('16.06.07'), BEFORE)).validTo, SINCE)
  assert.equal(await refusalOf(getRegion(db, 'code', regionCode('16.06.07'), SINCE)), 'region-unknown')
  assert.equal((await countOn('16.06', BEFORE)).kecamatan, 15)
  assert.equal((await countOn('16.06', SINCE)).kecamatan, 12)
  assert.equal((await countOn('16.14', SINCE)).kecamatan, 3)
  const [on, since] = [await countOn('16', BEFORE), await countOn('16', SINCE)]
  assert.deepEqual(since, { ...on, kabupaten: on.kabupaten + 1 })
})

test('search answers with the map of its day', async () => {
  const find = async (query: string, on: PlainDate) =>
    (await findRegions(db, query, { on, within: INDONESIA, level: null, limit: 1 })).map(({ path }) => path)
  assert.deepEqual(await find('Sungai Lilin Raya', SINCE), [
    'Kec. Sungai Lilin Raya, Kab. Contoh Timur, Sumatera Selatan',
  ])
  assert.deepEqual(await find('kec sungai lilin', BEFORE), [
    'Kec. Sungai Lilin, Kab. Musi Banyuasin, Sumatera Selatan',
  ])
})

test('any figure can be shown on either map and the totals agree to the unit', async () => {
  const changes = await listMapChanges(db, BEFORE, SINCE)
  const onNewMap = restateBetween(figuresBefore, changes, BEFORE, SINCE)
  assert.equal(total(onNewMap.values()), total(figuresBefore.values()))
  const newVillages = await villageFigures(SINCE)
  assert.deepEqual([...onNewMap.keys()].sort(), [...newVillages.keys()].sort())
  // Every village went over whole, so the way back is exact, village by village.
  assert.deepEqual(restateBetween(onNewMap, changes, SINCE, BEFORE), figuresBefore)

  const regencies = new Map(
    [...populationBefore]
      .filter(([code]) => code !== regionCode('16'))
      .map(([code, { population }]) => [code, population]),
  )
  const there = restateBetween(regencies, changes, BEFORE, SINCE)
  assert.equal(there.size, 18)
  assert.equal(total(there.values()), 9_064_690n)
  assert.deepEqual(restateBetween(there, changes, SINCE, BEFORE), regencies)
})

test('populations of the new map are restated, flagged, and still add up to the province', async () => {
  const since = await populationsOn(db, regionCode('16'), SINCE)
  const regencies = [...since].filter(([code]) => code !== regionCode('16'))
  assert.equal(regencies.length, 18)
  assert.equal(total(regencies.map(([, { population }]) => population)), 9_064_690n)
  assert.deepEqual(
    regencies
      .filter(([, { restated }]) => restated)
      .map(([code]) => dottedCode(code))
      .sort(),
    ['16.06', '16.14'],
  )
})

test('the same change is not applied twice, nor one of an earlier day over it', async () => {
  assert.equal(await refusalOf(applyChange(owner, clock, SPLIT)), 'region-change-already-applied')
  const reordered = JSON.parse(
    JSON.stringify(SPLIT, Object.keys(SPLIT).reverse().concat('code', 'name', 'from', 'to')),
  ) as object
  assert.equal(await refusalOf(applyChange(owner, clock, reordered)), 'region-change-already-applied')
  const earlier = {
    ...SPLIT,
    title: 'Lebih dulu',
    effectiveOn: '2026-08-01',
    create: [],
    moves: [{ from: '16.06.05.2001', to: '16.06.06.2099' }],
  }
  assert.equal(await refusalOf(applyChange(owner, clock, earlier)), 'region-change-out-of-order')
  const earlierName = {
    ...SPLIT,
    title: 'Nama dulu',
    effectiveOn: '2026-08-01',
    create: [],
    moves: [],
    renames: [{ code: '16.06', name: 'Kabupaten Musi Banyuasin Baru' }],
  }
  assert.equal(await refusalOf(applyChange(owner, clock, earlierName)), 'region-change-out-of-order')
})

const SECOND = {
  ...SPLIT,
  title: 'Pemekaran desa rekaan',
  effectiveOn: '2028-01-01',
  create: [],
  moves: [],
  splits: [
    {
      from: '16.14.01.2001',
      into: [
        { code: '16.14.01.2001', name: 'Air Balui' },
        { code: '16.14.01.2050', name: 'Air Balui Baru' },
      ],
    },
  ],
}

test('a second change on the new map: figures pass through both, and the first cannot be taken back under it', async () => {
  await applyChange(owner, clock, SECOND)
  const later = plainDate('2028-06-01')
  const changes = await listMapChanges(db, BEFORE, later)
  const there = restateBetween(figuresBefore, changes, BEFORE, later)
  assert.equal(total(there.values()), total(figuresBefore.values()))
  assert.equal(
    (there.get(regionCode('16.14.01.2001')) ?? 0n) + (there.get(regionCode('16.14.01.2050')) ?? 0n),
    2_001n,
  )
  assert.deepEqual(restateBetween(there, changes, later, BEFORE), figuresBefore)
  assert.equal(await refusalOf(revertChange(owner, clock, SPLIT, 'salah')), 'region-change-out-of-order')
  await revertChange(owner, clock, SECOND, 'urutan')
})

test('a change that figures or outlines stand on is not taken back', async () => {
  const statement = `insert into region_populations (code, as_of, map_on, population, decree, source)
    values (1614000000, '2027-06-30', '2027-06-30', 100000, 'rekaan', 'rekaan')`
  await owner.pool.query(statement)
  assert.equal(await refusalOf(revertChange(owner, clock, SPLIT, 'salah')), 'region-change-built-upon')
  await owner.pool.query('delete from region_populations where code = 1614000000')
})

test('taken back, the map is as it was loaded, and the record stays with its reason', async () => {
  assert.equal(await refusalOf(revertChange(owner, clock, SPLIT, ' ')), 'value-missing')
  await revertChange(owner, clock, SPLIT, 'undang-undang batal')
  assert.equal(await fingerprint(), asLoaded)
  assert.deepEqual(await populationsOn(db, regionCode('16'), SINCE), populationBefore)
  assert.deepEqual(await listMapChanges(db, BEFORE, plainDate('2030-01-01')), [])
  const { rows } = await pool.query<{ title: string; status: string; reason: string }>(
    'select title, status, revert_reason as reason from region_changes order by id',
  )
  assert.deepEqual(rows, [
    { title: SPLIT.title, status: 'reverted', reason: 'undang-undang batal' },
    { title: SECOND.title, status: 'reverted', reason: 'urutan' },
  ])
  assert.equal(await refusalOf(revertChange(owner, clock, SPLIT, 'lagi')), 'region-change-not-applied')
})

test('a change that was taken back can be applied again', async () => {
  await applyChange(owner, clock, SPLIT)
  assert.equal((await countOn('16.14', SINCE)).kecamatan, 3)
})

test('a renumbered regency keeps the names people type for it', async () => {
  const renumber = {
    ...SPLIT,
    title: 'Kode baru',
    effectiveOn: '2029-01-01',
    create: [],
    moves: [{ from: '16.12', to: '16.15' }],
  }
  await applyChange(owner, clock, renumber)
  const find = async (on: string) =>
    (await findRegions(db, 'PALI', { on: plainDate(on), within: INDONESIA, level: 2, limit: 1 })).map(
      ({ code }) => dottedCode(code),
    )
  assert.deepEqual(await find('2028-12-31'), ['16.12'])
  assert.deepEqual(await find('2029-01-01'), ['16.15'])
})

/** How many commands wait for the lock on the region tables. */
async function waitingWriters(): Promise<number> {
  const { rows } = await owner.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_locks
     where relation = 'regions'::regclass and mode = 'ShareRowExclusiveLock' and not granted`,
  )
  return rows[0]?.count ?? 0
}

test('interleaved: of two who apply the same change at once, one is told that it is applied', async () => {
  const renamed = {
    ...SPLIT,
    title: 'Bersamaan',
    create: [],
    moves: [],
    renames: [{ code: '16.04', name: 'Kabupaten Lahat Raya' }],
  }
  const gate = await owner.pool.connect()
  await gate.query('begin')
  await gate.query('lock table regions in share row exclusive mode')
  const both = Promise.allSettled([applyChange(owner, clock, renamed), applyChange(owner, clock, renamed)])
  for (let look = 0; look < 200 && (await waitingWriters()) < 2; look++) await sleep(10)
  const waiting = await waitingWriters()
  // Let go before any assertion: a held lock would make a failure hang.
  await gate.query('commit')
  gate.release()
  assert.equal(waiting, 2)
  const results = await both
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const lost = results.find((result) => result.status === 'rejected')
  assert.ok(lost?.reason instanceof Refusal && lost.reason.code === 'region-change-already-applied')
})
