import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { parseMonth } from '../../kernel/month.ts'
import { knownFrom, parsePlainDate } from '../../kernel/plain-date.ts'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import { requireRegion } from '../access/places.ts'
import { answerCoverage, answerMovers, answerRanking, answerTrend } from './answers.ts'
import { askCoverage, type CoverageDeps } from './ask-coverage.ts'
import { askMovers, askRanking, askTrend } from './compare-coverage.ts'
import * as contract from './contract.ts'

const described = describedAs('coverage')
const config = { action: 'coverage.read' } as const

/** How many are protected, of how many, and how many are missing. */
export function coverageRoutes(deps: CoverageDeps): FastifyPluginCallback {
  const { db, clock } = deps
  return (app, _options, done) => {
    app.get<{ Querystring: contract.CoverageQuery }>(
      '/api/v1/coverage',
      {
        config,
        schema: described(
          'Coverage of a region on a day, with denominator, target, gap and the figures of others',
          { querystring: contract.coverageQuery },
          contract.coverageAnswer,
        ),
      },
      async (request) => {
        const { region, asOf, knownOn, fromRows, ...rest } = request.query
        const question = {
          ...rest,
          ...knownFrom(knownOn),
          fromRows: fromRows === 'yes',
          region: await requireRegion(db, region, clock.today()),
          ...(asOf !== undefined && { asOf: parsePlainDate('asOf', asOf) }),
        }
        return answerCoverage(await askCoverage(deps, byRequest(request), question))
      },
    )
    comparingRoutes(app, deps)
    trendRoute(app, deps)
    done()
  }
}

function comparingRoutes(app: FastifyInstance, deps: CoverageDeps): void {
  const { db, clock } = deps
  app.get<{ Querystring: contract.RankingQuery }>(
    '/api/v1/coverage/ranking',
    {
      config,
      schema: described(
        'The regions of the next level in the order of their share',
        { querystring: contract.rankingQuery },
        contract.rankingAnswer,
      ),
    },
    async (request) => {
      const { region, asOf, knownOn, ...rest } = request.query
      const question = {
        ...rest,
        ...knownFrom(knownOn),
        region: await requireRegion(db, region, clock.today()),
        ...(asOf !== undefined && { asOf: parsePlainDate('asOf', asOf) }),
      }
      return answerRanking(await askRanking(deps, byRequest(request), question))
    },
  )
  app.get<{ Querystring: contract.MoversQuery }>(
    '/api/v1/coverage/movers',
    {
      config,
      schema: described(
        'What became of the regions of the next level between two days',
        { querystring: contract.moversQuery },
        contract.moversAnswer,
      ),
    },
    async (request) => {
      const { region, from, to, knownOn, ...rest } = request.query
      const question = {
        ...rest,
        ...knownFrom(knownOn),
        region: await requireRegion(db, region, clock.today()),
        ...(from !== undefined && { from: parsePlainDate('from', from) }),
        ...(to !== undefined && { to: parsePlainDate('to', to) }),
      }
      return answerMovers(await askMovers(deps, byRequest(request), question))
    },
  )
}

function trendRoute(app: FastifyInstance, deps: CoverageDeps): void {
  const { db, clock } = deps
  app.get<{ Querystring: contract.TrendQuery }>(
    '/api/v1/coverage/trend',
    {
      config,
      schema: described(
        'Coverage of a region month after month, with the path of its target',
        { querystring: contract.trendQuery },
        contract.trendAnswer,
      ),
    },
    async (request) => {
      const { region, until, months, knownOn, ...rest } = request.query
      const question = {
        ...rest,
        ...knownFrom(knownOn),
        ...(months !== undefined && { months: Number(months) }),
        region: await requireRegion(db, region, clock.today()),
        ...(until !== undefined && { until: parseMonth('until', until) }),
      }
      return answerTrend(await askTrend(deps, byRequest(request), question))
    },
  )
}
