import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buildApp } from '../src/api/app.ts'
import { openDatabase } from '../src/platform/db.ts'
import { startBrowser } from './browser.ts'
import { JOURNEY_CLOCK } from './e2e-server.ts'
import { testRing } from './test-ring.ts'
import { startTestServer } from './test-server.ts'

/** `npm run screenshots`: draws the pages that the README and docs show, on a phone and on a desk, from the real server. */
const FOLDER = join(import.meta.dirname, '..', 'docs', 'screenshots')
const BPU = 'segment=BPU&income=1.000.000&occupationGroup=other&payer=csr&programmes=JKK&programmes=JKM'
const PAGES: Readonly<Record<string, string>> = {
  home: '/',
  iuran: `/iuran?${BPU}&month=2026-05&months=1`,
  'iuran-pu':
    '/iuran?segment=PU&wage=4.000.000&riskClass=II&employer=business&size=large&month=2026-05&months=1',
  manfaat: '/manfaat?kind=JKM&segment=BPU&on=2026-05-01&memberMonths=36&child1=SD',
  wilayah: '/wilayah/16',
  peraturan: '/peraturan?topic=relief',
}
const SCREENS = [
  { name: 'desk', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 320, height: 700, colorScheme: 'dark' },
] as const

const server = await startTestServer(console.log, new AbortController().signal)
const database = openDatabase(server.environment['TEST_DATABASE_APP_URL'] ?? '', { role: 'payung_app' })
const app = await buildApp({
  db: database.db,
  ring: testRing(),
  clock: JOURNEY_CLOCK,
  log: { level: 'error' },
})
const browser = await startBrowser()
try {
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  await mkdir(FOLDER, { recursive: true })
  for (const { name, width, height, colorScheme } of SCREENS) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, javaScriptEnabled: false })
    for (const [title, path] of Object.entries(PAGES)) {
      await page.goto(`${url}${path}`)
      await page.screenshot({
        path: join(FOLDER, `${title}-${name}.png`),
        fullPage: process.argv.includes('--full'),
      })
    }
    await page.close()
  }
} finally {
  await browser.close()
  await app.close()
  await database.close()
  await server.stop()
}
