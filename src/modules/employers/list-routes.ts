import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { describedAs } from '../../platform/described.ts'
import { readMultipartForms } from '../../platform/multipart-form.ts'
import { inScopeOf } from '../access/act.ts'
import type { ActionName } from '../access/actions.ts'
import { byRequest } from '../access/admin-routes.ts'
import { reasonBody, type ReasonBody } from '../access/contract.ts'
import { requireWithin } from '../access/reach.ts'
import { handedInAnswer } from '../imports/contract.ts'
import { handInFile } from '../imports/hand-in-list.ts'
import { listOutcomeExamples, type OutcomeExample } from '../imports/outcome-examples.ts'
import { listWayRoutes, type ListWay } from '../imports/list-way-routes.ts'
import * as contract from './contract.ts'
import { EMPLOYER_PURPOSE, getOwnEmployerList, undoEmployers, type EmployerDeps } from './import-employers.ts'

export type EmployerListRouteDeps = Pick<ListWay, 'lists' | 'runner' | 'languageOf' | 'sentenceOf'> & {
  readonly employers: EmployerDeps
}

const described = describedAs('employers')
const as = (action: ActionName) => ({ action })
type Id = { Params: { id: string } }

/** Lists of employers (labour reports) for programs: they go the way of every list, by the right to record employers. */
export function employerListRoutes(deps: EmployerListRouteDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readMultipartForms(app)
    handInRoute(app, deps)
    listWayRoutes(app, {
      ...deps,
      path: '/api/v1/employers/lists',
      tag: 'employers',
      action: 'employers.write',
      shown: { purposes: deps.lists.kind.purposes, isOwnOnly: true },
      getShown: (by, id) => getOwnEmployerList(deps.employers, by, id),
    })
    ownListRoutes(app, deps)
    done()
  }
}

function handInRoute(app: FastifyInstance, { lists }: EmployerListRouteDeps): void {
  const schema = described(
    'Hand a list of employers in: a multipart form whose last field is the file',
    { body: contract.handInEmployersBody },
    handedInAnswer,
    201,
  )
  app.post<{ Body: contract.HandInEmployersBody }>(
    '/api/v1/employers/lists',
    { config: { ...as('employers.write'), takesFile: true }, schema },
    async (request, reply) => {
      const by = byRequest(request)
      const region = parseRegionCode('region', request.body.region)
      requireWithin(by, region)
      const { fileName, content } = request.upload ?? { fileName: '' }
      if (!content || fileName === '') throw refuse('value-missing', { field: 'file' })
      const ask = { purpose: EMPLOYER_PURPOSE, region, fileName }
      return reply.code(201).send({ id: await handInFile(lists, by, ask, content) })
    },
  )
}

function ownListRoutes(app: FastifyInstance, deps: EmployerListRouteDeps): void {
  const params = contract.employerListParams
  const { employers } = deps
  const outcomes = described(
    'What the rows of a list of one’s own organisation were told, with one row as an example of each',
    { params },
    contract.employerOutcomesAnswer,
  )
  app.get<Id>(
    '/api/v1/employers/lists/:id/outcomes',
    { config: as('employers.write'), schema: outcomes },
    async (request) => {
      const by = byRequest(request)
      const { id, state } = await getOwnEmployerList(employers, by, request.params.id)
      const table = state === 'stored' ? 'import_preview_rows' : 'import_rows'
      const examples = await inScopeOf(employers.db, by, (tx) => listOutcomeExamples(tx, id, table))
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
      undoEmployers(employers, byRequest(request), { id: request.params.id, reason: request.body.reason }),
  )
}

function saidOf(
  { languageOf, sentenceOf }: EmployerListRouteDeps,
  request: FastifyRequest,
  { code, count, row, outcome }: OutcomeExample,
) {
  return { code, rows: count, row, sentence: sentenceOf(outcome, languageOf(request), row) }
}
