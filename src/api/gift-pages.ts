import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { codePages } from './pages/gifts/code-pages.ts'
import { donationPages } from './pages/gifts/donation-pages.ts'
import { giverPages } from './pages/gifts/giver-pages.ts'
import { neighbourPages } from './pages/gifts/neighbour-pages.ts'
import { receiptPages } from './pages/gifts/receipt-pages.ts'
import type { GiftPageDeps } from './pages/gifts/parts.ts'

/** The pages of giving: for donors, for whoever gives to a neighbour, for whoever checks a code, and for staff. */
export function giftPages(deps: GiftPageDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    donationPages(app, deps)
    codePages(app, deps)
    receiptPages(app, deps)
    neighbourPages(app, deps)
    giverPages(app, deps)
  }
}
