import { after, test } from 'node:test'
import assert from 'node:assert/strict'
import { startBrowser } from '../browser.ts'
import { startApp } from '../e2e-server.ts'

const { url } = await startApp()
const browser = await startBrowser()
// A cheap phone with scripts switched off: everything must work.
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
context.setDefaultTimeout(10_000)
const page = await context.newPage()
after(async () => {
  await context.close()
  await browser.close()
})

test('the family of a member who died finds Rp42.000.000 and the scholarships apart', async () => {
  await page.goto(`${url}/`)
  await page.getByRole('link', { name: 'Apa manfaat untuk keluarga?' }).click()
  await page.getByRole('link', { name: 'Peserta meninggal Bukan' }).click()
  await page.getByLabel('Tanggal kejadian').fill('2026-05-01')
  await page.getByLabel('Sudah berapa bulan').fill('36')
  await page.getByLabel('Anak pertama').selectOption({ label: 'Sekolah dasar (SD)' })
  await page.getByRole('button', { name: 'Hitung manfaat' }).click()
  await page.getByText('Keluarga menerima Rp42.000.000 untuk kejadian 1 Mei 2026.').waitFor()
  await page.getByText(/Ditambah beasiswa anak sampai Rp84\.000\.000/).waitFor()
  await page.getByRole('heading', { name: 'Yang dilakukan sekarang' }).waitFor()
})

test('a death in 2019 before PP 82/2019 is worth Rp24.000.000', async () => {
  await page.goto(`${url}/manfaat?kind=JKM&segment=PU&on=2019-12-01`)
  await page.getByText('Keluarga menerima Rp24.000.000').waitFor()
})

test('somebody hurt at work is told to report within 48 hours', async () => {
  await page.goto(`${url}/manfaat?kind=JKK-temporary&segment=BPU&on=2026-05-01&wage=1000000&monthsOff=3`)
  await page.getByText('paling lambat 48 jam sesudah kejadian').waitFor()
})

test('a misspelt name leads to the regency, its path, its people and its villages', async () => {
  await page.goto(`${url}/wilayah`)
  await page.getByLabel('Nama wilayah').fill('musi banyu asin')
  await page.getByRole('button', { name: 'Cari' }).click()
  await page
    .getByRole('table', { name: /wilayah untuk/ })
    .getByRole('link', { name: 'Kabupaten Musi Banyuasin' })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: 'Kabupaten Musi Banyuasin' }).waitFor()
  await page
    .getByRole('navigation', { name: 'Letak halaman ini' })
    .getByRole('link', { name: 'Sumatera Selatan' })
    .waitFor()
  await page.getByText('16.06', { exact: true }).first().waitFor()
  await page
    .getByText(/Desember 2024/)
    .first()
    .waitFor()
})

test('the register of law answers for a day, by badges that can be taken away', async () => {
  await page.goto(`${url}/peraturan?on=2019-01-01&text=pemakaman`)
  await page.getByRole('row', { name: /Biaya pemakaman Rp3\.000\.000/ }).waitFor()
  await page.getByRole('link', { name: /Berlaku pada 1 Januari 2019/ }).click()
  await page.getByRole('row', { name: /Biaya pemakaman Rp10\.000\.000/ }).waitFor()
  await page.getByRole('link', { name: 'Biaya pemakaman' }).click()
  await page.getByRole('heading', { level: 1, name: 'Biaya pemakaman' }).waitFor()
  await page.getByRole('row', { name: /1 Juli 2015 s\.d\. 1 Desember 2019 Rp3\.000\.000/ }).waitFor()
})

test('an unknown address says so and shows the ways on', async () => {
  const answer = await page.goto(`${url}/tidak-ada`)
  assert.equal(answer?.status(), 404)
  await page.getByRole('heading', { name: 'Tidak ditemukan' }).waitFor()
  await page.getByRole('link', { name: 'Ke halaman depan' }).click()
  await page.getByRole('heading', { name: 'Setiap pekerja, satu payung' }).waitFor()
})
