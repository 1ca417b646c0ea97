import { describedAs } from '../../platform/described.ts'
import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { byRequest } from '../access/admin-routes.ts'
import { addMembers } from './add-members.ts'
import { addPayer } from './add-payer.ts'
import { addRoster } from './add-roster.ts'
import { changeMember } from './change-member.ts'
import * as contract from './contract.ts'
import { showMembers, showPayer, showPayers, showRosters } from './show-payers.ts'

const described = describedAs('payers')
const params = contract.idParams
type Id = { Params: { id: string } }

/** Payers and the rosters of those they pay for, for programs. The pages do the same by the same commands. */
export function payerRoutes(deps: Deps): FastifyPluginCallback {
  return (app, _options, done) => {
    const list = described(
      'Payers within reach',
      { querystring: contract.listPayersQuery },
      contract.payersAnswer,
    )
    app.get<{ Querystring: contract.ListPayersQuery }>(
      '/api/v1/payers',
      { config: { action: 'payers.read' }, schema: list },
      (request) => showPayers(deps, byRequest(request), request.query),
    )
    const show = described('One payer and what became of its money', { params }, contract.payerAnswer)
    app.get<Id>('/api/v1/payers/:id', { config: { action: 'payers.read' }, schema: show }, (request) =>
      showPayer(deps, byRequest(request), request.params.id),
    )
    const add = described(
      'Record a payer and open its accounts',
      { body: contract.addPayerBody },
      contract.idAnswer,
      201,
    )
    app.post<{ Body: contract.AddPayerBody }>(
      '/api/v1/payers',
      { config: { action: 'payers.write' }, schema: add },
      async (request, reply) => {
        reply.code(201)
        return addPayer(deps, byRequest(request), request.body)
      },
    )
    done()
  }
}

/** Rosters, for programs. */
export function rosterRoutes(deps: Deps): FastifyPluginCallback {
  return (app, _options, done) => {
    const list = described(
      'Rosters within reach',
      { querystring: contract.listRostersQuery },
      contract.rostersAnswer,
    )
    app.get<{ Querystring: contract.ListRostersQuery }>(
      '/api/v1/rosters',
      { config: { action: 'rosters.read' }, schema: list },
      (request) => showRosters(deps, byRequest(request), request.query),
    )
    const add = described(
      'Make a roster of a payer',
      { body: contract.addRosterBody },
      contract.idAnswer,
      201,
    )
    app.post<{ Body: contract.AddRosterBody }>(
      '/api/v1/rosters',
      { config: { action: 'rosters.write' }, schema: add },
      async (request, reply) => {
        reply.code(201)
        return addRoster(deps, byRequest(request), request.body)
      },
    )
    const members = described(
      'Who stands in a roster',
      { params, querystring: contract.listMembersQuery },
      contract.membersAnswer,
    )
    app.get<Id & { Querystring: contract.ListMembersQuery }>(
      '/api/v1/rosters/:id/members',
      { config: { action: 'rosters.read' }, schema: members },
      (request) => showMembers(deps, byRequest(request), request.params.id, request.query),
    )
    const join = described(
      'Take one person or everybody of a list into a roster',
      { params, body: contract.addMembersBody },
      contract.addedMembersAnswer,
    )
    app.post<Id & { Body: contract.AddMembersBody }>(
      '/api/v1/rosters/:id/members',
      { config: { action: 'rosters.write' }, schema: join },
      (request) => addMembers(deps, byRequest(request), request.params.id, request.body),
    )
    const change = described(
      'Another wage for a member from a month on, or the end of his protection',
      { params, body: contract.changeMemberBody },
      contract.changedMemberAnswer,
    )
    app.post<Id & { Body: contract.ChangeMemberBody }>(
      '/api/v1/rosters/:id/change',
      { config: { action: 'rosters.write' }, schema: change },
      (request) => changeMember(deps, byRequest(request), request.params.id, request.body),
    )
    done()
  }
}
