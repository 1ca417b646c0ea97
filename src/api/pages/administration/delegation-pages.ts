import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate } from '../../../kernel/format.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { delegationBody, reasonBody } from '../../../modules/access/contract.ts'
import { delegateRole } from '../../../modules/access/delegate-role.ts'
import { endDelegation } from '../../../modules/access/end-grant.ts'
import { listLentRoles, type LentRole } from '../../../modules/access/queries.ts'
import { roleNamed } from '../../../modules/access/roles.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  adminPages,
  adminWords,
  control,
  pageOf,
  sendForm,
  submit,
  type AdministrationDeps,
  type Form,
} from './parts.ts'
import { printablePage } from './print-pages.ts'
import { reasonQuestion } from './user-pages.ts'

type Id = { Params: { id: string } }

/** `/akun/titipkan`: lending one's own role to a colleague while away, and taking it back. */
export function delegationPages(app: FastifyInstance, deps: AdministrationDeps): void {
  const lending = { path: '/akun/titipkan', action: 'roles.delegate', recorded: 'account.print' } as const
  printablePage(app, deps, lending, async (request) => {
    const words = adminWords(request)
    const language = languageOf(request)
    const by = byRequest(request)
    const lent = await inScopeOf(deps.db, by, (tx) => listLentRoles(tx, by.actor.userId, deps.clock.today()))
    return {
      title: words.lend.title,
      lede: words.lend.lede,
      tables: [
        {
          caption: words.lend.caption,
          columns: [
            words.lend.colleagueColumn,
            words.user.role,
            words.user.from,
            words.user.to,
            words.lend.end,
          ],
          rows: lent.map(({ grantId, role, validFrom, validTo, colleague }) => ({
            id: grantId,
            cells: [
              colleague,
              roleNamed(role).title[language],
              formatDate(validFrom, language),
              validTo === null ? words.user.noEnd : formatDate(validTo, language),
              { text: words.lend.end, href: hrefIn(language, `/akun/titipkan/${grantId}/akhiri`) },
            ],
          })),
          none: words.lend.none,
        },
      ],
      controls: [
        control(request, deps, 'roles.delegate', { label: words.lend.new, path: '/akun/titipkan/baru' }),
        ...adminPages(request, deps),
      ],
    }
  })

  app.get('/akun/titipkan/baru', pageOf('roles.delegate'), (request, reply) =>
    sendForm(request, reply, lendForm(request), { validFrom: deps.clock.today() }),
  )
  app.post('/akun/titipkan/baru', pageOf('roles.delegate'), (request, reply) =>
    submit(request, reply, lendForm(request), delegationBody, async (body) => {
      await delegateRole(deps, byRequest(request), body)
      return '/akun/titipkan'
    }),
  )

  takeBackPages(app, deps)
}

function takeBackPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get<Id>('/akun/titipkan/:id/akhiri', pageOf('roles.delegate'), async (request, reply) => {
    const held = await findLent(request, deps)
    return sendForm(request, reply, takeBackForm(request, held), {})
  })
  app.post<Id>('/akun/titipkan/:id/akhiri', pageOf('roles.delegate'), async (request, reply) => {
    const held = await findLent(request, deps)
    return submit(request, reply, takeBackForm(request, held), reasonBody, async (body) => {
      await endDelegation(deps, byRequest(request), { ...body, id: held.grantId })
      return '/akun/titipkan'
    })
  })
}

/** The role that the actor himself lent; otherwise refuses as if it did not exist. */
async function findLent(request: FastifyRequest<Id>, deps: AdministrationDeps): Promise<LentRole> {
  const by = byRequest(request)
  const lent = await inScopeOf(deps.db, by, (tx) => listLentRoles(tx, by.actor.userId, deps.clock.today()))
  const held = lent.find(({ grantId }) => grantId === request.params.id)
  if (!held) throw refuse('no-such-record', { kind: 'grant' })
  return held
}

function crumbs(request: FastifyRequest) {
  const language = languageOf(request)
  return [{ name: adminWords(request).lend.title, href: hrefIn(language, '/akun/titipkan') }]
}

function lendForm(request: FastifyRequest): Form {
  const words = adminWords(request)
  return {
    title: words.lend.new,
    lede: words.lend.lede,
    crumbs: crumbs(request),
    questions: [
      { name: 'colleague', label: words.lend.colleague },
      { name: 'validFrom', label: words.user.validFrom, kind: 'date' },
      { name: 'validTo', label: words.user.validTo, kind: 'date' },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}

function takeBackForm(request: FastifyRequest, { colleague }: LentRole): Form {
  const words = adminWords(request)
  return {
    title: words.lend.endTitle,
    lede: `${colleague}. ${words.lend.endLede}`,
    crumbs: crumbs(request),
    questions: [reasonQuestion(request)],
    button: words.lend.end,
  }
}
