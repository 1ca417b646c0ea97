import { jsonText } from '../../platform/json-text.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import type { Language } from '../../kernel/format.ts'
import { addMonths, monthOf } from '../../kernel/month.ts'
import { findParameter } from '../../rules/register.ts'
import { LawChangesPage } from '../../../web/public/law-changes-page.tsx'
import { LawPage } from '../../../web/public/law-page.tsx'
import { LawParameterPage } from '../../../web/public/law-parameter-page.tsx'
import {
  changeMonths,
  changesBetween,
  countAll,
  filterRegister,
  registerFilter,
  rowsOf,
  type RegisterRow,
} from '../../../web/public/law-register.ts'
import { LawSourcesPage } from '../../../web/public/law-sources-page.tsx'
import { wordsIn } from '../../../web/locales/public.ts'
import { periodText } from '../../../web/ui/law-value.ts'
import { csvText, sendCsv, type CsvCell } from '../csv.ts'
import { languageOf } from '../language.ts'
import type { PageDeps } from './page-deps.ts'
import { frameOf, queryOf, sendPage } from './send-page.ts'
import { PUBLIC } from '../../modules/access/current-actor.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const

/** The law register: list, one value, changes, laws, and the list as a table file. */
export function lawRegisterRoutes(app: FastifyInstance, { book, calendar, clock }: PageDeps): void {
  app.get('/peraturan', OPEN, (request, reply) => {
    const filter = registerFilter(queryOf(request), clock.today())
    const page = {
      frame: frameOf(request),
      filter,
      rows: filterRegister(filter, book),
      allCount: countAll(filter, book),
      pageNumber: pageNumberOf(request),
    }
    return sendPage(request, reply, createElement(LawPage, page))
  })

  app.get('/peraturan.csv', OPEN, (request, reply) => {
    const rows = filterRegister(registerFilter(queryOf(request), clock.today()), book)
    return sendCsv(reply, 'peraturan', registerCsv(rows, languageOf(request)))
  })

  app.get('/peraturan/perubahan', OPEN, (request, reply) => {
    const now = monthOf(clock.today())
    const { from, to } = changeMonths(queryOf(request), { from: addMonths(now, -12), to: now })
    const page = { frame: frameOf(request), from, to, changes: changesBetween(from, to, book) }
    return sendPage(request, reply, createElement(LawChangesPage, page))
  })

  app.get('/peraturan/sumber', OPEN, (request, reply) =>
    sendPage(
      request,
      reply,
      createElement(LawSourcesPage, { frame: frameOf(request), years: calendar.years }),
    ),
  )

  app.get<{ Params: { id: string } }>('/peraturan/:id', OPEN, (request, reply) => {
    const parameter = findParameter(request.params.id)
    if (!parameter) {
      reply.callNotFound()
      return reply
    }
    const rows = rowsOf(parameter, book)
    const page = { frame: frameOf(request), parameter, rows, isOverridden: book.isOverridden(parameter) }
    return sendPage(request, reply, createElement(LawParameterPage, page))
  })
}

function pageNumberOf(request: FastifyRequest): number {
  const { page } = queryOf(request)
  return typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1
}

function registerCsv(rows: readonly RegisterRow[], language: Language): string {
  const words = wordsIn(language).law
  const header = [
    'id',
    words.name,
    words.value,
    'nilai',
    'satuan',
    words.appliesTo,
    words.law,
    words.article,
    words.inForce,
    words.until,
    words.confidence,
    words.checked,
  ]
  return csvText(
    header,
    rows.map(({ parameter, period, to }) => [
      parameter.id,
      parameter.title[language],
      periodText(parameter, period, language),
      rawValue(period),
      parameter.unit,
      parameter.appliesTo[language],
      period.cite.law,
      period.cite.article,
      period.from,
      to,
      period.cite.confidence,
      parameter.checkedOn,
    ]),
  )
}

/** The value for further reckoning: a plain number, or the table as JSON. */
function rawValue(period: RegisterRow['period']): CsvCell {
  if (!('value' in period)) return null
  const { value } = period
  if (typeof value !== 'object') return value
  return jsonText(value)
}
