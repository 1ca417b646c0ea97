import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { addTestPerson, addTestSession, rowsOf, type TestPerson } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import { controlsTooLow, DESK, objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const folder = await mkdtemp(join(tmpdir(), 'payung-lists-'))
after(() => rm(folder, { recursive: true, force: true }))
const { app, test: database, ring } = await signInApp({ listFolder: folder })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

const VILLAGE = '16.06.01.2001'
const village = await addTestPerson(database.owner, 'village-operator', { region: VILLAGE, kind: 'village' })

type Screen = { readonly width: number; readonly height: number }

/** A browser in which somebody is signed in; every journey works without script unless it asks for it. */
async function asPerson(
  person: TestPerson,
  visit: (page: Page) => Promise<void>,
  { viewport = PHONE, script = false }: { viewport?: Screen; script?: boolean } = {},
): Promise<void> {
  const { cookie } = await addTestSession(database.owner, ring, person)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, { viewport, javaScriptEnabled: script }, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

/** A number of a district that was never issued: it can belong to nobody. */
const nikOf = (serial: number) => `169999${'200390'}${String(serial).padStart(4, '0')}`
const row = (serial: number, name: string, more = 'PETANI') => `${nikOf(serial)};${name};20-03-1990;L;${more}`
const csv = (...rows: string[]) => ({
  name: 'daftar-desa.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['PEMERINTAH DESA CONTOH', 'NO. KTP;NAMA LENGKAP;TGL LAHIR;JK;PEKERJAAN', ...rows].join('\n')),
})

async function upload(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await page.goto(`${url}/usulan/baru`)
  await page.getByLabel('Unggah berkas').setInputFiles(file)
  await page.getByRole('button', { name: 'Periksa daftar' }).click()
}

const LIST = csv(row(1, 'SITI AMINAH'), row(2, 'BUDI SANTOSO'), '16999920039000;PENDEK;20-03-1990;L;NELAYAN', row(4, 'RINA', 'SOPIR'))

test('a village hands a list in, mends the one wrong cell where it stands, takes it in, and takes it back with a reason', async () => {
  await asPerson(village, async (page) => {
    await page.goto(`${url}/usulan`)
    await page.getByRole('link', { name: 'Masukkan daftar' }).click()
    assert.equal(await page.getByLabel('Wilayah daftar').inputValue(), VILLAGE)
    await page.getByRole('button', { name: 'Periksa daftar' }).click()
    await page.getByRole('alert').getByText('Belum ada daftarnya.', { exact: false }).waitFor()

    await upload(page, LIST)
    await page.getByRole('heading', { level: 1, name: 'daftar-desa.csv' }).waitFor()
    await page.getByText('3 orang siap dimasukkan. 1 baris perlu Anda lihat.').waitFor()
    await page.getByText('Baris 5 berisi 14 angka', { exact: false }).first().waitFor()
    assert.ok(!(await page.content()).includes('16999920039000'), 'a NIK is masked even when it is wrong')
    await page.getByLabel('NO. KTP yang benar, baris 5').fill(nikOf(3))
    await page.getByRole('button', { name: 'Simpan perbaikan baris 5' }).click()
    await page.getByText('4 orang siap dimasukkan. Tidak ada yang perlu diperbaiki.').waitFor()

    await page.getByRole('button', { name: 'Masukkan 4 orang' }).click()
    await page.getByText('4 orang sudah dimasukkan.').waitFor()
    const people = await rowsOf<{ name: string }>(database.owner, 'select name from people order by name')
    assert.deepEqual(people.map(({ name }) => name), ['BUDI SANTOSO', 'PENDEK', 'RINA', 'SITI AMINAH'])

    await page.getByRole('link', { name: 'Kembalikan daftar ini' }).click()
    await page.getByRole('button', { name: 'Kembalikan daftar ini' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Alasan').fill('Daftar tahun lalu')
    await page.getByRole('button', { name: 'Kembalikan daftar ini' }).click()
    await page.getByText('Daftar ini dikembalikan.', { exact: false }).waitFor()
    assert.equal((await rowsOf(database.owner, 'select id from people')).length, 0)
  })
})
