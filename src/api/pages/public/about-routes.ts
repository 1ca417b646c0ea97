import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { throughGate } from '../../../modules/access/scope.ts'
import { listLastResults } from '../../../modules/checks/queries.ts'
import { findTerms, TERMS } from '../../../../web/locales/terms.ts'
import {
  AccessibilityPage,
  HelpPage,
  StatusPage,
  type SystemState,
} from '../../../../web/public/about-pages.tsx'
import { TermsPage } from '../../../../web/public/terms-page.tsx'
import { reasonNotReady } from '../../health.ts'
import type { PageDeps } from '../page-deps.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'
import type { KeptPages } from './kept-pages.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const
const LONGEST_QUERY = 100

/** `/kamus`, `/bantuan`, `/aksesibilitas`: words, kept drawn; and `/status`, asked each time. */
export function aboutRoutes(app: FastifyInstance, deps: PageDeps, kept: KeptPages): void {
  app.get('/kamus', OPEN, (request, reply) =>
    kept.send(request, reply, () => {
      const asked = queryOf(request)['query']
      const query = typeof asked === 'string' ? asked.trim().slice(0, LONGEST_QUERY) : ''
      const terms = query === '' ? TERMS : findTerms(query)
      return createElement(TermsPage, { frame: frameOf(request), query, terms })
    }),
  )
  app.get('/bantuan', OPEN, (request, reply) =>
    kept.send(request, reply, () =>
      createElement(HelpPage, { frame: frameOf(request), contact: deps.contact }),
    ),
  )
  app.get('/aksesibilitas', OPEN, (request, reply) =>
    kept.send(request, reply, () => createElement(AccessibilityPage, { frame: frameOf(request) })),
  )
  app.get('/status', OPEN, async (request, reply) => {
    const state = await findSystemState(deps)
    const page = createElement(StatusPage, { frame: frameOf(request), state })
    return sendPrivatePage(request, reply, page, state.database === 'down' ? 503 : 200)
  })
}

/** What can be known now. A database that does not answer is a state, not a failure of this page. */
async function findSystemState({ db, clock, checkSchema, auditHeads }: PageDeps): Promise<SystemState> {
  const reason = await reasonNotReady(db, checkSchema).catch(() => 'database-not-answering')
  const database =
    reason === null
      ? 'works'
      : reason === 'database-not-answering' || reason === 'database-slow'
        ? 'down'
        : 'other'
  const results = database === 'down' ? null : await throughGate(db, 'system', listLastResults)
  const { heads } = await auditHeads()
  const last = results?.map(({ checkedAt }) => checkedAt.getTime()).toSorted((a, b) => b - a)[0]
  return {
    now: clock.now(),
    today: clock.today(),
    database,
    checks: results && {
      count: results.length,
      broken: results.filter(({ brokenCount }) => brokenCount !== 0n).length,
      lastOn: last === undefined ? null : jakartaDateOf(new Date(last)),
    },
    sealedDay: heads.at(-1)?.day ?? null,
  }
}
