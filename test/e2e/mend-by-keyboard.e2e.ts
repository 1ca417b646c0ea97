import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enterAs, loopStage } from './loop-stage.ts'
import { DESK, objections, withPage } from './open-page.ts'

const { url, browser } = await loopStage()
const ROWS = 10_000
/** Every second row lacks its name; the numbers are all different and nobody's. */
const LIST = {
  name: 'sepuluh-ribu.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'NIK;NAMA LENGKAP;TGL LAHIR;JK;PEKERJAAN',
      ...Array.from({ length: ROWS }, (_, n) => {
        const [day, serial] = [1 + (n % 20), 1 + Math.floor(n / 20)]
        const written = String(day).padStart(2, '0')
        const nik = `169999${written}0390${String(serial).padStart(4, '0')}`
        return `${nik};${n % 2 === 0 ? '' : 'ORANG CONTOH'};${written}-03-1990;L;PETANI`
      }),
    ].join('\n'),
  ),
}

test('ten thousand rows are mended by keyboard: a page holds few of them, F8 goes on, Enter saves, a row number leads to its row', async () => {
  await withPage(browser, { viewport: DESK }, async (page) => {
    await enterAs(page, url, 'Operator desa/kelurahan', '/daftar/baru')
    await page.getByLabel('Unggah berkas').setInputFiles(LIST)
    await page.getByRole('button', { name: 'Periksa daftar' }).click()
    await page.getByText('5.000 baris perlu Anda lihat.').waitFor({ timeout: 90_000 })
    const rows = page.locator('.problems > li')
    assert.equal(await rows.count(), 25)
    assert.deepEqual(await objections(page), [])

    const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
    await page.keyboard.press('F8')
    const first = await focused()
    await page.keyboard.press('F8')
    const second = await focused()
    assert.match(first, /^sel-2-/)
    assert.match(second, /^sel-4-/)
    await page.keyboard.press('Shift+F8')
    assert.equal(await focused(), first)

    await page.getByLabel('Mulai dari baris').fill('7001')
    await page.getByRole('button', { name: 'Ke baris itu' }).click()
    await page.locator('#baris-7002').waitFor()
    assert.equal(await rows.first().getAttribute('id'), 'baris-7002')
    await page.keyboard.press('F8')
    await page.keyboard.type('SITI CONTOH')
    await page.keyboard.press('Enter')
    await page.getByText('4.999 baris perlu Anda lihat.').waitFor({ timeout: 60_000 })
    // The mended row is gone, and the next one is ready to be typed in.
    assert.equal(await rows.first().getAttribute('id'), 'baris-7004')
    assert.match(await focused(), /^sel-7004-/)
  })
})
