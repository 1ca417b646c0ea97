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
import { resetCode } from '../../../modules/access/reset-code.ts'
import { getColleague, getGrant, type UserRow } from '../../../modules/access/queries.ts'
import { roleNamed, ROLE_NAMES } from '../../../modules/access/roles.ts'
import { writtenRegion } from '../../../modules/access/places.ts'
import type { ActionName } from '../../../modules/access/actions.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  adminCrumbs,
  adminWords,
  pageOf,
  sendForm,
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

  form('kode', 'users.reset-code', (request, user) => reasonForm(request, user, 'resetCode'))
  app.post<Id>('/admin/pengguna/:id/kode', pageOf('users.reset-code'), async (request, reply) => {
    const user = await findUserFor(request, deps, request.params.id)
    return submit(request, reply, reasonForm(request, user, 'resetCode'), reasonBody, async (body) => {
      await resetCode(deps, byRequest(request), { ...body, id: user.id })
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
  invitePage(app, deps)
  grantEndPages(app, deps)
}

/** The link is in the answer itself and shown this once. */
function invitePage(app: FastifyInstance, deps: AdministrationDeps): void {
  app.post<Id>('/admin/pengguna/:id/tautan', pageOf('users.invite'), async (request, reply) => {
    const user = await findUserFor(request, deps, request.params.id)
    return submit(request, reply, reasonForm(request, user, 'invite'), reasonBody, async (body) => {
      const path = await inviteUser(deps, byRequest(request), { ...body, id: user.id })
      const words = adminWords(request).user
      const secret = `${deps.publicUrl ?? `http://${request.host}`}${path}`
      return {
        title: words.linkTitle,
        lede: user.name,
        crumbs: userCrumbs(request, user),
        notice: { title: words.linkOnce, text: words.linkText, secret },
        tables: [],
        controls: [
          { label: words.linkDone, href: hrefIn(languageOf(request), `/admin/pengguna/${user.id}`) },
        ],
      }
    })
  })
}

/** Ending one role: below `/admin/hak`, because a role has an address without its user. */
function grantEndPages(app: FastifyInstance, deps: AdministrationDeps): void {
  const find = (request: FastifyRequest, id: string) => {
    const by = byRequest(request)
    return inScopeOf(deps.db, by, (tx) => getGrant(tx, sightOf(by), id, deps.clock.today()))
  }
  app.get<Id>('/admin/hak/:id/akhiri', pageOf('users.grant'), async (request, reply) => {
    const found = await find(request, request.params.id)
    return sendForm(request, reply, endForm(request, found), {})
  })
  app.post<Id>('/admin/hak/:id/akhiri', pageOf('users.grant'), async (request, reply) => {
    const found = await find(request, request.params.id)
    return submit(request, reply, endForm(request, found), endGrantBody, async (body) => {
      await endGrant(deps, byRequest(request), { ...body, id: found.held.grantId })
      return `/admin/pengguna/${found.user.id}`
    })
  })
}

function userCrumbs(request: FastifyRequest, user: UserRow) {
  const { users } = adminWords(request)
  return adminCrumbs(request, [users.title, '/admin/pengguna'], [user.name, `/admin/pengguna/${user.id}`])
}

function grantForm(request: FastifyRequest, user: UserRow): Form {
  const words = adminWords(request)
  const language = languageOf(request)
  const fitting = ROLE_NAMES.filter((name) => roleNamed(name).organisations.includes(user.organisation.kind))
  return {
    title: words.user.grant,
    lede: words.user.grantLede,
    crumbs: userCrumbs(request, user),
    questions: [
      {
        name: 'role',
        label: words.user.role,
        options: fitting.map((name) => ({ value: name, label: roleNamed(name).title[language] })),
      },
      { name: 'region', label: words.user.region, hint: words.user.regionHint },
      { name: 'validFrom', label: words.user.validFrom, kind: 'date' },
      { name: 'validTo', label: words.user.validTo, hint: words.user.validToHint, kind: 'date' },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}

function successionForm(request: FastifyRequest, user: UserRow): Form {
  const words = adminWords(request)
  return {
    title: words.user.handOver,
    lede: words.user.handOverLede,
    crumbs: userCrumbs(request, user),
    questions: [
      { name: 'successor', label: words.user.successor, hint: words.user.successorHint },
      { name: 'on', label: words.user.on, kind: 'date' },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}

function reasonForm(request: FastifyRequest, user: UserRow, act: 'disable' | 'invite' | 'resetCode'): Form {
  const words: Words = adminWords(request)
  return {
    title: words.user[act],
    lede: `${user.name}. ${words.user[`${act}Lede`]}`,
    crumbs: userCrumbs(request, user),
    questions: [reasonQuestion(request)],
    button: words.user[act],
  }
}

function endForm(request: FastifyRequest, { user, held }: Awaited<ReturnType<typeof getGrant>>): Form {
  const words = adminWords(request)
  const title = roleNamed(held.role).title[languageOf(request)]
  return {
    title: words.user.endTitle,
    lede: `${user.name}: ${title}. ${words.user.endLede}`,
    crumbs: userCrumbs(request, user),
    questions: [{ name: 'endsOn', label: words.user.endsOn, kind: 'date' }, reasonQuestion(request)],
    button: words.user.end,
  }
}
