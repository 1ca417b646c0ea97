import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { partnersFileOf } from '../../bank-sim/partner-entry.ts'
import { startSimulator } from '../../bank-sim/server.ts'
import { exampleList } from '../../src/cli/commands/demo.ts'
import { DEFAULT_ACCESS } from '../../src/modules/access/access-settings.ts'
import { settleTraining } from '../../src/modules/access/training-accounts.ts'
import { readPartners } from '../../src/modules/payments/partner.ts'
import { loadDemoProgramme } from '../../src/modules/proposals/load-demo-programme.ts'
import { LawBook } from '../../src/rules/law-book.ts'
import { startBrowser } from '../browser.ts'
import { TEST_NOW } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import { PHONE, withPage } from './open-page.ts'

/** The village of the demonstration accounts, with everything above it. */
export const LEVELS = ['16.06.01.2001', '16.06.01', '16.06', '16'] as const

/** Payung in training mode with its accounts, a programme with places, and the simulator as its bank. */
export async function loopStage() {
  const folder = await mkdtemp(join(tmpdir(), 'payung-loop-'))
  const simulator = await startSimulator({ folder, port: 0, now: () => TEST_NOW })
  const partners = readPartners('uji', JSON.stringify(partnersFileOf(simulator.contract, simulator.url)))
  const stage = await signInApp({
    partners,
    simulatorUrl: simulator.url,
    listFolder: join(folder, 'lists'),
    exampleList,
  })
  const { db } = stage.test
  const { clock, ring } = stage
  await settleTraining({ db, clock, ring }, true)
  await loadDemoProgramme({ db, clock, book: new LawBook() }, { kind: 'system' })
  const app = await stage.build({ access: { ...DEFAULT_ACCESS, training: true } })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  simulator.connectTo(`${url}/snap`)
  const browser = await startBrowser()
  after(async () => {
    await browser.close()
    await simulator.close()
    await rm(folder, { recursive: true, force: true })
  })
  return { url, browser, stage, database: stage.test }
}

/** Signs in from the sign-in page by the button of a role, and goes on to a page. */
export async function enterAs(page: Page, url: string, role: string, path = '/akun'): Promise<void> {
  await page.goto(`${url}/masuk?next=${encodeURIComponent(path)}`)
  await page.getByRole('button', { name: `Masuk sebagai ${role}` }).click()
  await page.waitForURL((to) => to.pathname === path.split('?', 1)[0])
}

/** How many are protected at each level, as an officer of the province is told, who may see small numbers. */
export async function protectedAt(browser: Browser, url: string): Promise<number[]> {
  return withPage(browser, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    await enterAs(page, url, 'Petugas provinsi')
    const found: number[] = []
    for (const region of LEVELS) {
      const answer = await page.request.get(`${url}/api/v1/coverage?region=${region}`)
      found.push(((await answer.json()) as { numerator: number }).numerator)
    }
    return found
  })
}
