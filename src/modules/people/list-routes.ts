import { described } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/format.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { readMultipartForms } from '../../platform/multipart-form.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { byRequest } from '../access/admin-routes.ts'
import type { ActionName } from '../access/actions.ts'
import { doneAnswer, reasonBody } from '../access/contract.ts'
import { cancelList, confirmList } from '../imports/keep-preview.ts'
import { removePieces } from '../imports/receive-pieces.ts'
import { findPreparation } from '../imports/preparation-queries.ts'
import { chooseColumns, askColumns } from './choose-columns.ts'
import { findPeople } from './find-people.ts'
import { handInFile, handInRows } from './hand-in-list.ts'
import { answerLists, answerRows, listAnswerOf } from './list-answers.ts'
import * as contract from './list-contract.ts'
import { sendEvents } from './list-events.ts'
import { pieceRoutes } from './list-piece-routes.ts'
import type { ListRunner } from './list-runner.ts'
import { makeErrorFile } from './make-error-file.ts'
import type { PeopleDeps } from './people-deps.ts'
import { leaveRowsOut, repairCells } from './repair-list.ts'
import type { Outcome } from './row/outcome.ts'
import { getList, getOwnList } from './stored-list.ts'
import { undoImport } from './undo-import.ts'

export type ListRouteDeps = {
  readonly people: PeopleDeps
  readonly runner: ListRunner
  readonly languageOf: (request: FastifyRequest) => Language
  /** What a row was told, in words: see web/locales. */
  readonly sentenceOf: (said: Outcome, language: Language, row: number | null) => string
}

/** A list of 10,000 rows as JSON. */
const ROWS_BYTES = 16 * 1_048_576
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const params = contract.listIdParams
const as = (action: ActionName) => ({ action })
type Id = { Params: { id: string } }

/** Lists of people handed in by programs, and looking people up. The pages do the same acts by the same commands. */
export function listRoutes(deps: ListRouteDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readMultipartForms(app)
    app.addContentTypeParser('application/octet-stream', (_request, payload, ready) => {
      ready(null, payload)
    })
    handInRoutes(app, deps)
    pieceRoutes(app, deps)
    readRoutes(app, deps)
    prepareRoutes(app, deps)
    decideRoutes(app, deps)
    searchRoute(app, deps)
    done()
  }
}

function handInRoutes(app: FastifyInstance, { people }: ListRouteDeps): void {
  app.post<{ Body: contract.HandInBody }>(
    '/api/v1/imports',
    {
      config: { ...as('people.import'), takesFile: true },
      bodyLimit: ROWS_BYTES,
      schema: described(
        'imports',
        'Hand a list in: rows, or a multipart form whose last field is the file',
        { body: contract.handInBody },
        contract.handedInAnswer,
        201,
      ),
    },
    async (request, reply) => {
      const { rows, fileName = '', ...rest } = request.body
      const by = byRequest(request)
      const ask = { purpose: rest.purpose, region: parseRegionCode('region', rest.region) }
      if (request.upload) {
        const id = await handInFile(
          people,
          by,
          { ...ask, fileName: request.upload.fileName },
          request.upload.content,
        )
        return reply.code(201).send({ id })
      }
      if (!rows) throw refuse('value-missing', { field: 'rows' })
      return reply.code(201).send({ id: await handInRows(people, by, { ...ask, fileName }, rows) })
    },
  )
}

function readRoutes(app: FastifyInstance, deps: ListRouteDeps): void {
  const { people, languageOf } = deps
  app.get<{ Querystring: contract.ListsQuery }>(
    '/api/v1/imports',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'Lists within reach, newest first',
        { querystring: contract.listsQuery },
        contract.listsAnswer,
      ),
    },
    (request) => answerLists(people, byRequest(request), request.query.page),
  )
  app.get<Id>(
    '/api/v1/imports/:id',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'One list: how far it is and what became of its rows',
        { params },
        contract.listAnswer,
      ),
    },
    (request) => answerList(deps, byRequest(request), request.params.id),
  )
  app.get<Id & { Querystring: contract.RowsQuery }>(
    '/api/v1/imports/:id/rows',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'Rows with something to say about, cells masked',
        { params, querystring: contract.rowsQuery },
        contract.rowsAnswer,
      ),
    },
    (request) =>
      answerRows(people, byRequest(request), request.params.id, request.query, (said, row) =>
        deps.sentenceOf(said, languageOf(request), row),
      ),
  )
  fileRoutes(app, deps)
}

/** What is not JSON: the workbook of rows to mend, and the stream of events. */
function fileRoutes(app: FastifyInstance, deps: ListRouteDeps): void {
  const { people, languageOf } = deps
  app.get<Id>(
    '/api/v1/imports/:id/errors.xlsx',
    {
      config: as('people.import'),
      schema: { params, tags: ['imports'], summary: 'Rows to mend as a workbook with the reasons' },
    },
    async (request, reply) => {
      const language = languageOf(request)
      const file = await makeErrorFile(people, byRequest(request), request.params.id, (said, row) =>
        deps.sentenceOf(said, language, row),
      )
      return reply.type(XLSX).header('content-disposition', 'attachment; filename="perbaiki.xlsx"').send(file)
    },
  )
  app.get<Id>(
    '/api/v1/imports/:id/events',
    {
      config: as('people.import'),
      schema: {
        params,
        tags: ['imports'],
        summary: 'How far a list is, as server-sent events until it ends',
      },
    },
    async (request, reply) => {
      const by = byRequest(request)
      const { id } = request.params
      await getList(people, by, id)
      return sendEvents(
        reply,
        () => answerList(deps, by, id),
        () => deps.runner.progressOf(id),
      )
    },
  )
}

async function answerList({ people }: ListRouteDeps, by: By, id: string): Promise<contract.ListAnswer> {
  const list = await getList(people, by, id)
  return listAnswerOf(list, await inScopeOf(people.db, by, (tx) => findPreparation(tx, id)))
}

function prepareRoutes(app: FastifyInstance, { people, runner }: ListRouteDeps): void {
  app.get<Id>(
    '/api/v1/imports/:id/columns',
    {
      config: as('people.import'),
      schema: described('imports', 'Columns that need an answer', { params }, contract.columnsAnswer),
    },
    async (request) => {
      const { columns, mustAnswer } = await askColumns(people, byRequest(request), request.params.id)
      return { mustAnswer, columns }
    },
  )
  app.post<Id & { Body: contract.ColumnsBody }>(
    '/api/v1/imports/:id/columns',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'Say what columns are; remembered for the next list',
        { params, body: contract.columnsBody },
        doneAnswer,
      ),
    },
    async (request) => {
      const answers = new Map(request.body.columns.map(({ column, field }) => [column, field]))
      await chooseColumns(people, byRequest(request), request.params.id, answers)
      return { done: true }
    },
  )
  mendRoutes(app, { people, runner })
}

function mendRoutes(
  app: FastifyInstance,
  { people, runner }: Pick<ListRouteDeps, 'people' | 'runner'>,
): void {
  app.post<Id & { Body: contract.RepairsBody }>(
    '/api/v1/imports/:id/repairs',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'Mend cells and leave rows out',
        { params, body: contract.repairsBody },
        doneAnswer,
      ),
    },
    async (request) => {
      const by = byRequest(request)
      const { cells = [], leaveOut = [] } = request.body
      await repairCells(people, by, request.params.id, cells)
      if (leaveOut.length > 0) await leaveRowsOut(people, by, request.params.id, leaveOut)
      return { done: true }
    },
  )
  app.post<Id>(
    '/api/v1/imports/:id/preview',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'Look a list through; ask for it again until its stage is previewed',
        { params },
        doneAnswer,
        202,
      ),
    },
    async (request, reply) => {
      const by = byRequest(request)
      const { list, preparation } = await getOwnList(people, by, request.params.id)
      if (list.state !== 'stored' || preparation.stage === 'arriving')
        throw refuse('import-not-so-far', { state: list.state })
      const begun = runner.preview(by, list.id)
      begun.catch(() => undefined)
      return reply.code(202).send({ done: true })
    },
  )
}

function decideRoutes(app: FastifyInstance, { people, runner }: ListRouteDeps): void {
  app.post<Id>(
    '/api/v1/imports/:id/confirm',
    {
      config: as('people.import'),
      schema: described('imports', 'Take a list in that was looked through', { params }, doneAnswer, 202),
    },
    async (request, reply) => {
      const by = byRequest(request)
      const { list } = await getOwnList(people, by, request.params.id)
      await confirmList(people, by, list)
      void runner.run(by, list.id)
      return reply.code(202).send({ done: true })
    },
  )
  app.post<Id>(
    '/api/v1/imports/:id/cancel',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'Give a list up; one that runs is stopped and taken back',
        { params },
        doneAnswer,
        202,
      ),
    },
    async (request, reply) => {
      const by = byRequest(request)
      const { list } = await getOwnList(people, by, request.params.id)
      if (await cancelList(people, by, list)) await removePieces(people.folder, list.id)
      else void runner.run(by, list.id)
      return reply.code(202).send({ done: true })
    },
  )
  app.post<Id & { Body: { reason: string } }>(
    '/api/v1/imports/:id/undo',
    {
      config: as('people.import-undo'),
      schema: described(
        'imports',
        'Take a list back, as long as nobody built on it',
        { params, body: reasonBody },
        contract.undoneAnswer,
      ),
    },
    async (request) => {
      const by = byRequest(request)
      const { id } = await getList(people, by, request.params.id)
      return undoImport(people, by, { id, reason: request.body.reason })
    },
  )
}

/** A key of a program counts everybody it is shown; beyond its quota nobody is shown. */
function searchRoute(app: FastifyInstance, { people }: ListRouteDeps): void {
  app.post<{ Body: contract.SearchBody }>(
    '/api/v1/people/search',
    {
      config: as('people.find'),
      schema: described(
        'people',
        'Find a person by one of NIK, name, KPJ or phone; masked',
        { body: contract.searchBody },
        contract.foundAnswer,
      ),
    },
    async (request) => {
      const by = byRequest(request)
      const asked = Object.entries(request.body)
      if (asked.length !== 1) throw refuse('give-one-of', { fields: ['nik', 'name', 'kpj', 'phone'] })
      return { people: await findPeople(people, by, Object.fromEntries(asked)) }
    },
  )
}
