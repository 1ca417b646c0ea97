import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatNumber } from '../../../kernel/format.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import type { AskedColumn } from '../../../modules/imports/ask-columns.ts'
import { askColumns, chooseColumns } from '../../../modules/people/choose-columns.ts'
import { getOwnList } from '../../../modules/people/stored-list.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { ColumnsPage, type ColumnQuestion } from '../../../../web/imports/columns-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { pageOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'
import { fieldOptions, listCrumbs, listWords, type IdRoute, type ListPageDeps } from './parts.ts'

/** `/daftar/:id/pemetaan`: which column is what, asked only where we do not know. */
export function columnPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get<IdRoute>('/daftar/:id/pemetaan', pageOf('people.import'), (request, reply) =>
    sendColumns(request, reply, deps, {}),
  )

  app.post<IdRoute>('/daftar/:id/pemetaan', pageOf('people.import'), async (request, reply) => {
    const { id } = request.params
    const { list } = await getOwnList(deps.people, byRequest(request), id)
    if (list.state !== 'stored') throw refuse('import-not-so-far', { state: list.state })
    try {
      await chooseColumns(deps.people, byRequest(request), id, answersOf(formOf(request)))
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'import-unknown') throw error
      const sentence = refusalSentence(error.value, languageOf(request))
      return sendColumns(
        request,
        reply,
        deps,
        { [firstField(formOf(request))]: sentence },
        statusOf(error.code),
      )
    }
    return reply.redirect(hrefIn(languageOf(request), `/daftar/${id}/pratinjau`), 303)
  })
}

const COLUMN = /^kolom-(\d{1,3})$/

function answersOf(form: Readonly<Record<string, string>>): Map<number, string> {
  return new Map(
    Object.entries(form).flatMap(([name, answer]) => {
      const column = COLUMN.exec(name)?.[1]
      return column === undefined ? [] : [[Number(column), answer] as const]
    }),
  )
}

function firstField(form: Readonly<Record<string, string>>): string {
  return Object.keys(form).find((name) => COLUMN.test(name)) ?? 'kolom-0'
}

async function sendColumns(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: ListPageDeps,
  errors: FieldErrors,
  status = 200,
): Promise<FastifyReply> {
  const { id } = request.params
  const { list } = await getOwnList(deps.people, byRequest(request), id)
  if (list.state !== 'stored') return reply.redirect(hrefIn(languageOf(request), `/daftar/${id}`), 303)
  const all = queryOf(request)['semua'] === '1'
  const { columns, mustAnswer } = await askColumns(deps.people, byRequest(request), id, all)
  const frame = frameOf(request)
  const words = listWords(request).columns
  const path = `/daftar/${id}/pemetaan`
  const labels = new Map(fieldOptions().map(({ value, label }) => [value, label]))
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: listCrumbs(request),
    action: hrefIn(frame.language, path, all ? { semua: '1' } : {}),
    lede: mustAnswer && !all ? words.lede(formatNumber(columns.length, frame.language)) : words.ledeAll,
    questions: columns.map((column) => questionOf(column, words, labels)),
    fields: fieldOptions(),
    errors,
    allPath: all ? null : path,
  }
  return sendPrivatePage(request, reply, createElement(ColumnsPage, page), status)
}

function questionOf(
  { column, heading, chosen, suggestions, because }: AskedColumn,
  words: ReturnType<typeof listWords>['columns'],
  labels: ReadonlyMap<string, string>,
): ColumnQuestion {
  return {
    column,
    heading,
    chosen,
    suggestions: suggestions.map((value) => ({ value, label: labels.get(value) ?? value })),
    hint: because === 'contested' || because === 'unknown' ? words[because] : null,
  }
}
