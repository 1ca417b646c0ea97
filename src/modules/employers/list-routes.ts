import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/format.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { describedAs } from '../../platform/described.ts'
import { readMultipartForms } from '../../platform/multipart-form.ts'
import { inScopeOf } from '../access/act.ts'
import type { ActionName } from '../access/actions.ts'
import { byRequest } from '../access/admin-routes.ts'
import { reasonBody, type ReasonBody } from '../access/contract.ts'
import { listOutcomeExamples, type OutcomeExample } from '../imports/outcome-examples.ts'
import * as contract from './contract.ts'
import { handInEmployers } from './hand-in-employers.ts'
import { getOwnEmployerList, undoEmployers, type EmployerDeps } from './import-employers.ts'
import type { EmployerOutcome } from './row-outcomes.ts'

export type EmployerListRouteDeps = {
  readonly lists: EmployerDeps
  readonly languageOf: (request: FastifyRequest) => Language
  /** What a row was told, in words: see web/locales. */
  readonly sentenceOf: (said: EmployerOutcome, language: Language) => string
}

const described = describedAs('employers')
const as = (action: ActionName) => ({ action })
type Id = { Params: { id: string } }

/** Lists of employers (labour reports) for programs. Their state and rows are read where those of people are: `/api/v1/imports`. */
export function employerListRoutes(deps: EmployerListRouteDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readMultipartForms(app)
    handInRoute(app, deps)
    ownListRoutes(app, deps)
    done()
  }
}

function handInRoute(app: FastifyInstance, deps: EmployerListRouteDeps): void {
  const schema = described(
    'Hand a list of employers in, or only look it through: a multipart form whose last field is the file',
    { body: contract.handInEmployersBody },
    contract.employerListAnswer,
    201,
  )
  app.post<{ Body: contract.HandInEmployersBody }>(
    '/api/v1/employers/lists',
    { config: { ...as('employers.write'), takesFile: true }, schema },
    async (request, reply) => {
      const { region, how } = request.body
      const ask = {
        region: parseRegionCode('region', region),
        fileName: request.upload?.fileName ?? '',
        isRehearsal: how === 'look',
      }
      const content = request.upload?.fileName ? request.upload.content : null
      const { importId, tally, columns, unknownColumns, ignoredSheets, examples } = await handInEmployers(
        deps.lists,
        byRequest(request),
        ask,
        content,
      )
      const said = importId === null ? examples : await examplesOf(deps, request, importId)
      const { outcomes: _outcomes, ...counts } = tally
      return reply.code(201).send({
        ...{ id: importId, ...counts, columns, unknownColumns, ignoredSheets },
        outcomes: said.map((example) => saidOf(deps, request, example)),
      })
    },
  )
}

function ownListRoutes(app: FastifyInstance, deps: EmployerListRouteDeps): void {
  const params = contract.employerListParams
  const outcomes = described(
    'What the rows of a list of one’s own organisation were told, with one row as an example of each',
    { params },
    contract.employerOutcomesAnswer,
  )
  app.get<Id>(
    '/api/v1/employers/lists/:id/outcomes',
    { config: as('employers.write'), schema: outcomes },
    async (request) => {
      const { id } = await getOwnEmployerList(deps.lists, byRequest(request), request.params.id)
      const examples = await examplesOf(deps, request, id)
      return { outcomes: examples.map((example) => saidOf(deps, request, example)) }
    },
  )
  const undo = described(
    'Take a list of employers back, until somebody has built on it',
    { params, body: reasonBody },
    contract.employersUndoneAnswer,
  )
  app.post<Id & { Body: ReasonBody }>(
    '/api/v1/employers/lists/:id/undo',
    { config: as('employers.write'), schema: undo },
    (request) =>
      undoEmployers(deps.lists, byRequest(request), { id: request.params.id, reason: request.body.reason }),
  )
}

function examplesOf(
  { lists }: EmployerListRouteDeps,
  request: FastifyRequest,
  id: string,
): Promise<readonly OutcomeExample[]> {
  return inScopeOf(lists.db, byRequest(request), (tx) => listOutcomeExamples(tx, id, 'import_rows'))
}

function saidOf(
  { languageOf, sentenceOf }: EmployerListRouteDeps,
  request: FastifyRequest,
  { code, count, row, outcome }: OutcomeExample,
) {
  return { code, rows: count, row, sentence: sentenceOf(outcome as EmployerOutcome, languageOf(request)) }
}
