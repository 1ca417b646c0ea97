import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf } from '../people.ts'
import { enterAs, loopStage } from './loop-stage.ts'
import { objections, PHONE, withPage } from './open-page.ts'

const { url, browser, database } = await loopStage()
const [programme] = await rowsOf<{ id: string }>(database.owner, 'select id from programmes')
const id = programme?.id ?? ''

test('what is not for a role stands there shut, with the reason, and its address says the same', async () => {
  await withPage(browser, { viewport: PHONE }, async (page) => {
    await enterAs(page, url, 'Operator desa/kelurahan', '/program')
    const shut = page.getByRole('link', { name: 'Buat program', disabled: true })
    await shut.waitFor()
    assert.equal(await shut.getAttribute('href'), null)
    await page
      .getByText(/Peran Anda/)
      .first()
      .waitFor()
    assert.deepEqual(await objections(page), [])
    for (const path of ['/program/baru', `/kuota/${id}/atur`, '/pembayar/baru']) {
      const answer = await page.goto(`${url}${path}`)
      assert.equal(answer?.status(), 403, path)
      assert.equal(await page.getByRole('button', { name: /Simpan|Buat/ }).count(), 0)
      assert.deepEqual(await objections(page), [], path)
    }
  })
})

test('a proposal of another district does not exist, and one’s own is decided by the level above', async () => {
  await rowsOf(
    database.owner,
    `insert into people (id, name, name_keys, residence_region, segment, born_on, sealed, stated_mark, recorded_at)
     values (1, 'SITI', '{st}', 1606012001, 'BPU', '1990-03-20', '\\x00', decode(repeat('00', 16), 'hex'), now())`,
  )
  await withPage(browser, { viewport: PHONE }, async (page) => {
    await enterAs(page, url, 'Operator desa/kelurahan', '/akun')
    await page.goto(`${url}/usulan/baru/periksa?programme=${id}&region=16.06.01.2001&from=people:1`)
    await page.getByLabel('Nomor berita acara musyawarah desa').fill('9/2026')
    await page.getByLabel('Tanggal musyawarah').fill('2026-05-04')
    await page.getByRole('button', { name: 'Kirim 1 usulan' }).click()
    await page.getByText('Usulan terkirim').waitFor()
    const proposal = new URL(page.url()).pathname
    // His own page names the act he has no right to, with the reason.
    await page.getByRole('link', { name: 'Putuskan', disabled: true }).waitFor()

    await enterAs(page, url, 'Petugas perusahaan', '/akun')
    const answer = await page.goto(`${url}${proposal}`)
    assert.ok([403, 404].includes(answer?.status() ?? 0), String(answer?.status()))
    assert.equal(await page.getByText('SITI').count(), 0)
    assert.deepEqual(await objections(page), [])
  })
})
