import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { answer, answerDay, press, tabTo } from './keyboard.ts'
import { loopStage, protectedAt } from './loop-stage.ts'
import { DESK, withPage } from './open-page.ts'

const { url, browser } = await loopStage()
/** A number of a district that was never issued: it can belong to nobody. */
const nikOf = (serial: number) => `169999200390${String(serial).padStart(4, '0')}`
const PASTED = [
  'NIK\tNAMA\tTGL LAHIR\tJK\tPEKERJAAN',
  ...['SITI AMINAH', 'BUDI SANTOSO', 'RINA'].map(
    (name, at) => `${nikOf(11 + at)}\t${name}\t20-03-1990\tP\tPETANI`,
  ),
  `${nikOf(14).slice(0, 14)}\tPENDEK\t20-03-1990\tL\tNELAYAN`,
].join('\n')

/** From the sign-in page, by the button of a role, to a page. */
async function enter(page: Page, role: string, path: string): Promise<void> {
  await page.goto(`${url}/masuk?next=${encodeURIComponent(path)}`)
  await press(page, new RegExp(`^Masuk sebagai ${role}`))
  await page.waitForURL((to) => to.pathname === path.split('?', 1)[0])
}

async function handInAndMend(page: Page): Promise<void> {
  await enter(page, 'Operator desa/kelurahan', '/daftar/baru')
  await answer(page, /^Tempel dari Excel/, PASTED)
  await press(page, 'Periksa daftar')
  await page.waitForURL(/pemetaan|pratinjau/)
  if (page.url().includes('pemetaan')) await press(page, 'Lanjut ke pratinjau')
  await page.getByText('3 orang siap dimasukkan. 1 baris perlu Anda lihat.').waitFor()
  await answer(page, /^NIK yang benar, baris 5/, nikOf(14))
  await page.keyboard.press('Enter')
  await page.getByText(/^4 orang siap dimasukkan/).waitFor()
  await press(page, 'Masukkan 4 orang')
  await page.getByText('4 orang sudah dimasukkan.').waitFor()
}

async function propose(page: Page): Promise<void> {
  await press(page, 'Usulkan pekerja')
  await page.getByText('Langkah 1 dari 6').waitFor()
  await press(page, 'Lanjut ke daftar')
  await page.getByText('4 dari 4 orang memenuhi syarat.').waitFor()
  await answer(page, /^Nomor berita acara/, '140/07/2026')
  await answerDay(page, 'Tanggal musyawarah', '2026-05-04')
  await press(page, 'Kirim 4 usulan')
  await page.getByText('Usulan terkirim').waitFor()
}

async function decide(page: Page): Promise<void> {
  await enter(page, 'Petugas kecamatan', '/usulan?open=yes')
  await press(page, '140/07/2026')
  await answer(page, /^Alasan keputusan/, 'Sesuai berita acara')
  await press(page, 'Setujui yang memenuhi syarat')
  await page.getByText('4 disetujui, 0 ditolak, 0 menunggu tempat').waitFor()
}

async function billAndPay(page: Page): Promise<void> {
  await enter(page, 'Petugas kabupaten/kota', '/tagihan/putaran/baru')
  await answer(page, 'Bulan', '2026-05')
  await press(page, 'Terbitkan')
  await page.getByText('selesai', { exact: false }).first().waitFor({ timeout: 30_000 })
  await page.goto(`${url}/tagihan?month=2026-05&state=open`)
  await press(page, /^T2605-/)
  await page.getByText('Rp67.200').first().waitFor()
  await press(page, 'Buat virtual account')
  await answer(page, /^Alasan/, 'Iuran Mei')
  await press(page, 'Buat virtual account')
  await page.getByRole('link', { name: 'Lihat tagihan' }).waitFor()
  await press(page, /^Bayar/)
  await press(page, /^Bayar/)
  await page.getByText('2002500').first().waitFor()
}

test('the whole way from a list to a figure that moved goes by keyboard alone, and one sees at every stop where one is', async () => {
  const before = await protectedAt(browser, url)
  await withPage(browser, { viewport: DESK }, async (page) => {
    await handInAndMend(page)
    await propose(page)
    await decide(page)
    await billAndPay(page)
  })
  assert.deepEqual(
    await protectedAt(browser, url),
    before.map((count) => count + 4),
  )
})

test('the first stop of a page leads past its header to what it says', async () => {
  await withPage(browser, { viewport: DESK }, async (page) => {
    for (const path of ['/', '/masuk', '/cek']) {
      await page.goto(`${url}${path}`)
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Langsung ke isi', path)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      assert.ok(await page.evaluate(() => document.activeElement?.closest('main') !== null), path)
    }
  })
})

test('the search for pages keeps Tab within itself, and gives the focus back where it was', async () => {
  await withPage(browser, { viewport: DESK }, async (page) => {
    await enter(page, 'Petugas provinsi', '/beranda')
    await tabTo(page, 'Ringkasan')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab')
      const isInside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      )
      assert.ok(isInside, `after ${String(presses + 1)} presses`)
    }
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Ringkasan')
  })
})
