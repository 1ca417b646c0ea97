import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { SYSTEM } from '../billing-stage.ts'
import { startBrowser } from '../browser.ts'
import { addTestPerson, addTestSession } from '../people.ts'
import { addAgency, addElection, addNamedPeople, STAGE_VILLAGE, stagedNik } from '../roster-stage.ts'
import { signInApp } from '../sign-in-app.ts'
import { fillByNumber } from '../../src/modules/elections/fill-posts.ts'
import { controlsTooLow, DESK, objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const { app, test: database, ring } = await signInApp()
const { owner } = database
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())
const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const NAMES = ['BUDI UJI', 'SITI UJI', 'AHMAD UJI', 'RUDI UJI', 'TONO UJI']
const people = await addNamedPeople(database, ring, NAMES)
const idOf = (name: string) => people.get(name) ?? 0n
const roster = await addAgency(database, [idOf('BUDI UJI'), idOf('SITI UJI'), idOf('TONO UJI')])
const election = await addElection(database)
await fillByNumber(database.db, SYSTEM, election, {
  ...{ region: '16.06.01', reason: 'uji' },
  officers: [{ personId: Number(idOf('BUDI UJI')), role: 'kpps', village: STAGE_VILLAGE, station: 1 }],
})
const month = `${url}/instansi/${roster}/bulan/2026-05`

/** Journeys run without script; what looks at a page from inside needs it. */
async function asOfficer(
  visit: (page: Page) => Promise<void>,
  { viewport = PHONE, javaScriptEnabled = false }: BrowserContextOptions = {},
): Promise<void> {
  const { cookie } = await addTestSession(owner, ring, officer)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, { viewport, javaScriptEnabled }, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

test('an agency reports its month in three steps, on a phone and without script', async () => {
  await asOfficer(async (page) => {
    await page.goto(`${url}/instansi?month=2026-05`)
    await page.locator(`a[href*="${roster}"]`).click()
    await page.getByText('Daftar bulan lalu sudah terisi').waitFor()
    await page.getByRole('link', { name: 'Ubah: BUDI UJI' }).click()
    await page.getByRole('radio', { name: 'keluar' }).check()
    await page.getByLabel('Sebab keluar').selectOption('contract-ended')
    await page.getByRole('button', { name: 'Simpan perubahan' }).click()
    await page.getByRole('link', { name: 'Tambah orang masuk' }).click()
    await page.getByLabel('NIK').fill(stagedNik(3))
    await page.getByLabel('Upah atau penghasilan').fill('3000000')
    await page.getByRole('button', { name: 'Masukkan ke daftar' }).click()
    await page.getByText('Tagihan bulan ini: Rp37.800').waitFor()
    await page.getByLabel('Keterangan').fill('Laporan Mei')
    await page.getByRole('button', { name: 'Kirim laporan' }).click()
    await page.getByText('Laporan terkirim').waitFor()
    await page.getByRole('link', { name: 'Cetak rekap (PDF)' }).waitFor()
  })
})

test('missing posts are found from the regency down to the polling station, and one officer is replaced', async () => {
  await asOfficer(async (page) => {
    await page.goto(`${url}/program/adhoc`)
    await page.getByRole('link', { name: 'Pemilihan bupati' }).click()
    for (const region of ['16.06.01', STAGE_VILLAGE])
      await page.locator(`td a[href$="region=${region}"], th a[href$="region=${region}"]`).click()
    await page.getByRole('link', { name: 'TPS 1' }).click()
    await page.getByText('BUDI UJI').waitFor()
    await page.getByRole('link', { name: 'Ganti' }).first().click()
    await page.getByLabel('NIK pengganti').fill(stagedNik(4))
    await page.getByLabel('Mulai hari').fill('2026-06-20')
    await page.getByLabel('Keterangan').fill('Sakit')
    await page.getByRole('button', { name: 'Simpan penggantian' }).click()
    await page.goto(`${url}/program/adhoc/${election}/petugas?region=${STAGE_VILLAGE}&station=1&role=kpps`)
    await page.getByText('RUDI UJI').waitFor()
  })
})

const PAGES: Readonly<Record<string, string>> = {
  list: '/instansi?month=2026-05',
  month: `/instansi/${roster}/bulan/2026-06`,
  sent: new URL(month).pathname,
  change: `/instansi/${roster}/bulan/2026-06/ubah`,
  join: `/instansi/${roster}/bulan/2026-06/masuk`,
  file: `/instansi/${roster}/bulan/2026-06/berkas`,
  reopen: `${new URL(month).pathname}/buka`,
  elections: '/program/adhoc',
  create: '/program/adhoc/baru',
  election: `/program/adhoc/${election}`,
  district: `/program/adhoc/${election}?region=16.06.01`,
  village: `/program/adhoc/${election}?region=${STAGE_VILLAGE}`,
  posts: `/program/adhoc/${election}/petugas?region=${STAGE_VILLAGE}&station=1`,
  stations: `/program/adhoc/${election}/tps`,
  fill: `/program/adhoc/${election}/unggah`,
  replace: `/program/adhoc/${election}/ganti?post=1`,
}
for (const [screen, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
  test(`axe objects to nothing on these pages, and nothing scrolls sideways: ${screen}`, async () => {
    await asOfficer(
      async (page) => {
        for (const [name, path] of Object.entries(PAGES)) {
          await page.goto(`${url}${path}`)
          assert.deepEqual(await objections(page), [], name)
          assert.ok((await widthBeyondScreen(page)) <= 0, name)
          assert.deepEqual(await controlsTooLow(page), [], name)
        }
      },
      { viewport, javaScriptEnabled: true },
    )
  })
}
