import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf } from '../people.ts'
import { enterAs, loopStage } from './loop-stage.ts'
import { PHONE, withPage } from './open-page.ts'

const { url, browser, database } = await loopStage()
const [programme] = await rowsOf<{ id: string }>(database.owner, 'select id from programmes')
await rowsOf(
  database.owner,
  `insert into people (id, name, name_keys, residence_region, segment, born_on, sealed, stated_mark, recorded_at)
   values (1, 'SITI', '{st}', 1606012001, 'BPU', '1990-03-20', '\\x00', decode(repeat('00', 16), 'hex'), now())`,
)
const CHECK = `/usulan/baru/periksa?programme=${programme?.id ?? ''}&region=16.06.01.2001&from=people:1`
const proposals = () => rowsOf(database.owner, 'select id from proposals')

test('a session that was ended elsewhere sends nothing, says so, and leads back to the same place after signing in', async () => {
  await withPage(browser, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await enterAs(page, url, 'Operator desa/kelurahan', '/akun')
    await page.goto(`${url}${CHECK}`)
    await page.getByLabel('Nomor berita acara musyawarah desa').fill('9/2026')
    await page.getByLabel('Tanggal musyawarah').fill('2026-05-04')
    await rowsOf(database.owner, 'update sessions set ended_at = now()')
    await page.getByRole('button', { name: 'Kirim 1 usulan' }).click()
    await page.getByText(/sesi/i).first().waitFor()
    assert.deepEqual(await proposals(), [])

    await page.goto(`${url}${CHECK}`)
    await page.getByText('Sesi Anda sudah berakhir', { exact: false }).first().waitFor()
    await page.getByRole('button', { name: 'Masuk sebagai Operator desa/kelurahan' }).click()
    await page.getByText('1 dari 1 orang memenuhi syarat.').waitFor()
    await page.getByLabel('Nomor berita acara musyawarah desa').fill('9/2026')
    await page.getByLabel('Tanggal musyawarah').fill('2026-05-04')
    await page.getByRole('button', { name: 'Kirim 1 usulan' }).click()
    await page.getByText('Usulan terkirim').waitFor()
    assert.equal((await proposals()).length, 1)
  })
})
