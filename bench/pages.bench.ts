import type { Browser, Page } from 'playwright-core'
import { loadRegionsIfMissing } from '../src/modules/regions/load-regions.ts'
import { startBrowser } from '../test/browser.ts'
import { openOffice, type Desk, type Office } from '../test/screens/office.ts'
import { lastPart, nikOf, VILLAGE, waitFor } from '../test/screens/registry-world.ts'
import type { Benchmark } from './benchmark.ts'
import { ceiling, percentile75, type Ceiling } from './ceiling.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const SLOWER = 4
const MOST_MS = 200
const LISTED = 10_000
/** One row of a hundred has to be looked at. */
const EACH_BAD = 100
/** Browsers report an interaction only from here on; a quicker one counts as this. */
const LEAST_REPORTED_MS = 16

type Stage = { readonly database: ThrowAwayDatabase; readonly office: Office; readonly browser: Browser }
let stage: Stage | undefined

function opened(): Stage {
  if (!stage) throw new Error('not set up')
  return stage
}

async function setUp(): Promise<void> {
  const database = await startThrowAwayDatabase()
  await loadRegionsIfMissing(database.owner, () => undefined)
  const { db, pool } = database.app
  const office = await openOffice({ db, pool, owner: database.owner })
  stage = { database, office, browser: await startBrowser() }
}

async function tearDown(): Promise<void> {
  await stage?.browser.close()
  await stage?.office.close()
  await stage?.database.stop()
  stage = undefined
}

/** Milliseconds of each interaction until what it did was painted, on a machine four times as slow. */
async function interactionsOf(
  desk: Desk,
  path: string,
  act: (page: Page, did: () => void) => Promise<void>,
): Promise<number[]> {
  const { browser, office } = opened()
  const context = await browser.newContext({ viewport: { width: 1_280, height: 860 } })
  try {
    const [name = '', value = ''] = desk.session.cookie.split('=')
    await context.addCookies([{ name, value, url: office.url }])
    const page = await context.newPage()
    await page.goto(`${office.url}${path}`, { waitUntil: 'networkidle' })
    const client = await context.newCDPSession(page)
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.evaluate(watchInteractions)
    let done = 0
    await act(page, () => (done += 1))
    await page.waitForTimeout(1_000)
    const reported = await page.evaluate(() => Object.values(window.interactions ?? {}))
    const quicker = Math.max(done - reported.length, 0)
    return [...reported, ...Array.from({ length: quicker }, () => LEAST_REPORTED_MS)]
  } finally {
    await context.close()
  }
}

declare global {
  interface Window {
    interactions?: Record<string, number>
  }
}

/** Runs in the page: keeps the longest duration of the events of each interaction. */
function watchInteractions(): void {
  const longest: Record<string, number> = {}
  window.interactions = longest
  type Timed = PerformanceEntry & { readonly interactionId?: number }
  new PerformanceObserver((list) => {
    for (const { interactionId = 0, duration } of list.getEntries() as Timed[]) {
      if (interactionId > 0) longest[interactionId] = Math.max(longest[interactionId] ?? 0, duration)
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}

/** What somebody does on the cascade: opens its questions, types a region, walks through by Tab, searches a page. */
async function useCascade(page: Page, did: () => void): Promise<void> {
  const summary = page.locator('details.filter summary').first()
  for (let turn = 0; turn < 10; turn += 1) {
    await summary.click()
    did()
  }
  for (let turn = 0; turn < 30; turn += 1) {
    await page.keyboard.press('Tab')
    did()
  }
  await page.keyboard.press('Control+k')
  did()
  await page.getByRole('dialog').waitFor()
  for (const letter of 'ringkasan') {
    await page.keyboard.press(letter)
    did()
  }
}

/** What somebody does on the preview of a long list: mends cells where they stand, and walks on by Tab. */
async function usePreview(page: Page, did: () => void): Promise<void> {
  for (const field of (await page.locator('main form input:not([type=hidden])').all()).slice(0, 4)) {
    await field.click()
    did()
    for (const digit of nikOf(7)) {
      await page.keyboard.press(digit)
      did()
    }
  }
  for (let turn = 0; turn < 30; turn += 1) {
    await page.keyboard.press('Tab')
    did()
  }
}

async function previewOfLongList(operator: Desk): Promise<string> {
  const rows = Array.from({ length: LISTED }, (_, at) =>
    at % EACH_BAD === 0
      ? `${nikOf(at + 1).slice(0, 14)};PENDEK;20-03-1990;P;PETANI`
      : `${nikOf(at + 1)};ORANG CONTOH;20-03-1990;P;PETANI`,
  )
  const fields = { purpose: 'own-account', region: VILLAGE }
  const content = ['NIK;NAMA;TGL LAHIR;JK;PEKERJAAN', ...rows].join('\n')
  const file = { field: 'file', name: 'daftar-panjang.csv', content }
  const path = `/daftar/${lastPart(await operator.upload('/daftar/baru', fields, file))}/pratinjau`
  await waitFor(async () => {
    const { status, body } = await operator.open(path)
    return status === 200 && body.includes('/perbaiki') ? [path] : []
  })
  return path
}

export const benchmarks: readonly Benchmark[] = []

const measured = (what: string, figure: () => Promise<number[]>): Ceiling =>
  ceiling({
    ...{
      name: `pages, interaction to next paint, ${what}, processor four times slower, 75 of 100`,
      unit: 'ms',
    },
    ...{ most: MOST_MS, figure: async () => percentile75(await figure()), setUp, tearDown },
  })

export const ceilings: readonly Ceiling[] = [
  measured('coverage of a province by regency', async () =>
    interactionsOf(await opened().office.as('province-officer'), '/wilayah-kerja/16', useCascade),
  ),
  measured('preview of a list of 10,000 rows', async () => {
    const operator = await opened().office.as('village-operator')
    return interactionsOf(operator, await previewOfLongList(operator), usePreview)
  }),
]
