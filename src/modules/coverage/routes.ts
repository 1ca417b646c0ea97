import type { FastifyPluginCallback } from 'fastify'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { byRequest } from '../access/admin-routes.ts'
import { requireRegion } from '../access/places.ts'
import { answerCoverage } from './answers.ts'
import { askCoverage, type CoverageDeps } from './ask-coverage.ts'
import { coverageAnswer, coverageQuery, type CoverageQuery } from './contract.ts'

/** How many are protected, of how many, and how many are missing. */
export function coverageRoutes(deps: CoverageDeps): FastifyPluginCallback {
  const { db, clock } = deps
  return (app, _options, done) => {
    app.get<{ Querystring: CoverageQuery }>(
      '/api/v1/coverage',
      {
        config: { action: 'coverage.read' },
        schema: {
          tags: ['coverage'],
          summary: 'Coverage of a region on a day, with denominator, target, gap and the figures of others',
          querystring: coverageQuery,
          response: { 200: coverageAnswer },
        },
      },
      async (request) => {
        const { region, asOf, ...rest } = request.query
        const question = {
          ...rest,
          region: await requireRegion(db, region, clock.today()),
          ...(asOf !== undefined && { asOf: parsePlainDate('asOf', asOf) }),
        }
        return answerCoverage(await askCoverage(deps, byRequest(request), question))
      },
    )
    done()
  }
}
