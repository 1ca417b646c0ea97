import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { addTestPerson, addTestSession, type TestPerson } from '../people.ts'
import { addRegistryPerson } from '../registry-people.ts'
import { signInApp } from '../sign-in-app.ts'
import {
  COLOUR_RULES,
  controlsTooLow,
  DESK,
  objections,
  unreachableByKeyboard,
  widthBeyondScreen,
  withPage,
} from './open-page.ts'

const { app, test: database, ring } = await signInApp()
const { owner } = database
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

const EPIL = '16.06.01.2001'
const operator = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
const { organisationId: organisation } = operator
const head = await addTestPerson(owner, 'village-head', { region: EPIL, kind: 'village', organisation })
const inspector = await addTestPerson(owner, 'labour-inspector', { region: '16.06', kind: 'labour-office' })
const examiner = await addTestPerson(owner, 'bpjs-examiner', { region: '16.06', kind: 'bpjs-branch' })
const personOf = (name: string) =>
  addRegistryPerson(owner, ring, {
    name,
    region: EPIL,
    organisation,
    occupation: 'PETANI',
    sealed: { phone: '+6281234567890' },
  })
const PHONE = { width: 320, height: 640 } as const
const TABLET = { width: 768, height: 1_024 } as const

async function as(
  person: TestPerson,
  options: Parameters<typeof withPage>[1],
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const { cookie } = await addTestSession(owner, ring, person)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, options, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

test('an operator asks for a change on a narrow phone without script, and the village head decides', async () => {
  const id = await personOf('BAHARUDIN')
  await as(operator, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/orang/${String(id)}`)
    await page.getByRole('link', { name: 'Ubah data' }).click()
    await page.getByText('Identitas', { exact: true }).click()
    await page.getByLabel('nama', { exact: true }).fill('BAHARUDIN LUBIS')
    await page.getByRole('button', { name: 'Periksa dulu' }).click()
    await page.getByRole('alert').waitFor()
    assert.equal(await page.getByLabel('nama', { exact: true }).inputValue(), 'BAHARUDIN LUBIS')
    await page.getByLabel('Alasan', { exact: true }).fill('KTP diperlihatkan')
    await page.getByRole('button', { name: 'Periksa dulu' }).click()
    await page.getByRole('heading', { level: 1, name: 'Periksa sebelum mengirim' }).waitFor()
    await page.getByText('menunggu persetujuan petugas lain').waitFor()
    await page.getByRole('row', { name: /nama.*BAHARUDIN.*BAHARUDIN LUBIS/ }).waitFor()
    await page.getByRole('button', { name: 'Kirim permintaan' }).click()
    await page.getByRole('heading', { name: 'Tersimpan' }).waitFor()
    await page.getByText('Permintaan sendiri diputuskan orang lain').waitFor()
  })
  await as(head, { viewport: DESK, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/akun`)
    await page.getByRole('link', { name: 'Permintaan perubahan' }).click()
    await page.getByRole('link', { name: 'BAHARUDIN', exact: true }).click()
    await page.getByLabel('Apa yang sudah dilihat').fill('KTP asli')
    await page.getByRole('button', { name: 'Setujui dan terapkan' }).click()
    await page.getByRole('heading', { name: 'Tersimpan' }).waitFor()
    await page.getByRole('link', { name: 'Lihat data orang ini' }).click()
    await page.getByRole('heading', { level: 1, name: 'BAHARUDIN LUBIS' }).waitFor()
  })
})

test('people leave as a file: counted first, then taken for a reason', async () => {
  await personOf('CAKRA')
  await as(operator, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/`)
    await page.getByRole('link', { name: 'Unduh daftar orang' }).click()
    await page.getByLabel('Bentuk berkas').selectOption('csv')
    await page.getByRole('button', { name: 'Hitung dulu' }).click()
    await page.getByText(/orang cocok, dalam satu berkas\./).waitFor()
    await page.getByRole('button', { name: 'Unduh berkas' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Untuk apa?').fill('pendaftaran Juni')
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Unduh berkas' }).click()
    const file = await coming
    assert.equal(file.suggestedFilename(), 'orang-2026-05-20.csv')
    assert.match(await readFile(await file.path(), 'utf8'), /CAKRA/)
  })
})

test('an inspector records an employer and sees beside it what BPJS Ketenagakerjaan says', async () => {
  await as(examiner, { viewport: DESK, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/perusahaan/baru`)
    await page.getByLabel('nama', { exact: true }).fill('PT Karet Makmur')
    await page.getByLabel('NIB').fill('1234567890123')
    await page.getByLabel('tenaga kerja terdaftar').fill('20')
    await page.getByLabel('Alasan').fill('data kepesertaan')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('heading', { level: 1, name: 'PT Karet Makmur' }).waitFor()
  })
  await as(inspector, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/perusahaan`)
    await page.getByRole('link', { name: 'Catat perusahaan' }).click()
    await page.getByLabel('nama', { exact: true }).fill('KARET MAKMUR')
    await page.getByLabel('NIB').fill('1234567890123')
    await page.getByLabel('tenaga kerja laki-laki').fill('45')
    await page.getByLabel('Alasan').fill('lapor WLKP')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('1 organisasi lain mencatat').waitFor()
    await page.goto(`${url}/perusahaan`)
    await page.getByLabel('Awal nama').fill('karet')
    await page.getByRole('button', { name: 'Cari', exact: true }).click()
    await page.getByText('2 catatan cocok.').waitFor()
    assert.match(page.url(), /name=karet/)
    await page.getByRole('link', { name: 'PT Karet Makmur' }).click()
    await page.getByText('Hanya organisasi yang mencatat dapat mengubahnya').waitFor()
  })
})

const looked = await personOf('DEWANTO')
const asked = await app.inject({
  method: 'POST',
  url: `/api/v1/people/${String(looked)}/changes`,
  headers: (await addTestSession(owner, ring, operator)).headers,
  payload: { fields: { name: 'DEWANTORO', groups: 'TANI MAJU' }, reason: 'KTP' },
})
const recorded = await app.inject({
  method: 'POST',
  url: '/api/v1/employers',
  headers: (await addTestSession(owner, ring, inspector)).headers,
  payload: { name: 'PT Contoh Sawit', region: '16.06', menCount: '40', womenCount: '2', reason: 'WLKP' },
})
const VISITS: readonly (readonly [TestPerson, readonly string[]])[] = [
  [
    head,
    [
      '/',
      '/akun',
      '/orang',
      `/orang/${String(looked)}`,
      `/orang/${String(looked)}/ubah`,
      '/orang/permintaan',
      '/orang/permintaan?state=refused',
      `/orang/permintaan/${asked.json<{ request: string }>().request}`,
      '/orang/ekspor',
      `/orang/ekspor?layout=bpu&region=${EPIL}`,
      '/orang/ekspor?layout=csv&region=16.06.99',
    ],
  ],
  [
    inspector,
    [
      '/akun',
      '/perusahaan',
      '/perusahaan?name=contoh',
      '/perusahaan?npwp=1',
      '/perusahaan/baru',
      '/perusahaan/daftar',
      '/perusahaan/daftar/baru',
      `/perusahaan/${recorded.json<{ id: string }>().id}`,
      `/perusahaan/${recorded.json<{ id: string }>().id}/ubah`,
    ],
  ],
]

for (const [screen, viewport] of Object.entries({ PHONE, TABLET, DESK })) {
  test(`axe objects to nothing on the pages of changes, exports and employers, and nothing scrolls sideways: ${screen}`, async () => {
    for (const [person, paths] of VISITS) {
      await as(person, { viewport }, async (page) => {
        for (const [place, path] of paths.entries()) {
          const language = place % 2 === 0 ? 'id' : 'en'
          await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
          assert.ok((await widthBeyondScreen(page)) <= 0, `${path} is too wide`)
          assert.deepEqual(await controlsTooLow(page), [], path)
          assert.deepEqual(await objections(page), [], path)
          await page.emulateMedia({ colorScheme: 'dark' })
          assert.deepEqual(await objections(page, COLOUR_RULES), [], `${path}, dark`)
          await page.emulateMedia({ colorScheme: 'light' })
          assert.deepEqual(await unreachableByKeyboard(page), [], path)
        }
      })
    }
  })
}
