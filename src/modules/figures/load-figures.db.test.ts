import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { systemClock } from '../../platform/clock.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { loadFigures, readFigureFile } from './load-figures.ts'
import { denominatorsOf, listDenominators, listTargets } from './queries.ts'

const { db, owner } = await testDatabase()
const deps = { db, clock: systemClock }
const system: By = { kind: 'system' }
const MUBA = regionCode('16.06')
const folder = await mkdtemp(join(tmpdir(), 'payung-angka-'))

async function file(text: string): Promise<string> {
  const path = join(folder, `${String(Math.random()).slice(2)}.csv`)
  await writeFile(path, text)
  return path
}

async function load(text: string, kind: 'denominators' | 'targets' = 'denominators', by: By = system) {
  const rows = await readFigureFile(kind, await file(text))
  return loadFigures(deps, by, { kind, rows, reason: 'Rilis BPS' })
}

const HEADER = 'Kode Wilayah;Indikator;Segmen;Jumlah;Per Tanggal;Edisi;Sumber;Keyakinan\n'
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.value : Promise.reject(error as Error)),
  )

test('a file of denominators is taken in once; another figure for the same count replaces it and the old one stays known', async () => {
  const first = `Penyebut cakupan\n${HEADER}16.06;A;;213.582;31/08/2024;Sakernas 2024;BPS;H\n16.06;C;BPU;100000;2024;Sakernas 2024;BPS;M\n`
  assert.deepEqual(await load(first), { added: 2, replaced: 0, unchanged: 0 })
  assert.deepEqual(await load(first), { added: 0, replaced: 0, unchanged: 2 })
  const before = new Date(
    (await rowsOf<{ now: Date }>(owner, 'select clock_timestamp() as now'))[0]?.now ?? 0,
  )
  assert.deepEqual(await load(first.replace('213.582', '213.600')), { added: 0, replaced: 1, unchanged: 1 })

  const on = plainDate('2026-05-01')
  const now = await denominatorsOf(db, [MUBA], 'A', 'all', { on })
  assert.equal(now.get(MUBA)?.persons, 213_600)
  const then = await denominatorsOf(db, [MUBA], 'A', 'all', { on, knownAt: before })
  assert.equal(then.get(MUBA)?.persons, 213_582)
  const earlier = await denominatorsOf(db, [MUBA], 'A', 'all', { on: plainDate('2024-08-30') })
  assert.equal(earlier.size, 0)
  const elsewhere = await denominatorsOf(db, [regionCode('16'), regionCode('16.06.01')], 'A', 'all', { on })
  assert.equal(elsewhere.size, 0, 'none is made from the region above or below')
})

test('targets come in the same way', async () => {
  const text = 'wilayah,tahun,target,sumber\nID,2027,"40,5%",RPJMN\n16,2027,52,RPJMD\n'
  assert.deepEqual(await load(text, 'targets'), { added: 2, replaced: 0, unchanged: 0 })
  assert.equal((await listTargets(db, INDONESIA))[0]?.basisPoints, 4050)
  assert.equal((await listTargets(db, regionCode('16')))[0]?.basisPoints, 5200)
})

test('one bad cell keeps the whole file out, and every bad cell is named with its row', async () => {
  const rows = `${HEADER}16.99x;A;;5;2024;e;BPS;H\n16.05;D;;12,5;31/02/2024;e;;Z\n`
  const refused = await refusalOf(load(rows))
  assert.ok(refused?.code === 'figures-file-invalid')
  const { problems } = refused.details
  assert.deepEqual(
    problems.map(({ row, column, because }) => `${String(row)} ${column} ${because}`),
    [
      '2 region not-a-region',
      '3 source missing',
      '3 indicator not-one-of',
      '3 confidence not-one-of',
      '3 persons not-a-count',
      '3 countedOn not-a-day',
    ],
  )
  assert.equal((await listDenominators(db, regionCode('16.05'))).length, 0)
})

test('a count that stands twice in a file, an unknown region and a file without the columns are refused', async () => {
  const twice = `${HEADER}16.07;A;;5;2024;e;BPS;H\n16.07;A;;6;2024;e;BPS;H\n`
  assert.deepEqual((await refusalOf(load(twice)))?.details, { rows: [2, 3] })
  assert.equal((await refusalOf(load(`${HEADER}16.98;A;;5;2024;e;BPS;H\n`)))?.code, 'region-unknown')
  assert.equal((await refusalOf(load('nama;umur\nA;5\n')))?.code, 'KOLOM_HILANG')
})

test('an officer loads figures of his own region only, whatever the query says: the database holds the same wall', async () => {
  const person = await addTestPerson(owner, 'planner', { region: '16.06', kind: 'regency' })
  const by: By = { kind: 'user', actor: person.actor }
  assert.deepEqual(await load(`${HEADER}16.06.01;A;;900;2024;e;BPS;M\n`, 'denominators', by), {
    added: 1,
    replaced: 0,
    unchanged: 0,
  })
  for (const place of ['16.07', '16', 'ID']) {
    const refused = await refusalOf(load(`${HEADER}${place};A;;900;2024;e;BPS;M\n`, 'denominators', by))
    assert.equal(refused?.code, 'region-outside', place)
  }
  const acts = await rowsOf<{ count: number }>(
    owner,
    `select count(*)::int as count from audit_entries where action = 'figures.write' and actor_id = $1`,
    [person.userId],
  )
  assert.equal(acts[0]?.count, 1)
})
