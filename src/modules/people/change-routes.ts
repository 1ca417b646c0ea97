import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import type { ActionName } from '../access/actions.ts'
import { byRequest } from '../access/admin-routes.ts'
import { doneAnswer, idParams } from '../access/contract.ts'
import { approveChange, refuseChange, withdrawChange } from './approve-change.ts'
import { answerRequest, answerRequests, changedAnswerOf } from './change-answers.ts'
import * as contract from './change-contract.ts'
import { changePerson, type ChangeDeps } from './change-person.ts'

const described = describedAs('changes')
const as = (action: ActionName) => ({ action })
type Id = { Params: { id: string } }

/** Changes of people asked for by hand, and the decisions about them, for programs. The pages do the same by the same commands. */
export function changeRoutes(deps: ChangeDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    askingRoute(app, deps)
    readingRoutes(app, deps)
    decidingRoutes(app, deps)
    done()
  }
}

function askingRoute(app: FastifyInstance, deps: ChangeDeps): void {
  const schema = described(
    'Change a person, or ask for it where somebody else must agree',
    { params: idParams, body: contract.changePersonBody },
    contract.changedAnswer,
    201,
  )
  app.post<Id & { Body: contract.ChangePersonBody }>(
    '/api/v1/people/:id/changes',
    { config: as('people.change'), schema },
    async (request, reply) => {
      const { fields, reason } = request.body
      const written = Object.entries(fields).flatMap(([field, text]) =>
        text === undefined ? [] : [[field, text] as const],
      )
      const ask = { personId: request.params.id, fields: Object.fromEntries(written), reason }
      return reply.code(201).send(changedAnswerOf(await changePerson(deps, byRequest(request), ask)))
    },
  )
}

function readingRoutes(app: FastifyInstance, deps: ChangeDeps): void {
  const list = described(
    'Requests about people within reach, those that wait first',
    { querystring: contract.listRequestsQuery },
    contract.requestsAnswer,
  )
  app.get<{ Querystring: contract.ListRequestsQuery }>(
    '/api/v1/changes',
    { config: as('people.change'), schema: list },
    (request) => answerRequests(deps, byRequest(request), request.query),
  )
  const one = described(
    'One request, before and after side by side',
    { params: contract.requestParams },
    contract.requestAnswer,
  )
  app.get<Id>('/api/v1/changes/:id', { config: as('people.change'), schema: one }, (request) =>
    answerRequest(deps, byRequest(request), request.params.id),
  )
}

const ENDS = [
  ['approve', 'people.approve-change', 'Apply a request that somebody else made', approveChange],
  ['refuse', 'people.approve-change', 'Refuse a request that somebody else made', refuseChange],
  ['withdraw', 'people.change', 'Take one’s own request back', withdrawChange],
] as const

function decidingRoutes(app: FastifyInstance, deps: ChangeDeps): void {
  for (const [name, action, summary, work] of ENDS) {
    const schema = described(
      summary,
      { params: contract.requestParams, body: contract.endRequestBody },
      doneAnswer,
    )
    app.post<Id & { Body: contract.EndRequestBody }>(
      `/api/v1/changes/:id/${name}`,
      { config: as(action), schema },
      async (request) => {
        await work(deps, byRequest(request), { id: request.params.id, ...request.body })
        return { done: true }
      },
    )
  }
}
