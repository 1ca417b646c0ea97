import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Browser, Page } from 'playwright-core'
import { buildApp } from '../src/api/app.ts'
import { DEFAULT_ACCESS } from '../src/modules/access/access-settings.ts'
import { settleTraining } from '../src/modules/access/training-accounts.ts'
import { openDatabase } from '../src/platform/db.ts'
import { startBrowser } from './browser.ts'
import { JOURNEY_CLOCK } from './e2e-server.ts'
import { exampleOffice, type ExampleOffice } from './example-office.ts'
import { addTestSession } from './people.ts'
import { testRing } from './test-ring.ts'
import { startTestServer } from './test-server.ts'

/** `npm run screenshots`: draws the pages that the README and docs show, on a phone and on a desk, from the real server. */
const FOLDER = join(import.meta.dirname, '..', 'docs', 'screenshots')
const BPU = 'segment=BPU&income=1.000.000&occupationGroup=other&payer=csr&programmes=JKK&programmes=JKM'
const PUBLIC_PAGES: Readonly<Record<string, string>> = {
  home: '/',
  iuran: `/iuran?${BPU}&month=2026-05&months=1`,
  'iuran-pu':
    '/iuran?segment=PU&wage=4.000.000&riskClass=II&employer=business&size=large&month=2026-05&months=1',
  manfaat: '/manfaat?kind=JKM&segment=BPU&on=2026-05-01&memberMonths=36&child1=SD',
  wilayah: '/wilayah/16',
  peraturan: '/peraturan?topic=relief',
  masuk: '/masuk',
}
/** What is behind sign-in, and in whose eyes. */
const PRIVATE_PAGES: { readonly [Who in keyof ExampleOffice]?: Readonly<Record<string, string>> } = {
  administrator: { akun: '/akun', pengguna: '/admin/pengguna', peran: '/admin/peran' },
  operator: { pengelolaan: '/admin' },
  auditor: { audit: '/audit' },
}
const SCREENS = [
  { name: 'desk', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 320, height: 700, colorScheme: 'dark' },
] as const
type Screen = (typeof SCREENS)[number]

const server = await startTestServer(console.log, new AbortController().signal)
const database = openDatabase(server.environment['TEST_DATABASE_APP_URL'] ?? '', { role: 'payung_app' })
const owner = openDatabase(server.environment['TEST_DATABASE_OWNER_URL'] ?? '', { maxConnections: 2 })
const deps = { db: database.db, ring: testRing(), clock: JOURNEY_CLOCK }
// Training accounts only in an empty database, so they come first; the example office is in another city.
await settleTraining(deps, true)
const office = await exampleOffice({ ...deps, owner })
const app = await buildApp({ ...deps, log: { level: 'error' } })
const trainingApp = await buildApp({
  ...deps,
  access: { ...DEFAULT_ACCESS, training: true },
  log: { level: 'error' },
})
const browser = await startBrowser()
try {
  await mkdir(FOLDER, { recursive: true })
  const [url, trainingUrl] = [await listen(app), await listen(trainingApp)]
  for (const screen of SCREENS) {
    await draw(browser, screen, { url, pages: PUBLIC_PAGES })
    await draw(browser, screen, { url: trainingUrl, pages: { 'masuk-latihan': '/masuk' } })
    if (screen.colorScheme === 'dark') continue
    for (const [who, pages] of Object.entries(PRIVATE_PAGES)) {
      await draw(browser, screen, { url, pages, who: who as keyof ExampleOffice })
    }
  }
} finally {
  await browser.close()
  await app.close()
  await trainingApp.close()
  await database.close()
  await owner.close()
  await server.stop()
}

function listen(each: FastifyInstance): Promise<string> {
  return each.listen({ host: '127.0.0.1', port: 0 })
}

async function draw(
  each: Browser,
  { name: screen, width, height, colorScheme }: Screen,
  {
    url,
    pages,
    who,
  }: {
    readonly url: string
    readonly pages: Readonly<Record<string, string>>
    readonly who?: keyof ExampleOffice
  },
): Promise<void> {
  const page = await each.newPage({ viewport: { width, height }, colorScheme, javaScriptEnabled: false })
  if (who !== undefined) await signIn(page, url, who)
  for (const [title, path] of Object.entries(pages)) {
    await page.goto(`${url}${path}`)
    await page.screenshot({
      path: join(FOLDER, `${title}-${screen}.png`),
      fullPage: process.argv.includes('--full'),
    })
  }
  await page.close()
}

async function signIn(page: Page, url: string, who: keyof ExampleOffice): Promise<void> {
  const { cookie } = await addTestSession(owner, deps.ring, office[who])
  const [name = '', value = ''] = cookie.split('=')
  await page.context().addCookies([{ name, value, url }])
}
