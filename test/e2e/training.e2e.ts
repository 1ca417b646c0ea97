import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { settleTraining, TRAINING_PASSWORD } from '../../src/modules/access/training-accounts.ts'
import { DEFAULT_ACCESS } from '../../src/modules/access/access-settings.ts'
import { ROLE_NAMES } from '../../src/modules/access/roles.ts'
import { startBrowser } from '../browser.ts'
import { signInApp } from '../sign-in-app.ts'
import { objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const BANNER = 'Mode latihan.'
const { app: real, build, test: database, clock, ring } = await signInApp()
await settleTraining({ db: database.db, clock, ring }, true)
const training = await build({ access: { ...DEFAULT_ACCESS, training: true } })
const url = await training.listen({ host: '127.0.0.1', port: 0 })
const realUrl = await real.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

test('training mode says so on every page, public ones and mistakes included', async () => {
  await withPage(browser, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    for (const path of ['/', '/iuran', '/wilayah/16', '/peraturan', '/jejak', '/masuk', '/tidak-ada']) {
      await page.goto(`${url}${path}`)
      await page.getByRole('banner').getByText(BANNER).waitFor()
    }
    await page.goto(`${url}/masuk`)
    await page.getByRole('button', { name: 'Masuk sebagai Operator desa/kelurahan' }).click()
    for (const path of ['/akun', '/admin', '/admin/peran', '/akun/jejak', '/admin/pengguna']) {
      await page.goto(`${url}${path}`)
      await page.getByRole('banner').getByText(BANNER).waitFor()
    }
  })
})

test('each role has its account on the sign-in page, entered by one press', async () => {
  await withPage(browser, { viewport: PHONE }, async (page) => {
    await page.goto(`${url}/masuk`)
    const offered = page.getByRole('button', { name: /^Masuk sebagai/ })
    assert.equal(await offered.count(), ROLE_NAMES.length)
    assert.deepEqual([await widthBeyondScreen(page), await objections(page)], [0, []])
    await page.getByRole('button', { name: 'Masuk sebagai Petugas kecamatan' }).click()
    await page.getByRole('heading', { level: 1, name: /^Selamat bekerja/ }).waitFor()
    await page.getByText('Kecamatan latihan').waitFor()
    await page.getByRole('link', { name: /^Akun/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Akun saya' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Ganti sandi' }).count(), 0, 'shared by all')
  })
})

test('outside training mode there is no banner and no account to press, and their password opens nothing', async () => {
  await withPage(browser, { viewport: PHONE }, async (page) => {
    await page.goto(`${realUrl}/masuk`)
    assert.equal(await page.getByRole('button', { name: /^Masuk sebagai/ }).count(), 0)
    assert.equal(await page.getByText(BANNER).count(), 0)
    await page.getByLabel('Alamat email').fill('system-administrator@latihan.example')
    await page.getByLabel('Sandi', { exact: true }).fill(TRAINING_PASSWORD)
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await page.getByRole('alert').getByText('Alamat email atau sandi tidak cocok.').waitFor()
  })
})
