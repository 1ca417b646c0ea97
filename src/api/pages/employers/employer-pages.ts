import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatDate, formatNumber, formatRupiah } from '../../../kernel/format.ts'
import { isPlainDate, jakartaDateOf } from '../../../kernel/plain-date.ts'
import { dottedCode, parseRegionCode, type RegionCode } from '../../../kernel/region-code.ts'
import { Refusal, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import {
  findEmployersQuery,
  listEmployersQuery,
  type FindEmployersQuery,
} from '../../../modules/employers/contract.ts'
import { exportEmployers } from '../../../modules/employers/export-employers.ts'
import {
  showEmployer,
  showEmployers,
  type EmployerRecord,
  type FoundEmployers,
  type ShownEmployer,
} from '../../../modules/employers/show-employers.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { checkShape } from '../../../platform/validate.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { EmployerPage, type EmployerFact } from '../../../../web/employers/employer-page.tsx'
import { EmployerSearchPage, type EmployerLine } from '../../../../web/employers/search-page.tsx'
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
  textsOf,
} from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import type { IdRoute, ListPageDeps } from '../lists/parts.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'
import { employerForms } from './employer-forms.ts'

const PATH = '/perusahaan'
/** Beside the record itself; the rest is a list of links. */
const MOST_COMPARED = 4
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).employers

/** `/perusahaan`: employers looked up, each with what every organisation says of it, and recorded by form. */
export function employerPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get(PATH, pageOf('employers.read'), async (request, reply) => {
    const values = textsOf(request)
    const isAsked = Object.entries(values).some(([name, text]) => name !== 'lang' && text.trim() !== '')
    if (!isAsked) return sendSearch(request, reply, deps, { values, errors: {}, found: null })
    return search(request, reply, deps, values, () => filterOf(request, listEmployersQuery))
  })
  app.post(PATH, pageOf('employers.read'), (request, reply) => {
    const { csrf: _csrf, ...values } = formOf(request)
    return search(request, reply, deps, values, () =>
      checkShape(findEmployersQuery, valuesFromTexts(findEmployersQuery, Object.entries(values))),
    )
  })
  app.get(`${PATH}.xlsx`, pageOf('employers.read'), async (request, reply) => {
    const query = filterOf(request, listEmployersQuery)
    const file = await exportEmployers(deps.people, byRequest(request), query)
    return sendWorkbook(reply, 'pemberi-kerja', file)
  })
  employerForms(app, deps)
  app.get<IdRoute>(`${PATH}/:id`, pageOf('employers.read'), async (request, reply) => {
    const record = await showEmployer(deps.people, byRequest(request), request.params.id)
    return sendEmployer(request, reply, deps, record)
  })
}

async function search(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
  values: Readonly<Record<string, string>>,
  question: () => FindEmployersQuery,
): Promise<FastifyReply> {
  try {
    const found = await showEmployers(deps.people, byRequest(request), question())
    return await sendSearch(request, reply, deps, { values, errors: {}, found })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
    const errors = errorsOf(error, request)
    return sendSearch(request, reply, deps, { values, errors, found: null }, statusOf(error.code))
  }
}

function errorsOf({ value }: Refusal, request: FastifyRequest): FieldErrors {
  const words = wordsOf(request)
  const labels: Readonly<Record<string, string>> = { ...words.fields, name: words.name, region: words.region }
  const field = refusedField(value)
  const place = field !== undefined && field in labels ? field : 'name'
  const worded = withFieldCalled(value, field === undefined ? undefined : labels[place])
  return { [place]: refusalSentence(worded, languageOf(request)) }
}

async function sendSearch(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
  asked: {
    readonly values: Readonly<Record<string, string>>
    readonly errors: FieldErrors
    readonly found: FoundEmployers | null
  },
  status = 200,
): Promise<FastifyReply> {
  const frame = frameOf(request)
  const words = wordsOf(request)
  const { found } = asked
  const { lang: _lang, page: _page, npwp: _npwp, ...query } = asked.values
  const isInAddress = request.method === 'GET'
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    ...asked,
    found: found && (await linesOf(request, deps, found.employers)),
    sentence: found && sentenceFor(found, request),
    pages: found && isInAddress ? pagesOf(request, found.page, found.more) : [],
    controls: [
      control(request, deps, 'employers.write', { label: words.add, path: `${PATH}/baru` }),
      control(request, deps, 'employers.write', { label: words.lists.title, path: `${PATH}/daftar` }),
      ...(found && found.employers.length > 0 && isInAddress
        ? [control(request, deps, 'employers.read', { label: words.download, path: `${PATH}.xlsx`, query })]
        : []),
    ],
  }
  return sendPrivatePage(request, reply, createElement(EmployerSearchPage, page), status)
}

function sentenceFor({ employers, more }: FoundEmployers, request: FastifyRequest): string {
  const words = wordsOf(request)
  if (employers.length === 0) return words.none
  const count = formatNumber(employers.length, languageOf(request))
  return more ? words.foundMore(count) : words.found(count)
}

async function linesOf(
  request: FastifyRequest,
  { people }: ListPageDeps,
  employers: readonly ShownEmployer[],
): Promise<EmployerLine[]> {
  const codeOf = ({ region }: ShownEmployer) => parseRegionCode('region', region)
  const placeOf = await placeTexts(people.db, employers.map(codeOf), people.clock.today())
  const written = (count: number | null) => (count === null ? '' : formatNumber(count, languageOf(request)))
  return employers.map((employer) => ({
    id: employer.id,
    name: employer.name,
    npp: employer.npp ?? '',
    nib: employer.nib ?? '',
    place: placeOf(codeOf(employer)),
    workers: written(employer.workerCount),
    registered: written(employer.registeredCount),
    source: sourceName(employer, request),
  }))
}

function sourceName({ isOwn, source }: ShownEmployer, request: FastifyRequest): string {
  const { ownSource, otherSource } = wordsOf(request)
  return isOwn ? ownSource : (source ?? otherSource)
}

async function sendEmployer(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
  record: EmployerRecord,
): Promise<FastifyReply> {
  const frame = frameOf(request)
  const words = wordsOf(request)
  const { others, history } = record
  const all = [record, ...others]
  const change = control(request, deps, 'employers.write', {
    label: words.record.change,
    path: `${PATH}/${record.id}/ubah`,
  })
  const causes = words.record.causes
  const page = {
    frame,
    crumbs: [{ name: words.title, href: hrefIn(frame.language, PATH) }],
    name: record.name,
    sources: all.map((each, place) => ({
      id: each.id,
      name: sourceName(each, request),
      href: place === 0 ? null : hrefIn(frame.language, `${PATH}/${each.id}`),
    })),
    compared: MOST_COMPARED + 1,
    facts: await factsOf(request, deps, all.slice(0, MOST_COMPARED + 1)),
    sentence:
      others.length === 0
        ? words.record.alone
        : words.record.others(formatNumber(others.length, frame.language)),
    history: history.map(({ cause, changes, reason, changedAt }, place) => ({
      key: String(place),
      when: momentText(changedAt, request),
      cause: causes[cause],
      what: changesText(changes, request),
      why: reason ?? '',
    })),
    controls: [
      change.refused === undefined && !record.isOwn ? { ...change, refused: words.record.notOwn } : change,
      control(request, deps, 'employers.write', { label: words.add, path: `${PATH}/baru` }),
    ],
    note: queryOf(request)['pesan'] === 'simpan' ? adminWords(request).done : null,
  }
  return sendPrivatePage(request, reply, createElement(EmployerPage, page))
}

/** What was changed, from what to what; nothing is encrypted here, and a region stands as officials write it. */
function changesText(changes: EmployerRecord['history'][number]['changes'], request: FastifyRequest): string {
  const { fields, sizes } = wordsOf(request)
  const { changed, filled } = wordsIn(languageOf(request)).people.record
  const written = (field: string, value: unknown): string => {
    if (typeof value === 'string') return field === 'size' ? sizes[value as keyof typeof sizes] : value
    if (field === 'regionCode') return dottedCode(Number(value) as RegionCode)
    return formatNumber(Number(value), languageOf(request))
  }
  const sentences = Object.entries(changes).map(([field, [before, after]]) => {
    const label = fields[field as keyof typeof fields]
    return before === null
      ? filled(label, written(field, after))
      : changed(label, written(field, before), written(field, after))
  })
  return sentences.join('; ')
}

/** The fields of the labour report in its order, and what follows from them, as each source tells them. */
const SHOWN = [
  'name',
  'npp',
  'nib',
  'npwp',
  'region',
  'address',
  'kbli',
  'business',
  'size',
  'menCount',
  'womenCount',
  'workerCount',
  'foreignCount',
  'registeredCount',
  'unregisteredCount',
  'wages',
  'reportedOn',
  'recordedAt',
] as const satisfies readonly (keyof ShownEmployer)[]

async function factsOf(
  request: FastifyRequest,
  { people }: ListPageDeps,
  sources: readonly ShownEmployer[],
): Promise<EmployerFact[]> {
  const words = wordsOf(request)
  const language = languageOf(request)
  const codeOf = ({ region }: ShownEmployer) => parseRegionCode('region', region)
  const placeOf = await placeTexts(people.db, sources.map(codeOf), people.clock.today())
  const { business, workerCount, unregisteredCount, recordedAt } = words.record
  const labels = {
    ...words.fields,
    ...{ business, workerCount, unregisteredCount, recordedAt, region: words.place },
  }
  const written = (employer: ShownEmployer, field: (typeof SHOWN)[number]): string | null => {
    const value = employer[field]
    if (value === null) return null
    if (field === 'region') return placeOf(codeOf(employer))
    if (field === 'size') return words.sizes[value as keyof typeof words.sizes]
    if (value instanceof Date) return formatDate(jakartaDateOf(value), language)
    if (typeof value === 'number')
      return field === 'wages' ? formatRupiah(BigInt(value), language) : formatNumber(value, language)
    return isPlainDate(value) ? formatDate(value, language) : value
  }
  return SHOWN.map((field) => ({
    field,
    label: labels[field],
    values: sources.map((each) => written(each, field)),
  }))
}
