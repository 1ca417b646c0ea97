import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { testDatabase } from '../database.ts'
import { isPage, PAGE_ADDRESSES, SCREENS, SCREENS_FOLDER, screenFile } from '../screens/addresses.ts'
import { onEachPage } from '../screens/each-page.ts'
import { openWorld } from '../screens/world.ts'
import { axeIn, COLOUR_RULES, widthBeyondScreen } from './open-page.ts'

const shown = await openWorld(await testDatabase())
const browser = await startBrowser()
after(async () => {
  await browser.close()
  await shown.office.close()
})
const routes = [...new Set(shown.office.app.routeTable.filter(isPage).map(({ url }) => url))]

test('every route that answers with a page has an address to be looked at, and no address is of a route that is gone', () => {
  assert.deepEqual(Object.keys(PAGE_ADDRESSES).sort(), routes.sort())
})

test('every page has its pictures of a desk and a phone, made by npm run screenshots, and there are no others', () => {
  const wanted = routes.flatMap((route) => SCREENS.map(({ width }) => screenFile(route, width)))
  const missing = wanted.filter((file) => !existsSync(join(SCREENS_FOLDER, file)))
  assert.deepEqual(missing, [], 'run: npm run screenshots')
  assert.deepEqual(
    readdirSync(SCREENS_FOLDER).filter((file) => !wanted.includes(file)),
    [],
  )
})

const WIDTHS = [1_280, 768, 320] as const

test('axe objects to nothing on any page and nothing scrolls sideways, in light and dark, at 320, 768 and 1280 pixels', async () => {
  const found: string[] = []
  await onEachPage(browser, shown, { viewport: { width: 1_280, height: 860 } }, async (page, { path }) => {
    found.push(...(await troubles(page)).map((trouble) => `${path}: ${trouble}`))
  })
  assert.deepEqual(found, [])
})

/** What is wrong with the page that is open, at each width and in both lights, without opening it anew. */
async function troubles(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 860 })
    const wide = await widthBeyondScreen(page)
    if (wide > 0) found.push(`${String(wide)} px wider than ${String(width)}`)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      const objections = await axeIn(page, colorScheme === 'dark' ? COLOUR_RULES : undefined)
      found.push(...objections.map((each) => `${String(width)} ${colorScheme} ${each}`))
    }
  }
  return found
}
