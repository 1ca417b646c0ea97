import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { regionCode } from '../../../kernel/region-code.ts'
import { answerChildren } from '../../../modules/regions/answers.ts'
import { GalleryPage } from '../../../../web/gallery/gallery-page.tsx'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import type { StaffPageDeps } from './staff-page-deps.ts'

const EXAMPLE = regionCode('16')

/** `/contoh`: the gallery of parts, where training goes on: figures that are invented have no place beside real ones. */
export function galleryPage(app: FastifyInstance, { db, clock }: StaffPageDeps): void {
  app.get(
    '/contoh',
    { schema: { hide: true }, config: { action: 'account.read' } },
    async (request, reply) => {
      if (!request.server.training) {
        reply.callNotFound()
        return reply
      }
      const { children } = await answerChildren(db, EXAMPLE, clock.today())
      return sendPrivatePage(
        request,
        reply,
        createElement(GalleryPage, { frame: frameOf(request), places: children }),
      )
    },
  )
}
