import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { described } from '../../platform/described.ts'
import { readMultipartForms } from '../../platform/multipart-form.ts'
import { byRequest } from '../access/admin-routes.ts'
import type { ActionName } from '../access/actions.ts'
import { reasonBody } from '../access/contract.ts'
import { handedInAnswer, listIdParams, undoneAnswer } from '../imports/contract.ts'
import { handInFile, handInRows } from '../imports/hand-in-list.ts'
import { listWayRoutes, type ListWay } from '../imports/list-way-routes.ts'
import { getList } from '../imports/stored-list.ts'
import { findPeople } from './find-people.ts'
import * as contract from './list-contract.ts'
import { pieceRoutes } from './list-piece-routes.ts'
import type { PeopleDeps } from './people-deps.ts'
import { undoImport } from './undo-import.ts'

export type ListRouteDeps = Pick<ListWay, 'lists' | 'runner' | 'languageOf' | 'sentenceOf'> & {
  readonly people: PeopleDeps
}

/** A list of 10,000 rows as JSON. */
const ROWS_BYTES = 16 * 1_048_576

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
    listWayRoutes(app, {
      ...deps,
      path: '/api/v1/imports',
      tag: 'imports',
      action: 'people.import',
      shown: {},
      getShown: (by, id) => getList(deps.lists, by, id),
    })
    undoRoute(app, deps)
    searchRoute(app, deps)
    done()
  }
}

function handInRoutes(app: FastifyInstance, { lists }: ListRouteDeps): void {
  app.post<{ Body: contract.HandInBody }>(
    '/api/v1/imports',
    {
      config: { ...as('people.import'), takesFile: true },
      bodyLimit: ROWS_BYTES,
      schema: described(
        'imports',
        'Hand a list in: rows, or a multipart form whose last field is the file',
        { body: contract.handInBody },
        handedInAnswer,
        201,
      ),
    },
    async (request, reply) => {
      const { rows, fileName = '', ...rest } = request.body
      const by = byRequest(request)
      const ask = { purpose: rest.purpose, region: parseRegionCode('region', rest.region) }
      if (request.upload) {
        const id = await handInFile(
          lists,
          by,
          { ...ask, fileName: request.upload.fileName },
          request.upload.content,
        )
        return reply.code(201).send({ id })
      }
      if (!rows) throw refuse('value-missing', { field: 'rows' })
      return reply.code(201).send({ id: await handInRows(lists, by, { ...ask, fileName }, rows) })
    },
  )
}

function undoRoute(app: FastifyInstance, { people }: ListRouteDeps): void {
  app.post<Id & { Body: { reason: string } }>(
    '/api/v1/imports/:id/undo',
    {
      config: as('people.import-undo'),
      schema: described(
        'imports',
        'Take a list back, as long as nobody built on it',
        { params: listIdParams, body: reasonBody },
        undoneAnswer,
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
