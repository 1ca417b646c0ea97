import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { endGrantBody, grantBody, handOverBody, reasonBody } from '../../../modules/access/contract.ts'
import { disableUser } from '../../../modules/access/disable-user.ts'
import { endGrant } from '../../../modules/access/end-grant.ts'
import { grantRole } from '../../../modules/access/grant-role.ts'
import { handOverRoles } from '../../../modules/access/hand-over-roles.ts'
import { inviteUser } from '../../../modules/access/invite-user.ts'
import { getColleague, getGrant, type UserRow } from '../../../modules/access/queries.ts'
import { roleNamed, ROLE_NAMES } from '../../../modules/access/roles.ts'
import { writtenRegion } from '../../../modules/access/places.ts'
import type { ActionName } from '../../../modules/access/actions.ts'
import { languageOf } from '../../language.ts'
import {
  adminCrumbs,
  adminWords,
  pageOf,
  sendForm,
  sendTable,
  submit,
  type AdministrationDeps,
  type Form,
} from './parts.ts'
import { findUserFor, reasonQuestion } from './user-pages.ts'

type Id = { Params: { id: string } }
type Words = ReturnType<typeof adminWords>

/** On the page the successor is named by the address people know; the contract of the API names him by id. */
const handOverForm = Type.Object(
  { ...handOverBody.properties, successor: Type.String({ minLength: 3, maxLength: 254 }) },
  { additionalProperties: false },
)

/** The acts on one user, each a form on a page of its own below `/admin/pengguna/:id`. */
export function userActPages(app: FastifyInstance, deps: AdministrationDeps): void {
  const form = (path: string, action: ActionName, make: (request: FastifyRequest, user: UserRow) => Form) => {
    app.get<Id>(`/admin/pengguna/:id/${path}`, pageOf(action), async (request, reply) => {
      const user = await findUserFor(request, deps, request.params.id)
      const values = { validFrom: deps.clock.today(), region: writtenRegion(user.organisation.regionCode) }
      return sendForm(request, reply, make(request, user), values)
    })
  }
  const backTo = (id: string) => `/admin/pengguna/${id}`

  form('peran', 'users.grant', grantForm)
  app.post<Id>('/admin/pengguna/:id/peran', pageOf('users.grant'), async (request, reply) => {
    const user = await findUserFor(request, deps, request.params.id)
    return submit(request, reply, grantForm(request, user), grantBody, async (body) => {
      await grantRole(deps, byRequest(request), { ...body, id: user.id })
      return backTo(user.id)
    })
  })

  form('nonaktif', 'users.disable', (request, user) => reasonForm(request, user, 'disable'))
  app.post<Id>('/admin/pengguna/:id/nonaktif', pageOf('users.disable'), async (request, reply) => {
    const user = await findUserFor(request, deps, request.params.id)
    return submit(request, reply, reasonForm(request, user, 'disable'), reasonBody, async (body) => {
      await disableUser(deps, byRequest(request), { ...body, id: user.id })
      return backTo(user.id)
    })
  })

  form('serah-terima', 'users.grant', successionForm)
  app.post<Id>('/admin/pengguna/:id/serah-terima', pageOf('users.grant'), async (request, reply) => {
    const user = await findUserFor(request, deps, request.params.id)
    return submit(request, reply, successionForm(request, user), handOverForm, async (body) => {
      const by = byRequest(request)
      const successor = await inScopeOf(deps.db, by, (tx) =>
        getColleague(tx, user.organisation.id, body.successor, deps.clock.today()),
      )
      await handOverRoles(deps, by, { ...body, successor: successor.id, id: user.id })
      return backTo(user.id)
    })
  })

  form('tautan', 'users.invite', (request, user) => reasonForm(request, user, 'invite'))
  app.post<Id>('/admin/pengguna/:id/tautan', pageOf('users.invite'), async (request, reply) => {
    const user = await findUserFor(request, deps, request.params.id)
    let link = ''
    const answer = await submit(request, reply, reasonForm(request, user, 'invite'), reasonBody, async (body) => {
      link = await inviteUser(deps, byRequest(request), { ...body, id: user.id })
      return backTo(user.id)
    })
    // Not by redirect: an address that holds the link would stay in histories and logs.
    return link === '' ? answer : answer
  })

  grantEndPages(app, deps)
}
