import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { ErrorPage } from '../../web/public/error-page.tsx'
import { renderPage } from '../../web/ui/render-page.ts'
import { auditRoute } from './pages/audit-route.ts'
import { benefitRoutes } from './pages/benefit-routes.ts'
import { contributionRoutes } from './pages/contribution-routes.ts'
import { homeRoute } from './pages/home-route.ts'
import { lawRegisterRoutes } from './pages/law-register-routes.ts'
import type { PageDeps } from './pages/page-deps.ts'
import { aboutRoutes } from './pages/public/about-routes.ts'
import { afterEventRoutes } from './pages/public/after-event-routes.ts'
import { coverageRoutes } from './pages/public/coverage-routes.ts'
import { crawlerRoutes } from './pages/public/crawler-routes.ts'
import { datasetRoutes } from './pages/public/dataset-routes.ts'
import { keptPages } from './pages/public/kept-pages.ts'
import { offlineRoutes } from './pages/public/offline-routes.ts'
import { ownCheckRoutes } from './pages/public/own-check-routes.ts'
import { rankingRoutes } from './pages/public/ranking-routes.ts'
import { publicCoverages } from './pages/public/published-coverage.ts'
import { regionRoutes } from './pages/region-routes.ts'
import { frameOf } from './pages/send-page.ts'
import type { Problem } from './problem.ts'

/** Every public page: server-rendered, without script. */
export function publicPages(deps: PageDeps): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    const kept = keptPages(deps.clock)
    const figures = { ...deps, coverages: publicCoverages(deps) }
    homeRoute(app, figures, kept)
    contributionRoutes(app, deps)
    benefitRoutes(app, deps)
    regionRoutes(app, deps)
    lawRegisterRoutes(app, deps)
    auditRoute(app, deps)
    afterEventRoutes(app, deps, kept)
    aboutRoutes(app, deps, kept)
    coverageRoutes(app, figures, kept)
    rankingRoutes(app, figures, kept)
    datasetRoutes(app, kept)
    crawlerRoutes(app, deps)
    offlineRoutes(app, kept)
    await app.register(ownCheckRoutes(deps, kept))
  }
}

/** A problem as a page for people. */
export function drawErrorPage(problem: Problem, request: FastifyRequest): string {
  return renderPage(
    createElement(ErrorPage, {
      frame: frameOf(request),
      status: problem.status,
      title: problem.title,
      sentence: problem.detail,
      ...(problem.status >= 500 ? { reportNumber: problem.instance } : {}),
    }),
  )
}
