import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { ErrorPage } from '../../web/public/error-page.tsx'
import { renderPage } from '../../web/ui/render-page.ts'
import { auditRoute } from './pages/audit-route.ts'
import { benefitRoutes } from './pages/benefit-routes.ts'
import { contributionRoutes } from './pages/contribution-routes.ts'
import { homeRoute } from './pages/home-route.ts'
import { lawRegisterRoutes } from './pages/law-register-routes.ts'
import type { PageDeps } from './pages/page-deps.ts'
import { regionRoutes } from './pages/region-routes.ts'
import { frameOf } from './pages/send-page.ts'
import type { Problem } from './problem.ts'

/** Every public page: server-rendered, without script. */
export function publicPages(deps: PageDeps): FastifyPluginCallback {
  return (app: FastifyInstance, _options, done) => {
    homeRoute(app, deps)
    contributionRoutes(app, deps)
    benefitRoutes(app, deps)
    regionRoutes(app, deps)
    lawRegisterRoutes(app, deps)
    auditRoute(app, deps)
    done()
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
