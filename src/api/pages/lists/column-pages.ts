import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatNumber } from '../../../kernel/format.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import type { AskedColumn } from '../../../modules/imports/ask-columns.ts'
import { askColumns, chooseColumns } from '../../../modules/imports/choose-columns.ts'
import { getOwnList } from '../../../modules/imports/stored-list.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { ColumnsPage, type ColumnQuestion } from '../../../../web/imports/columns-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { pageOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'
import { fieldOptions, listCrumbs, listWords, type IdRoute, type PlaceDeps } from './parts.ts'

/** `/daftar/:id/pemetaan`, and the same for lists of employers: which column is what, asked only where we do not know. */
export function columnPages(app: FastifyInstance, deps: PlaceDeps): void {
  const { path, action, lists } = deps.place
  app.get<IdRoute>(`${path}/:id/pemetaan`, pageOf(action), (request, reply) =>
    sendColumns(request, reply, deps, {}),
  )

  app.post<IdRoute>(`${path}/:id/pemetaan`, pageOf(action), async (request, reply) => {
    const { id } = request.params
    const { list } = await getOwnList(lists, byRequest(request), id)
    if (list.state !== 'stored') throw refuse('import-not-so-far', { state: list.state })
    try {
      await chooseColumns(lists, byRequest(request), id, answersOf(formOf(request)))
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
    return reply.redirect(hrefIn(languageOf(request), `${path}/${id}/pratinjau`), 303)
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
  deps: PlaceDeps,
  errors: FieldErrors,
  status = 200,
): Promise<FastifyReply> {
  const { id } = request.params
  const { place } = deps
  const { list } = await getOwnList(place.lists, byRequest(request), id)
  if (list.state !== 'stored') return reply.redirect(hrefIn(languageOf(request), `${place.path}/${id}`), 303)
  const all = queryOf(request)['semua'] === '1'
  const { columns, mustAnswer } = await askColumns(place.lists, byRequest(request), id, all)
  const frame = frameOf(request)
  const words = listWords(request).columns
  const path = `${place.path}/${id}/pemetaan`
  const labels = new Map(fieldOptions(place).map(({ value, label }) => [value, label]))
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: listCrumbs(request, deps),
    action: hrefIn(frame.language, path, all ? { semua: '1' } : {}),
    lede: mustAnswer && !all ? words.lede(formatNumber(columns.length, frame.language)) : words.ledeAll,
    questions: columns.map((column) => questionOf(column, words, labels)),
    fields: fieldOptions(place),
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
