import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatNumber } from '../../../kernel/format.ts'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { reasonBody } from '../../../modules/access/contract.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { handInEmployers } from '../../../modules/employers/hand-in-employers.ts'
import {
  EMPLOYER_PURPOSE,
  getOwnEmployerList,
  undoEmployers,
} from '../../../modules/employers/import-employers.ts'
import type { Tally } from '../../../modules/imports/imports.ts'
import { listOutcomeExamples, type OutcomeExample } from '../../../modules/imports/outcome-examples.ts'
import { listLists } from '../../../modules/imports/preparation-queries.ts'
import type { ImportRecord } from '../../../modules/imports/queries.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { EmployerHandInPage } from '../../../../web/employers/hand-in-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import {
  adminWords,
  control,
  momentText,
  pageOf,
  sendForm,
  sendTable,
  submit,
  type Form,
} from '../administration/parts.ts'
import { listWords, ownRegion, sentenceOf, type IdRoute, type ListPageDeps } from '../lists/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'

const LISTS = '/perusahaan/daftar'
const MOST_SHOWN = 200
const COUNTS = ['rows', 'accepted', 'refused', 'held', 'duplicates'] as const
type Values = Readonly<Record<string, string>>

const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).employers

/** `/perusahaan/daftar`: lists of employers (labour reports) of one's own office: handed in, what became of each, and taken back. */
export function employerListPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get(LISTS, pageOf('employers.write'), (request, reply) => sendLists(request, reply, deps))
  app.get(`${LISTS}/baru`, pageOf('employers.write'), (request, reply) =>
    sendHandIn(request, reply, { values: { region: ownRegion(request) }, errors: {}, status: 200 }),
  )
  app.post(`${LISTS}/baru`, pageOf('employers.write'), (request, reply) => handIn(request, reply, deps))
  app.get<IdRoute>(`${LISTS}/:id`, pageOf('employers.write'), async (request, reply) => {
    const list = await getOwnEmployerList(deps.people, byRequest(request), request.params.id)
    return sendReceipt(request, reply, deps, list)
  })
  undoPages(app, deps)
}

function crumbsOf(request: FastifyRequest, hasLists = true) {
  const { title, lists } = wordsOf(request)
  const language = languageOf(request)
  return [
    { name: title, href: hrefIn(language, '/perusahaan') },
    ...(hasLists ? [{ name: lists.title, href: hrefIn(language, LISTS) }] : []),
  ]
}

async function sendLists(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
): Promise<FastifyReply> {
  const { lists: words } = wordsOf(request)
  const imports = listWords(request)
  const by = byRequest(request)
  const all = await inScopeOf(deps.people.db, by, (tx) =>
    listLists(tx, sightOf(by), { limit: MOST_SHOWN, offset: 0 }),
  )
  const own = all.filter(({ purpose, isOwn }) => purpose === EMPLOYER_PURPOSE && isOwn)
  const regions = own.map(({ region }) => region)
  const placeOf = await placeTexts(deps.people.db, regions, deps.clock.today())
  const language = languageOf(request)
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    crumbs: crumbsOf(request, false),
    tables: [
      {
        caption: words.caption,
        columns: [imports.file, imports.region, imports.state, imports.counts, imports.at],
        rows: own.map(({ id, fileName, region, state, tally, createdAt }) => ({
          id,
          cells: [
            { text: fileName === '' ? imports.file : fileName, href: hrefIn(language, `${LISTS}/${id}`) },
            placeOf(region),
            imports.states[state],
            imports.countsText(formatNumber(tally.rows, language), formatNumber(tally.accepted, language)),
            momentText(createdAt, request),
          ],
        })),
        none: words.none,
      },
    ],
    controls: [control(request, deps, 'employers.write', { label: words.add, path: `${LISTS}/baru` })],
  })
}

function valuesOf({ body }: FastifyRequest): Values {
  const texts = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

async function handIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { people }: ListPageDeps,
): Promise<FastifyReply> {
  const { csrf: _csrf, ...values } = valuesOf(request)
  try {
    const ask = {
      region: parseRegionCode('region', (values['region'] ?? '').trim()),
      isRehearsal: values['how'] !== 'take',
    }
    const { upload } = request
    const content = upload?.fileName ? upload.content : null
    const fileName = upload?.fileName ?? ''
    const result = await handInEmployers(people, byRequest(request), { ...ask, fileName }, content)
    if (result.importId !== null)
      return await reply.redirect(
        hrefIn(languageOf(request), `${LISTS}/${result.importId}`, { pesan: 'simpan' }),
        303,
      )
    return await sendChecked(request, reply, result)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
    const errors = errorsOf(error, request)
    return sendHandIn(request, reply, { values, errors, status: statusOf(error.code) })
  }
}

function errorsOf({ value }: Refusal, request: FastifyRequest): FieldErrors {
  const { region, lists } = wordsOf(request)
  const labels: Values = { region, file: lists.file }
  const { field } = value.details as { readonly field?: string }
  const place = field === 'region' ? 'region' : 'file'
  const details = field === undefined ? value.details : { ...value.details, field: labels[place] }
  return { [place]: refusalSentence({ ...value, details } as typeof value, languageOf(request)) }
}

function sendHandIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, ...asked }: { readonly values: Values; readonly errors: FieldErrors; readonly status: number },
): FastifyReply {
  const frame = frameOf(request)
  const action = hrefIn(frame.language, `${LISTS}/baru`)
  const page = { frame, csrf: request.actor?.csrf ?? '', crumbs: crumbsOf(request), action, ...asked }
  return sendPrivatePage(request, reply, createElement(EmployerHandInPage, page), status)
}

function sendChecked(
  request: FastifyRequest,
  reply: FastifyReply,
  { tally, examples }: { readonly tally: Tally; readonly examples: readonly OutcomeExample[] },
): FastifyReply {
  const { lists: words } = wordsOf(request)
  return sendTable(request, reply, {
    title: words.checked,
    lede: words.checkedLede,
    crumbs: crumbsOf(request),
    facts: countFacts(request, tally),
    tables: [outcomesTable(request, examples)],
    controls: [{ label: words.add, href: hrefIn(languageOf(request), `${LISTS}/baru`) }],
  })
}

function countFacts(request: FastifyRequest, tally: Tally): [string, string][] {
  const { counts } = wordsOf(request).lists
  return COUNTS.map((name) => [counts[name], formatNumber(tally[name], languageOf(request))])
}

function outcomesTable(request: FastifyRequest, examples: readonly OutcomeExample[]): Table {
  const { lists: words } = wordsOf(request)
  const written = (count: number) => formatNumber(count, languageOf(request))
  return {
    caption: words.outcomes,
    columns: [words.sentence, words.rows],
    rows: examples.map(({ code, count, row, outcome }) => ({
      id: code,
      cells: [
        words.example(written(row), sentenceOf(request, { purpose: EMPLOYER_PURPOSE }, outcome, row)),
        written(count),
      ],
    })),
    none: words.outcomesNone,
  }
}

async function sendReceipt(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
  list: ImportRecord,
): Promise<FastifyReply> {
  const { lists: words } = wordsOf(request)
  const imports = listWords(request)
  const examples = await inScopeOf(deps.people.db, byRequest(request), (tx) =>
    listOutcomeExamples(tx, list.id, 'import_rows'),
  )
  const placeOf = await placeTexts(deps.people.db, [list.region], deps.clock.today())
  return sendTable(request, reply, {
    title: list.fileName === '' ? imports.receipt.title : list.fileName,
    lede: imports.states[list.state],
    crumbs: crumbsOf(request),
    facts: [
      ...countFacts(request, list.tally),
      [imports.region, placeOf(list.region)],
      [imports.at, momentText(list.createdAt, request)],
      [imports.receipt.number, list.id],
    ],
    tables: [outcomesTable(request, examples)],
    controls: [
      { label: words.add, href: hrefIn(languageOf(request), `${LISTS}/baru`) },
      ...(list.state === 'done'
        ? [
            control(request, deps, 'employers.write', {
              label: words.undo,
              path: `${LISTS}/${list.id}/kembalikan`,
            }),
          ]
        : []),
    ],
  })
}

function undoPages(app: FastifyInstance, { people }: ListPageDeps): void {
  const form = (request: FastifyRequest, list: ImportRecord): Form => {
    const { lists: words } = wordsOf(request)
    const { reason, reasonHint } = adminWords(request)
    return {
      title: words.undo,
      lede: `${list.fileName}. ${words.undoLede}`,
      crumbs: crumbsOf(request),
      questions: [{ name: 'reason', label: reason, hint: reasonHint }],
      button: words.undo,
    }
  }
  const path = `${LISTS}/:id/kembalikan`
  app.get<IdRoute>(path, pageOf('employers.write'), async (request, reply) => {
    const list = await getOwnEmployerList(people, byRequest(request), request.params.id)
    return sendForm(request, reply, form(request, list), {})
  })
  app.post<IdRoute>(path, pageOf('employers.write'), async (request, reply) => {
    const by = byRequest(request)
    const list = await getOwnEmployerList(people, by, request.params.id)
    return submit(request, reply, form(request, list), reasonBody, async ({ reason }) => {
      await undoEmployers(people, by, { id: list.id, reason })
      return `${LISTS}/${list.id}`
    })
  })
}
