import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { rowsOf } from '../people.ts'
import { enterAs, loopStage, protectedAt } from './loop-stage.ts'
import { PHONE, unreachableByKeyboard, withPage } from './open-page.ts'

const { url, browser, database } = await loopStage()

/** A number of a district that was never issued: it can belong to nobody. */
const nikOf = (serial: number) => `169999200390${String(serial).padStart(4, '0')}`
const row = (serial: number, name: string) => `${nikOf(serial)};${name};20-03-1990;L;PETANI`
const LIST = {
  name: 'usulan-desa.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'PEMERINTAH DESA CONTOH',
      'NO. KTP;NAMA LENGKAP;TGL LAHIR;JK;PEKERJAAN',
      ...['SITI AMINAH', 'BUDI SANTOSO', 'RINA', 'AGUS', 'DEWI', 'TONO'].map((name, at) =>
        row(11 + at, name),
      ),
      '16999920039001;PENDEK;20-03-1990;L;NELAYAN',
    ].join('\n'),
  ),
}

/** Each page of the loop can be walked through by Tab alone. */
async function byKeyboard(page: Page): Promise<void> {
  assert.deepEqual(await unreachableByKeyboard(page), [], page.url())
}

async function handIn(page: Page): Promise<void> {
  await page.goto(`${url}/coba`)
  await page.getByRole('button', { name: 'Masuk sebagai Operator desa/kelurahan' }).click()
  await page.waitForURL(/\/daftar\/baru/)
  await page.getByLabel('Unggah berkas').setInputFiles(LIST)
  await page.getByRole('button', { name: 'Periksa daftar' }).click()
  await page.getByText('6 orang siap dimasukkan. 1 baris perlu Anda lihat.').waitFor()
  await page.getByLabel('NO. KTP yang benar, baris 9').fill(nikOf(17))
  await page.getByRole('button', { name: 'Simpan perbaikan baris 9' }).click()
  await page.getByRole('button', { name: 'Masukkan 7 orang' }).click()
  await page.getByText('7 orang sudah dimasukkan.').waitFor()
}

async function propose(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Usulkan pekerja' }).click()
  await page.getByText('Langkah 1 dari 6').waitFor()
  await byKeyboard(page)
  await page.getByRole('button', { name: 'Lanjut ke daftar' }).click()
  await page.getByText('7 dari 7 orang memenuhi syarat.').waitFor()
  await byKeyboard(page)
  await page.getByRole('button', { name: 'Kirim 7 usulan' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Nomor berita acara musyawarah desa').fill('140/07/2026')
  await page.getByLabel('Tanggal musyawarah').fill('2026-05-04')
  await page.getByRole('button', { name: 'Kirim 7 usulan' }).click()
  await page.getByText('Usulan terkirim').waitFor()
  await page.getByText('Langkah 6 dari 6').waitFor()
  assert.equal(await page.getByRole('button', { name: /^Setujui/ }).count(), 0, 'nobody decides on his own')
}

async function approve(page: Page): Promise<void> {
  await enterAs(page, url, 'Petugas kecamatan', '/usulan?open=yes')
  await byKeyboard(page)
  await page.getByRole('link', { name: '140/07/2026' }).click()
  await page.getByLabel('Alasan keputusan').fill('Sesuai berita acara')
  await byKeyboard(page)
  await page.getByRole('button', { name: 'Setujui yang memenuhi syarat' }).click()
  await page.getByText('7 disetujui, 0 ditolak, 0 menunggu tempat').waitFor()
}

async function billAndPay(page: Page): Promise<void> {
  await enterAs(page, url, 'Petugas kabupaten/kota', '/tagihan/putaran/baru')
  await page.getByLabel('Bulan').fill('2026-05')
  await page.getByRole('button', { name: 'Terbitkan' }).click()
  await page.getByText('selesai', { exact: false }).first().waitFor({ timeout: 30_000 })
  await page.goto(`${url}/tagihan?month=2026-05&state=open`)
  await page
    .getByRole('row', { name: /latihan/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByText('Rp117.600').first().waitFor()
  await page.getByRole('link', { name: 'Buat virtual account' }).click()
  await page.getByLabel('Alasan').fill('Iuran Mei')
  await byKeyboard(page)
  await page.getByRole('button', { name: 'Buat virtual account' }).click()
  await page.getByRole('link', { name: 'Lihat tagihan' }).waitFor()
  const bill = await page.getByRole('link', { name: 'Lihat tagihan' }).getAttribute('href')
  await page.getByRole('link', { name: /^Bayar/ }).click()
  await page.getByRole('button', { name: /Bayar/ }).click()
  await page.getByText('2002500').first().waitFor()
  await page.goto(`${url}${bill ?? ''}`)
  await page.getByText('lunas').first().waitFor()
}

test('from a messy list to a paid bill without command line or script: the figure moves by exactly that number at every level', async () => {
  const before = await protectedAt(browser, url)
  await withPage(browser, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await handIn(page)
    await propose(page)
    assert.deepEqual(await protectedAt(browser, url), before, 'a proposal protects nobody')
    await approve(page)
    await billAndPay(page)
    await enterAs(page, url, 'Staf pimpinan daerah', '/beranda')
    assert.match(await page.locator('main').innerText(), /\b7\s+orang terlindungi/)
  })
  assert.deepEqual(
    await protectedAt(browser, url),
    before.map((count) => count + 7),
  )
  const [paid] = await rowsOf<{ total: string }>(
    database.owner,
    `select sum(l.amount)::text as total from bill_lines l join paid_lines q on q.bill_id = l.bill_id and q.lines @> l.line_number`,
  )
  assert.equal(paid?.total, '117600')
})

test('the guided path is there in training mode, keeps its place, and its example list is one that needs mending', async () => {
  await withPage(browser, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/coba`)
    await byKeyboard(page)
    const file = await page.request.get(`${url}/coba/daftar-contoh.xlsx`)
    await page.getByRole('link', { name: 'Sudah, lanjut' }).click()
    await page.goto(`${url}/masuk`)
    await page.getByRole('link', { name: 'Coba alurnya' }).click()
    await page.getByRole('button', { name: 'Masuk sebagai Operator desa/kelurahan' }).waitFor()
    assert.equal(await page.locator('[aria-current=step] h2').innerText(), '2. Usulkan pekerja sedang')

    await enterAs(page, url, 'Operator desa/kelurahan', '/daftar/baru')
    await page.getByLabel('Unggah berkas').setInputFiles({
      name: 'daftar-contoh.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: await file.body(),
    })
    await page.getByRole('button', { name: 'Periksa daftar' }).click()
    await page.waitForURL(/pratinjau|pemetaan/)
    if (page.url().includes('pemetaan'))
      await page.getByRole('button', { name: 'Lanjut ke pratinjau' }).click()
    await page.getByText(/orang siap dimasukkan\. \d+ baris perlu Anda lihat\./).waitFor()
  })
})
