import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { addTestPerson, addTestSession, type TestPerson } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import {
  controlsTooLow,
  objections,
  unreachableByKeyboard,
  widthBeyondScreen,
  withPage,
} from './open-page.ts'

const { build, test: database, ring } = await signInApp()
const { owner } = database
const app = await build({ access: { training: true } })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

const SIZES = [
  { width: 320, height: 640 },
  { width: 768, height: 1_024 },
  { width: 1_280, height: 860 },
] as const
const officer = await addTestPerson(owner, 'province-officer', { region: '16', kind: 'province' })
const PAGES = [
  '/beranda',
  '/cari',
  '/ringkasan',
  '/paparan',
  '/paparan?lembar=2',
  '/wilayah-kerja/16',
  '/contoh',
]

async function as(
  person: TestPerson,
  options: Parameters<typeof withPage>[1],
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const { cookie } = await addTestSession(owner, ring, person)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, options, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

for (const viewport of SIZES) {
  test(`pages of staff and the gallery hold at ${String(viewport.width)} pixels`, async () => {
    await as(officer, { viewport }, async (page) => {
      for (const path of PAGES) {
        await page.goto(`${url}${path}`)
        assert.ok((await widthBeyondScreen(page)) <= 0, `${path} scrolls sideways`)
        assert.deepEqual(await controlsTooLow(page), [], path)
      }
    })
  })
}

test('every control of the summary is reached by keyboard', async () => {
  await as(officer, { viewport: SIZES[2], javaScriptEnabled: true }, async (page) => {
    await page.goto(`${url}/ringkasan`)
    assert.deepEqual(await unreachableByKeyboard(page), [])
  })
})

test('the palette opens by Ctrl-K, finds a page as one types, and Enter goes there', async () => {
  await as(officer, { viewport: SIZES[2] }, async (page) => {
    await page.goto(`${url}/beranda`)
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: 'Cari halaman' })
    await dialog.waitFor()
    await page.keyboard.type('ringkas')
    await dialog.getByRole('link', { name: 'Ringkasan' }).waitFor()
    await dialog.getByRole('link', { name: 'Tagihan' }).waitFor({ state: 'detached' })
    assert.deepEqual(await objections(page), [])
    await page.keyboard.press('Enter')
    await page.waitForURL(`${url}/ringkasan`)
    await page.keyboard.press('/')
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })
})

test('the single key can be switched off, and stays off', async () => {
  await as(officer, { viewport: SIZES[2] }, async (page) => {
    await page.goto(`${url}/cari`)
    await page.getByLabel('Tombol garis miring').uncheck()
    await page.goto(`${url}/beranda`)
    await page.keyboard.press('/')
    await page.waitForTimeout(400)
    assert.equal(await page.getByRole('dialog').count(), 0)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
  })
})

test('pages are found without script too', async () => {
  await as(officer, { viewport: SIZES[0], javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/beranda`)
    await page.getByRole('link', { name: 'Cari halaman' }).first().click()
    await page.getByLabel('Halaman atau wilayah').fill('sekayu')
    await page.getByRole('button', { name: 'Cari' }).click()
    await page
      .getByRole('link', { name: /Sekayu/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /Sekayu/ }).waitFor()
  })
})

test('slides go on by the arrow keys, back, and end by Esc', async () => {
  await as(officer, { viewport: SIZES[2] }, async (page) => {
    await page.goto(`${url}/paparan`)
    await page.keyboard.press('ArrowRight')
    await page.waitForURL(/lembar=2/)
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/lembar=1/)
    await page.keyboard.press('Escape')
    await page.waitForURL(`${url}/ringkasan`)
  })
})

test('the first load of a page of staff weighs at most 250 KB as it comes over the wire', async () => {
  await as(officer, { viewport: SIZES[2] }, async (page) => {
    let bytes = 0
    page.on('response', (response) => {
      bytes += Number(response.headers()['content-length'] ?? 0)
    })
    await page.goto(`${url}/ringkasan`, { waitUntil: 'networkidle' })
    assert.ok(bytes > 20_000 && bytes < 250 * 1_024, `${String(bytes)} bytes`)
  })
})
