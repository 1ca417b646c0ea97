import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { PUBLIC } from '../../modules/access/current-actor.ts'
import { answerHeads } from '../../modules/audit/answer-heads.ts'
import { AuditHeadsPage } from '../../../web/public/audit-heads-page.tsx'
import type { PageDeps } from './page-deps.ts'
import { frameOf, sendPage } from './send-page.ts'

const SHOWN = '40'

/** `/jejak`: the ends of the audit chain, for whoever wants to keep a copy. */
export function auditRoute(app: FastifyInstance, { auditHeads }: PageDeps): void {
  app.get('/jejak', { schema: { hide: true }, config: PUBLIC }, async (request, reply) => {
    const answer = await answerHeads(auditHeads, SHOWN)
    return sendPage(request, reply, createElement(AuditHeadsPage, { frame: frameOf(request), ...answer }))
  })
}
