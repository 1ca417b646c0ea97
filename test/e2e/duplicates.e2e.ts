import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { addTestPerson, addTestSession } from '../people.ts'
import { addRegistryPair } from '../registry-people.ts'
import { signInApp } from '../sign-in-app.ts'
import {
  COLOUR_RULES,
  DESK,
  objections,
  PHONE,
  unreachableByKeyboard,
  widthBeyondScreen,
  withPage,
} from './open-page.ts'

const { app, test: database, ring } = await signInApp()
const { owner } = database
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

const village = await addTestPerson(owner, 'village-operator', { region: '16.06.01.2001', kind: 'village' })
const pairOf = (name: string) =>
  addRegistryPair(
    owner,
    ring,
    { name, region: '16.06.01.2001', occupation: 'PETANI', sealed: { phone: '+6281234567890' } },
    { name: `H. ${name}`, occupation: 'SOPIR', sealed: { kpj: '12345678901' } },
  )

async function asOperator(
  options: Parameters<typeof withPage>[1],
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const { cookie } = await addTestSession(owner, ring, village)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, options, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

test('a village operator compares two records, merges them, and takes them apart again, without script', async () => {
  const { people } = await pairOf('BAHARUDIN LUBIS')
  await asOperator({ viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/orang/gabung`)
    await page.getByRole('link', { name: 'BAHARUDIN LUBIS dan H. BAHARUDIN LUBIS' }).click()
    await page.getByRole('heading', { level: 1, name: 'Apakah ini orang yang sama?' }).waitFor()
    await page.getByRole('row', { name: /Pekerjaan.*PETANI.*SOPIR.*Berbeda/ }).waitFor()
    await page.getByRole('button', { name: 'Gabungkan' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel(`Data ${String(people[1])}:`).check()
    await page.getByLabel('Alasan', { exact: true }).fill('KTP dilihat')
    await page.getByRole('button', { name: 'Gabungkan' }).click()
    await page.getByRole('heading', { name: 'Keputusan tersimpan' }).waitFor()
    await page.getByText(`Sudah digabungkan: data ${String(people[1])} yang tetap dipakai.`).waitFor()
    await page.getByLabel('Alasan', { exact: true }).fill('salah lihat')
    await page.getByRole('button', { name: 'Pisahkan' }).click()
    await page.getByText('Data mana yang tetap dipakai?').waitFor()
    await page.getByLabel('Mengapa berbeda').fill('ayah dan anak')
    await page.getByRole('button', { name: 'Tandai berbeda' }).click()
    await page.getByText('Sudah diputuskan: orang berbeda.').waitFor()
    await page.getByRole('link', { name: 'Lihat pasangan lain' }).click()
    assert.equal(await page.getByRole('link', { name: /BAHARUDIN/ }).count(), 0)
  })
})

const open = await pairOf('CAKRA DEWANTO')
const PATHS = [
  '/orang/gabung',
  '/orang/gabung?band=same',
  '/orang/gabung?state=different',
  `/orang/gabung/${open.pair}`,
]

for (const language of ['id', 'en'] as const) {
  for (const [screen, viewport] of Object.entries({ PHONE, DESK })) {
    test(`axe objects to nothing where records are compared, and nothing scrolls sideways: ${language}, ${screen}`, async () => {
      await asOperator({ viewport }, async (page) => {
        for (const path of PATHS) {
          await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
          assert.ok((await widthBeyondScreen(page)) <= 0, `${path} is too wide`)
          assert.deepEqual(await objections(page), [], path)
          await page.emulateMedia({ colorScheme: 'dark' })
          assert.deepEqual(await objections(page, COLOUR_RULES), [], `${path}, dark`)
          await page.emulateMedia({ colorScheme: 'light' })
          assert.deepEqual(await unreachableByKeyboard(page), [], path)
        }
      })
    })
  }
}
