import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import type { ProposalDeps } from '../proposals/approve-proposal.ts'
import { answerDecided } from '../proposals/answers.ts'
import { decidedAnswer } from '../proposals/contract.ts'
import { renewPeople } from '../proposals/renew-people.ts'
import { askCohort } from './ask-cohort.ts'
import { handOverPeople } from './hand-over-people.ts'
import * as contract from './life-contract.ts'
import { taperPeople } from './taper-people.ts'

const described = describedAs('protection')
const params = contract.programmeParams
type One = { Params: { id: string } }

/** What becomes of people when their programme ends: they go on in another, with fewer months, or by themselves. */
export function protectionLifeRoutes(deps: ProposalDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    app.post<One & { Body: contract.RenewBody }>(
      '/api/v1/programmes/:id/renew',
      {
        config: { action: 'proposals.decide' },
        schema: described(
          'Take the people of a programme on into a later one',
          { params, body: contract.renewBody },
          decidedAnswer,
        ),
      },
      async (request) => {
        const ask = { programmeId: request.params.id, ...request.body }
        return answerDecided(await renewPeople(deps, byRequest(request), ask))
      },
    )
    app.post<One & { Body: contract.TaperBody }>(
      '/api/v1/programmes/:id/taper',
      {
        config: { action: 'proposals.decide' },
        schema: described(
          'Take people on into a shorter programme, and hand the rest of the months over to themselves',
          { params, body: contract.taperBody },
          contract.taperedAnswer,
        ),
      },
      async (request) => {
        const ask = { programmeId: request.params.id, ...request.body }
        const { renewed, handedOver } = await taperPeople(deps, byRequest(request), ask)
        return { renewed: answerDecided(renewed), handedOver }
      },
    )
    app.post<One & { Body: contract.HandOverBody }>(
      '/api/v1/programmes/:id/hand-over',
      {
        config: { action: 'rosters.write' },
        schema: described(
          'Hand people of a programme over to themselves from a month on',
          { params, body: contract.handOverBody },
          contract.handedOverAnswer,
        ),
      },
      (request) =>
        handOverPeople(deps, byRequest(request), { programmeId: request.params.id, ...request.body }),
    )
    cohortRoute(app, deps)
    done()
  }
}

function cohortRoute(app: FastifyInstance, deps: ProposalDeps): void {
  app.get<{ Querystring: contract.CohortQuery }>(
    '/api/v1/protection/cohort',
    {
      config: { action: 'protection.read' },
      schema: described(
        'Of those whose programme ended in a month, who still pays after 6 and 12 months',
        { querystring: contract.cohortQuery },
        contract.cohortAnswer,
      ),
    },
    (request) => askCohort(deps, byRequest(request), request.query),
  )
}
