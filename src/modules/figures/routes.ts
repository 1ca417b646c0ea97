import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Language } from '../../kernel/format.ts'
import { INDONESIA, type RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { byRequest } from '../access/admin-routes.ts'
import { PUBLIC } from '../access/current-actor.ts'
import { requireRegion } from '../access/places.ts'
import { readDay } from '../regions/answers.ts'
import {
  answerDenominators,
  answerIndicators,
  answerPublished,
  answerTargets,
  rowsOfBody,
} from './answers.ts'
import * as contract from './contract.ts'
import { loadFigures } from './load-figures.ts'

export type FigureRoutesDeps = Deps & { readonly languageOf: (request: FastifyRequest) => Language }

const tags = ['figures']

/** What coverage is measured against, and what others have published, each figure with its source. */
export function figuresRoutes(deps: FigureRoutesDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    app.post<{ Body: contract.LoadFiguresBody }>(
      '/api/v1/figures',
      {
        config: { action: 'figures.write' },
        schema: {
          tags,
          summary: 'Take denominators or targets in; the same again changes nothing',
          body: contract.loadFiguresBody,
          response: { 200: contract.loadFiguresAnswer },
        },
      },
      (request) => {
        const { kind, reason } = request.body
        return loadFigures(deps, byRequest(request), { kind, reason, rows: rowsOfBody(request.body) })
      },
    )
    done()
  }
}

type Asking = { Querystring: contract.FiguresQuery }

function readingRoutes(app: FastifyInstance, { db, clock, languageOf }: FigureRoutesDeps): void {
  const asked = async ({ region, on }: contract.FiguresQuery) => {
    const day = readDay(on, clock)
    const code: RegionCode = region === undefined ? INDONESIA : await requireRegion(db, region, clock.today())
    return { code, day }
  }
  const described = (summary: string, answer: TSchema) => ({
    config: PUBLIC,
    schema: { tags, summary, querystring: contract.figuresQuery, response: { 200: answer } },
  })
  app.get(
    '/api/v1/figures/indicators',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'What each coverage indicator counts',
        response: { 200: contract.indicatorsAnswer },
      },
    },
    (request) => Promise.resolve(answerIndicators(languageOf(request))),
  )
  app.get<Asking>(
    '/api/v1/figures/published',
    described(
      'Figures that others published about a region, with source and confidence',
      contract.publishedAnswer,
    ),
    async (request) => {
      const { code, day } = await asked(request.query)
      return answerPublished(code, day, languageOf(request))
    },
  )
  app.get<Asking>(
    '/api/v1/figures/denominators',
    described('How many persons a coverage figure of a region is of', contract.denominatorsAnswer),
    async (request) => {
      const { code, day } = await asked(request.query)
      return answerDenominators(db, code, day, clock.today())
    },
  )
  app.get<Asking>(
    '/api/v1/figures/targets',
    described('The coverage a region means to reach, year by year', contract.targetsAnswer),
    async (request) => {
      const { code, day } = await asked(request.query)
      return answerTargets(db, code, day, clock.today(), languageOf(request))
    },
  )
}
