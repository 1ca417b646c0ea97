import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { rowsOf } from '../people.ts'
import { enterAs, loopStage } from './loop-stage.ts'
import { PHONE, withPage } from './open-page.ts'

const { url, browser, database } = await loopStage()
const nikOf = (serial: number) => `169999200390${String(serial).padStart(4, '0')}`
const PEOPLE = 30_000
const LIST = {
  name: 'daftar-panjang.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'NO. KTP;NAMA LENGKAP;TGL LAHIR;JK;PEKERJAAN',
      ...Array.from(
        { length: PEOPLE },
        (_, n) => `${nikOf(1 + (n % 9_000))};ORANG CONTOH;20-03-1990;L;PETANI`,
      ),
    ].join('\n'),
  ),
}

test('a line that breaks in the middle of an upload is said, and costs one piece: the list arrives whole', async () => {
  await withPage(browser, { viewport: PHONE }, async (page) => {
    await enterAs(page, url, 'Operator desa/kelurahan', '/daftar/baru')
    let pieces = 0
    await page.route('**/api/v1/imports/*/content', async (route) => {
      pieces += 1
      if (pieces === 2) await route.abort('connectionfailed')
      else await route.continue()
    })
    await page.getByLabel('Unggah berkas').setInputFiles(LIST)
    await page.getByRole('button', { name: 'Periksa daftar' }).click()
    await page.getByRole('status').getByText('Sambungan terputus. Mencoba melanjutkan …').waitFor()
    await page.waitForURL(/\/daftar\/[0-9a-f-]{36}/, { timeout: 60_000 })
    const [list] = await rowsOf<{ byte_count: string }>(
      database.owner,
      'select max(byte_count)::text as byte_count from imports',
    )
    assert.equal(Number(list?.byte_count), LIST.buffer.length)
    assert.ok(pieces > 2)
  })
})

test('on a slow line a proposal sent twice by an impatient hand is one proposal', async () => {
  const [programme] = await rowsOf<{ id: string }>(database.owner, 'select id from programmes')
  await rowsOf(
    database.owner,
    `insert into people (id, name, name_keys, residence_region, segment, born_on, sealed, stated_mark, recorded_at)
     values (1, 'SITI', '{st}', 1606012001, 'BPU', '1990-03-20', '\\x00', decode(repeat('00', 16), 'hex'), now())`,
  )
  await withPage(browser, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await enterAs(page, url, 'Operator desa/kelurahan', '/akun')
    await page.goto(
      `${url}/usulan/baru/periksa?programme=${programme?.id ?? ''}&region=16.06.01.2001&from=people:1`,
    )
    await page.getByLabel('Nomor berita acara musyawarah desa').fill('9/2026')
    await page.getByLabel('Tanggal musyawarah').fill('2026-05-04')
    await page.route('**/usulan/baru/periksa', async (route) => {
      await sleep(1_500)
      await route.continue()
    })
    const button = page.getByRole('button', { name: 'Kirim 1 usulan' })
    await button.click({ noWaitAfter: true })
    await button.click({ noWaitAfter: true, timeout: 1_000 }).catch(() => undefined)
    const sent = () => rowsOf(database.owner, 'select id from proposals')
    for (let tries = 0; tries < 100 && (await sent()).length === 0; tries += 1) await sleep(100)
    // The second wish, if there was one, has been answered by then.
    await sleep(2_500)
    assert.equal((await sent()).length, 1)
  })
})
