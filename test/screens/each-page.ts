import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { PAGE_ADDRESSES, type PageAddress } from './addresses.ts'
import type { Office } from './office.ts'
import type { World } from './world.ts'

export type Visit = {
  readonly route: string
  readonly path: string
  /** The address that is on the picture; the others show the same page with other answers. */
  readonly isFirst: boolean
}
export type Shown = { readonly office: Office; readonly world: World }

/** Opens the pages of the routes that are wanted, each as somebody who may, without a new browser window for each. */
export async function onEachPage(
  browser: Browser,
  { office, world }: Shown,
  options: BrowserContextOptions & { readonly isWanted?: (visit: Visit) => boolean },
  look: (page: Page, visit: Visit) => Promise<void>,
): Promise<void> {
  const { isWanted = () => true, ...context } = options
  for (const [who, visits] of byVisitor(world)) {
    const wanted = visits.filter(isWanted)
    if (wanted.length === 0) continue
    const window = await browser.newContext(context)
    window.setDefaultTimeout(20_000)
    try {
      await signIn(window, office, who)
      const page = await window.newPage()
      for (const visit of wanted) {
        const answer = await page.goto(`${office.url}${visit.path}`)
        if (answer === null || (visit.isFirst && answer.status() !== 200))
          throw new Error(`${visit.path}: ${String(answer?.status())}`)
        await look(page, visit)
      }
    } finally {
      await window.close()
    }
  }
}

type Visitor = Pick<PageAddress, 'as' | 'isHalfway'>

function byVisitor(world: World): Map<Visitor, Visit[]> {
  const visitors = new Map<string, Visitor>()
  const found = new Map<Visitor, Visit[]>()
  for (const [route, { as, isHalfway = false, paths }] of Object.entries(PAGE_ADDRESSES)) {
    const key = `${as ?? ''}${String(isHalfway)}`
    const visitor = visitors.get(key) ?? { as, isHalfway }
    visitors.set(key, visitor)
    const visits = found.get(visitor) ?? []
    found.set(visitor, visits)
    for (const [at, path] of paths.entries()) visits.push({ route, path: path(world), isFirst: at === 0 })
  }
  return found
}

async function signIn(window: BrowserContext, office: Office, { as, isHalfway }: Visitor): Promise<void> {
  if (as === null) return
  const cookie = isHalfway ? await office.halfwayCookie(as) : (await office.as(as)).session.cookie
  const [name = '', value = ''] = cookie.split('=')
  await window.addCookies([{ name, value, url: office.url }])
}
