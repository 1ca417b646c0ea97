import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { enterAs, loopStage } from './loop-stage.ts'
import { COLOUR_RULES, DESK, objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const { url, browser } = await loopStage()

/** The page again, once the worker stands behind it. */
async function withWorker(page: Page, path: string): Promise<void> {
  await page.goto(`${url}${path}`)
  await page.evaluate(async () => {
    const { serviceWorker } = navigator
    await serviceWorker.ready
    if (serviceWorker.controller === null)
      await new Promise((resolve) => {
        serviceWorker.addEventListener('controllerchange', resolve, { once: true })
      })
  })
}

/** Everything that this browser keeps. */
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const paths: string[] = []
    for (const name of await caches.keys())
      for (const { url: address } of await (await caches.open(name)).keys())
        paths.push(new URL(address).pathname)
    return paths.toSorted()
  })

for (const [viewport, width] of [
  [PHONE, 'a phone'],
  [DESK, 'a desk'],
] as const) {
  test(`without a network every address shows the offline page on ${width}, and the way back is the same address`, async () => {
    await withPage(browser, { viewport, serviceWorkers: 'allow' }, async (page) => {
      await withWorker(page, '/cek')
      await page.context().setOffline(true)
      await page.goto(`${url}/cakupan/16`)
      await page.getByRole('heading', { level: 1, name: 'Anda sedang luring' }).waitFor()
      assert.equal(new URL(page.url()).pathname, '/cakupan/16')
      assert.deepEqual(await objections(page), [])
      await page.emulateMedia({ colorScheme: 'dark' })
      assert.deepEqual(await objections(page, COLOUR_RULES), [])
      assert.ok((await widthBeyondScreen(page)) <= 0)
      // With its style: the page is not a bare text.
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).margin), '8px')
      await page.context().setOffline(false)
      await page.getByRole('link', { name: 'Coba lagi' }).click()
      await page.getByRole('heading', { level: 1, name: /Cakupan/ }).waitFor()
    })
  })
}

test('of whatever somebody looked at nothing is kept but the offline page and its style', async () => {
  await withPage(browser, { viewport: PHONE, serviceWorkers: 'allow' }, async (page) => {
    await enterAs(page, url, 'Operator desa/kelurahan', '/orang')
    await withWorker(page, '/beranda')
    await page.goto(`${url}/akun`)
    const kept = await keptPaths(page)
    assert.equal(kept.length, 2, kept.join(' '))
    assert.match(kept[0] ?? '', /^\/aset\/payung\.[0-9a-f]{12}\.css$/)
    assert.equal(kept[1], '/luring')
    await page.context().setOffline(true)
    await page.goto(`${url}/orang`)
    await page.getByRole('heading', { level: 1, name: 'Anda sedang luring' }).waitFor()
    // The page of nobody: not even the name of whoever is signed in.
    await page.getByRole('link', { name: 'Masuk', exact: true }).waitFor()
  })
})

test('a form sent without a network stays as it was typed and says so; a line that breaks under it as well', async () => {
  await withPage(browser, { viewport: PHONE, serviceWorkers: 'allow' }, async (page) => {
    await withWorker(page, '/masuk')
    const email = page.getByLabel('Alamat email')
    await email.fill('siti@example.go.id')
    await page.getByLabel('Sandi', { exact: true }).fill('kata-sandi-panjang')
    await page.context().setOffline(true)
    const notice = page.getByText('Tidak ada sambungan. Yang Anda ketik tetap di sini')
    await notice.waitFor()
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    assert.equal(await email.inputValue(), 'siti@example.go.id')

    // The device still believes in its network: only the sending shows that there is none.
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'onLine', { get: () => true })
      dispatchEvent(new Event('online'))
    })
    await notice.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await notice.waitFor()
    assert.equal(await email.inputValue(), 'siti@example.go.id')

    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await page.getByRole('heading', { name: 'Ada yang perlu diperbaiki' }).waitFor()
  })
})
