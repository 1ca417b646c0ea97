import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatNumber } from '../../../kernel/format.ts'
import { plainDate } from '../../../kernel/plain-date.ts'
import type { RegionCode } from '../../../kernel/region-code.ts'
import { isForPrograms } from '../../../modules/access/access.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { ACTION_NAMES, ACTIONS } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerKeys, readRegion } from '../../../modules/access/answers.ts'
import { createKeyBody, listKeysQuery, reasonBody, type KeyAnswer } from '../../../modules/access/contract.ts'
import { createApiKey } from '../../../modules/access/create-api-key.ts'
import { getApiKey } from '../../../modules/access/key-queries.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { revokeApiKey } from '../../../modules/access/revoke-api-key.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { organisationQuestion } from './organisation-question.ts'
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
  type AdministrationDeps,
  type Form,
} from './parts.ts'
import { reasonQuestion } from './user-pages.ts'

type Id = { Params: { id: string } }

/** `/admin/kunci-api`: keys of programs with today's use, making one (shown once) and revoking one. */
export function keyPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/admin/kunci-api', pageOf('keys.read'), async (request, reply) => {
    const words = adminWords(request)
    const { keys, page, more } = await answerKeys(deps, byRequest(request), filterOf(request, listKeysQuery))
    const regions = keys.map(({ region }) => readRegion(region))
    const place = await placeTexts(deps.db, regions, deps.clock.today())
    return sendTable(request, reply, {
      title: words.keys.title,
      lede: words.keys.lede,
      crumbs: adminCrumbs(request),
      tables: [
        {
          caption: words.keys.caption,
          columns: [
            words.keys.name,
            words.users.organisation,
            words.keys.actions,
            words.keys.quota,
            words.keys.expires,
            words.keys.revoke,
          ],
          rows: keys.map((key) => keyRow(key, place, request, deps)),
          none: words.keys.none,
        },
      ],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'keys.create', { label: words.keys.create, path: '/admin/kunci-api/buat' }),
        ...adminPages(request, deps),
      ],
    })
  })

  app.get('/admin/kunci-api/buat', pageOf('keys.create'), async (request, reply) =>
    sendForm(request, reply, await createForm(request, deps), { reach: 'region' }),
  )
  app.post('/admin/kunci-api/buat', pageOf('keys.create'), async (request, reply) =>
    submit(request, reply, await createForm(request, deps), createKeyBody, async (body) => {
      const { key } = await createApiKey(deps, byRequest(request), body)
      const words = adminWords(request).keys
      return {
        title: words.shownTitle,
        lede: body.name,
        crumbs: adminCrumbs(request, [words.title, '/admin/kunci-api']),
        notice: { title: words.shownOnce, text: words.shownText, secret: key },
        tables: [],
        controls: [{ label: words.shownDone, href: hrefIn(languageOf(request), '/admin/kunci-api') }],
      }
    }),
  )

  revokePages(app, deps)
}

function revokePages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get<Id>('/admin/kunci-api/:id/cabut', pageOf('keys.revoke'), async (request, reply) =>
    sendForm(request, reply, revokeForm(request, await findKey(request, deps)), {}),
  )
  app.post<Id>('/admin/kunci-api/:id/cabut', pageOf('keys.revoke'), async (request, reply) => {
    const key = await findKey(request, deps)
    return submit(request, reply, revokeForm(request, key), reasonBody, async (body) => {
      await revokeApiKey(deps, byRequest(request), { ...body, id: key.id })
      return '/admin/kunci-api'
    })
  })
}

function findKey(request: FastifyRequest<Id>, deps: AdministrationDeps) {
  const by = byRequest(request)
  return inScopeOf(deps.db, by, (tx) => getApiKey(tx, sightOf(by), request.params.id, deps.clock.today()))
}

function keyRow(
  key: KeyAnswer,
  place: (code: RegionCode) => string,
  request: FastifyRequest,
  { clock }: AdministrationDeps,
) {
  const words = adminWords(request).keys
  const language = languageOf(request)
  const isOver = key.revoked || key.expiresOn <= clock.today()
  const titles = ACTION_NAMES.filter((name) => key.actions.includes(name)).map(
    (name) => ACTIONS[name].title[language],
  )
  return {
    id: key.id,
    cells: [
      `${key.name} (…\u2060${key.hint})`,
      `${key.organisation.name}: ${key.reach === 'region' ? place(readRegion(key.region)) : words.organisation}`,
      titles.join('; '),
      words.today(formatNumber(key.personsToday, language), formatNumber(key.personsPerDay, language)),
      formatDate(plainDate(key.expiresOn), language),
      isOver
        ? words.over
        : { text: words.revoke, href: hrefIn(language, `/admin/kunci-api/${key.id}/cabut`) },
    ],
  }
}

async function createForm(request: FastifyRequest, deps: AdministrationDeps): Promise<Form> {
  const words = adminWords(request)
  const language = languageOf(request)
  return {
    title: words.keys.create,
    lede: words.keys.createLede,
    crumbs: adminCrumbs(request, [words.keys.title, '/admin/kunci-api']),
    questions: [
      await organisationQuestion(request, deps),
      { name: 'name', label: words.keys.name },
      {
        name: 'actions',
        label: words.keys.actions,
        ticks: ACTION_NAMES.filter(isForPrograms).map((name) => ({
          value: name,
          label: ACTIONS[name].title[language],
        })),
      },
      {
        name: 'reach',
        label: words.keys.reach,
        options: [
          { value: 'region', label: words.keys.region },
          { value: 'organisation', label: words.keys.organisation },
        ],
      },
      { name: 'region', label: words.user.region, hint: words.user.regionHint },
      { name: 'personsPerDay', label: words.keys.quota, hint: words.keys.quotaHint, kind: 'digits' },
      { name: 'expiresOn', label: words.keys.expires, hint: words.keys.expiresHint, kind: 'date' },
      reasonQuestion(request),
    ],
    button: words.keys.create,
  }
}

function revokeForm(request: FastifyRequest, key: { readonly name: string; readonly hint: string }): Form {
  const words = adminWords(request)
  return {
    title: words.keys.revokeTitle,
    lede: `${key.name} (…${key.hint}). ${words.keys.revokeLede}`,
    crumbs: adminCrumbs(request, [words.keys.title, '/admin/kunci-api']),
    questions: [reasonQuestion(request)],
    button: words.keys.revoke,
  }
}
