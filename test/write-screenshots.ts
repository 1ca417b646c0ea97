import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { cloneDatabase } from './database.ts'
import { PAGE_ADDRESSES, SCREENS, SCREENS_FOLDER, screenFile } from './screens/addresses.ts'
import { onEachPage, type Visit } from './screens/each-page.ts'
import { openWorld } from './screens/world.ts'
import { startTestServer } from './test-server.ts'

/**
 * `npm run screenshots`: draws every page there is, at a desk and on a phone, from the real server with invented people. Words after the
 * command choose routes that contain one of them.
 */
const QUALITY = 40
/** A page longer than that says nothing more by its picture. */
const MOST_SCREENS = 1.5

const wanted = process.argv.slice(2)

/** What was opened, in that order; closed the other way round however the drawing ends, so that no database is left behind. */
const closers: (() => Promise<unknown>)[] = []
try {
  await drawAll()
} finally {
  for (const close of closers.toReversed()) await close()
}

async function drawAll(): Promise<void> {
  const server = await startTestServer(console.log, new AbortController().signal)
  closers.push(() => server.stop())
  Object.assign(process.env, server.environment)
  const database = await cloneDatabase()
  closers.push(() => database.close())
  const world = await openWorld(database)
  closers.push(() => world.office.close())
  const browser = await startBrowser()
  closers.push(() => browser.close())
  await mkdir(SCREENS_FOLDER, { recursive: true })
  const isWanted = ({ route, isFirst }: Visit) =>
    isFirst && (wanted.length === 0 || wanted.some((part) => route.includes(part)))
  for (const screen of SCREENS) {
    const options = { viewport: screen, javaScriptEnabled: false, isWanted }
    await onEachPage(browser, world, options, (page, { route }) => draw(page, route, screen))
  }
  if (wanted.length === 0) await removeOthers()
}

type Screen = (typeof SCREENS)[number]

async function draw(page: Page, route: string, screen: Screen): Promise<void> {
  const file = join(SCREENS_FOLDER, screenFile(route, screen.width))
  const picture = await takePicture(page, screen)
  const before = await readFile(file).catch(() => null)
  if (before?.equals(picture) !== true) await writeFile(file, picture)
}

/** The page as WebP, which the browser writes and its driver does not know. */
async function takePicture(page: Page, { width, height }: Screen): Promise<Buffer> {
  const length = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({
    width,
    height: Math.min(Math.max(length, height), Math.round(MOST_SCREENS * height)),
  })
  const client = await page.context().newCDPSession(page)
  const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
  await client.detach()
  await page.setViewportSize({ width, height })
  return Buffer.from(data, 'base64')
}

/** Pictures of routes that are gone. */
async function removeOthers(): Promise<void> {
  const kept = new Set(
    Object.keys(PAGE_ADDRESSES).flatMap((route) => SCREENS.map(({ width }) => screenFile(route, width))),
  )
  for (const file of await readdir(SCREENS_FOLDER)) if (!kept.has(file)) await rm(join(SCREENS_FOLDER, file))
}
