import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import { describedAs } from '../../platform/described.ts'
import { inScopeOf, type By } from '../access/act.ts'
import type { ActionName } from '../access/actions.ts'
import { byRequest } from '../access/admin-routes.ts'
import { doneAnswer } from '../access/contract.ts'
import { askColumns, chooseColumns } from './choose-columns.ts'
import * as contract from './contract.ts'
import type { LineOutcome } from './imports.ts'
import { cancelList, confirmList } from './keep-preview.ts'
import { answerLists, answerRows, listAnswerOf } from './list-answers.ts'
import { sendEvents } from './list-events.ts'
import type { KindDeps } from './list-kind.ts'
import type { ListRunner } from './list-runner.ts'
import { makeErrorFile } from './make-error-file.ts'
import { findPreparation, type ListFilter } from './preparation-queries.ts'
import type { ImportRecord } from './queries.ts'
import { removePieces } from './receive-pieces.ts'
import { leaveRowsOut, repairCells } from './repair-list.ts'
import { getOwnList } from './stored-list.ts'

/** Where programs find lists of one kind, and what they need to be allowed. */
export type ListWay = {
  readonly lists: KindDeps
  readonly runner: ListRunner
  readonly path: string
  /** Under which the routes stand in the documentation. */
  readonly tag: string
  readonly action: ActionName
  /** Which lists are shown here; nothing can be done here with one of another kind. */
  readonly shown: ListFilter
  /** One of them. Refuses any other. */
  readonly getShown: (by: By, id: string) => Promise<ImportRecord>
  readonly languageOf: (request: FastifyRequest) => Language
  /** What a row was told, in words: see web/locales. */
  readonly sentenceOf: (said: LineOutcome, language: Language, row: number | null) => string
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const params = contract.listIdParams
type Id = { Params: { id: string } }

/** Everything a program does with a list once it is handed in, but taking it back. The pages do the same acts by the same commands. */
export function listWayRoutes(app: FastifyInstance, way: ListWay): void {
  readRoutes(app, way)
  fileRoutes(app, way)
  columnRoutes(app, way)
  mendRoutes(app, way)
  decideRoutes(app, way)
}

const configOf = ({ action }: ListWay) => ({ action })

function readRoutes(app: FastifyInstance, way: ListWay): void {
  const { path, lists, languageOf } = way
  const config = configOf(way)
  const described = describedAs(way.tag)
  const all = described(
    'Lists within reach, newest first',
    { querystring: contract.listsQuery },
    contract.listsAnswer,
  )
  app.get<{ Querystring: contract.ListsQuery }>(path, { config, schema: all }, (request) =>
    answerLists(lists, byRequest(request), request.query.page, way.shown),
  )
  const one = described(
    'One list: how far it is and what became of its rows',
    { params },
    contract.listAnswer,
  )
  app.get<Id>(`${path}/:id`, { config, schema: one }, (request) =>
    answerList(way, byRequest(request), request.params.id),
  )
  const rows = described(
    'Rows with something to say about, cells masked',
    { params, querystring: contract.rowsQuery },
    contract.rowsAnswer,
  )
  app.get<Id & { Querystring: contract.RowsQuery }>(`${path}/:id/rows`, { config, schema: rows }, (request) =>
    answerRows(lists, byRequest(request), request.params.id, request.query, (said, row) =>
      way.sentenceOf(said, languageOf(request), row),
    ),
  )
}

/** What is not JSON: the workbook of rows to mend, and the stream of events. */
function fileRoutes(app: FastifyInstance, way: ListWay): void {
  const { path, lists, languageOf } = way
  const config = configOf(way)
  const tags = [way.tag]
  const mending = { params, tags, summary: 'Rows to mend as a workbook with the reasons' }
  app.get<Id>(`${path}/:id/errors.xlsx`, { config, schema: mending }, async (request, reply) => {
    const language = languageOf(request)
    const file = await makeErrorFile(lists, byRequest(request), request.params.id, (said, row) =>
      way.sentenceOf(said, language, row),
    )
    return reply.type(XLSX).header('content-disposition', 'attachment; filename="perbaiki.xlsx"').send(file)
  })
  const events = { params, tags, summary: 'How far a list is, as server-sent events until it ends' }
  app.get<Id>(`${path}/:id/events`, { config, schema: events }, async (request, reply) => {
    const by = byRequest(request)
    const { id } = request.params
    await way.getShown(by, id)
    return sendEvents(
      reply,
      () => answerList(way, by, id),
      () => way.runner.progressOf(id),
    )
  })
}

async function answerList(way: ListWay, by: By, id: string): Promise<contract.ListAnswer> {
  const list = await way.getShown(by, id)
  return listAnswerOf(list, await inScopeOf(way.lists.db, by, (tx) => findPreparation(tx, id)))
}

function columnRoutes(app: FastifyInstance, way: ListWay): void {
  const { path, lists } = way
  const config = configOf(way)
  const described = describedAs(way.tag)
  const asked = described('Columns that need an answer', { params }, contract.columnsAnswer)
  app.get<Id>(`${path}/:id/columns`, { config, schema: asked }, async (request) => {
    const { columns, mustAnswer } = await askColumns(lists, byRequest(request), request.params.id)
    return { mustAnswer, columns }
  })
  const chosen = described(
    'Say what columns are; remembered for the next list',
    { params, body: contract.columnsBody },
    doneAnswer,
  )
  app.post<Id & { Body: contract.ColumnsBody }>(
    `${path}/:id/columns`,
    { config, schema: chosen },
    async (request) => {
      const answers = new Map(request.body.columns.map(({ column, field }) => [column, field]))
      await chooseColumns(lists, byRequest(request), request.params.id, answers)
      return { done: true }
    },
  )
}

function mendRoutes(app: FastifyInstance, way: ListWay): void {
  const { path, lists, runner } = way
  const config = configOf(way)
  const described = describedAs(way.tag)
  const mended = described(
    'Mend cells and leave rows out',
    { params, body: contract.repairsBody },
    doneAnswer,
  )
  app.post<Id & { Body: contract.RepairsBody }>(
    `${path}/:id/repairs`,
    { config, schema: mended },
    async (request) => {
      const by = byRequest(request)
      const { cells = [], leaveOut = [] } = request.body
      await repairCells(lists, by, request.params.id, cells)
      if (leaveOut.length > 0) await leaveRowsOut(lists, by, request.params.id, leaveOut)
      return { done: true }
    },
  )
  const looked = described(
    'Look a list through; ask for it again until its stage is previewed',
    { params },
    doneAnswer,
    202,
  )
  app.post<Id>(`${path}/:id/preview`, { config, schema: looked }, async (request, reply) => {
    const by = byRequest(request)
    const { list, preparation } = await getOwnList(lists, by, request.params.id)
    if (list.state !== 'stored' || preparation.stage === 'arriving')
      throw refuse('import-not-so-far', { state: list.state })
    const begun = runner.preview(by, list.id)
    begun.catch(() => undefined)
    return reply.code(202).send({ done: true })
  })
}

function decideRoutes(app: FastifyInstance, way: ListWay): void {
  const { path, lists, runner } = way
  const config = configOf(way)
  const described = describedAs(way.tag)
  const taken = described('Take a list in that was looked through', { params }, doneAnswer, 202)
  app.post<Id>(`${path}/:id/confirm`, { config, schema: taken }, async (request, reply) => {
    const by = byRequest(request)
    const { list } = await getOwnList(lists, by, request.params.id)
    await confirmList(lists, by, list)
    void runner.run(by, list.id)
    return reply.code(202).send({ done: true })
  })
  const cancelled = described(
    'Give a list up; one that runs is stopped and taken back',
    { params },
    doneAnswer,
    202,
  )
  app.post<Id>(`${path}/:id/cancel`, { config, schema: cancelled }, async (request, reply) => {
    const by = byRequest(request)
    const { list } = await getOwnList(lists, by, request.params.id)
    if (await cancelList(lists, by, list)) await removePieces(lists.folder, list.id)
    else void runner.run(by, list.id)
    return reply.code(202).send({ done: true })
  })
}
