import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { partnersFileOf } from '../../bank-sim/partner-entry.ts'
import { startSimulator } from '../../bank-sim/server.ts'
import { askToPlay } from '../../src/api/pages/banking/simulator-line.ts'
import { workOnGifts } from '../../src/modules/gifts/jobs.ts'
import { BankLines } from '../../src/modules/payments/bank-line.ts'
import { readPartners } from '../../src/modules/payments/partner.ts'
import { LawBook } from '../../src/rules/law-book.ts'
import { startBrowser } from '../browser.ts'
import { JOURNEY_CLOCK, startApp } from '../e2e-server.ts'
import { addWorkers } from '../gift-stage.ts'
import { testRing } from '../test-ring.ts'
import {
  COLOUR_RULES,
  controlsTooLow,
  DESK,
  objections,
  unreachableByKeyboard,
  widthBeyondScreen,
  withPage,
} from './open-page.ts'

const folder = await mkdtemp(join(tmpdir(), 'payung-gifts-'))
const simulator = await startSimulator({ folder, port: 0, now: JOURNEY_CLOCK.now })
const partners = readPartners('uji', JSON.stringify(partnersFileOf(simulator.contract, simulator.url)))
const ring = testRing()
const { url, database } = await startApp({ ring, partners, simulatorUrl: simulator.url })
simulator.connectTo(`${url}/snap`)
const browser = await startBrowser()
after(async () => {
  await browser.close()
  await simulator.close()
  await rm(folder, { recursive: true, force: true })
})
const clock = JOURNEY_CLOCK
const gifts = { db: database.db, clock, ring, partners, lines: new BankLines(clock), book: new LawBook() }
const CHEAP_PHONE = { viewport: { width: 320, height: 570 }, javaScriptEnabled: false } as const

/** Pays what the page asks for at the training bank, and lets the recurring job publish and draw. */
async function payAndDraw(page: Page): Promise<void> {
  const number = await page.locator('section strong').first().innerText()
  const played = await askToPlay(simulator.url, { va: number.replace(/\s/g, ''), scenario: 'exact' })
  assert.ok(played?.steps)
  const warnings: string[] = []
  for (let turn = 0; turn < 2; turn += 1) await workOnGifts(gifts, (sentence) => warnings.push(sentence))
  assert.deepEqual(warnings, [])
  await page.reload()
}

const shot = (page: Page, name: string) =>
  process.env['GIFT_SHOTS'] === undefined
    ? Promise.resolve()
    : page.screenshot({ path: join(process.env['GIFT_SHOTS'], `${name}.png`), fullPage: true })

test('a donor gives in five steps on a cheap phone without script, pays at the training bank, and holds the proof', async () => {
  await addWorkers(database.owner, 3, { decile: 1 })
  await withPage(browser, CHEAP_PHONE, async (page) => {
    await page.goto(`${url}/donasi`)
    await shot(page, 'donasi-1')
    await page.getByLabel('Wilayah', { exact: true }).fill('16.06.01.2001')
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByLabel('Berapa orang?').fill('0')
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByRole('alert').getByRole('link').first().click()
    await page.getByLabel('Berapa orang?').fill('2')
    await page.getByLabel('Berapa bulan?').fill('2')
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByText('Rp33.600').first().waitFor()
    await page
      .getByText(/di bawah 3 bulan hanya mendapat/)
      .first()
      .waitFor()
    await shot(page, 'donasi-3')
    await page.getByLabel('Nama donatur', { exact: true }).fill('Yayasan Perjalanan')
    await page.getByRole('button', { name: 'Periksa jawaban' }).click()
    await shot(page, 'donasi-periksa')
    await page.getByRole('link', { name: 'Ubah: Orang' }).click()
    assert.equal(await page.getByLabel('Berapa orang?').inputValue(), '2')
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByLabel('Nama donatur', { exact: true }).fill('Yayasan Perjalanan')
    await page.getByRole('button', { name: 'Periksa jawaban' }).click()
    await page.getByRole('button', { name: 'Buat nomor pembayaran' }).click()
    await page.getByRole('heading', { name: 'Bayar sekarang' }).waitFor()
    await page.getByRole('img', { name: /QRIS/ }).waitFor()
    await shot(page, 'donasi-bayar')
    await payAndDraw(page)
    await page.getByText('Rp33.600 menjadi 4 bulan perlindungan.').waitFor()
    await page.getByRole('link', { name: 'Unduh sertifikat (PDF)' }).waitFor()
    assert.ok((await widthBeyondScreen(page)) <= 0)
    await shot(page, 'donasi-selesai')
  })
})

test('an employee protects a neighbour in under two minutes of typing, and gets a card that names nobody whole', async () => {
  await withPage(browser, CHEAP_PHONE, async (page) => {
    const started = Date.now()
    let typed = 0
    const fill = async (label: string, text: string) => {
      typed += text.length
      await page.getByLabel(label).fill(text)
    }
    const next = () => page.getByRole('button', { name: 'Lanjut' }).click()
    await page.goto(`${url}/sertakan`)
    await fill('Nama lengkap orang itu', 'Tetangga Rekaan')
    await fill('Pekerjaannya', 'tukang kebun')
    await next()
    await shot(page, 'sertakan-2')
    await fill('NIK', '1699991708850009')
    await fill('Tanggal lahir', '17-08-1985')
    await next()
    await fill('Desa atau kelurahan tempat tinggalnya', '16.06.01.2001')
    await next()
    await shot(page, 'sertakan-4')
    await next()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Saya sudah membacakannya, dan ia setuju').check()
    await next()
    await page.getByLabel('3', { exact: true }).check()
    await fill('Nama Anda', 'Pemberi Rekaan')
    await next()
    assert.doesNotMatch(page.url(), /1699/)
    await page.getByText('•••• 0009').waitFor()
    await shot(page, 'sertakan-6')
    await page.getByRole('button', { name: 'Buat nomor pembayaran' }).click()
    await page.getByRole('heading', { name: 'Kartu perlindungan' }).waitFor()
    // 3 characters a second is a slow thumb.
    assert.ok((Date.now() - started) / 1_000 + typed / 3 < 120)
    await payAndDraw(page)
    await page.getByText('Terlindungi menurut catatan Payung').waitFor()
    assert.doesNotMatch(await page.content(), /Rekaan<\/dd>.*Tetangga|Tetangga Rekaan|16999917/)
    await shot(page, 'sertakan-kartu')
    await page.getByRole('button', { name: 'Catat bahwa ia akan membayar sendiri' }).click()
    await page.getByText('Sudah diserahkan').waitFor()
  })
})

const PAGES = [
  '/donasi',
  '/donasi/jumlah?region=16.06.01.2001',
  '/donasi/harga?region=16.06.01.2001&people=10&months=12&rest=return',
  '/sertakan',
  '/verifikasi?kode=ABCD',
]
for (const width of [320, 768, 1280]) {
  test(`axe objects to nothing, nothing scrolls sideways, every control is reached: ${String(width)} px`, async () => {
    await withPage(browser, { viewport: { ...DESK, width } }, async (page) => {
      for (const path of PAGES) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await page.goto(`${url}${path}`)
          assert.deepEqual(
            await objections(page, colorScheme === 'dark' ? COLOUR_RULES : undefined),
            [],
            path,
          )
        }
        assert.ok((await widthBeyondScreen(page)) <= 0, path)
        assert.deepEqual(await controlsTooLow(page), [], path)
        if (width === 1280) assert.deepEqual(await unreachableByKeyboard(page), [], path)
      }
    })
  })
}
