import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { byRequest } from '../access/admin-routes.ts'
import { answerCodes, answerOwed, answerRecoveries, codePaymentOf, codeWishOf } from './answers.ts'
import * as contract from './contract.ts'
import { recordCode, type SettlementDeps } from './record-code.ts'
import { cancelCode, payCode } from './settle-code.ts'

const described = describedAs('settlement')
const reading = { action: 'settlement.read' } as const
const writing = { action: 'settlement.write' } as const
const params = contract.codeParams

type Code = { Params: { code: string } }

/** What was collected for BPJS Ketenagakerjaan on its way there, for programs. */
export function settlementRoutes(deps: SettlementDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    readingRoutes(app, deps)
    writingRoutes(app, deps)
    done()
  }
}

function readingRoutes(app: FastifyInstance, deps: SettlementDeps): void {
  const owed = described(
    'What is collected and bound to no kode iuran yet',
    { querystring: contract.listOwedQuery },
    contract.owedAnswer,
  )
  app.get<{ Querystring: contract.ListOwedQuery }>(
    '/api/v1/settlement/owed',
    { config: reading, schema: owed },
    (request) => answerOwed(deps, byRequest(request), request.query),
  )
  const recoveries = described(
    'What BPJS Ketenagakerjaan has to give back after credit notes',
    { querystring: contract.listOwedQuery },
    contract.recoveriesAnswer,
  )
  app.get<{ Querystring: contract.ListOwedQuery }>(
    '/api/v1/settlement/recoveries',
    { config: reading, schema: recoveries },
    (request) => answerRecoveries(deps, byRequest(request), request.query),
  )
  const codes = described(
    'Kode iuran: what is due first stands first',
    { querystring: contract.listCodesQuery },
    contract.codesAnswer,
  )
  app.get<{ Querystring: contract.ListCodesQuery }>(
    '/api/v1/settlement/codes',
    { config: reading, schema: codes },
    (request) => answerCodes(deps, byRequest(request), request.query),
  )
}

function writingRoutes(app: FastifyInstance, deps: SettlementDeps): void {
  const record = described(
    'Record a kode iuran and bind its money',
    { body: contract.recordCodeBody },
    contract.recordedAnswer,
    201,
  )
  app.post<{ Body: contract.RecordCodeBody }>(
    '/api/v1/settlement/codes',
    { config: writing, schema: record },
    async (request, reply) =>
      reply.code(201).send(await recordCode(deps, byRequest(request), codeWishOf(request.body, 'api'))),
  )
  const pay = described(
    'Note that a kode iuran was paid, with its proof',
    { params, body: contract.payCodeBody },
    contract.codeDoneAnswer,
  )
  app.post<Code & { Body: contract.PayCodeBody }>(
    '/api/v1/settlement/codes/:code/pay',
    { config: writing, schema: pay },
    async (request) => {
      await payCode(deps, byRequest(request), codePaymentOf(request.params.code, request.body))
      return { done: true }
    },
  )
  const cancel = described(
    'Give up a kode iuran that was not paid',
    { params, body: contract.cancelCodeBody },
    contract.codeDoneAnswer,
  )
  app.post<Code & { Body: contract.CancelCodeBody }>(
    '/api/v1/settlement/codes/:code/cancel',
    { config: writing, schema: cancel },
    async (request) => {
      await cancelCode(deps, byRequest(request), { code: request.params.code, ...request.body })
      return { done: true }
    },
  )
}
