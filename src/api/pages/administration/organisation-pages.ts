import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatNumber } from '../../../kernel/format.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { addOrganisation } from '../../../modules/access/add-organisation.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerOrganisations, readRegion } from '../../../modules/access/answers.ts'
import { closeOrganisation, reopenOrganisation } from '../../../modules/access/close-organisation.ts'
import { addOrganisationBody, listOrganisationsQuery, reasonBody } from '../../../modules/access/contract.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { getOrganisation } from '../../../modules/access/queries.ts'
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

/** `/admin/organisasi`: who has users, adding one, closing and reopening it. */
export function organisationPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/admin/organisasi', pageOf('organisations.read'), async (request, reply) => {
    const words = adminWords(request)
    const language = languageOf(request)
    const { organisations, page, more } = await answerOrganisations(
      deps,
      byRequest(request),
      filterOf(request, listOrganisationsQuery),
    )
    const regions = organisations.map(({ region }) => readRegion(region))
    const place = await placeTexts(deps.db, regions, deps.clock.today())
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
            words.users.state,
          ],
          rows: organisations.map(({ id, name, kind, region, users, closed }) => ({
            id,
            cells: [
              { text: name, href: hrefIn(language, `/admin/organisasi/${id}`) },
              words.kinds[kind],
              place(readRegion(region)),
              formatNumber(users, language),
              closed ? words.organisations.closed : words.organisations.open,
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
  oneOrganisationPages(app, deps)
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

type Id = { Params: { id: string } }
type Found = Awaited<ReturnType<typeof getOrganisation>>

/** `/admin/organisasi/:id` with closing and reopening. */
function oneOrganisationPages(app: FastifyInstance, deps: AdministrationDeps): void {
  const find = (request: FastifyRequest, id: string): Promise<Found> => {
    const by = byRequest(request)
    return inScopeOf(deps.db, by, (tx) => getOrganisation(tx, sightOf(by), id))
  }
  app.get<Id>('/admin/organisasi/:id', pageOf('organisations.read'), async (request, reply) => {
    const words = adminWords(request)
    const found = await find(request, request.params.id)
    const { name, kind, regionCode, closedOn } = found
    const place = await placeTexts(deps.db, [regionCode], deps.clock.today())
    const { open, closed } = words.organisations
    return sendTable(request, reply, {
      title: name,
      lede: words.organisations.oneLede,
      crumbs: adminCrumbs(request, [words.organisations.title, '/admin/organisasi']),
      facts: [
        [words.organisations.kind, words.kinds[kind]],
        [words.organisations.region, place(regionCode)],
        [
          words.users.state,
          closedOn === null ? open : `${closed}, ${formatDate(closedOn, languageOf(request))}`,
        ],
      ],
      tables: [],
      controls: organisationControls(request, deps, found),
    })
  })
  for (const [path, act, work] of [
    ['tutup', 'close', closeOrganisation],
    ['buka', 'reopen', reopenOrganisation],
  ] as const) {
    const url = `/admin/organisasi/:id/${path}`
    app.get<Id>(url, pageOf('organisations.close'), async (request, reply) => {
      return sendForm(request, reply, closingForm(request, await find(request, request.params.id), act), {})
    })
    app.post<Id>(url, pageOf('organisations.close'), async (request, reply) => {
      const found = await find(request, request.params.id)
      return submit(request, reply, closingForm(request, found, act), reasonBody, async (body) => {
        await work(deps, byRequest(request), { ...body, id: found.id })
        return `/admin/organisasi/${found.id}`
      })
    })
  }
}

function organisationControls(request: FastifyRequest, deps: AdministrationDeps, { id, closedOn }: Found) {
  const words = adminWords(request)
  const at = (path: string) => `/admin/organisasi/${id}/${path}`
  const to = { query: { organisation: id } }
  const users = { label: words.users.title, path: '/admin/pengguna', ...to }
  const add = { label: words.users.add, path: '/admin/pengguna/tambah', ...to }
  const { close, reopen } = words.organisations
  return [
    control(request, deps, 'users.read', users),
    ...(closedOn === null ? [control(request, deps, 'users.add', add)] : []),
    control(
      request,
      deps,
      'organisations.close',
      closedOn === null ? { label: close, path: at('tutup') } : { label: reopen, path: at('buka') },
    ),
  ]
}

function closingForm(request: FastifyRequest, { id, name }: Found, act: 'close' | 'reopen'): Form {
  const { organisations } = adminWords(request)
  return {
    title: organisations[act],
    lede: `${name}. ${organisations[`${act}Lede`]}`,
    crumbs: adminCrumbs(
      request,
      [organisations.title, '/admin/organisasi'],
      [name, `/admin/organisasi/${id}`],
    ),
    questions: [reasonQuestion(request)],
    button: organisations[act],
  }
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
