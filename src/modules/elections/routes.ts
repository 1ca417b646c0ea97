import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import * as contract from './contract.ts'
import { createElection } from './create-election.ts'
import { fillByNumber } from './fill-posts.ts'
import { makePosts } from './make-posts.ts'
import { replaceOfficer } from './replace-officer.ts'
import { setStations } from './set-stations.ts'
import { showElection, showElections, showPosts, type ElectionDeps } from './show-elections.ts'

const described = describedAs('elections')
const params = contract.electionParams
const PATH = '/api/v1/elections'
type Id = { Params: { id: string } }

/** Elections and their officers, for programs. The pages do the same by the same commands. */
export function electionRoutes(deps: ElectionDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    makingRoutes(app, deps)
    officerRoutes(app, deps)
    done()
  }
}

function readingRoutes(app: FastifyInstance, deps: ElectionDeps): void {
  const config = { action: 'elections.read' } as const
  const list = described(
    'Elections within reach, the latest first',
    { querystring: contract.listElectionsQuery },
    contract.electionsAnswer,
  )
  app.get<{ Querystring: contract.ListElectionsQuery }>(PATH, { config, schema: list }, (request) =>
    showElections(deps, byRequest(request), request.query),
  )
  const show = described(
    'One election: its rule, who pays, and the posts of a region part by part',
    { params, querystring: contract.treeQuery },
    contract.electionAnswer,
  )
  app.get<Id & { Querystring: contract.TreeQuery }>(`${PATH}/:id`, { config, schema: show }, (request) =>
    showElection(deps, byRequest(request), request.params.id, request.query),
  )
  const posts = described(
    'Posts with whoever holds them; with missing=yes those that nobody holds',
    { params, querystring: contract.postsQuery },
    contract.postsAnswer,
  )
  app.get<Id & { Querystring: contract.PostsQuery }>(
    `${PATH}/:id/posts`,
    { config, schema: posts },
    (request) => showPosts(deps, byRequest(request), request.params.id, request.query),
  )
}

function makingRoutes(app: FastifyInstance, deps: ElectionDeps): void {
  const config = { action: 'elections.write' } as const
  const create = described(
    'Record an election with the rule that its posts follow from',
    { body: contract.createElectionBody },
    contract.createdElectionAnswer,
    201,
  )
  app.post<{ Body: contract.CreateElectionBody }>(
    PATH,
    { config, schema: create },
    async (request, reply) => {
      reply.code(201)
      return createElection(deps, byRequest(request), request.body)
    },
  )
  const stations = described(
    'Say how many polling stations villages have',
    { params, body: contract.stationsBody },
    contract.stationsAnswer,
  )
  app.post<Id & { Body: contract.StationsBody }>(
    `${PATH}/:id/stations`,
    { config, schema: stations },
    (request) => setStations(deps, byRequest(request), request.params.id, request.body),
  )
  const posts = described(
    'Make the posts that follow from districts, villages and polling stations',
    { params, body: contract.makePostsBody },
    contract.madePostsAnswer,
  )
  app.post<Id & { Body: { reason: string } }>(`${PATH}/:id/posts`, { config, schema: posts }, (request) =>
    makePosts(deps, byRequest(request), request.params.id, request.body.reason),
  )
}

function officerRoutes(app: FastifyInstance, deps: ElectionDeps): void {
  const config = { action: 'elections.fill' } as const
  const fill = described(
    'Fill the posts of a district with people of the registry, and protect them',
    { params, body: contract.fillBody },
    contract.filledAnswer,
  )
  app.post<Id & { Body: contract.FillBody }>(`${PATH}/:id/officers`, { config, schema: fill }, (request) =>
    fillByNumber(deps.db, byRequest(request), request.params.id, request.body),
  )
  const replace = described(
    'Replace an officer on a day: one ends, another begins',
    { params, body: contract.replaceBody },
    contract.replacedAnswer,
  )
  app.post<Id & { Body: contract.ReplaceBody }>(
    `${PATH}/:id/replace`,
    { config, schema: replace },
    (request) => replaceOfficer(deps, byRequest(request), request.params.id, request.body),
  )
}
