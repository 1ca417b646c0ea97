import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { addTestPerson } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'

const PASSWORD = 'kuda laut berenang tenang'
const { app, test: database, setPassword, asSystem, audited } = await signInApp()
const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
const url = `http://localhost:${port}`
const browser = await startBrowser()
after(() => browser.close())

/** A page of a phone with a fingerprint reader, as the browser's own virtual authenticator plays it. */
async function phone(isVerified = true): Promise<{ page: Page; verify(is: boolean): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: isVerified,
      automaticPresenceSimulation: true,
    },
  })
  const verify = async (isUserVerified: boolean): Promise<void> => {
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  }
  return { page, verify }
}

async function officer(role: 'regency-officer' | 'auditor' = 'regency-officer') {
  const kind = role === 'auditor' ? 'auditor' : 'regency'
  const person = await addTestPerson(database.owner, role, { region: '16.06', kind })
  await setPassword(person.userId, PASSWORD)
  return person
}

async function signInByPassword(page: Page, email: string): Promise<void> {
  await page.goto(`${url}/masuk`)
  await page.getByLabel('Alamat email').fill(email)
  await page.getByLabel('Sandi', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('heading', { name: /^Selamat bekerja/ }).waitFor()
  await page.goto(`${url}/akun`)
  await page.getByRole('heading', { name: 'Akun saya' }).waitFor()
}

test('an officer adds a passkey, signs out, and signs in by it without password and with both factors shown', async () => {
  const person = await officer()
  const { page } = await phone()
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await signInByPassword(page, person.email)
  await page.getByLabel('Nama kunci sandi').fill('ponsel saya')
  await page.getByRole('button', { name: 'Tambah kunci sandi' }).click()
  await page.getByText('Sudah disimpan.').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'ponsel saya' }).waitFor()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.getByText('Anda sudah keluar.').waitFor()
  await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
  await page.getByRole('heading', { name: /^Selamat bekerja/ }).waitFor()
  const [session] = await asSystem(
    'select second_factor_at from sessions where user_id = $1 and ended_at is null',
    [person.userId],
  )
  assert.ok(session?.['second_factor_at'] instanceof Date)
  assert.equal((await audited('session.open')).at(-1)?.actor_id, person.userId)
  assert.deepEqual(errors, [], 'the content security policy lets the script do its work')
  const stored = await page.evaluate(() => localStorage.length + sessionStorage.length)
  assert.equal(stored, 0, 'A40: nothing is left in the browser')
  await page.context().close()
})

test('a passkey shown without fingerprint or PIN is refused', async () => {
  const person = await officer()
  const { page, verify } = await phone()
  await signInByPassword(page, person.email)
  await page.getByRole('button', { name: 'Tambah kunci sandi' }).click()
  await page.getByText('Sudah disimpan.').waitFor()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await verify(false)
  await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
  await page.getByText('Perangkat tidak menyelesaikan kunci sandi').waitFor()
  await page.context().close()
})

test('an answer of a passkey is good once, and one that was taken away opens nothing', async () => {
  const person = await officer()
  const { page } = await phone()
  await signInByPassword(page, person.email)
  await page.getByRole('button', { name: 'Tambah kunci sandi' }).click()
  await page.getByText('Sudah disimpan.').waitFor()
  await page.getByRole('button', { name: 'Keluar' }).click()
  const sent = page.waitForRequest((request) => request.url().endsWith('/masuk/kunci-sandi'))
  await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
  const replay = (await sent).postData() ?? ''
  await page.getByRole('heading', { name: /^Selamat bekerja/ }).waitFor()
  await page.goto(`${url}/akun`)
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const again = await fetch(`${url}/masuk/kunci-sandi`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: replay,
  })
  assert.equal(again.status, 401, 'replayed')
  await page.getByRole('button', { name: /Hapus/ }).click()
  await page.getByText('Belum ada kunci sandi.').waitFor()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
  await page.getByText('Kunci sandi tidak dikenali').first().waitFor()
  assert.ok((await audited('session.refuse')).length >= 2)
  await page.context().close()
})

test('without script one signs in by password, and no button that would do nothing is shown', async () => {
  const person = await officer()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signInByPassword(page, person.email)
  assert.equal(await page.getByRole('button', { name: 'Tambah kunci sandi' }).isVisible(), false)
  await context.close()
})
