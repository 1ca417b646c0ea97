import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { setUp } from '../../src/modules/access/set-up.ts'
import { startBrowser } from '../browser.ts'
import { addTestPerson } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import { objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const PASSWORD = 'kuda laut berenang tenang'
const { app, test: database, clock, ring, setPassword } = await signInApp()
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

/** A cheap phone with scripts switched off: signing in must work on it from end to end. */
const PLAIN_PHONE = { viewport: PHONE, javaScriptEnabled: false } as const

async function officer(): Promise<string> {
  const person = await addTestPerson(database.owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  await setPassword(person.userId, PASSWORD)
  return person.email
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${url}/masuk`)
  await page.getByLabel('Alamat email').fill(email)
  await page.getByLabel('Sandi', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
}

/** The secret that an app of codes is told. */
async function secretOn(page: Page): Promise<string> {
  return (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '')
}

function codeOf(secret: string): string {
  return generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) })
}

async function assertReadable(page: Page): Promise<void> {
  assert.deepEqual([await widthBeyondScreen(page), await objections(page)], [0, []], page.url())
}

test('the first administrator goes from the one-time link to a password, a code and the account', async () => {
  const first = { name: 'Sulastri', email: 'sulastri@contoh.go.id', organisation: 'Diskominfo' }
  const link = await setUp({ db: database.db, ring, clock }, first)
  await withPage(browser, { viewport: PHONE }, async (page) => {
    await page.goto(`${url}${link}`)
    await page.getByText('Untuk Sulastri, Diskominfo.').waitFor()
    await page.getByLabel('Sandi baru').fill(PASSWORD)
    await page.getByRole('button', { name: 'Simpan sandi' }).click()
    await page.getByText('Sandi sudah diatur. Masuk dengan sandi baru.').waitFor()
    await signIn(page, first.email, PASSWORD)
    await page.getByRole('heading', { level: 1, name: 'Pasang kode pengaman' }).waitFor()
    await page.getByRole('button', { name: 'Mulai memasang' }).click()
    await page.getByRole('img', { name: 'Gambar QR' }).waitFor()
    await assertReadable(page)
    const secret = await secretOn(page)
    await page.getByLabel('Kode enam angka').fill(codeOf(secret))
    await page.getByRole('button', { name: 'Pasang', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Kode cadangan' }).waitFor()
    await assertReadable(page)
    await page.getByRole('link', { name: /^Akun/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Akun saya' }).waitFor()
    await page.getByText('Administrator sistem').waitFor()
    await page.getByText('Kode pengaman terpasang.').waitFor()
    await page.getByRole('button', { name: 'Keluar' }).click()
    await signIn(page, first.email, PASSWORD)
    await page.getByRole('heading', { level: 1, name: 'Kode pengaman' }).waitFor()
    await assertReadable(page)
    clock.forward(30_000)
    await page.getByLabel('Kode enam angka').fill(codeOf(secret))
    await page.getByRole('button', { name: 'Lanjutkan' }).click()
    await page.getByRole('heading', { level: 1, name: /^Selamat bekerja/ }).waitFor()
    await page.goto(`${url}${link}`)
    await page.getByText('Tautan ini sudah dipakai, sudah lewat, atau salah.').waitFor()
  })
})

test('a wrong password: the page says so first, begins at the summary, and keeps the address typed', async () => {
  const email = await officer()
  await withPage(browser, PLAIN_PHONE, async (page) => {
    await signIn(page, email, 'bukan sandi yang benar')
    assert.equal(await page.title(), 'Kesalahan: Masuk ke Payung – Payung')
    const summary = page.getByRole('alert')
    await summary.getByRole('link', { name: 'Alamat email atau sandi tidak cocok.' }).waitFor()
    assert.equal(await page.locator(':focus').getAttribute('role'), 'alert')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.equal(new URL(page.url()).hash, '#password')
    assert.equal(await page.getByLabel('Alamat email').inputValue(), email)
    assert.equal(await page.getByLabel('Sandi', { exact: true }).inputValue(), '')
    assert.equal(await page.getByLabel('Sandi', { exact: true }).getAttribute('aria-invalid'), 'true')
  })
})

test('whoever signs out is told so, and the page before shows nothing to the next at that desk', async () => {
  const email = await officer()
  await withPage(browser, PLAIN_PHONE, async (page) => {
    await signIn(page, email, PASSWORD)
    await page.getByRole('heading', { level: 1, name: /^Selamat bekerja/ }).waitFor()
    await page.getByRole('link', { name: /^Akun/ }).click()
    await page.getByRole('button', { name: 'Keluar' }).click()
    await page.getByText('Anda sudah keluar.').waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Masuk ke Payung' }).waitFor()
    assert.equal(await page.getByText(email).count(), 0)
  })
})

test('whoever forgot the password gets one answer, known or not, and a way back', async () => {
  const answers: string[] = []
  for (const email of [await officer(), 'tidak.dikenal@contoh.go.id']) {
    await withPage(browser, PLAIN_PHONE, async (page) => {
      await page.goto(`${url}/masuk`)
      await page.getByRole('link', { name: 'Lupa sandi?' }).click()
      await page.getByLabel('Alamat email').fill(email)
      await page.getByRole('button', { name: 'Minta tautan' }).click()
      await page.getByRole('heading', { level: 1, name: 'Permintaan diterima' }).waitFor()
      answers.push(await page.getByRole('main').innerText())
      await page.getByRole('link', { name: 'Kembali ke halaman masuk' }).click()
      await page.getByRole('heading', { level: 1, name: 'Masuk ke Payung' }).waitFor()
    })
  }
  assert.equal(answers[0], answers[1])
})

test('a password that is too short, or wrong, is explained at its own question', async () => {
  const email = await officer()
  await withPage(browser, { viewport: PHONE }, async (page) => {
    await signIn(page, email, PASSWORD)
    await page.getByRole('link', { name: /^Akun/ }).click()
    await page.getByRole('link', { name: 'Ganti sandi' }).click()
    await page.getByLabel('Sandi sekarang').fill(PASSWORD)
    await page.getByLabel('Sandi baru').fill('pendek')
    await page.getByRole('button', { name: 'Simpan sandi' }).click()
    await page.getByRole('alert').getByText('Sandi terlalu pendek.').waitFor()
    assert.match(await page.title(), /^Kesalahan: /)
    assert.equal(await page.getByLabel('Sandi baru').getAttribute('aria-invalid'), 'true')
    assert.deepEqual(await objections(page), [])
    await page.getByLabel('Sandi sekarang').fill('bukan yang ini')
    await page.getByLabel('Sandi baru').fill('ombak pelan di pasir putih')
    await page.getByRole('button', { name: 'Simpan sandi' }).click()
    await page.getByRole('alert').getByText('Sandi sekarang tidak cocok.').waitFor()
    assert.equal(await page.getByLabel('Sandi sekarang').getAttribute('aria-invalid'), 'true')
  })
})
