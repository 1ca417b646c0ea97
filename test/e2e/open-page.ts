import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** What darkness can change; all else is the same document. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** The narrowest phone that officials still use, and their desk. */
export const PHONE = { width: 360, height: 740 } as const
export const DESK = { width: 1280, height: 860 } as const

/** Opens a page of its own for one visit and closes it after; without the worker for lost networks, so that a test sees every request. */
export async function withPage<T>(
  browser: Browser,
  options: BrowserContextOptions,
  visit: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ serviceWorkers: 'block', ...options })
  context.setDefaultTimeout(10_000)
  try {
    return await visit(await context.newPage())
  } finally {
    await context.close()
  }
}

/** What axe finds. Legacy mode looks at this one frame in place; our pages have no others. */
export async function objections(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

const axeText = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve(
    'axe-core/axe.min.js',
  ),
  'utf8',
)

/** The same, for a page that is looked at several times: axe is read once. */
export async function axeIn(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeText)
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { readonly axe: Axe }
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only && { runOnly: { type: 'rule', values: only } }),
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  }, rules)
}

type Axe = {
  run(
    root: Document,
    options: object,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly nodes: readonly { readonly html: string }[]
    }[]
  }>
}

/** By how many pixels the page is wider than the screen; 0 or less when nothing scrolls sideways. */
export function widthBeyondScreen(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

/** Links and controls that the key Tab never reaches, by their words. */
export async function unreachableByKeyboard(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    const shown = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary'),
    ].filter((each) => each.checkVisibility() && each.getAttribute('type') !== 'hidden')
    // Of several round buttons of one name, Tab reaches the chosen one; arrows reach the others.
    const first = shown.filter((each) => each.getAttribute('type') !== 'radio' || each.matches(':checked'))
    for (const [index, each] of first.entries()) each.dataset['stop'] = String(index)
    return first.map((each) => each.getAttribute('name') ?? each.textContent.trim())
  })
  const reached = new Set<string>()
  // A date is several stops: day, month, year and its calendar.
  for (let press = 0; press < wanted.length * 5 && reached.size < wanted.length; press += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() =>
      document.activeElement instanceof HTMLElement || document.activeElement instanceof SVGElement
        ? document.activeElement.dataset['stop']
        : undefined,
    )
    if (stop !== undefined) reached.add(stop)
  }
  return wanted.filter((_name, index) => !reached.has(String(index)))
}

/** Controls lower than a fingertip, 44 px, by their words. */
export function controlsTooLow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, select, input:not([type=hidden]), nav a, summary, .acts a')]
      .map((control) => control.closest('label') ?? control)
      .filter((control) => {
        const { height } = control.getBoundingClientRect()
        return height > 0 && height < 43.5
      })
      .map((control) => control.textContent.trim()),
  )
}
