import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { addTestSession, rowsOf, type TestPerson } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import { resultText, submissionStage } from '../submission-stage.ts'
import { controlsTooLow, DESK, objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const { app, test: database, ring } = await signInApp()
const { staff, protectedPerson, nikOf, kpjOf, kpjIn } = await submissionStage(database, ring)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
const folder = mkdtempSync(join(tmpdir(), 'payung-hasil-'))
after(async () => {
  rmSync(folder, { recursive: true })
  await browser.close()
})

async function asPerson(
  person: TestPerson,
  visit: (page: Page) => Promise<void>,
  viewport: typeof PHONE | typeof DESK = PHONE,
  javaScriptEnabled = false,
): Promise<void> {
  const { cookie } = await addTestSession(database.owner, ring, person)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, { viewport, javaScriptEnabled }, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

test('two uploads close the loop: the regency gathers and sends, the branch answers, the village sees what to do', async () => {
  const [taken, refused] = [await protectedPerson(), await protectedPerson()]
  await asPerson(staff.regency, async (page) => {
    await page.goto(`${url}/pengajuan`)
    await page.getByRole('link', { name: 'Buat pengajuan' }).click()
    await page.getByRole('button', { name: 'Kumpulkan' }).click()
    await page.getByRole('heading', { level: 1, name: /^PGJ-2026-/ }).waitFor()
    await page.getByRole('link', { name: 'Unduh Excel' }).waitFor()
    await page.getByRole('link', { name: 'Tandai terkirim' }).click()
    await page.getByRole('button', { name: 'Tandai terkirim' }).click()
    await page.getByText('Terkirim', { exact: true }).first().waitFor()
  })
  const file = join(folder, 'hasil.csv')
  writeFileSync(
    file,
    resultText([
      [nikOf(taken), kpjOf(taken), ''],
      [nikOf(refused), '', 'Usia lebih dari 65 tahun'],
    ]),
  )
  await asPerson(
    staff.branch,
    async (page) => {
      await page.goto(`${url}/pengajuan`)
      await page
        .getByRole('link', { name: /^PGJ-2026-/ })
        .first()
        .click()
      await page.getByRole('link', { name: 'Muat hasil' }).click()
      await page.getByLabel('Berkas hasil').setInputFiles(file)
      await page.getByRole('button', { name: 'Periksa berkas' }).click()
      await page.getByText('Belum ada yang berubah').waitFor()
      assert.equal(await kpjIn(taken), null)
      await page.getByRole('button', { name: 'Terapkan hasil' }).click()
      await page.getByRole('heading', { level: 1, name: 'Hasil diterapkan' }).waitFor()
      assert.equal(await kpjIn(taken), kpjOf(taken))
    },
    DESK,
  )
  await asPerson(staff.village, async (page) => {
    await page.goto(`${url}/pengajuan/ditolak`)
    await page.getByText('Akhiri perlindungannya dan usulkan orang lain').waitFor()
  })
})

for (const [screen, viewport] of [
  ['phone', PHONE],
  ['desk', DESK],
] as const) {
  test(`axe objects to nothing on the pages of submissions, and nothing scrolls sideways: ${screen}`, async () => {
    const number = await newestNumber()
    await asPerson(
      staff.regency,
      async (page) => {
        const one = `/pengajuan/${number}`
        for (const path of [
          '/pengajuan',
          '/pengajuan/baru',
          one,
          `${one}/hasil`,
          '/pengajuan/ditolak',
          '/pengajuan/kemajuan',
        ]) {
          await page.goto(url + path)
          assert.deepEqual(await objections(page), [], path)
          assert.ok((await widthBeyondScreen(page)) <= 0, path)
          assert.deepEqual(await controlsTooLow(page), [], path)
        }
        await page.goto(`${url}${one}`)
        await page.getByRole('link', { name: 'hasil.csv' }).click()
        assert.deepEqual(await objections(page), [], 'result')
        assert.ok((await widthBeyondScreen(page)) <= 0, 'result')
      },
      viewport,
      true,
    )
  })
}

async function newestNumber(): Promise<string> {
  const [row] = await rowsOf<{ number: string }>(
    database.owner,
    'select number from submissions order by made_at desc limit 1',
  )
  return row?.number ?? ''
}
