import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { closeOrganisation } from '../../src/modules/access/close-organisation.ts'
import { startBrowser } from '../browser.ts'
import { exampleOffice, type ExampleOffice } from '../example-office.ts'
import { addTestSession, rowsOf } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import {
  axeIn,
  controlsTooLow,
  DESK,
  PHONE,
  unreachableByKeyboard,
  widthBeyondScreen,
  withPage,
} from './open-page.ts'

const { app, test: database, clock, ring } = await signInApp()
const office = await exampleOffice({ db: database.db, owner: database.owner, ring, clock })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

const [disabled] = await rowsOf<{ id: string }>(database.owner, `select id from users where name = 'Bahar'`)
const [ratna] = await rowsOf<{ id: string; grant_id: string }>(
  database.owner,
  `select users.id, grants.id as grant_id from users join grants on user_id = users.id where name = 'Ratna'`,
)
const [key] = await rowsOf<{ id: string }>(database.owner, 'select id from api_keys')

const [company] = await rowsOf<{ id: string }>(
  database.owner,
  `select id from organisations where kind = 'company'`,
)
await closeOrganisation({ db: database.db, clock }, office.administrator.by, {
  id: company?.id ?? '',
  reason: 'Bubar',
})
const OFFICE = `/admin/organisasi/${office.operator.organisationId}`
const CLOSED = `/admin/organisasi/${company?.id ?? ''}`
const USER = `/admin/pengguna/${ratna?.id ?? ''}`
const PAGES: { readonly [Who in keyof ExampleOffice | 'nobody']?: readonly string[] } = {
  nobody: ['/masuk', '/masuk?pesan=keluar', '/masuk?sebab=expired', '/lupa-sandi', '/atur-sandi/bukan'],
  administrator: [
    ...['/akun', '/akun?pesan=simpan', '/akun/sandi', '/akun/jejak', '/akun/titipkan', '/akun/titipkan/baru'],
    ...['/admin', '/admin/pengguna', '/admin/pengguna?query=ratna', '/admin/pengguna?query=tidak-ada'],
    ...['/admin/pengguna/tambah', USER, `${USER}?pesan=simpan`, `/admin/pengguna/${disabled?.id ?? ''}`],
    ...['peran', 'tautan', 'serah-terima', 'kode', 'nonaktif', 'cetak'].map((act) => `${USER}/${act}`),
    ...[`/admin/hak/${ratna?.grant_id ?? ''}/akhiri`, '/admin/organisasi', '/admin/organisasi/tambah'],
    ...[OFFICE, `${OFFICE}/tutup`, CLOSED, `${CLOSED}/buka`],
    ...['/admin/kunci-api', '/admin/kunci-api/buat', `/admin/kunci-api/${key?.id ?? ''}/cabut`],
    ...['/admin/peran', '/admin/peran/cetak', '/admin/pengguna/tidak-ada', '/audit'],
  ],
  auditor: ['/audit', '/audit/cetak', '/audit?action=users.disable', '/audit?action=tidak.ada'],
  operator: ['/akun/kode', '/admin', '/admin/pengguna'],
}

/** Every page there is, each in the browser of somebody who may open it. */
async function onEachPage(
  options: { readonly viewport: { readonly width: number; readonly height: number } },
  language: 'id' | 'en',
  look: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  for (const [who, paths] of Object.entries(PAGES)) {
    await withPage(browser, options, async (page) => {
      await signInAs(page, who as keyof typeof PAGES)
      for (const path of paths) {
        await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
        await look(page, path)
      }
    })
  }
}

async function signInAs(page: Page, who: keyof typeof PAGES): Promise<void> {
  if (who === 'nobody') return
  const { cookie } = await addTestSession(database.owner, ring, office[who])
  const [name = '', value = ''] = cookie.split('=')
  await page.context().addCookies([{ name, value, url }])
}

/** In Indonesian they stand in every-page.e2e.ts. */
test('axe objects to nothing and nothing scrolls sideways behind sign-in in English on a phone', async () => {
  await onEachPage({ viewport: PHONE }, 'en', async (page, path) => {
    assert.ok((await widthBeyondScreen(page)) <= 0, `${path} is too wide`)
    assert.deepEqual(await axeIn(page), [], path)
  })
})

test('behind sign-in every control is 44 px high on a phone, and Tab reaches each one', async () => {
  await onEachPage({ viewport: PHONE }, 'id', async (page, path) => {
    assert.deepEqual(await controlsTooLow(page), [], path)
    assert.deepEqual(await unreachableByKeyboard(page), [], path)
  })
})

test('behind sign-in each page has one main heading and a title of its own', async () => {
  await onEachPage({ viewport: DESK }, 'id', async (page, path) => {
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, path)
    const heading = await page.getByRole('heading', { level: 1 }).innerText()
    assert.equal(await page.title(), `${heading} – Payung`, path)
  })
})
