import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf } from '../people.ts'
import { enterAs, loopStage } from './loop-stage.ts'
import { controlsTooLow, unreachableByKeyboard, widthBeyondScreen, withPage } from './open-page.ts'

const { url, browser, database } = await loopStage()
const [programme] = await rowsOf<{ id: string; payer_id: string }>(
  database.owner,
  'select id, payer_id from programmes',
)
const { id = '', payer_id: payer = '' } = programme ?? {}
await rowsOf(
  database.owner,
  `insert into people (id, name, name_keys, residence_region, segment, born_on, sealed, stated_mark, recorded_at)
   select n, 'ORANG ' || n, '{or}', 1606012001, 'BPU', case n when 3 then null else '1990-03-20'::date end, '\\x00',
     decode(lpad(to_hex(n), 32, '0'), 'hex'), now() from generate_series(1, 3) n`,
)
const PROPOSAL = '00000000-0000-4000-8000-0000000000aa'
await rowsOf(
  database.owner,
  `insert into proposals (id, programme_id, region_code, minutes_number, minutes_on, proposed_by, submitted_at)
   values ($1, $2, 1606012001, '7/2026', '2026-05-04', 'system:uji', '2026-05-05')`,
  [PROPOSAL, id],
)
await rowsOf(
  database.owner,
  'insert into proposed_people (proposal_id, programme_id, person_id, place) select $1, $2, n, n from generate_series(1, 3) n',
  [PROPOSAL, id],
)
const CHECK = `/usulan/baru/periksa?programme=${id}&region=16.06.01.2001&from=people:1`

const PAGES: readonly (readonly [role: string, paths: readonly string[]])[] = [
  [
    'Petugas kabupaten/kota',
    [
      '/program',
      '/program/baru',
      `/program/${id}`,
      `/program/${id}/tutup`,
      '/kuota',
      `/kuota/${id}`,
      `/kuota/${id}/atur`,
      `/kuota/${id}/pindah`,
      '/masa-berlaku?within=90',
      '/pembayar/baru',
      `/pembayar/${payer}`,
      '/daftar-bayar/baru',
      `/daftar-bayar/${id}/tambah`,
      '/coba?langkah=4',
    ],
  ],
  [
    'Petugas kecamatan',
    [
      '/usulan?open=yes',
      `/usulan/${PROPOSAL}`,
      '/usulan/baru',
      `/usulan/baru/daftar?programme=${id}&region=16.06.01`,
    ],
  ],
  ['Operator desa/kelurahan', ['/usulan', CHECK, `/usulan/${PROPOSAL}`, '/coba']],
]
/** What axe says of them stands in every-page.e2e.ts. */
test('on the narrowest phone every control of programmes and proposals is high enough, and no page scrolls sideways', async () => {
  await withPage(browser, { viewport: { width: 320, height: 800 } }, async (page) => {
    for (const [role, paths] of PAGES) {
      await enterAs(page, url, role)
      for (const path of paths) {
        const answer = await page.goto(`${url}${path}`)
        assert.equal(answer?.status(), 200, path)
        assert.ok((await widthBeyondScreen(page)) <= 0, `${path} scrolls sideways`)
        assert.deepEqual(await controlsTooLow(page), [], path)
      }
    }
  })
})

test('a programme is counted and made, and a part of a proposal is decided, by keys alone', async () => {
  await withPage(
    browser,
    { viewport: { width: 768, height: 800 }, javaScriptEnabled: false },
    async (page) => {
      await enterAs(page, url, 'Petugas kabupaten/kota', '/program/baru')
      assert.deepEqual(await unreachableByKeyboard(page), [])
      await page.getByRole('radio', { name: /Pemerintah kabupaten latihan/ }).press('Space')
      await page.getByLabel('Nama program').fill('Nelayan 2026')
      await page.getByLabel('Bulan pertama').fill('2026-06')
      await page.getByLabel('Dasar hukum').fill('Perbup 2/2026')
      await page.getByRole('button', { name: 'Hitung dulu' }).press('Enter')
      await page.getByText('2 orang bisa dilindungi.', { exact: false }).waitFor()
      assert.equal(await page.getByLabel('Nama program').inputValue(), 'Nelayan 2026')
      await page.getByLabel('Alasan').fill('uji')
      await page.getByRole('button', { name: 'Buat program' }).press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Nelayan 2026' }).waitFor()

      await enterAs(page, url, 'Petugas kecamatan', `/usulan/${PROPOSAL}`)
      assert.deepEqual(await unreachableByKeyboard(page), [])
      await page.getByRole('checkbox', { name: 'Pilih ORANG 2' }).press('Space')
      await page.getByLabel('Alasan keputusan').fill('Pindah desa')
      await page.getByRole('button', { name: 'Tolak yang dicentang' }).press('Enter')
      await page.getByText('0 disetujui, 1 ditolak, 0 menunggu tempat, 2 perlu dilengkapi.').waitFor()
    },
  )
})
