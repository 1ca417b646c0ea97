import { described } from '../../platform/described.ts'
import type { FastifyInstance } from 'fastify'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { byRequest } from '../access/admin-routes.ts'
import type { ActionName } from '../access/actions.ts'
import { arrivalAnswer, handedInAnswer, listIdParams } from '../imports/contract.ts'
import type { KindDeps } from '../imports/list-kind.ts'
import { findArrival } from '../imports/receive-pieces.ts'
import { announceFile, handInPiece } from '../imports/hand-in-list.ts'
import * as contract from './list-contract.ts'
import { getOwnList } from '../imports/stored-list.ts'

const params = listIdParams
const as = (action: ActionName) => ({ action })
type Id = { Params: { id: string } }

/** A file in pieces: announced, sent piece by piece, and asked how far it is whenever the line broke. */
export function pieceRoutes(app: FastifyInstance, { lists }: { readonly lists: KindDeps }): void {
  app.post<{ Body: contract.AnnounceBody }>(
    '/api/v1/imports/announce',
    {
      config: as('people.import'),
      schema: described(
        'imports',
        'Announce a file that will come in pieces',
        { body: contract.announceBody },
        handedInAnswer,
        201,
      ),
    },
    async (request, reply) => {
      const { region, ...rest } = request.body
      const id = await announceFile(lists, byRequest(request), {
        ...rest,
        region: parseRegionCode('region', region),
      })
      return reply.code(201).send({ id })
    },
  )
  app.get<Id>(
    '/api/v1/imports/:id/content',
    {
      config: as('people.import'),
      schema: described('imports', 'How much of an announced file is here', { params }, arrivalAnswer),
    },
    async (request) => {
      const by = byRequest(request)
      await getOwnList(lists, by, request.params.id)
      const { arrived, expected } = await findArrival(lists, by, request.params.id)
      return { arrived, expected }
    },
  )
  takeRoute(app, lists)
}

function takeRoute(app: FastifyInstance, lists: KindDeps): void {
  app.put<Id>(
    '/api/v1/imports/:id/content',
    {
      config: { ...as('people.import'), takesFile: true },
      schema: described(
        'imports',
        'Send the next piece, with Content-Range: bytes first-last/total',
        { params },
        arrivalAnswer,
      ),
    },
    async (request) => {
      const by = byRequest(request)
      await getOwnList(lists, by, request.params.id)
      const first = firstByte(request.headers['content-range'])
      // The parser of octets hands the body on as it comes.
      const content = request.body as AsyncIterable<Uint8Array> | undefined
      if (!content) throw refuse('value-missing', { field: 'body' })
      const { arrived, expected } = await handInPiece(lists, by, request.params.id, { first, content })
      return { arrived, expected }
    },
  )
}

function firstByte(range: string | undefined): number {
  const first = /^bytes (\d{1,15})-\d{1,15}\/\d{1,15}$/.exec(range ?? '')?.[1]
  if (first === undefined)
    throw refuse('value-malformed', { field: 'content-range', value: range ?? '', expected: 'text' })
  return Number(first)
}
