import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Where the keyboard stands: what it is called, whether one sees it, and how it lies in the document to the stop before. */
type Stop = {
  readonly name: string
  readonly hasOutline: boolean
  readonly isShown: boolean
  readonly comesAfterLast: boolean
}

/** How often Tab may be pressed before something counts as not to be reached. */
const MOST_STOPS = 150

/** Goes on by Tab to what has this name. Every stop on the way must be seen, and lie behind the one before. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let press = 0; press < MOST_STOPS; press += 1) {
    await page.keyboard.press('Tab')
    const stop = await currentStop(page)
    if (stop === null) continue
    assert.ok(stop.hasOutline, `${page.url()}: nothing shows that "${stop.name}" has the focus`)
    assert.ok(stop.isShown, `${page.url()}: "${stop.name}" has the focus outside the screen`)
    const order = `${page.url()}: "${stop.name}" comes before "${passed.at(-1) ?? ''}"`
    assert.ok(stop.comesAfterLast || passed.length === 0, order)
    if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return
    passed.push(stop.name)
  }
  assert.fail(`${page.url()}: Tab never reaches "${String(name)}": ${passed.join(' · ')}`)
}

/** Goes to something that leads to another page, and presses it. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

/** Goes to a question and answers it. */
export async function answer(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.insertText(text)
}

/** A day is typed part by part, as the browser of the tests shows it: month, day, year. */
export async function answerDay(page: Page, name: string, day: string): Promise<void> {
  await tabTo(page, name)
  const [year = '', month = '', date = ''] = day.split('-')
  await page.keyboard.type(`${month}${date}${year}`)
}

function currentStop(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const { activeElement: now } = document
    if (!(now instanceof HTMLElement) || now === document.body) return null
    const last = document.querySelector('[data-last-stop]')
    last?.removeAttribute('data-last-stop')
    now.setAttribute('data-last-stop', '')
    const { outlineStyle, outlineWidth } = getComputedStyle(now)
    const box = now.getBoundingClientRect()
    const label =
      now.getAttribute('aria-label') ??
      (now instanceof HTMLInputElement ||
      now instanceof HTMLTextAreaElement ||
      now instanceof HTMLSelectElement
        ? [...(now.labels ?? [])].map(({ textContent }) => textContent).join(' ')
        : now.textContent)
    return {
      name: label.replace(/\s+/g, ' ').trim(),
      hasOutline: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      isShown: box.bottom > 0 && box.top < window.innerHeight && box.width > 0,
      comesAfterLast:
        last === null ||
        last === now ||
        (last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    }
  })
}
