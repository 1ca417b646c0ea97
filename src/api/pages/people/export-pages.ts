import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatNumber } from '../../../kernel/format.ts'
import { Refusal, refusedField, withFieldCalled } from '../../../kernel/refusal.ts'
import { SEGMENTS } from '../../../rules/membership.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { listLists } from '../../../modules/imports/preparation-queries.ts'
import { exportPeopleBody, planExportQuery } from '../../../modules/people/export-contract.ts'
import { LAYOUT_NAMES } from '../../../modules/people/export-layouts.ts'
import type { ExportPlan } from '../../../modules/people/export-people.ts'
import { openExportFile, planFor, sendExportFile } from '../../../modules/people/export-routes.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { checkShape } from '../../../platform/validate.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { ExportPage, type ExportPageProps } from '../../../../web/people/export-page.tsx'
import type { FieldErrors, Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { pageOf, textsOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { momentIn, ownRegion, type ListPageDeps } from '../lists/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'

type Values = Readonly<Record<string, string>>
type Asked = { readonly values: Values; readonly errors: FieldErrors; readonly status: number }

const PATH = '/orang/ekspor'
const MOST_LISTS = 20
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).exports

/** `/orang/ekspor`: people leave as files, in the tables that BPJS, villages and offices use. */
export function exportPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get(PATH, pageOf('people.export'), async (request, reply) => {
    const { lang: _lang, ...values } = textsOf(request)
    // A bare address asks for nothing yet.
    if (values['layout'] === undefined) {
      const first = { region: ownRegion(request), ...values }
      return sendExport(request, reply, deps, { values: first, errors: {}, status: 200 }, null)
    }
    return counted(request, reply, deps, { values, errors: {}, status: 200 })
  })
  app.post(PATH, pageOf('people.export'), async (request, reply) => {
    const { csrf: _csrf, ...values } = formOf(request)
    try {
      const body = checkShape(exportPeopleBody, valuesFromTexts(exportPeopleBody, Object.entries(values)))
      const file = await openExportFile(deps.people, byRequest(request), body)
      return await sendExportFile(reply, file)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
      const asked = { values, errors: errorsOf(error, request), status: statusOf(error.code) }
      return counted(request, reply, deps, asked)
    }
  })
}

/** The page with what the choice comes to, or with what is wrong with the choice. */
async function counted(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
  asked: Asked,
): Promise<FastifyReply> {
  const { layout, region, list, segment } = asked.values
  const chosen = Object.entries({ layout, region, list, segment }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text.trim()] as const],
  )
  try {
    const query = checkShape(planExportQuery, valuesFromTexts(planExportQuery, chosen))
    const plan = await planFor(deps.people, byRequest(request), query)
    return await sendExport(request, reply, deps, asked, plan)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const errors = { ...errorsOf(error, request), ...asked.errors }
    return sendExport(request, reply, deps, { ...asked, errors, status: statusOf(error.code) }, null)
  }
}

function errorsOf({ value }: Refusal, request: FastifyRequest): FieldErrors {
  const words = wordsOf(request)
  const labels: Values = {
    layout: words.layout,
    region: words.region,
    list: words.list,
    segment: words.segment,
    months: words.months,
    package: words.package,
    reason: words.reason,
  }
  const field = refusedField(value)
  if (value.code === 'value-missing' && field !== undefined && !(field in labels))
    return { region: words.whoHint }
  if (value.code === 'import-unknown') return { list: refusalSentence(value, languageOf(request)) }
  const place = field !== undefined && field in labels ? field : 'reason'
  const worded = withFieldCalled(value, field === undefined ? undefined : labels[place])
  return { [place]: refusalSentence(worded, languageOf(request)) }
}

async function sendExport(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ListPageDeps,
  { status, ...asked }: Asked,
  plan: ExportPlan | null,
): Promise<FastifyReply> {
  const frame = frameOf(request)
  const { people } = wordsIn(frame.language)
  const words = wordsOf(request)
  const page: ExportPageProps = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: [{ name: people.title, href: hrefIn(frame.language, '/orang') }],
    layouts: LAYOUT_NAMES.map((value) => ({ value, label: words.layouts[value] })),
    lists: await listOptions(request, deps),
    segments: SEGMENTS.map((value) => ({ value, label: people.record.segments[value] })),
    ...asked,
    counted: plan && countedOf(plan, request),
  }
  return sendPrivatePage(request, reply, createElement(ExportPage, page), status)
}

function countedOf(
  { personCount, leftOut, files }: ExportPlan,
  request: FastifyRequest,
): NonNullable<ExportPageProps['counted']> {
  const words = wordsOf(request)
  const written = (number: number) => formatNumber(number, languageOf(request))
  const isSplit = files.length > 1
  return {
    sentence: isSplit
      ? words.counted(written(personCount), written(files.length))
      : words.countedOne(written(personCount)),
    leftOut: leftOut && leftOut.count > 0 ? words.leftOut[leftOut.because](written(leftOut.count)) : null,
    isSplit,
    files: files.map(({ file }, index) => ({
      file,
      label: isSplit ? words.takePart(written(index + 1), written(files.length)) : words.takeOne,
    })),
  }
}

/** The last lists of one's own organisation that were taken in. */
async function listOptions(request: FastifyRequest, { people }: ListPageDeps): Promise<Option[]> {
  const by = byRequest(request)
  const lists = await inScopeOf(people.db, by, (tx) => listLists(tx, sightOf(by), { limit: 100, offset: 0 }))
  return lists
    .filter(({ isOwn, state, purpose }) => isOwn && state === 'done' && purpose !== 'employers')
    .slice(0, MOST_LISTS)
    .map(({ id, fileName, createdAt }) => ({
      value: id,
      label: `${fileName} (${momentIn(createdAt, request)})`,
    }))
}
