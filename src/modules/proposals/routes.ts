import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { byRequest } from '../access/admin-routes.ts'
import { getProgramme } from '../programmes/queries.ts'
import {
  answerDecided,
  answerMinutes,
  answerOutlay,
  answerPlaces,
  answerProposal,
  outlookOf,
} from './answers.ts'
import { approveProposal, refuseProposed, type ProposalDeps } from './approve-proposal.ts'
import * as contract from './contract.ts'
import { listMinutes } from './minutes-store.ts'
import { proposePeople, withdrawProposal } from './propose-people.ts'
import { candidatesOf, findPlaces, getProposal, listPlaces, listProposals } from './queries.ts'
import { movePlaces, setProgrammePlaces } from './set-places.ts'
import { outlayOf } from './show-proposal.ts'
import { undoDecision } from './undo-decision.ts'

const PAGE = 50
const described = describedAs('proposals')
const params = contract.idParams
type One = { Params: { id: string } }

/** Places of programmes and who is proposed for them. */
export function proposalRoutes(deps: ProposalDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    placesRoutes(app, deps)
    readingRoutes(app, deps)
    decidingRoutes(app, deps)
    done()
  }
}

function placesRoutes(app: FastifyInstance, deps: Deps): void {
  const { db } = deps
  const writing = { action: 'programmes.write' } as const
  app.get<One & { Querystring: { region?: string } }>(
    '/api/v1/programmes/:id/places',
    {
      config: { action: 'programmes.read' },
      schema: described(
        'Places of a programme, region by region',
        { params, querystring: contract.placesQuery },
        contract.placesAnswer,
      ),
    },
    (request) => {
      const by = byRequest(request)
      return inScopeOf(db, by, async (tx) => {
        const programme = await getProgramme(tx, request.params.id)
        const { region } = request.query
        const within = region === undefined ? programme.regionCode : parseRegionCode('region', region)
        return answerPlaces(programme.id, await listPlaces(tx, programme.id, within))
      })
    },
  )
  app.post<One & { Body: contract.SetPlacesBody }>(
    '/api/v1/programmes/:id/places',
    {
      config: writing,
      schema: described(
        'Give places to a region, to each of its villages, or a total shared over them',
        { params, body: contract.setPlacesBody },
        contract.changedPlacesAnswer,
      ),
    },
    (request) => setProgrammePlaces(deps, byRequest(request), request.params.id, request.body),
  )
  app.post<One & { Body: contract.MovePlacesBody }>(
    '/api/v1/programmes/:id/places/move',
    {
      config: writing,
      schema: described(
        'Move free places from one region to another',
        { params, body: contract.movePlacesBody },
        contract.changedPlacesAnswer,
      ),
    },
    (request) => movePlaces(deps, byRequest(request), { programmeId: request.params.id, ...request.body }),
  )
}

function readingRoutes(app: FastifyInstance, { db, book }: ProposalDeps): void {
  const config = { action: 'proposals.read' } as const
  app.get<{ Querystring: contract.ListProposalsQuery }>(
    '/api/v1/proposals',
    {
      config,
      schema: described(
        'Proposals within reach, the oldest first',
        { querystring: contract.listProposalsQuery },
        contract.proposalsAnswer,
      ),
    },
    async (request) => {
      const by = byRequest(request)
      const { region, programme, open, page = '1' } = request.query
      const filter = {
        ...(region !== undefined && { region: parseRegionCode('region', region) }),
        ...(programme !== undefined && { programmeId: programme }),
        ...(open === 'yes' && { isOpen: true }),
      }
      const place = { limit: PAGE + 1, offset: (Number(page) - 1) * PAGE }
      const found = await inScopeOf(db, by, (tx) => listProposals(tx, sightOf(by), filter, place))
      return {
        proposals: found.slice(0, PAGE).map(answerProposal),
        page: Number(page),
        more: found.length > PAGE,
      }
    },
  )
  app.get<One>(
    '/api/v1/proposals/:id',
    {
      config,
      schema: described(
        'One proposal, and what a decision now would find',
        { params },
        contract.proposalAnswer,
      ),
    },
    (request) => {
      const by = byRequest(request)
      return inScopeOf(db, by, async (tx) => {
        const proposal = await getProposal(tx, request.params.id)
        const programme = await getProgramme(tx, proposal.programmeId)
        const candidates = await candidatesOf(tx, proposal.id, programme, { states: ['proposed', 'waiting'] })
        const places = await findPlaces(tx, programme.id, proposal.regionCode)
        const outlay = await outlayOf(tx, { programme, candidates, places, book })
        return {
          ...answerProposal(proposal),
          outlook: outlookOf(candidates),
          outlay: answerOutlay(outlay),
          minutes: (await listMinutes(tx, proposal.id)).map(answerMinutes),
        }
      })
    },
  )
}

function decidingRoutes(app: FastifyInstance, deps: ProposalDeps): void {
  const writing = { action: 'proposals.write' } as const
  const deciding = { action: 'proposals.decide' } as const
  app.post<{ Body: contract.ProposeBody }>(
    '/api/v1/proposals',
    {
      config: writing,
      schema: described(
        'Propose people of a region for its places, with the minutes of the meeting',
        { body: contract.proposeBody },
        contract.proposedAnswer,
      ),
    },
    (request) => proposePeople(deps, byRequest(request), request.body),
  )
  app.post<One & { Body: { reason: string } }>(
    '/api/v1/proposals/:id/withdraw',
    {
      config: writing,
      schema: described(
        'Take a proposal back; who was approved stays',
        { params, body: contract.withdrawBody },
        contract.withdrawnAnswer,
      ),
    },
    (request) => withdrawProposal(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
  app.post<One & { Body: { reason: string } }>(
    '/api/v1/proposals/:id/undo',
    {
      config: deciding,
      schema: described(
        'Take the last decision back within a day, while nothing was built on it',
        { params, body: contract.withdrawBody },
        contract.undoneAnswer,
      ),
    },
    (request) => undoDecision(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
  const acts = [
    ['approve', 'Approve everybody who fits, or those named', approveProposal],
    ['refuse', 'Refuse the people named', refuseNamed],
  ] as const
  for (const [name, summary, work] of acts) {
    app.post<One & { Body: contract.DecideBody }>(
      `/api/v1/proposals/:id/${name}`,
      {
        config: deciding,
        schema: described(summary, { params, body: contract.decideBody }, contract.decidedAnswer),
      },
      async (request) =>
        answerDecided(await work(deps, byRequest(request), { id: request.params.id, ...request.body })),
    )
  }
}

function refuseNamed(deps: Deps, by: By, ask: { readonly id: string } & contract.DecideBody) {
  return refuseProposed(deps, by, { ...ask, people: ask.people ?? [] })
}
