import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/format.ts'
import { parseMonth } from '../../kernel/month.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { inScopeOf, sightOf } from '../access/act.ts'
import { byRequest } from '../access/admin-routes.ts'
import { answerPreview, answerProgrammes, type RuleSentence } from './answers.ts'
import * as contract from './contract.ts'
import { closeProgramme, createProgramme } from './create-programme.ts'
import { previewProgramme, type PreviewDeps } from './preview-programme.ts'
import { getProgramme, listProgrammes } from './queries.ts'

export type ProgrammeRoutesDeps = PreviewDeps & {
  readonly languageOf: (request: FastifyRequest) => Language
  readonly sentenceOf: RuleSentence
}

const PAGE = 50
const described = describedAs('programmes')

/** Programmes that protect workers: what is promised, whom it is for, what it costs. */
export function programmeRoutes(deps: ProgrammeRoutesDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    writingRoutes(app, deps)
    done()
  }
}

function readingRoutes(app: FastifyInstance, deps: ProgrammeRoutesDeps): void {
  const { db, clock, languageOf, sentenceOf } = deps
  const config = { action: 'programmes.read' } as const
  const wording = (request: FastifyRequest) => ({
    language: languageOf(request),
    sentenceOf,
    on: clock.today(),
  })
  app.get<{ Querystring: contract.ListProgrammesQuery }>(
    '/api/v1/programmes',
    {
      config,
      schema: described(
        'Programmes within reach, the latest first',
        { querystring: contract.listProgrammesQuery },
        contract.programmesAnswer,
      ),
    },
    async (request) => {
      const by = byRequest(request)
      const { region, payer, month, page = '1' } = request.query
      const filter = {
        ...(region !== undefined && { region: parseRegionCode('region', region) }),
        ...(payer !== undefined && { payerId: payer }),
        ...(month !== undefined && { month: parseMonth('month', month) }),
      }
      const place = { limit: PAGE + 1, offset: (Number(page) - 1) * PAGE }
      const found = await inScopeOf(db, by, (tx) => listProgrammes(tx, sightOf(by), filter, place))
      const programmes = await answerProgrammes(db, found.slice(0, PAGE), wording(request))
      return { programmes, page: Number(page), more: found.length > PAGE }
    },
  )
  app.get<{ Params: { id: string } }>(
    '/api/v1/programmes/:id',
    {
      config,
      schema: described('One programme', { params: contract.programmeParams }, contract.programmeAnswer),
    },
    async (request) => {
      const by = byRequest(request)
      const programme = await inScopeOf(db, by, (tx) => getProgramme(tx, request.params.id))
      return (await answerProgrammes(db, [programme], wording(request)))[0]
    },
  )
  app.post<{ Body: contract.PreviewBody }>(
    '/api/v1/programmes/preview',
    {
      config,
      schema: described(
        'How many people rules describe and what they would cost; nothing is promised',
        { body: contract.previewBody },
        contract.previewAnswer,
      ),
    },
    async (request) =>
      answerPreview(db, await previewProgramme(deps, byRequest(request), request.body), wording(request)),
  )
}

function writingRoutes(app: FastifyInstance, deps: ProgrammeRoutesDeps): void {
  const config = { action: 'programmes.write' } as const
  app.post<{ Body: contract.CreateProgrammeBody }>(
    '/api/v1/programmes',
    {
      config,
      schema: described(
        'Record a programme of a payer',
        { body: contract.createProgrammeBody },
        contract.createdAnswer,
      ),
    },
    (request) => createProgramme(deps, byRequest(request), request.body),
  )
  app.post<{ Params: { id: string }; Body: contract.CloseProgrammeBody }>(
    '/api/v1/programmes/:id/close',
    {
      config,
      schema: described(
        'Close a programme to new people, and end those in it when a month is given',
        { params: contract.programmeParams, body: contract.closeProgrammeBody },
        contract.closedAnswer,
      ),
    },
    async (request) => {
      const { id } = request.params
      return { id, ...(await closeProgramme(deps, byRequest(request), { id, ...request.body })) }
    },
  )
}
