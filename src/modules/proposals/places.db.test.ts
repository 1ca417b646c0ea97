import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { SYSTEM } from '../../../test/billing-stage.ts'
import { VILLAGE, budgetStage } from '../../../test/budget-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { escalatePlaces } from './escalate-places.ts'
import { loadPlaces, readPlacesFile } from './load-places.ts'
import { setProgrammePlaces } from './set-places.ts'
import { showUnfilled } from './show-unfilled.ts'

const database = await testDatabase()
const { owner } = database
const stage = budgetStage(database)
const { deps } = stage
const by = (person: Awaited<ReturnType<typeof addTestPerson>>): By => ({ kind: 'user', actor: person.actor })
const district = by(await addTestPerson(owner, 'district-officer', { region: '16.06.01', kind: 'district' }))
const payerId = await stage.payer()
const folder = await mkdtemp(join(tmpdir(), 'places-'))
after(() => rm(folder, { recursive: true }))
const NEXT = '16.06.01.2002'
const placesOf = async (programmeId: string) =>
  Object.fromEntries(
    (
      await rowsOf<{ region_code: bigint; places: number }>(
        owner,
        'select region_code, places from programme_quotas where programme_id = $1 and places > 0 order by 1',
        [programmeId],
      )
    ).map(({ region_code, places }) => [String(region_code), places]),
  )

async function fileOf(text: string) {
  const path = join(folder, `${String(Math.random())}.csv`)
  await writeFile(path, text)
  return readPlacesFile(path)
}

test('a total is shared by those who fit and are free, and adds up exactly', async () => {
  const id = await stage.programme(payerId, { places: 0 })
  const share = { region: '16.06.01', total: 10, by: 'eligible' as const, reason: 'uji' }
  await assert.rejects(
    setProgrammePlaces(deps, SYSTEM, id, share),
    (error) => error instanceof Refusal && error.code === 'nobody-eligible',
  )
  const [covered] = await stage.people(3)
  await stage.people(4, NEXT)
  const other = await stage.programme(payerId, { places: 1 })
  await stage.approved(other, [covered ?? 0])
  assert.equal((await setProgrammePlaces(deps, SYSTEM, id, share)).places, 10)
  // Two free here and four there, one of three protected already: 3.33 and 6.67.
  assert.deepEqual(await placesOf(id), { 1606012001: 3, 1606012002: 7 })
})

test('a total is shared by counted workers only where every village has a count', async () => {
  const id = await stage.programme(payerId, { places: 0 })
  const share = { region: VILLAGE, total: 7, by: 'denominator' as const, reason: 'uji' }
  await assert.rejects(setProgrammePlaces(deps, SYSTEM, id, share), (error) => {
    assert.ok(error instanceof Refusal)
    assert.deepEqual(error.value.details, { count: 1, regions: [VILLAGE] })
    return true
  })
  await rowsOf(
    owner,
    `insert into coverage_denominators (region_code, indicator, segment, persons, counted_on, vintage, source, confidence)
     values ($1, 'C', 'BPU', 40, '2026-01-01', 'uji', 'uji', 'M')`,
    [regionCode(VILLAGE)],
  )
  assert.equal((await setProgrammePlaces(deps, SYSTEM, id, share)).places, 7)
})

test('places come by file, all rows or none; each bad row is told by its number', async () => {
  const id = await stage.programme(payerId, { places: 0 })
  const rows = await fileOf(`Kode wilayah;Kuota\n${VILLAGE};5\n${NEXT};1.250\n`)
  const load = { programmeId: id, rows, reason: 'Lampiran' }
  assert.deepEqual(await loadPlaces(deps, SYSTEM, load), { changed: 2, places: 1_255 })
  assert.equal((await loadPlaces(deps, SYSTEM, load)).changed, 0)
  const bad = await fileOf(
    `Kode wilayah;Kuota\n${VILLAGE};lima\n${NEXT};1\n${NEXT};2\n16.71;3\nabc;4\n16.06.01.2999;5\n`,
  )
  await assert.rejects(loadPlaces(deps, SYSTEM, { ...load, rows: bad }), (error) => {
    assert.ok(error instanceof Refusal && error.value.code === 'places-file-invalid')
    assert.deepEqual(
      error.value.details.problems.map(({ row, because }) => [row, because]),
      [
        [2, 'not-a-count'],
        [4, 'twice'],
        [5, 'outside'],
        [6, 'not-a-region'],
      ],
    )
    return true
  })
  const unknown = await fileOf(`Kode wilayah;Kuota\n16.06.01.2999;5\n`)
  await assert.rejects(loadPlaces(deps, SYSTEM, { ...load, rows: unknown }), (error) => {
    assert.ok(error instanceof Refusal && error.value.code === 'places-file-invalid')
    assert.deepEqual(error.value.details.problems[0]?.because, 'unknown-region')
    return true
  })
  assert.deepEqual(await placesOf(id), { 1606012001: 5, 1606012002: 1_250 })
})

test('empty places and people beyond them are told to the level above, and told anew when they change', async () => {
  const id = await stage.programme(payerId, { places: 3 })
  await setProgrammePlaces(deps, SYSTEM, id, { region: NEXT, places: 1, reason: 'uji' })
  await stage.approved(id, await stage.people(1))
  const ask = { programmeId: id, region: '16.06.01', reason: 'Tidak ada usulan' }
  assert.deepEqual(await escalatePlaces(deps, district, ask), { regions: 2, unfilled: 3, beyond: 0 })
  await stage.propose(id, await stage.people(4))
  assert.deepEqual(await escalatePlaces(deps, district, ask), { regions: 2, unfilled: 1, beyond: 2 })
  const shown = await showUnfilled(deps, district, id, '16.06.01')
  assert.deepEqual(
    shown.regions.map(({ region, unfilled, beyond, escalatedTo }) => [region, unfilled, beyond, escalatedTo]),
    [
      [VILLAGE, 0, 2, '16.06.01'],
      [NEXT, 1, 0, '16.06.01'],
    ],
  )
  await assert.rejects(
    escalatePlaces(deps, district, { ...ask, region: '16.06.02' }),
    (error) => error instanceof Refusal && error.code === 'region-outside',
  )
})
