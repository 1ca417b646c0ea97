import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatMonth, formatNumber } from '../../../kernel/format.ts'
import { addMonths, parseMonth, type Month } from '../../../kernel/month.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { MONTH_STATES } from '../../../modules/agency-months/agency-months.ts'
import {
  listReportsQuery,
  sendMonthBody,
  showMonthQuery,
  type MonthAnswer,
} from '../../../modules/agency-months/contract.ts'
import { makeRecap } from '../../../modules/agency-months/make-recap.ts'
import { sendMonth } from '../../../modules/agency-months/send-month.ts'
import { requireMonth, showMonth, showReports } from '../../../modules/agency-months/show-month.ts'
import type { BillRunner } from '../../../modules/billing/bill-runner.ts'
import type { BillingDeps } from '../../../modules/billing/run-bills.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { checkShape } from '../../../platform/validate.ts'
import { MonthPage } from '../../../../web/agency-months/month-page.tsx'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { sendPdf } from '../../paper.ts'
import {
  adminWords,
  control,
  filterOf,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
} from '../administration/parts.ts'
import { optionsOf } from '../billing/payer-pages.ts'
import { formOf } from '../form-body.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'

export const AGENCY_PATH = '/instansi'
export type MonthRoute = { Params: { id: string; month: string } }
export const monthWords = (request: FastifyRequest) => wordsIn(languageOf(request)).agencyMonths
export const askOf = ({ id, month }: MonthRoute['Params']) => ({ rosterId: id, month })
export const pathOf = ({ id, month }: MonthRoute['Params']) => `${AGENCY_PATH}/${id}/bulan/${month}`

/** `/instansi`: whose reports are expected, and the report of one month from its list to its recap. */
export function agencyMonthPages(app: FastifyInstance, deps: BillingDeps, runner: BillRunner): void {
  app.get(AGENCY_PATH, pageOf('rosters.read'), (request, reply) => sendRosters(request, reply, deps))
  const path = `${AGENCY_PATH}/:id/bulan/:month`
  app.get<MonthRoute>(path, pageOf('rosters.read'), (request, reply) =>
    sendMonthPage(request, reply, deps, request.params),
  )
  app.post<MonthRoute>(`${path}/kirim`, pageOf('rosters.report'), (request, reply) =>
    takeReport(request, reply, { deps, runner, params: request.params }),
  )
  app.get<MonthRoute>(`${path}/rekap`, pageOf('rosters.read'), async (request, reply) => {
    const language = languageOf(request)
    const words = monthWords(request)
    const { name, content } = await makeRecap(
      deps,
      byRequest(request),
      askOf(request.params),
      language,
      words,
    )
    return sendPdf(reply, name, content)
  })
}

async function sendRosters(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BillingDeps,
): Promise<FastifyReply> {
  const [words, language] = [monthWords(request), languageOf(request)]
  const answer = await showReports(deps, byRequest(request), filterOf(request, listReportsQuery))
  const month = formatMonth(answer.month as Month, language)
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    filters: {
      action: AGENCY_PATH,
      questions: [
        { name: 'month', label: words.month },
        { name: 'name', label: words.list },
        { name: 'region', label: words.region },
        { name: 'state', label: words.state, options: optionsOf(words.all, words.states, MONTH_STATES) },
      ],
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [
      {
        caption: `${words.title}: ${month}`,
        columns: [words.list, words.payer, words.region, words.people, words.state, words.lastSent],
        rows: answer.rosters.map((roster) => ({
          id: roster.id,
          cells: [
            { text: roster.name, href: hrefIn(language, pathOf({ id: roster.id, month: answer.month })) },
            roster.payer,
            roster.region,
            formatNumber(roster.people, language),
            `${words.states[roster.state]}${roster.wasLate ? ` (${words.late})` : ''}`,
            roster.lastSent === null ? words.never : formatMonth(roster.lastSent as Month, language),
          ],
        })),
        none: words.none,
      },
    ],
    pages: pagesOf(request, answer.page, answer.more),
    controls: [
      control(request, deps, 'rosters.read', {
        label: wordsIn(language).billing.rosters,
        path: '/daftar-bayar',
      }),
    ],
  })
}

type Shown = {
  readonly values?: Readonly<Record<string, string>>
  readonly errors?: FieldErrors
  readonly status?: number
}

async function sendMonthPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BillingDeps,
  params: MonthRoute['Params'],
  { values = {}, errors = {}, status = 200 }: Shown = {},
): Promise<FastifyReply> {
  const frame = frameOf(request)
  const here = pathOf(params)
  const query = request.method === 'GET' ? filterOf(request, showMonthQuery) : {}
  const month = await showMonth(deps, byRequest(request), askOf(params), query)
  const may = (action: 'rosters.write' | 'rosters.report') =>
    control(request, deps, action, { label: '', path: here }).refused === undefined
  const isDraft = month.state === 'draft'
  const page = {
    ...{ frame: { ...frame, path: here }, csrf: request.actor?.csrf ?? '', month, values, errors },
    crumbs: [{ name: monthWords(request).title, href: hrefIn(frame.language, AGENCY_PATH) }],
    changeHref:
      isDraft && may('rosters.write')
        ? (personId: number) => hrefIn(frame.language, `${here}/ubah`, { orang: String(personId) })
        : null,
    sendAction: may('rosters.report') ? hrefIn(frame.language, `${here}/kirim`) : null,
    acts: actsOf(request, deps, here, month),
    pages: pagesOf(request, month.page, month.more),
    others: othersOf(request, deps, params),
    isJustSent: queryOf(request)['pesan'] === 'simpan' && !isDraft,
  }
  return sendPrivatePage(request, reply, createElement(MonthPage, page), status)
}

function actsOf(request: FastifyRequest, deps: BillingDeps, here: string, { state, bill }: MonthAnswer) {
  const words = monthWords(request)
  const recap = control(request, deps, 'rosters.read', { label: words.downloadRecap, path: `${here}/rekap` })
  if (state === 'draft')
    return [
      control(request, deps, 'rosters.write', { label: words.join, path: `${here}/masuk` }),
      control(request, deps, 'rosters.write', { label: words.file, path: `${here}/berkas` }),
      recap,
    ]
  return [
    recap,
    ...(bill === null
      ? []
      : [
          control(request, deps, 'bills.read', {
            label: `${words.bill} ${bill.number}`,
            path: `/tagihan/${bill.id}`,
          }),
        ]),
    control(request, deps, 'rosters.reopen', { label: words.reopen, path: `${here}/buka` }),
  ]
}

function othersOf(request: FastifyRequest, deps: BillingDeps, { id, month }: MonthRoute['Params']) {
  const words = monthWords(request)
  const at = parseMonth('month', month)
  const to = (label: string, by: number) =>
    control(request, deps, 'rosters.read', { label, path: pathOf({ id, month: addMonths(at, by) }) })
  return [to(words.previousMonth, -1), to(words.nextMonth, 1)]
}

/** Sends what the page showed. A refusal comes back on the page, with everything typed still there. */
async function takeReport(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    deps,
    runner,
    params,
  }: { readonly deps: BillingDeps; readonly runner: BillRunner; readonly params: MonthRoute['Params'] },
): Promise<FastifyReply> {
  const texts = formOf(request)
  await requireMonth(deps, byRequest(request), askOf(params))
  try {
    const body = checkShape(sendMonthBody, valuesFromTexts(sendMonthBody, Object.entries(texts)))
    const { run } = await sendMonth(deps, byRequest(request), askOf(params), body)
    runner.go(run)
    return await reply.redirect(hrefIn(languageOf(request), pathOf(params), { pesan: 'simpan' }), 303)
  } catch (error) {
    if (
      !(error instanceof Refusal) ||
      ['roster-unknown', 'form-not-ours', 'no-such-record'].includes(error.code)
    )
      throw error
    const errors = { reason: refusalSentence(wordedOf(error, request), languageOf(request)) }
    return sendMonthPage(request, reply, deps, params, {
      values: texts,
      errors,
      status: statusOf(error.code),
    })
  }
}

/** A field that is missing has the name that the form gives it. */
function wordedOf({ value }: Refusal, request: FastifyRequest): Refusal['value'] {
  if (value.code !== 'value-missing') return value
  return { code: 'value-missing', details: { field: monthWords(request).reason } }
}
