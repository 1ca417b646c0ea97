import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from '../../../../test/people.ts'
import { addProtectedVillagers } from '../../../../test/protected-villagers.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { plainDate } from '../../../kernel/plain-date.ts'
import { loadBoundaries } from '../../../modules/regions/load-boundaries.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const app = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
await addProtectedVillagers(database)
const folder = await mkdtemp(join(tmpdir(), 'payung-maps-'))
after(() => rm(folder, { recursive: true }))
const { cookie } = await addTestSession(
  owner,
  ring,
  await addTestPerson(owner, 'province-officer', { region: '16', kind: 'province' }),
)
const own = (url: string) => app.inject({ url, headers: { cookie, accept: 'text/html' } })
const open = (url: string) => app.inject({ url, headers: { accept: 'text/html' } })

const REGENCIES = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13']
const CODES = [...REGENCIES, '71', '72', '73', '74'].map((each) => `16.${each}`)

/** An invented grid of squares with a shore of many positions, one for each code. */
async function load(codes: readonly string[], source: string): Promise<void> {
  const features = codes.map((code, index) => {
    const [x, y] = [103 + (index % 5) / 2, -2 - Math.floor(index / 5) / 2]
    const shore = Array.from({ length: 2_000 }, (_, step) => [
      x + step / 4_000,
      y + 0.02 * Math.sin(step / 9),
    ])
    const ring = [...shore, [x + 0.5, y - 0.5], [x, y - 0.5], shore[0]]
    return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  const file = join(folder, `${source}.geojson`)
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }))
  const on = plainDate('2026-05-01')
  await loadBoundaries(owner, clockAt(TEST_NOW), { file, source, license: 'CC0', on }, false)
}

test('until every region below has an outline the tiles are drawn, on staff pages; then the outlines, everywhere by one chart', async () => {
  for (const path of ['/ringkasan', '/wilayah-kerja/16', '/paparan?lembar=2'])
    assert.match((await own(path)).body, /<figcaption>Peta petak [^<]*Sumatera Selatan/, path)
  assert.doesNotMatch((await open('/cakupan/16')).body, /class="chart outlines"/)

  await load(CODES.slice(1), 'tanpa satu')
  assert.match((await own('/ringkasan')).body, /Peta petak/)

  await load(CODES, 'garis contoh')
  for (const path of ['/ringkasan', '/wilayah-kerja/16', '/paparan?lembar=2']) {
    const { body } = await own(path)
    assert.match(body, /<figcaption>Peta (?!petak)[^<]*Sumatera Selatan<\/figcaption>/, path)
    assert.match(body, /Sumber garis batas: garis contoh, peta 1 Mei 2026\./, path)
    assert.equal(body.match(/<a href="\/wilayah-kerja\/16\.\d\d" aria-label="[^"]+: /g)?.length, 17, path)
    // Regions without a share are hatched and said to be so.
    assert.match(body, /fill="url\(#arsir-/)
    assert.match(body, /belum ada angka/)
  }
})

test('on the public page the outlines lead on and the page stays within its weight', async () => {
  const page = await open('/cakupan/16?per=2026-05-20')
  assert.match(page.body, /class="chart outlines"/)
  assert.match(page.body, /<a href="\/cakupan\/16\.06" aria-label="[^"]*Musi Banyuasin: 10,00%/)
  assert.ok(page.rawPayload.length < 50 * 1024, String(page.rawPayload.length))
})

test('the meeting brief bears the map and is still one page of A4', async () => {
  const [before] = await rowsOf<{ count: string }>(
    owner,
    'select count(*)::text as count from region_boundaries',
  )
  assert.equal(before?.count, '17')
  const answer = await own('/ringkasan/bahan-rapat.pdf')
  assert.equal(answer.statusCode, 200)
  const text = answer.rawPayload.toString('latin1')
  assert.equal(text.match(/\/Type \/Page\b(?!s)/g)?.length, 1)
})

test('an outline that was loaded before there were drawings is drawn once its file is loaded again', async () => {
  await rowsOf(owner, 'update region_boundaries set drawing = null')
  assert.match((await own('/wilayah-kerja/16')).body, /Peta petak/)
  await load(CODES, 'garis contoh')
  assert.match((await own('/wilayah-kerja/16')).body, /class="chart outlines"/)
})
