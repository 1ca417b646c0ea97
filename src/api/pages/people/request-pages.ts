import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { dottedCode } from '../../../kernel/region-code.ts'
import { decideAccess } from '../../../modules/access/access.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { approveChange, refuseChange, withdrawChange } from '../../../modules/people/approve-change.ts'
import { requestsQuestion } from '../../../modules/people/change-answers.ts'
import { endRequestBody, listRequestsQuery } from '../../../modules/people/change-contract.ts'
import { CHANGE_FIELDS } from '../../../modules/people/change-fields.ts'
import { showRequest, showRequests, type NamedRequest } from '../../../modules/people/show-requests.ts'
import { checkShape } from '../../../platform/validate.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { RequestPage } from '../../../../web/people/request-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
} from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import type { IdRoute, ListPageDeps } from '../lists/parts.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'
import { fieldWriter } from './field-texts.ts'

const LIST = '/orang/permintaan'
const ACTS = [
  ['setujui', 'people.approve-change', approveChange],
  ['tolak', 'people.approve-change', refuseChange],
  ['tarik', 'people.change', withdrawChange],
] as const

const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).changes

/** `/orang/permintaan`: requests for changes, one's own and those to decide, each with before and after on a page of its own. */
export function requestPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get(LIST, pageOf('people.change'), (request, reply) => sendRequests(request, reply, deps))
  app.get(`${LIST}.xlsx`, pageOf('people.change'), (request, reply) => {
    const header = workbookHeader(request)
    return sendWorkbook(
      reply,
      'permintaan-perubahan',
      textWorkbook('Data', header, workbookRows(request, deps)),
    )
  })
  app.get<IdRoute>(`${LIST}/:id`, pageOf('people.change'), (request, reply) =>
    sendRequest(request, reply, deps),
  )
  for (const [name, action, work] of ACTS) {
    app.post<IdRoute>(`${LIST}/:id/${name}`, pageOf(action), async (request, reply) => {
      const { reasonApprove, ...values } = formOf(request)
      // Two reasons stand on one page; the contract knows one.
      const texts = Object.entries({ reason: reasonApprove ?? values['reason'] ?? '' })
      const language = languageOf(request)
      try {
        const { reason } = checkShape(endRequestBody, valuesFromTexts(endRequestBody, texts))
        await work(deps.people, byRequest(request), { id: request.params.id, reason })
      } catch (error) {
        if (!(error instanceof Refusal) || statusOf(error.code) === 404 || error.code === 'form-not-ours')
          throw error
        const place = reasonApprove === undefined ? 'reason' : 'reasonApprove'
        const errors = errorsOf(error, place, name, request)
        const typed = { values: formOf(request), errors, status: statusOf(error.code) }
        return sendRequest(request, reply, deps, typed)
      }
      return reply.redirect(hrefIn(language, `${LIST}/${request.params.id}`, { pesan: 'simpan' }), 303)
    })
  }
}

function errorsOf(
  { value }: Refusal,
  place: 'reason' | 'reasonApprove',
  act: (typeof ACTS)[number][0],
  request: FastifyRequest,
): FieldErrors {
  const words = wordsOf(request).request
  const labels = {
    setujui: words.approveReason,
    tolak: words.refuseReason,
    tarik: words.withdrawReason,
  }
  const isNamed = refusedField(value) === 'reason'
  const worded = withFieldCalled(value, isNamed ? labels[act] : undefined)
  const sentence = refusalSentence(worded, languageOf(request))
  return { [isNamed ? place : 'keputusan']: sentence }
}

async function sendRequests(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const language = languageOf(request)
  const query = filterOf(request, listRequestsQuery)
  const found = await showRequests(deps.people, byRequest(request), requestsQuestion(query))
  const { region } = wordsIn(language).people
  const placeOf = await placeTexts(
    deps.people.db,
    found.requests.map(({ regionCode }) => regionCode),
    deps.clock.today(),
  )
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    crumbs: [{ name: wordsIn(language).people.title, href: hrefIn(language, '/orang') }],
    filters: {
      action: LIST,
      questions: filterQuestions(request),
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [
      {
        caption: words.caption,
        columns: [words.person, words.what, region, words.asker, words.askedAt, words.state],
        rows: found.requests.map((each) => ({
          id: each.id,
          cells: [
            { text: each.personName, href: hrefIn(language, `${LIST}/${each.id}`) },
            `${words.kinds[each.kind]}: ${changedText(each, request)}`,
            placeOf(each.regionCode),
            askerText(each, request),
            momentText(each.askedAt, request),
            words.states[each.state],
          ],
        })),
        none: words.none,
      },
    ],
    pages: pagesOf(request, found.page, found.more),
    controls: [
      ...(found.requests.length === 0
        ? []
        : [
            control(request, deps, 'people.change', {
              label: words.download,
              path: `${LIST}.xlsx`,
              query: downloadQuery(request),
            }),
          ]),
    ],
  })
}

function downloadQuery(request: FastifyRequest) {
  const { lang: _lang, page: _page, ...query } = textsOf(request)
  return query
}

function workbookHeader(request: FastifyRequest): string[] {
  const words = wordsOf(request)
  const { number, reason, because } = words.request
  const { region } = wordsIn(languageOf(request)).people
  return [
    ...[number, words.personNumber, words.person, region, words.kind, words.what, reason],
    ...[words.asker, words.askedAt, words.state, because],
  ]
}

/** Everything that the filter finds, page by page as the page itself shows it; everybody on it is in the audit. */
async function* workbookRows(request: FastifyRequest, deps: ListPageDeps): AsyncGenerator<string[]> {
  const words = wordsOf(request)
  const query = filterOf(request, listRequestsQuery)
  for (let page = 1, more = true; more; page += 1) {
    const found = await showRequests(deps.people, byRequest(request), { ...requestsQuestion(query), page })
    for (const each of found.requests)
      yield [
        ...[each.id, String(each.personId), each.personName, dottedCode(each.regionCode)],
        ...[words.kinds[each.kind], changedText(each, request), each.reason, askerText(each, request)],
        ...[momentText(each.askedAt, request), words.states[each.state], each.decidedBecause ?? ''],
      ]
    more = found.more
  }
}

function changedText({ changes }: NamedRequest, request: FastifyRequest): string {
  const { fields } = wordsIn(languageOf(request)).people
  return CHANGE_FIELDS.flatMap((field) => (field in changes ? fields[field] : [])).join(', ')
}

function filterQuestions(request: FastifyRequest) {
  const words = wordsOf(request)
  const all = { value: '', label: adminWords(request).all }
  const choices = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }))
  return [
    { name: 'state', label: words.state, options: [all, ...choices(words.states)] },
    { name: 'whose', label: words.whose, options: [all, ...choices(words.whoseOptions)] },
    { name: 'person', label: words.personNumber, kind: 'digits' as const },
  ]
}

function askerText({ isOwn, askerName }: NamedRequest, request: FastifyRequest): string {
  const { you, somebody } = wordsOf(request)
  return isOwn ? you : (askerName ?? somebody)
}

type Typed = {
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  readonly status: number
}
const NOTHING_TYPED: Typed = { values: {}, errors: {}, status: 200 }

async function sendRequest(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: ListPageDeps,
  { status, ...typed }: Typed = NOTHING_TYPED,
): Promise<FastifyReply> {
  const by = byRequest(request)
  const frame = frameOf(request)
  const { language } = frame
  const shown = await showRequest(deps.people, by, request.params.id)
  const access = decideAccess(by.actor, 'people.approve-change', {}, deps.clock.today())
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: [
      { name: wordsIn(language).people.title, href: hrefIn(language, '/orang') },
      { name: wordsOf(request).title, href: hrefIn(language, LIST) },
    ],
    path: `${LIST}/${shown.id}`,
    personId: shown.personId,
    name: shown.personName,
    facts: await factsOf(request, deps, shown),
    lines: await linesOf(request, deps, shown),
    isPending: shown.state === 'pending',
    isOwn: shown.isOwn,
    mayNotDecide: access.allowed
      ? null
      : refusalSentence(
          { code: 'not-allowed', details: { action: 'people.approve-change', reason: access.reason } },
          language,
        ),
    isSaved: queryOf(request)['pesan'] === 'simpan',
    ...typed,
  }
  return sendPrivatePage(request, reply, createElement(RequestPage, page), status)
}

async function factsOf(
  request: FastifyRequest,
  { people, clock }: ListPageDeps,
  shown: NamedRequest,
): Promise<(readonly [string, string])[]> {
  const words = wordsOf(request)
  const placeOf = await placeTexts(people.db, [shown.regionCode], clock.today())
  const facts: (readonly [string, string | null])[] = [
    [words.state, words.states[shown.state]],
    [words.kind, words.kinds[shown.kind]],
    [words.request.reason, shown.reason],
    [words.asker, askerText(shown, request)],
    [words.askedAt, momentText(shown.askedAt, request)],
    [wordsIn(languageOf(request)).people.region, placeOf(shown.regionCode)],
    [words.request.decider, shown.decidedBy === null ? null : (shown.deciderName ?? words.somebody)],
    [words.request.decidedAt, shown.decidedAt === null ? null : momentText(shown.decidedAt, request)],
    [words.request.because, shown.decidedBecause],
    [words.request.number, shown.id],
  ]
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}

async function linesOf(request: FastifyRequest, { people }: ListPageDeps, { changes }: NamedRequest) {
  const { fields } = wordsIn(languageOf(request)).people
  const both = Object.entries(changes).flatMap(([field, [before, after]]) => [
    [field, before] as const,
    [field, after] as const,
  ])
  const write = await fieldWriter(request, people, both)
  return CHANGE_FIELDS.flatMap((field) => {
    const change = changes[field]
    if (!change) return []
    const [before, after] = change
    return [{ field, label: fields[field], before: write(field, before), after: write(field, after) }]
  })
}
