import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { OfflinePage } from '../../../../web/public/offline-page.tsx'
import { OFFLINE_PATH } from '../../../../web/ui/offline.ts'
import { frameOf } from '../send-page.ts'
import type { KeptPages } from './kept-pages.ts'

/** `/luring`: the page that a browser keeps for when it has no network. */
export function offlineRoutes(app: FastifyInstance, kept: KeptPages): void {
  app.get(OFFLINE_PATH, { schema: { hide: true }, config: PUBLIC }, (request, reply) =>
    kept.send(request, reply, () => createElement(OfflinePage, { frame: frameOf(request) })),
  )
}
