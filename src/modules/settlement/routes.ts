import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { byRequest } from '../access/admin-routes.ts'
import {
  answerCodes,
  answerOwed,
  answerRecoveries,
  codePaymentOf,
  codeWishOf,
  loadedAnswer,
  returnWishOf,
} from './answers.ts'
import * as contract from './contract.ts'
import { loadCodes } from './load-codes.ts'
import { LARGEST_CODES_BYTES, readCodesBytes } from './read-codes-file.ts'
import { recordCode, type SettlementDeps } from './record-code.ts'
import { settleRecoveries } from './settle-recoveries.ts'
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
    answeringRoutes(app, deps)
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

/** What BPJS Ketenagakerjaan answers in a file, and what it gives back. */
function answeringRoutes(app: FastifyInstance, deps: SettlementDeps): void {
  const load = described(
    'Record the kode iuran of a file (CSV or XLSX), each row accounted for',
    { body: contract.loadCodesBody },
    contract.loadedCodesAnswer,
  )
  app.post<{ Body: contract.LoadCodesBody }>(
    '/api/v1/settlement/codes/file',
    { config: writing, schema: load, bodyLimit: LARGEST_CODES_BYTES + 6_000_000 },
    async (request) => {
      const rows = await readCodesBytes(Buffer.from(request.body.content, 'base64'))
      return loadedAnswer(await loadCodes(deps, byRequest(request), rows))
    },
  )
  const recover = described(
    'Note that BPJS Ketenagakerjaan gave money back, or set it off against a kode iuran',
    { body: contract.settleRecoveriesBody },
    contract.recoveriesSettledAnswer,
  )
  app.post<{ Body: contract.SettleRecoveriesBody }>(
    '/api/v1/settlement/recoveries/settle',
    { config: writing, schema: recover },
    async (request) => {
      const done = await settleRecoveries(deps, byRequest(request), returnWishOf(request.body))
      return { ...done, amount: rupiahToJson(done.amount) }
    },
  )
}
