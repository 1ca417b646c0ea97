import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatNumber } from '../../../kernel/format.ts'
import { addOrganisation } from '../../../modules/access/add-organisation.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerOrganisations } from '../../../modules/access/answers.ts'
import { addOrganisationBody, listOrganisationsQuery } from '../../../modules/access/contract.ts'
import { ORGANISATION_KINDS } from '../../../modules/access/roles.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  adminCrumbs,
  adminPages,
  adminWords,
  control,
  filterOf,
  pageOf,
  pagesOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type AdministrationDeps,
  type Form,
} from './parts.ts'
import { reasonQuestion } from './user-pages.ts'

/** `/admin/organisasi`: who has users, and adding one. */
export function organisationPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/admin/organisasi', pageOf('organisations.read'), async (request, reply) => {
    const words = adminWords(request)
    const language = languageOf(request)
    const { organisations, page, more } = await answerOrganisations(
      deps,
      byRequest(request),
      filterOf(request, listOrganisationsQuery),
    )
    return sendTable(request, reply, {
      title: words.organisations.title,
      lede: words.organisations.lede,
      crumbs: adminCrumbs(request),
      filters: {
        action: '/admin/organisasi',
        questions: organisationFilters(request),
        values: textsOf(request),
        button: words.filter,
      },
      tables: [
        {
          caption: words.organisations.caption,
          columns: [
            words.users.name,
            words.organisations.kind,
            words.organisations.region,
            words.organisations.users,
            words.organisations.number,
          ],
          rows: organisations.map(({ id, name, kind, region, users }) => ({
            id,
            cells: [
              { text: name, href: hrefIn(language, '/admin/pengguna', { organisation: id }) },
              words.kinds[kind],
              region,
              formatNumber(users, language),
              id,
            ],
          })),
          none: words.organisations.none,
        },
      ],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'organisations.add', {
          label: words.organisations.add,
          path: '/admin/organisasi/tambah',
        }),
        ...adminPages(request, deps),
      ],
    })
  })

  addPages(app, deps)
}

function addPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/admin/organisasi/tambah', pageOf('organisations.add'), (request, reply) =>
    sendForm(request, reply, addForm(request), {}),
  )
  app.post('/admin/organisasi/tambah', pageOf('organisations.add'), (request, reply) =>
    submit(request, reply, addForm(request), addOrganisationBody, async (body) => {
      await addOrganisation(deps, byRequest(request), body)
      return '/admin/organisasi'
    }),
  )
}

function organisationFilters(request: FastifyRequest): Question[] {
  const words = adminWords(request)
  return [
    { name: 'query', label: words.users.name, kind: 'search' },
    {
      name: 'kind',
      label: words.organisations.kind,
      options: [{ value: '', label: words.all }, ...kindOptions(request)],
    },
    { name: 'region', label: words.organisations.region, hint: words.user.regionHint },
  ]
}

function kindOptions(request: FastifyRequest) {
  const { kinds } = adminWords(request)
  return ORGANISATION_KINDS.map((kind) => ({ value: kind, label: kinds[kind] }))
}

function addForm(request: FastifyRequest): Form {
  const words = adminWords(request)
  return {
    title: words.organisations.add,
    lede: words.organisations.addLede,
    crumbs: adminCrumbs(request, [words.organisations.title, '/admin/organisasi']),
    questions: [
      { name: 'kind', label: words.organisations.kind, options: kindOptions(request) },
      { name: 'name', label: words.users.name },
      { name: 'region', label: words.organisations.region, hint: words.user.regionHint },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}
