import { described } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/format.ts'
import type { AccessDeps } from './access-deps.ts'
import type { Actor } from './access.ts'
import type { ActionName } from './actions.ts'
import { addOrganisation } from './add-organisation.ts'
import { addUser } from './add-user.ts'
import {
  answerActions,
  answerAudit,
  answerKeys,
  answerOrganisations,
  answerUsers,
  openUser,
  userAnswerOf,
} from './answers.ts'
import type { By } from './act.ts'
import * as contract from './contract.ts'
import { closeOrganisation, reopenOrganisation } from './close-organisation.ts'
import { createApiKey } from './create-api-key.ts'
import { refuse } from '../../kernel/refusal.ts'
import { delegateRole } from './delegate-role.ts'
import { disableUser } from './disable-user.ts'
import { endDelegation, endGrant } from './end-grant.ts'
import { grantRole } from './grant-role.ts'
import { handOverRoles } from './hand-over-roles.ts'
import { resetCode } from './reset-code.ts'
import { revokeApiKey } from './revoke-api-key.ts'

type AdminDeps = AccessDeps & { readonly languageOf: (request: FastifyRequest) => Language }

/** Who acts by a request, for the audit. The route has refused whoever may not act at all. */
export function byRequest(request: FastifyRequest): By & { readonly kind: 'user'; readonly actor: Actor } {
  const actor = request.actor?.actor ?? request.programActor
  if (!actor) throw refuse('not-signed-in', { because: request.sessionFault })
  return { kind: 'user', actor, address: request.ip, requestId: request.id }
}

const params = contract.idParams
const as = (action: ActionName) => ({ action })

type Id = { Params: { id: string } }

/** Users, organisations, roles, keys of programs and the audit, for programs. The pages do the same acts by the same commands. */
export function adminRoutes(deps: AdminDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    userRoutes(app, deps)
    grantRoutes(app, deps)
    delegationRoutes(app, deps)
    organisationRoutes(app, deps)
    reasonedRoutes(app, deps)
    keyRoutes(app, deps)
    readingRoutes(app, deps)
    done()
  }
}

function userRoutes(app: FastifyInstance, deps: AdminDeps): void {
  app.get<{ Querystring: contract.ListUsersQuery }>(
    '/api/v1/users',
    {
      config: as('users.read'),
      schema: described(
        'users',
        'Users within reach with their roles',
        { querystring: contract.listUsersQuery },
        contract.usersAnswer,
      ),
    },
    (request) => answerUsers(deps, byRequest(request), request.query, deps.languageOf(request)),
  )
  app.get<Id>(
    '/api/v1/users/:id',
    {
      config: as('users.read'),
      schema: described('users', 'One user; the look is recorded', { params }, contract.userAnswer),
    },
    async (request) =>
      userAnswerOf(await openUser(deps, byRequest(request), request.params.id), deps.languageOf(request)),
  )
  app.post<{ Body: contract.AddUserBody }>(
    '/api/v1/users',
    {
      config: as('users.add'),
      schema: described('users', 'Add a user', { body: contract.addUserBody }, contract.createdAnswer, 201),
    },
    async (request, reply) =>
      reply.code(201).send({ id: await addUser(deps, byRequest(request), request.body) }),
  )
  app.post<Id & { Body: contract.ReasonBody }>(
    '/api/v1/users/:id/disable',
    {
      config: as('users.disable'),
      schema: described(
        'users',
        'Switch a user off; his sessions end',
        { params, body: contract.reasonBody },
        contract.doneAnswer,
      ),
    },
    async (request) => {
      await disableUser(deps, byRequest(request), { ...request.body, id: request.params.id })
      return { done: true }
    },
  )
}

function grantRoutes(app: FastifyInstance, deps: AdminDeps): void {
  app.post<Id & { Body: contract.GrantBody }>(
    '/api/v1/users/:id/grants',
    {
      config: as('users.grant'),
      schema: described(
        'roles',
        'Give a role',
        { params, body: contract.grantBody },
        contract.createdAnswer,
        201,
      ),
    },
    async (request, reply) => {
      const id = await grantRole(deps, byRequest(request), { ...request.body, id: request.params.id })
      return reply.code(201).send({ id })
    },
  )
  app.post<Id & { Body: contract.EndGrantBody }>(
    '/api/v1/grants/:id/end',
    {
      config: as('users.grant'),
      schema: described(
        'roles',
        'End a role, at once or from a day on',
        { params, body: contract.endGrantBody },
        contract.doneAnswer,
      ),
    },
    async (request) => {
      await endGrant(deps, byRequest(request), { ...request.body, id: request.params.id })
      return { done: true }
    },
  )
  app.post<Id & { Body: contract.HandOverBody }>(
    '/api/v1/users/:id/hand-over',
    {
      config: as('users.grant'),
      schema: described(
        'roles',
        'Hand every role of a leaving official to a successor',
        { params, body: contract.handOverBody },
        contract.idsAnswer,
      ),
    },
    async (request) => ({
      ids: await handOverRoles(deps, byRequest(request), { ...request.body, id: request.params.id }),
    }),
  )
}

/** Lending one’s own role. */
function delegationRoutes(app: FastifyInstance, deps: AdminDeps): void {
  app.post<{ Body: contract.DelegationBody }>(
    '/api/v1/delegations',
    {
      config: as('roles.delegate'),
      schema: described(
        'roles',
        'Lend one’s role to a colleague while away',
        { body: contract.delegationBody },
        contract.createdAnswer,
        201,
      ),
    },
    async (request, reply) =>
      reply.code(201).send({ id: await delegateRole(deps, byRequest(request), request.body) }),
  )
  app.post<Id & { Body: contract.EndGrantBody }>(
    '/api/v1/delegations/:id/end',
    {
      config: as('roles.delegate'),
      schema: described(
        'roles',
        'Take back a role one has lent',
        { params, body: contract.endGrantBody },
        contract.doneAnswer,
      ),
    },
    async (request) => {
      await endDelegation(deps, byRequest(request), { ...request.body, id: request.params.id })
      return { done: true }
    },
  )
}

function organisationRoutes(app: FastifyInstance, deps: AdminDeps): void {
  app.get<{ Querystring: contract.ListOrganisationsQuery }>(
    '/api/v1/organisations',
    {
      config: as('organisations.read'),
      schema: described(
        'organisations',
        'Organisations within reach',
        { querystring: contract.listOrganisationsQuery },
        contract.organisationsAnswer,
      ),
    },
    (request) => answerOrganisations(deps, byRequest(request), request.query),
  )
  app.post<{ Body: contract.AddOrganisationBody }>(
    '/api/v1/organisations',
    {
      config: as('organisations.add'),
      schema: described(
        'organisations',
        'Add an organisation',
        { body: contract.addOrganisationBody },
        contract.createdAnswer,
        201,
      ),
    },
    async (request, reply) =>
      reply.code(201).send({ id: await addOrganisation(deps, byRequest(request), request.body) }),
  )
}

/** Acts on one record that ask for a reason and nothing else. */
function reasonedRoutes(app: FastifyInstance, deps: AdminDeps): void {
  const acts = [
    [
      '/api/v1/users/:id/reset-code',
      'users.reset-code',
      'users',
      'Take codes and passkeys of who lost his phone away; his sessions end',
      resetCode,
    ],
    [
      '/api/v1/organisations/:id/close',
      'organisations.close',
      'organisations',
      'Close an organisation; its roles, sessions and keys end',
      closeOrganisation,
    ],
    [
      '/api/v1/organisations/:id/reopen',
      'organisations.close',
      'organisations',
      'Open a closed organisation again, without roles and keys',
      reopenOrganisation,
    ],
  ] as const
  for (const [url, action, tag, summary, work] of acts) {
    const schema = described(tag, summary, { params, body: contract.reasonBody }, contract.doneAnswer)
    app.post<Id & { Body: contract.ReasonBody }>(url, { config: as(action), schema }, async (request) => {
      await work(deps, byRequest(request), { ...request.body, id: request.params.id })
      return { done: true }
    })
  }
}

function keyRoutes(app: FastifyInstance, deps: AdminDeps): void {
  app.get<{ Querystring: contract.ListKeysQuery }>(
    '/api/v1/api-keys',
    {
      config: as('keys.read'),
      schema: described(
        'keys',
        'Keys of programs within reach, with today’s use',
        { querystring: contract.listKeysQuery },
        contract.keysAnswer,
      ),
    },
    (request) => answerKeys(deps, byRequest(request), request.query),
  )
  app.post<{ Body: contract.CreateKeyBody }>(
    '/api/v1/api-keys',
    {
      config: as('keys.create'),
      schema: described(
        'keys',
        'Make a key; it is shown this once',
        { body: contract.createKeyBody },
        contract.createdKeyAnswer,
        201,
      ),
    },
    async (request, reply) =>
      reply.code(201).send(await createApiKey(deps, byRequest(request), request.body)),
  )
  app.post<Id & { Body: contract.ReasonBody }>(
    '/api/v1/api-keys/:id/revoke',
    {
      config: as('keys.revoke'),
      schema: described('keys', 'Revoke a key', { params, body: contract.reasonBody }, contract.doneAnswer),
    },
    async (request) => {
      await revokeApiKey(deps, byRequest(request), { ...request.body, id: request.params.id })
      return { done: true }
    },
  )
}

function readingRoutes(app: FastifyInstance, deps: AdminDeps): void {
  app.get(
    '/api/v1/actions',
    {
      config: as('account.read'),
      schema: described('users', 'What one may do today, and why not the rest', {}, contract.actionsAnswer),
    },
    (request) => answerActions(byRequest(request).actor, deps.clock.today(), deps.languageOf(request)),
  )
  app.get<{ Querystring: contract.ListAuditQuery }>(
    '/api/v1/audit/entries',
    {
      config: as('audit.read'),
      schema: described(
        'audit',
        'The audit of one’s region, newest first',
        { querystring: contract.listAuditQuery },
        contract.auditAnswer,
      ),
    },
    (request) => answerAudit(deps, byRequest(request), request.query),
  )
}
