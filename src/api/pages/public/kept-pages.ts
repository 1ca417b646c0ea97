import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReactElement } from 'react'
import type { Clock } from '../../../platform/clock.ts'
import { languageOf } from '../../language.ts'
import { sendPrivatePage, drawPage, sendDrawn, type DrawnPage } from '../send-page.ts'

/** A public page that is the same for everybody who is not signed in, drawn once and kept for a while. */
export type KeptPages = {
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    draw: () => ReactElement | Promise<ReactElement>,
  ): Promise<FastifyReply>
}

/** How old a figure on a kept page may be. */
export const KEPT_MS = 60_000
const MOST_PAGES = 500
/** A longer address was not made by a link of ours; it is drawn and forgotten. */
const LONGEST_ADDRESS = 200

type Kept = { readonly page: DrawnPage; readonly until: number }

/**
 * Keeps drawn pages in memory by language and whole address, the oldest given up first. Whoever is signed in gets his own, never kept.
 */
export function keptPages(clock: Clock): KeptPages {
  const pages = new Map<string, Kept>()
  return {
    async send(request, reply, draw) {
      if (request.actor) return sendPrivatePage(request, reply, await draw(), reply.statusCode)
      const key = `${languageOf(request)} ${request.url}`
      const now = clock.now().getTime()
      const found = pages.get(key)
      if (found && found.until > now) return sendDrawn(request, reply, found.page)
      const page = drawPage(await draw())
      pages.delete(key)
      if (request.url.length <= LONGEST_ADDRESS && reply.statusCode === 200) {
        const [oldest] = pages.keys()
        if (pages.size >= MOST_PAGES && oldest !== undefined) pages.delete(oldest)
        pages.set(key, { page, until: now + KEPT_MS })
      }
      return sendDrawn(request, reply, page)
    },
  }
}
