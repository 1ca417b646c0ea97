import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { byRequest } from '../access/admin-routes.ts'
import { checksAnswer } from './contract.ts'
import { showChecks } from './show-checks.ts'

/** What must always hold, and whether it did when it was last asked. Numbers only. */
export function checkRoutes(deps: Pick<Deps, 'db'>): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get(
      '/api/v1/checks',
      {
        config: { action: 'checks.read' },
        schema: {
          tags: ['checks'],
          summary: 'The last result of each check of what must always hold',
          response: { 200: checksAnswer },
        },
      },
      (request) => showChecks(deps, byRequest(request)),
    )
    done()
  }
}
