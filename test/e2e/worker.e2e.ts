import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { nikIndex } from '../../src/modules/people/seal-person.ts'
import { addStagedRoster, protect } from '../billing-stage.ts'
import { startBrowser } from '../browser.ts'
import { startApp } from '../e2e-server.ts'
import { rowsOf } from '../people.ts'
import { addRegistryPerson } from '../registry-people.ts'
import { testRing } from '../test-ring.ts'
import { COLOUR_RULES, objections, widthBeyondScreen, withPage } from './open-page.ts'

const NIK = '1699992003900101'
const CHEAP_PHONE = { viewport: { width: 320, height: 570 }, javaScriptEnabled: false } as const

const ring = testRing()
const { url, database } = await startApp({ ring })
const { owner } = database
const id = await addRegistryPerson(owner, ring, {
  name: 'SITI AMINAH',
  region: '16.06.01.2001',
  bornOn: '1990-03-20',
})
await rowsOf(owner, 'update identities set value_index = $1 where person_id = $2', [nikIndex(ring, NIK), id])
const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
await protect(database, roster, [BigInt(id)], { from: '2026-01', until: '2027-01', pay: () => 1_000_000 })
const browser = await startBrowser()
after(() => browser.close())

test('a worker with a cheap phone and no script learns whether he is protected, and what to do after an accident', async () => {
  await withPage(browser, CHEAP_PHONE, async (page) => {
    await page.goto(url)
    await page.getByRole('link', { name: 'Apakah saya terlindungi?' }).click()
    await page.getByLabel('Nomor Induk Kependudukan').fill('1699 9920 0390 01')
    await page.getByLabel('Tanggal', { exact: true }).fill('20')
    await page.getByLabel('Bulan').fill('3')
    await page.getByLabel('Tahun').fill('1990')
    await page.getByRole('button', { name: 'Cek sekarang' }).click()
    await page.getByRole('link', { name: /NIK terdiri dari 16 angka/ }).waitFor()
    assert.equal(await page.getByLabel('Tahun').inputValue(), '1990', 'what was typed stays')
    await page.getByLabel('Nomor Induk Kependudukan').fill('1699 9920 0390 0101')
    await page.getByRole('button', { name: 'Cek sekarang' }).click()
    await page.getByRole('heading', { name: 'Anda terlindungi', exact: true }).waitFor()
    await page.getByText('Anda terlindungi JKK dan JKM sampai 31 Desember 2026.').waitFor()
    assert.equal(page.url(), `${url}/cek`)
    assert.doesNotMatch(await page.content(), /SITI|16999920/)
    assert.ok((await widthBeyondScreen(page)) <= 0)
    await page.getByRole('link', { name: 'Kecelakaan kerja' }).click()
    await page.getByRole('heading', { name: 'Kecelakaan kerja: yang dilakukan sekarang' }).waitFor()
    await page.getByText('Jumat, 22 Mei 2026, pada jam yang sama dengan kejadian').waitFor()
  })
})

test('axe objects to nothing in the answers of the check, light and dark', async () => {
  await withPage(browser, { viewport: { width: 320, height: 570 } }, async (page) => {
    for (const year of ['1990', '1991', 'kapan']) {
      await page.goto(`${url}/cek`)
      await page.getByLabel('Nomor Induk Kependudukan').fill(NIK)
      await page.getByLabel('Tanggal', { exact: true }).fill('20')
      await page.getByLabel('Bulan').fill('3')
      await page.getByLabel('Tahun').fill(year)
      await page.getByRole('button', { name: 'Cek sekarang' }).click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      assert.deepEqual(await objections(page), [], year)
      await page.emulateMedia({ colorScheme: 'dark' })
      assert.deepEqual(await objections(page, COLOUR_RULES), [], `${year}, dark`)
      await page.emulateMedia({ colorScheme: 'light' })
    }
  })
})
