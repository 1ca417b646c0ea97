import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { buildApp } from '../src/api/app.ts'
import type { AccessSettings } from '../src/modules/access/access-settings.ts'
import { settleTraining } from '../src/modules/access/training-accounts.ts'
import { openDatabase } from '../src/platform/db.ts'
import { startBrowser } from './browser.ts'
import { JOURNEY_CLOCK } from './e2e-server.ts'
import { exampleOffice, type ExampleOffice } from './example-office.ts'
import { exampleRegistry, type ExampleRegistry } from './example-registry.ts'
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
  cek: '/cek',
  cakupan: '/cakupan/16',
  donasi: '/donasi',
  kecelakaan: '/kecelakaan',
}
type Seen = ExampleOffice & ExampleRegistry
type Person = keyof ExampleOffice | 'inspector'
/** What is behind sign-in, and in whose eyes. */
const privatePages = ({
  operator,
  personId,
  requestId,
  employerId,
}: Seen): { readonly [Who in Person]?: Readonly<Record<string, string>> } => ({
  administrator: {
    akun: '/akun',
    pengguna: '/admin/pengguna',
    peran: '/admin/peran',
    'tutup-organisasi': `/admin/organisasi/${operator.organisationId}/tutup`,
    'lepas-kode': `/admin/pengguna/${operator.userId}/kode`,
  },
  operator: {
    pengelolaan: '/admin',
    beranda: '/beranda',
    program: '/program',
    usulan: '/usulan',
    orang: `/orang/${String(personId)}`,
    'ubah-data': `/orang/${String(personId)}/ubah`,
    permintaan: '/orang/permintaan',
    'permintaan-satu': `/orang/permintaan/${requestId}`,
    ekspor: '/orang/ekspor?layout=bpu&region=16.71.01.1001',
  },
  inspector: { perusahaan: '/perusahaan?name=contoh', 'perusahaan-satu': `/perusahaan/${employerId}` },
  auditor: { audit: '/audit' },
})
const SCREENS = [
  { name: 'desk', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 320, height: 700, colorScheme: 'dark' },
] as const
type Screen = (typeof SCREENS)[number]

/** What was opened, in that order; closed the other way round however the drawing ends, so that no database is left behind. */
const closers: (() => Promise<unknown>)[] = []
try {
  await drawAll()
} finally {
  for (const close of closers.toReversed()) await close()
}

async function drawAll(): Promise<void> {
  const { deps, office, urls } = await openOffice()
  const browser = await startBrowser()
  closers.push(() => browser.close())
  await mkdir(FOLDER, { recursive: true })
  for (const screen of SCREENS) {
    await draw(browser, screen, { url: urls.plain, pages: PUBLIC_PAGES })
    await draw(browser, screen, { url: urls.training, pages: { 'masuk-latihan': '/masuk' } })
    if (screen.colorScheme === 'dark') continue
    for (const [who, pages] of Object.entries(privatePages(office))) {
      const { cookie } = await addTestSession(deps.owner, deps.ring, office[who as Person])
      await draw(browser, screen, { url: urls.plain, pages, cookie })
    }
  }
}

/** The server twice on one database, as it is and in training mode, with an office at work in it. */
async function openOffice() {
  const server = await startTestServer(console.log, new AbortController().signal)
  closers.push(() => server.stop())
  const database = openDatabase(server.environment['TEST_DATABASE_APP_URL'] ?? '', { role: 'payung_app' })
  closers.push(() => database.close())
  const owner = openDatabase(server.environment['TEST_DATABASE_OWNER_URL'] ?? '', { maxConnections: 2 })
  closers.push(() => owner.close())
  const deps = { db: database.db, ring: testRing(), clock: JOURNEY_CLOCK, owner }
  // Training accounts only in an empty database, so they come first; the example office is in another city.
  await settleTraining(deps, true)
  const people = await exampleOffice(deps)
  const office = { ...people, ...(await exampleRegistry(deps, people)) }
  const listen = async (access: Partial<AccessSettings>): Promise<string> => {
    const app = await buildApp({ ...deps, access, log: { level: 'error' } })
    closers.push(() => app.close())
    return app.listen({ host: '127.0.0.1', port: 0 })
  }
  return { deps, office, urls: { plain: await listen({}), training: await listen({ training: true }) } }
}

async function draw(
  each: Browser,
  { name: screen, width, height, colorScheme }: Screen,
  asked: {
    readonly url: string
    readonly pages: Readonly<Record<string, string>>
    readonly cookie?: string
  },
): Promise<void> {
  const { url, pages, cookie } = asked
  const page = await each.newPage({ viewport: { width, height }, colorScheme, javaScriptEnabled: false })
  if (cookie !== undefined) {
    const [name = '', value = ''] = cookie.split('=')
    await page.context().addCookies([{ name, value, url }])
  }
  for (const [title, path] of Object.entries(pages)) {
    const answer = await page.goto(`${url}${path}`)
    if (answer?.status() !== 200) throw new Error(`${path}: ${String(answer?.status())}`)
    await page.screenshot({
      path: join(FOLDER, `${title}-${screen}.png`),
      fullPage: process.argv.includes('--full'),
    })
  }
  await page.close()
}
