import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addNumberedPeople, addStagedRoster, protect } from '../../../../test/billing-stage.ts'
import { rowsOf } from '../../../../test/people.ts'
import { addProtectedVillagers } from '../../../../test/protected-villagers.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'

const { app, build, test: database, clock } = await signInApp({ publicUrl: 'https://payung.example.go.id' })
const { owner } = database
// Twenty in Musi Banyuasin, three in Banyuasin, seven in Ogan Ilir, ten in Palembang.
await addProtectedVillagers(database)

const page = async (url: string, status = 200) => {
  const answer = await app.inject({ url, headers: { accept: 'text/html' } })
  assert.equal(answer.statusCode, status, url)
  return answer.body
}
/** The row of a table that begins with a link to a region. */
const rowOf = (html: string, code: string) =>
  new RegExp(`<tr[^>]*>(?:(?!</tr>).)*href="/cakupan/${code.replace('.', '\\.')}".*?</tr>`, 's').exec(
    html,
  )?.[0] ?? ''

test('a figure is one sentence that can be quoted, with share, target, gap, day, source and a permanent address', async () => {
  const html = await page('/cakupan/16.06')
  assert.match(html, /Pada 20 Mei 2026, 20 pekerja di Kabupaten Musi Banyuasin terlindungi/)
  assert.match(
    html,
    /Itu 10,00% dari 200 pekerja yang berhak\. Untuk mencapai target 2026, kurang 80 orang lagi\./,
  )
  assert.match(html, /https:\/\/payung\.example\.go\.id\/cakupan\/16\.06\?per=2026-05-20/)
  assert.match(html, /Sakernas 2025/)
  assert.match(html, /<meta property="og:title" content="Cakupan di Kabupaten Musi Banyuasin"/)
  const then = await page('/cakupan/16.06?per=2025-12-31')
  assert.match(then, /Pada 31 Desember 2025, 0 pekerja/)
  assert.match(await page('/cakupan/16.06?lang=en'), /On 20 May 2026, 20 workers in/)
})

test('so few that they would be known are hidden, with the smallest other, on every page, table and file', async () => {
  const province = await page('/cakupan/16')
  assert.match(rowOf(province, '16.06'), />20</)
  for (const hidden of ['16.07', '16.10']) {
    assert.match(rowOf(province, hidden), /tidak diterbitkan/, hidden)
    const own = await page(`/cakupan/${hidden}`)
    assert.match(own, /Tidak diterbitkan/)
    assert.doesNotMatch(own, /, [37] pekerja/)
  }
  assert.match(await page('/cakupan/16.10.01'), /Tidak diterbitkan/, 'nor anything below')
  assert.match(rowOf(await page('/peringkat?wilayah=16'), '16.07'), /tidak diterbitkan/)
  const file = (await app.inject({ url: '/cakupan/16.json' })).json<{
    numerator: number
    rows: { region: string; numerator: number | null }[]
  }>()
  assert.equal(file.numerator, 40)
  assert.deepEqual(
    file.rows.filter(({ numerator }) => numerator !== 0).map(({ region, numerator }) => [region, numerator]),
    [
      ['16.06', 20],
      ['16.07', null],
      ['16.10', null],
      ['16.71', 10],
    ],
  )
  const csv = (await app.inject({ url: '/cakupan/16.csv' })).body
  assert.match(csv, /16\.07[^\n]*Banyuasin[^\n]*20-05-2026["';,]+["';,]/)
  assert.doesNotMatch(csv, /16\.07[^\n]*20-05-2026"?[;,]"?3/)
})

test('the ranking orders by share, then shows the rest without a place, and published figures beside our own', async () => {
  const html = await page('/peringkat?wilayah=16')
  assert.match(html, /Tertinggi: Kabupaten Musi Banyuasin, 10,00%/)
  assert.match(rowOf(html, '16.06'), /class="rank">1</)
  assert.match(await page('/peringkat'), /Peringkat cakupan di Indonesia/)
  await page('/peringkat?wilayah=16.06', 422)
  await page('/peringkat?wilayah=99', 404)
})

test('a region has one address, and a day that has not come is no day of a figure', async () => {
  const answer = await app.inject({ url: '/cakupan/1606?per=2026-05-01' })
  assert.equal(answer.headers.location, '/cakupan/16.06?per=2026-05-01')
  await page('/cakupan/16.06?per=2026-05-21', 422)
  await page('/cakupan/16.06?per=kemarin', 422)
  await page('/cakupan/99.99', 404)
})

test('a kept page is a minute old at most', async () => {
  assert.match(await page('/cakupan/16.71'), /, 10 pekerja/)
  const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  const [late] = await addNumberedPeople(database, 1, 900)
  assert.ok(late)
  await rowsOf(owner, 'update people set residence_region = 1671011001 where id = $1', [String(late)])
  await protect(database, roster, [late], { from: '2026-01', until: '2027-01', pay: () => 1_000_000 })
  assert.match(await page('/cakupan/16.71'), /, 10 pekerja/)
  clock.forward(60_001)
  assert.match(await page('/cakupan/16.71'), /, 11 pekerja/)
})

test('the front door has its three doors, and the figure of the one province where anybody is protected', async () => {
  const html = await page('/')
  for (const href of ['/cek', '/iuran', '/donasi'])
    assert.match(html, new RegExp(`<a href="${href}"><strong>`))
  assert.match(html, /pekerja di Sumatera Selatan terlindungi/)
})

test('after an accident: in order, by when, with which papers, by the law of that day', async () => {
  const html = await page('/kecelakaan?on=2026-05-18')
  assert.match(html, /Rabu, 20 Mei 2026, pada jam yang sama dengan kejadian/)
  assert.match(html, /PP<\/abbr> 44\/2015/)
  assert.match(html, /18 Mei 2031/, 'five years')
  assert.match(await page('/kecelakaan?on=2018-03-01'), /1 Maret 2020/, 'two years then')
  assert.match(await page('/kecelakaan?on=2012-01-01'), /Belum ada aturan tercatat/)
  assert.match(await page('/kecelakaan?on=2026-06-01'), /<title>Kesalahan: /)
})

test('after a death: what the family is owed on that day', async () => {
  const html = await page('/meninggal?on=2026-05-18')
  for (const amount of ['Rp42.000.000', 'Rp10.000.000', 'Rp70.000.000'])
    assert.ok(html.includes(amount), amount)
  assert.ok((await page('/meninggal?on=2019-11-30')).includes('Rp24.000.000'))
})

test('the glossary is searched without script, and says so when nothing fits', async () => {
  const all = await page('/kamus')
  assert.match(all, /126 istilah/)
  assert.match(all, /id="ahli-waris"/)
  assert.match(await page('/kamus?query=ahli+waris'), /1 istilah memuat/)
  assert.match(await page('/kamus?query=%3Cscript%3E'), /Tidak ada istilah yang memuat “&lt;script&gt;”/)
})

test('help names the contact of this installation, or where else to ask', async () => {
  assert.match(await page('/bantuan'), /Tanyakan kepada kantor desa/)
  const reached = await build({ contact: 'Dinas Tenaga Kerja, Senin sampai Jumat' })
  assert.match((await reached.inject({ url: '/bantuan' })).body, /Dinas Tenaga Kerja, Senin sampai Jumat/)
})

test('the state of the system is told in words, and a broken check is not hidden', async () => {
  assert.match(await page('/status'), /Semua berjalan baik/)
  await rowsOf(
    owner,
    `insert into check_results (name, cause, broken_count, looked_count, milliseconds, checked_at)
     values ('ledger-entries-are-whole', 'command', 2, 10, 5, $1)`,
    [clock.now()],
  )
  const html = await page('/status')
  assert.match(html, /Ada gangguan/)
  assert.match(html, /1 dari 1 aturan perlu dilihat/)
})

test('every dataset has its page and every file it names is there; an unknown one is not found', async () => {
  const html = await page('/data')
  const names = [...html.matchAll(/href="\/data\/([a-z-]+)"/g)].map((match) => match[1] ?? '')
  assert.equal(names.length, 6)
  for (const name of names) {
    const own = await page(`/data/${name}`)
    for (const [, href = ''] of own.matchAll(
      /href="(\/(?:cakupan|wilayah|peraturan|api\/v1)[^"]*(?:csv|json|v1\/[^"]+))"/g,
    )) {
      const answer = await app.inject({ url: href })
      assert.equal(answer.statusCode, 200, href)
    }
  }
  await page('/data/tidak-ada', 404)
})

test('a crawler is told what it may read, and the map of the site leads to pages that are there', async () => {
  const robots = (await app.inject({ url: '/robots.txt' })).body
  assert.match(robots, /Sitemap: https:\/\/payung\.example\.go\.id\/sitemap\.xml/)
  const map = (await app.inject({ url: '/sitemap.xml' })).body
  const paths = [...map.matchAll(/<loc>https:\/\/payung\.example\.go\.id([^<]*)<\/loc>/g)].map(
    (match) => match[1] ?? '',
  )
  assert.ok(paths.length > 500)
  for (const path of paths.slice(0, 24)) await page(path)
})
