import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/format.ts'
import { noteSentence } from '../../rules/notes.ts'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import { allocateGift } from './allocate-gift.ts'
import { cancelGift } from './cancel-gift.ts'
import * as contract from './contract.ts'
import { createGift } from './create-gift.ts'
import type { GiftDeps } from './gift-deps.ts'
import { confirmNeighbour } from './place-neighbour.ts'
import { answerGift, makeStatement, previewGift, showGift, showGifts } from './show-gifts.ts'

const described = describedAs('gifts')
const params = contract.idParams
type One = { Params: { id: string } }
const reading = { action: 'gifts.read' } as const
const writing = { action: 'gifts.write' } as const
const allocating = { action: 'gifts.allocate' } as const

/** Gifts of months of protection, their draws and their proofs, for programs. */
export function giftRoutes(
  deps: GiftDeps & { readonly languageOf: (request: FastifyRequest) => Language },
): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    writingRoutes(app, deps)
    app.post<{ Body: contract.PreviewGiftBody }>(
      '/api/v1/gifts/preview',
      {
        config: reading,
        schema: described(
          'What a gift would cost, month by month',
          { body: contract.previewGiftBody },
          contract.previewedGiftAnswer,
        ),
      },
      async (request) => {
        const { total, months, people, notes } = await previewGift(deps, request.body)
        return {
          total: Number(total),
          months: months.map(({ month, perPerson }) => ({ month, perPerson: Number(perPerson) })),
          people,
          notes: notes.map((note) => noteSentence(note, deps.languageOf(request))),
        }
      },
    )
    done()
  }
}

function readingRoutes(app: FastifyInstance, deps: GiftDeps): void {
  app.get<{ Querystring: contract.ListGiftsQuery }>(
    '/api/v1/gifts',
    {
      config: reading,
      schema: described(
        'Gifts within reach, the latest first',
        { querystring: contract.listGiftsQuery },
        contract.giftsAnswer,
      ),
    },
    async (request) => {
      const { gifts, page, more } = await showGifts(deps, byRequest(request), request.query)
      return { gifts: gifts.map(answerGift), page, more }
    },
  )
  app.get<One>(
    '/api/v1/gifts/:id',
    {
      config: reading,
      schema: described('One gift, where to pay it, and its draws', { params }, contract.giftAnswer),
    },
    (request) => showGift(deps, byRequest(request), request.params.id),
  )
  app.get<One>(
    '/api/v1/gifts/:id/statement',
    {
      config: reading,
      schema: described(
        'What each rupiah of a gift became, with its Merkle root',
        { params },
        contract.statementAnswer,
      ),
    },
    (request) => makeStatement(deps, byRequest(request), request.params.id),
  )
}

function writingRoutes(app: FastifyInstance, deps: GiftDeps): void {
  app.post<{ Body: contract.CreateGiftBody }>(
    '/api/v1/gifts',
    {
      config: writing,
      schema: described(
        'Promise a gift, and have a bank make a number and a code to pay it',
        { body: contract.createGiftBody },
        contract.createdGiftAnswer,
        201,
      ),
    },
    async (request, reply) => {
      reply.code(201)
      return createGift(deps, byRequest(request), request.body)
    },
  )
  app.post<One & { Body: { reason: string } }>(
    '/api/v1/gifts/:id/cancel',
    {
      config: writing,
      schema: described(
        'Take a gift back before its draw',
        { params, body: contract.reasonBody },
        contract.cancelledAnswer,
      ),
    },
    (request) => cancelGift(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
  app.post<One & { Body: { reason: string } }>(
    '/api/v1/gifts/:id/allocate',
    {
      config: allocating,
      schema: described(
        'Publish the seed of a paid gift and draw it now',
        { params, body: contract.reasonBody },
        contract.allocatedAnswer,
      ),
    },
    (request) => allocateGift(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
  app.post<One & { Body: { reason: string } }>(
    '/api/v1/gifts/:id/confirm',
    {
      config: allocating,
      schema: described(
        'Say that the neighbour who had to be looked at is the one meant',
        { params, body: contract.reasonBody },
        contract.confirmedAnswer,
      ),
    },
    (request) => confirmNeighbour(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
}
