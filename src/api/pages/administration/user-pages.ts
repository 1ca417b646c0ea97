import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, type Language } from '../../../kernel/format.ts'
import { roleNamed, ROLE_NAMES } from '../../../modules/access/roles.ts'
import { addUser } from '../../../modules/access/add-user.ts'
import { openUser, pageOfUsers, userAnswerOf } from '../../../modules/access/answers.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { addUserBody, listUsersQuery } from '../../../modules/access/contract.ts'
import { exportUsers } from '../../../modules/access/export-rows.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { getUser, listRecoveryRequests, type UserRow } from '../../../modules/access/queries.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { streamCsv, type CsvCell } from '../../csv.ts'
import { languageOf } from '../../language.ts'
import { organisationQuestion } from './organisation-question.ts'
import {
  adminCrumbs,
  adminPages,
  adminWords,
  control,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendForm,
  submit,
  textsOf,
  type AdministrationDeps,
  type Form,
} from './parts.ts'
import { printablePage } from './print-pages.ts'

type Id = { Params: { id: string } }

/** `/admin/pengguna`: the list, its table as a file, adding somebody, and one page per user. */
export function userPages(app: FastifyInstance, deps: AdministrationDeps): void {
  const list = { path: '/admin/pengguna', action: 'users.read', recorded: 'users.print' } as const
  printablePage(app, deps, list, async (request) => {
    const words = adminWords(request)
    const answer = await pageOfUsers(deps, byRequest(request), filterOf(request, listUsersQuery))
    const place = await placesOf(answer.rows, deps)
    const { organisation } = textsOf(request)
    return {
      title: words.users.title,
      lede: words.users.lede,
      crumbs: adminCrumbs(request),
      filters: {
        action: '/admin/pengguna',
        questions: await userFilters(request, deps),
        values: textsOf(request),
        button: words.filter,
      },
      tables: [
        {
          caption: words.users.caption,
          columns: [
            words.users.name,
            words.users.email,
            words.users.organisation,
            words.users.roles,
            words.users.state,
          ],
          rows: answer.rows.map((user) => userRow(user, place, request)),
          none: words.users.none,
        },
      ],
      pages: pagesOf(request, answer.page, answer.more),
      controls: [
        control(request, deps, 'users.add', {
          label: words.users.add,
          path: '/admin/pengguna/tambah',
          query: { organisation },
        }),
        control(request, deps, 'users.export', {
          label: words.users.download,
          path: '/admin/pengguna.csv',
          query: textsOf(request),
        }),
        ...adminPages(request, deps),
      ],
    }
  })

  app.get('/admin/pengguna.csv', pageOf('users.export'), async (request, reply) => {
    const { pages } = await exportUsers(deps, byRequest(request), filterOf(request, listUsersQuery))
    return streamCsv(reply, 'pengguna', userColumns(request), userCells(pages, request))
  })

  oneUserPages(app, deps)
}

function oneUserPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/admin/pengguna/tambah', pageOf('users.add'), async (request, reply) =>
    sendForm(request, reply, await addForm(request, deps), {
      organisation: textsOf(request)['organisation'] ?? '',
    }),
  )
  app.post('/admin/pengguna/tambah', pageOf('users.add'), async (request, reply) =>
    submit(request, reply, await addForm(request, deps), addUserBody, async (body) => {
      return `/admin/pengguna/${await addUser(deps, byRequest(request), body)}`
    }),
  )

  const one = {
    path: '/admin/pengguna/:id',
    action: 'users.read',
    recorded: 'users.print',
    subjectOf: ({ params }: FastifyRequest<Id>) => ({ kind: 'user', id: params.id }),
  } as const
  printablePage(app, deps, one, async (request) => {
    const words = adminWords(request)
    const user = await openUser(deps, byRequest(request), request.params.id)
    const requests = await inScopeOf(deps.db, byRequest(request), (tx) =>
      listRecoveryRequests(tx, [user.id], deps.clock.now()),
    )
    const place = await placesOf([user], deps)
    return {
      title: user.name,
      lede: words.user.lede,
      crumbs: adminCrumbs(request, [words.users.title, '/admin/pengguna']),
      facts: userFacts(user, place, requests.has(user.id), request),
      tables: [rolesTable(user, place, request)],
      controls: userControls(user, request, deps),
    }
  })
}

/** Looks a user up for the form of an act: not recorded as a look at him, because the act itself will be. */
export function findUserFor(request: FastifyRequest, deps: AdministrationDeps, id: string): Promise<UserRow> {
  const by = byRequest(request)
  return inScopeOf(deps.db, by, (tx) => getUser(tx, sightOf(by), id, deps.clock.today()))
}

async function userFilters(request: FastifyRequest, deps: AdministrationDeps): Promise<Question[]> {
  const words = adminWords(request)
  const language = languageOf(request)
  const all = { value: '', label: words.all }
  return [
    { name: 'query', label: words.users.search, kind: 'search' },
    { name: 'role', label: words.user.role, options: [all, ...roleOptions(language)] },
    { name: 'region', label: words.user.region, hint: words.user.regionHint },
    await organisationQuestion(request, deps, words.all),
    {
      name: 'state',
      label: words.users.state,
      options: [
        all,
        { value: 'active', label: words.users.active },
        { value: 'disabled', label: words.users.disabled },
      ],
    },
  ]
}

export function roleOptions(language: Language) {
  return ROLE_NAMES.map((name) => ({ value: name, label: roleNamed(name).title[language] }))
}

type PlaceText = Awaited<ReturnType<typeof placeTexts>>

/** The regions of these users and their roles in words, asked for all at once. */
function placesOf(users: readonly UserRow[], { db, clock }: AdministrationDeps): Promise<PlaceText> {
  const codes = users.flatMap(({ organisation, roles }) => [organisation, ...roles])
  return placeTexts(
    db,
    codes.map(({ regionCode }) => regionCode),
    clock.today(),
  )
}

function userRow(user: UserRow, place: PlaceText, request: FastifyRequest) {
  const words = adminWords(request).users
  const language = languageOf(request)
  return {
    id: user.id,
    cells: [
      { text: user.name, href: hrefIn(language, `/admin/pengguna/${user.id}`) },
      user.email,
      `${user.organisationName}, ${place(user.organisation.regionCode)}`,
      user.roles
        .map(({ role, regionCode }) => `${roleNamed(role).title[language]}, ${place(regionCode)}`)
        .join('; '),
      user.isDisabled ? words.disabled : words.active,
    ],
  }
}

function userFacts(
  user: UserRow,
  place: PlaceText,
  wantsLink: boolean,
  request: FastifyRequest,
): [string, string][] {
  const words = adminWords(request).users
  const states = [
    user.isDisabled ? words.disabled : words.active,
    ...(user.hasPassword ? [] : [words.invited]),
    ...(wantsLink ? [words.wantsLink] : []),
  ]
  return [
    [words.email, user.email],
    [words.organisation, `${user.organisationName}, ${place(user.organisation.regionCode)}`],
    [words.state, states.join('; ')],
    [words.secondFactor, user.hasCode ? words.yes : words.no],
    [words.lastSeen, user.lastSeenAt === null ? words.never : momentText(user.lastSeenAt, request)],
  ]
}

function rolesTable(user: UserRow, place: PlaceText, request: FastifyRequest) {
  const words = adminWords(request).user
  const language = languageOf(request)
  return {
    caption: words.rolesCaption,
    columns: [words.role, words.region, words.from, words.to, words.end],
    rows: user.roles.map((held) => ({
      id: held.grantId,
      cells: [
        `${roleNamed(held.role).title[language]}${held.onBehalfOf === undefined ? '' : ` (${words.lent})`}`,
        place(held.regionCode),
        formatDate(held.validFrom, language),
        held.validTo === null ? words.noEnd : formatDate(held.validTo, language),
        { text: words.end, href: hrefIn(language, `/admin/hak/${held.grantId}/akhiri`) },
      ],
    })),
    none: words.noRoles,
  }
}

function userControls(user: UserRow, request: FastifyRequest, deps: AdministrationDeps) {
  const words = adminWords(request).user
  const at = (path: string) => `/admin/pengguna/${user.id}/${path}`
  return [
    control(request, deps, 'users.grant', { label: words.grant, path: at('peran') }),
    control(request, deps, 'users.invite', { label: words.invite, path: at('tautan') }),
    control(request, deps, 'users.grant', { label: words.handOver, path: at('serah-terima') }),
    control(request, deps, 'users.reset-code', { label: words.resetCode, path: at('kode') }),
    control(request, deps, 'users.disable', { label: words.disable, path: at('nonaktif') }),
  ]
}

async function addForm(request: FastifyRequest, deps: AdministrationDeps): Promise<Form> {
  const words = adminWords(request)
  return {
    title: words.users.add,
    lede: words.users.addLede,
    crumbs: adminCrumbs(request, [words.users.title, '/admin/pengguna']),
    questions: [
      await organisationQuestion(request, deps),
      { name: 'name', label: words.users.name },
      { name: 'email', label: words.users.email },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}

/** Every act asks why. */
export function reasonQuestion(request: FastifyRequest): Question {
  const words = adminWords(request)
  return { name: 'reason', label: words.reason, hint: words.reasonHint }
}

function userColumns(request: FastifyRequest): string[] {
  const { users, user } = adminWords(request)
  return [users.name, users.email, users.organisation, user.region, users.roles, users.state, users.lastSeen]
}

async function* userCells(
  pages: AsyncIterable<readonly UserRow[]>,
  request: FastifyRequest,
): AsyncGenerator<CsvCell[][]> {
  const { users } = adminWords(request)
  const language = languageOf(request)
  for await (const rows of pages) {
    yield rows.map((row) => {
      const { organisation, roles } = userAnswerOf(row, language)
      return [
        row.name,
        row.email,
        organisation.name,
        organisation.region,
        roles.map(({ title, region }) => `${title} (${region})`).join(', '),
        row.isDisabled ? users.disabled : users.active,
        row.lastSeenAt?.toISOString() ?? '',
      ]
    })
  }
}
