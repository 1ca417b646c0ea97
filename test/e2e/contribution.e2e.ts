import assert from 'node:assert/strict'
import { after, test } from 'node:test'
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

async function askOwnAccount(month: string, payer: string): Promise<void> {
  await page.goto(`${url}/`)
  await page.getByRole('link', { name: 'Berapa iuran saya?' }).click()
  await page.getByRole('link', { name: 'Saya bekerja sendiri' }).click()
  await page.getByLabel('Penghasilan sebulan').fill('1.000.000')
  await page.getByLabel('Siapa yang membayar?').selectOption({ label: payer })
  await page.getByLabel('Bulan iuran').fill(month)
  await page.getByRole('button', { name: 'Hitung iuran' }).click()
}

test('an own-account worker finds Rp16.800 for December 2025', async () => {
  await askOwnAccount('2025-12', 'Saya sendiri')
  await page.getByText('Iuran Anda Rp16.800 untuk Desember 2025.').waitFor()
  const table = page.getByRole('table', { name: 'Rincian untuk Desember 2025' })
  await table.getByRole('row', { name: /JKK.*PP 44\/2015.*Rp10\.000/ }).waitFor()
  await table.getByRole('row', { name: /JKM.*Rp6\.800/ }).waitFor()
})

test('a company pays Rp8.400 in May 2026, because PP 50/2025 halves it', async () => {
  await askOwnAccount('2026-05', 'Perusahaan, sebagai tanggung jawab sosial (CSR)')
  await page.getByText(/Iurannya Rp8\.400 untuk Mei 2026/).waitFor()
  await page
    .getByRole('link', { name: /PP 50\/2025/ })
    .first()
    .waitFor()
})

test('the regional budget pays the full Rp16.800 in May 2026', async () => {
  await askOwnAccount('2026-05', 'Anggaran provinsi (APBD provinsi)')
  await page.getByText(/Iurannya Rp16\.800 untuk Mei 2026/).waitFor()
})

test('twelve months from November 2026 cost Rp184.800, month by month', async () => {
  await page.goto(`${url}/iuran?segment=BPU&income=1000000&payer=csr&month=2026-11&months=12`)
  await page.getByText('Rp184.800').first().waitFor()
  const months = page.getByRole('table', { name: 'Bulan demi bulan' })
  await months.getByRole('row', { name: 'Desember 2026 Rp8.400' }).waitFor()
  await months.getByRole('row', { name: 'Januari 2027 Rp16.800' }).waitFor()
})

test('a wage earner sees what leaves the wage and what the employer pays', async () => {
  await page.goto(`${url}/iuran`)
  await page.getByRole('link', { name: 'Saya menerima upah' }).click()
  await page.getByLabel('Upah sebulan').fill('4000000')
  await page.getByRole('radio', { name: /II: rendah/ }).check()
  await page.getByRole('radio', { name: /Besar/ }).check()
  await page.getByLabel('Bulan iuran').fill('2026-05')
  await page.getByRole('button', { name: 'Hitung iuran' }).click()
  await page.getByText('Rp120.000').first().waitFor()
  await page.getByText('Rp261.600').first().waitFor()
  await page.getByText('Pemerintah menambah Rp8.800').waitFor()
})

test('a project of Rp250.000.000 owes Rp525.000', async () => {
  await page.goto(`${url}/iuran?segment=JAKON`)
  await page.getByLabel('Nilai kontrak').fill('250.000.000')
  await page.getByRole('button', { name: 'Hitung iuran' }).click()
  await page.getByText('Iuran proyek ini Rp525.000').waitFor()
})

test('a migrant worker with a 24-month contract owes Rp370.000 with the time before departure', async () => {
  await page.goto(`${url}/iuran?segment=PMI`)
  await page.getByRole('radio', { name: 'Kontrak 24 bulan' }).check()
  await page.getByRole('button', { name: 'Hitung iuran' }).click()
  await page.getByText('Rp370.000').first().waitFor()
})

test('a mistake is named at the top, in the title and at its question, and what was typed stays', async () => {
  await page.goto(`${url}/iuran?segment=BPU`)
  await page.getByLabel('Penghasilan sebulan').fill('satu juta')
  await page.getByRole('button', { name: 'Hitung iuran' }).click()
  assert.match(await page.title(), /^Kesalahan: /)
  const summary = page.getByRole('alert')
  await summary.getByRole('heading', { name: 'Ada yang perlu diperbaiki' }).waitFor()
  await summary.getByRole('link', { name: /penghasilan/ }).click()
  assert.match(page.url(), /#income$/)
  assert.equal(await page.getByLabel('Penghasilan sebulan').inputValue(), 'satu juta')
  assert.equal(await page.getByLabel('Penghasilan sebulan').getAttribute('aria-invalid'), 'true')
})

test('the whole of the question works by keyboard alone', async () => {
  const keyboard = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const typed = await keyboard.newPage()
  await typed.goto(`${url}/iuran?segment=BPU`)
  await typed.keyboard.press('Tab')
  assert.equal(await typed.evaluate(() => document.activeElement?.textContent), 'Langsung ke isi')
  await typed.keyboard.press('Enter')
  await typed.keyboard.press('Tab')
  await typed.keyboard.press('Tab')
  assert.equal(await typed.evaluate(() => document.activeElement?.id), 'income')
  await typed.keyboard.type('1000000')
  await typed.keyboard.press('Enter')
  await typed.getByText('Iuran Anda Rp8.400 untuk Mei 2026.').waitFor()
  await keyboard.close()
})

test('the same address gives the same answer as JSON and as a table', async () => {
  const query = 'segment=BPU&income=1000000&payer=csr&programmes=JKK&programmes=JKM&month=2026-05&months=1'
  const json = (await (await fetch(`${url}/iuran.json?${query}`)).json()) as { readonly total: number }
  assert.equal(json.total, 8_400)
  const csv = await (await fetch(`${url}/iuran.csv?${query}`)).text()
  assert.match(csv, /^\uFEFF?"Bulan";"Program"/)
  assert.match(csv, /"2026-05";"JKK";"pembayar";5000;/)
})
