import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import type { Refusal } from '../../../kernel/refusal.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { cancelList, confirmList } from '../../../modules/imports/keep-preview.ts'
import type { Fate } from '../../../modules/imports/imports.ts'
import { listOutcomeExamples } from '../../../modules/imports/outcome-examples.ts'
import { listPreviewLines, type PreviewFilter } from '../../../modules/imports/preparation-queries.ts'
import { GRAVITY, type Stage } from '../../../modules/imports/preparation.ts'
import type { ImportRecord } from '../../../modules/imports/queries.ts'
import { removePieces } from '../../../modules/imports/receive-pieces.ts'
import { askColumns } from '../../../modules/imports/choose-columns.ts'
import {
  forgetRepairs,
  leaveOutTold,
  leaveRowsOut,
  repairCells,
} from '../../../modules/imports/repair-list.ts'
import { showRows, type ShownRow } from '../../../modules/imports/show-rows.ts'
import { getOwnList, type PreparedList } from '../../../modules/imports/stored-list.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { PreviewPage, type FoundKind } from '../../../../web/imports/preview-page.tsx'
import type { ProblemRow } from '../../../../web/imports/problem-rows.tsx'
import { hrefIn, type Query } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { PROBLEMS_SCRIPT_PATH } from '../../static-files.ts'
import { pageOf, pagesOf, textsOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'
import {
  actOrSay,
  fieldOptions,
  levelOf,
  listCrumbs,
  listWords,
  sentenceOf,
  type IdRoute,
  type ListPageDeps,
  type PlaceDeps,
} from './parts.ts'

const PER_PAGE = 25
/** A small list is looked through while its owner waits; a longer one shows how far it is. */
const WAIT_MILLISECONDS = 2_500

/** `/daftar/:id/pratinjau`, and the same for lists of employers, and what can be done from there: mend, leave out, take in, give up. */
export function previewPages(app: FastifyInstance, deps: PlaceDeps): void {
  const { path, action, lists } = deps.place
  app.get<IdRoute>(`${path}/:id/pratinjau`, pageOf(action), async (request, reply) => {
    const { id } = request.params
    const by = byRequest(request)
    const { list, preparation } = await getOwnList(lists, by, id)
    const language = languageOf(request)
    const toList = () => reply.redirect(hrefIn(language, `${path}/${id}`), 303)
    if (list.state !== 'stored' || preparation.stage === 'arriving') return toList()
    if (
      preparation.stage === 'received' ||
      (preparation.stage === 'previewing' && !deps.runner.progressOf(id))
    ) {
      const { mustAnswer } = await askColumns(lists, by, id)
      if (mustAnswer) return reply.redirect(hrefIn(language, `${path}/${id}/pemetaan`), 303)
      await lookThrough(deps, request, id)
    }
    const prepared = await getOwnList(lists, by, id)
    if (prepared.preparation.stage !== 'previewed') return toList()
    return sendPreview(request, reply, deps, prepared)
  })
  confirmPages(app, deps)
  repairPages(app, deps)
}

/** Begins to look a list through, and waits a moment: most lists are done by then. */
export async function lookThrough(
  { runner }: ListPageDeps,
  request: FastifyRequest,
  id: string,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const moment = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MILLISECONDS)
  })
  await Promise.race([runner.preview(byRequest(request), id), moment])
  clearTimeout(timer)
}

async function sendPreview(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PlaceDeps,
  prepared: PreparedList,
  refusal: Refusal | null = null,
): Promise<FastifyReply> {
  const { list, preparation } = prepared
  const { place } = deps
  const by = byRequest(request)
  const { tally } = preparation
  if (!tally) throw refuse('import-not-so-far', { state: preparation.stage satisfies Stage })
  const filter = filterOf(request)
  const asked = textsOf(request)['page'] ?? '1'
  const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1
  const [lines, examples] = await inScopeOf(deps.db, by, async (tx) => [
    await listPreviewLines(tx, list.id, { ...filter, limit: PER_PAGE + 1, offset: (page - 1) * PER_PAGE }),
    await listOutcomeExamples(tx, list.id, 'import_preview_rows'),
  ])
  const rows = await showRows(place.lists, by, prepared, lines.slice(0, PER_PAGE))
  const frame = frameOf(request)
  const language = languageOf(request)
  const props = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: listCrumbs(request, deps),
    subject: place.subject,
    path: `${place.path}/${list.id}`,
    fileName: list.fileName,
    tally,
    leftOut: preparation.leftOut,
    filter,
    page,
    script: PROBLEMS_SCRIPT_PATH,
    kinds: examples.map(({ code, count, row, outcome }): FoundKind => ({
      code,
      count,
      example: sentenceOf(request, list, outcome, row),
      canLeaveOut: ['error', 'stop', 'held'].includes(levelOf(list, code)),
    })),
    rows: rows.map((row) => problemRow(row, list, request)),
    pages: pagesOf(request, page, lines.length > PER_PAGE),
    fields: fieldOptions(place),
    note: queryOf(request)['pesan'] === 'simpan' ? listWords(request).preview.saved : null,
    error: refusal === null ? null : refusalSentence(refusal.value, language),
  }
  return sendPrivatePage(
    request,
    reply,
    createElement(PreviewPage, props),
    refusal === null ? 200 : statusOf(refusal.code),
  )
}

function problemRow(
  { rowNumber, fate, name, outcomes }: ShownRow,
  list: ImportRecord,
  request: FastifyRequest,
): ProblemRow {
  return {
    rowNumber,
    fate,
    name,
    remarks: outcomes.map(({ outcome, heading, shown, field }) => ({
      code: outcome.code,
      sentence: sentenceOf(request, list, outcome, rowNumber),
      heading,
      shown,
      field: levelOf(list, outcome.code) === 'info' ? null : field,
    })),
  }
}

function filterOf(request: FastifyRequest): PreviewFilter {
  const { nasib, kode, dari = '' } = textsOf(request)
  const fate = (Object.keys(GRAVITY) as Fate[]).find((each) => each === nasib)
  return {
    fate,
    ...(kode !== undefined && /^[A-Z_]{3,40}$/.test(kode) && { code: kode }),
    ...(/^[1-9]\d{0,6}$/.test(dari) && { from: Number(dari) }),
  }
}

function confirmPages(app: FastifyInstance, deps: PlaceDeps): void {
  const { path, action, lists } = deps.place
  app.post<IdRoute>(`${path}/:id/masukkan`, pageOf(action), async (request, reply) => {
    const { id } = request.params
    const by = byRequest(request)
    const prepared = await getOwnList(lists, by, id)
    return actOrSay(
      () => confirmList(lists, by, prepared.list),
      (refusal) => refusedAct(request, reply, deps, id, refusal),
      async () => {
        const moment = new Promise((resolve) => setTimeout(resolve, WAIT_MILLISECONDS).unref())
        await Promise.race([deps.runner.run(by, id), moment])
        return reply.redirect(hrefIn(languageOf(request), `${path}/${id}`), 303)
      },
    )
  })

  app.post<IdRoute>(`${path}/:id/batal`, pageOf(action), async (request, reply) => {
    const { id } = request.params
    const by = byRequest(request)
    const { list } = await getOwnList(lists, by, id)
    return actOrSay(
      async () => {
        const isOver = await cancelList(lists, by, list)
        if (isOver) await removePieces(lists.folder, id)
        else void deps.runner.run(by, id)
      },
      (refusal) => refusedAct(request, reply, deps, id, refusal),
      () => reply.redirect(hrefIn(languageOf(request), `${path}/${id}`), 303),
    )
  })
}

/** A refused act comes back on the preview when there is one, else where the list is now. */
async function refusedAct(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PlaceDeps,
  id: string,
  refusal: Refusal,
): Promise<FastifyReply> {
  const { place } = deps
  const prepared = await getOwnList(place.lists, byRequest(request), id)
  if (prepared.list.state === 'stored' && prepared.preparation.stage === 'previewed')
    return sendPreview(request, reply, deps, prepared, refusal)
  const { state } = prepared.list
  if (state !== 'running' && state !== 'done' && state !== 'stored') throw refusal
  return reply.redirect(hrefIn(languageOf(request), `${place.path}/${id}`), 303)
}

function repairPages(app: FastifyInstance, deps: PlaceDeps): void {
  const { place } = deps
  const { lists } = place
  const repair = (
    path: string,
    work: (request: FastifyRequest, id: string, form: Readonly<Record<string, string>>) => Promise<unknown>,
  ) => {
    app.post<IdRoute>(`${place.path}/:id/${path}`, pageOf(place.action), async (request, reply) => {
      const { id } = request.params
      const back: Query = { ...textsOf(request), lang: undefined, pesan: 'simpan' }
      await getOwnList(lists, byRequest(request), id)
      return actOrSay(
        () => work(request, id, formOf(request)),
        (refusal) => refusedAct(request, reply, deps, id, refusal),
        () => reply.redirect(hrefIn(languageOf(request), `${place.path}/${id}/pratinjau`, back), 303),
      )
    })
  }
  repair('perbaiki', (request, id, form) => {
    const row = rowOf(form)
    const repairs = Object.entries(form).flatMap(([name, text]) =>
      name.startsWith('isi.') && text.trim() !== '' ? [{ row, field: name.slice(4), text: text.trim() }] : [],
    )
    if (repairs.length === 0) throw refuse('value-missing', { field: 'isi' })
    return repairCells(lists, byRequest(request), id, repairs)
  })
  repair('keluarkan', (request, id, form) => {
    const { kode } = form
    if (kode !== undefined) return leaveOutTold(lists, byRequest(request), id, kode)
    return leaveRowsOut(lists, byRequest(request), id, [rowOf(form)])
  })
  repair('isi', (request, id, { kolom = '', isi = '' }) => {
    if (isi.trim() === '') throw refuse('value-missing', { field: 'isi' })
    return repairCells(lists, byRequest(request), id, [{ row: 0, field: kolom, text: isi.trim() }])
  })
  repair('lupakan', (request, id) => forgetRepairs(lists, byRequest(request), id))
}

function rowOf({ baris = '' }: Readonly<Record<string, string>>): number {
  if (!/^[1-9]\d{0,7}$/.test(baris))
    throw refuse('value-malformed', { field: 'baris', value: '', expected: 'whole-number' })
  return Number(baris)
}
