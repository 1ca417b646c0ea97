import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify'
import { byRequest } from '../modules/access/admin-routes.ts'
import { billParams, listBillsQuery, type ListBillsQuery } from '../modules/billing/contract.ts'
import { exportBills } from '../modules/billing/export-bills.ts'
import { makeInvoice } from '../modules/billing/make-invoice.ts'
import { makeReceipt } from '../modules/billing/make-receipt.ts'
import type { BillingDeps } from '../modules/billing/run-bills.ts'
import { accountParams, statementQuery, type StatementQuery } from '../modules/ledger/contract.ts'
import { openStatement } from '../modules/ledger/show-ledger.ts'
import { wordsIn } from '../../web/locales/public.ts'
import { languageOf } from './language.ts'
import { momentText } from './pages/administration/parts.ts'
import { billHeadings } from './pages/billing/bill-pages.ts'
import { statementPdf, statementWorkbook } from './pages/ledger/statement-files.ts'
import { sendPdf } from './paper.ts'
import { sendWorkbook } from './workbook.ts'

type Id = { Params: { id: string } }
type Path = { Params: { path: string }; Querystring: StatementQuery }

/** Papers and sheets of money for programs: the same files as on the pages, in the language that is asked for. */
export function moneyFiles(deps: BillingDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    billFiles(app, deps)
    receiptFiles(app, deps)
    statementFiles(app, deps)
    done()
  }
}

function billFiles(app: FastifyInstance, deps: BillingDeps): void {
  app.get<{ Querystring: ListBillsQuery }>(
    '/api/v1/bills.xlsx',
    {
      config: { action: 'bills.read' },
      schema: {
        tags: ['bills'],
        summary: 'All bills that a question finds, as a workbook',
        querystring: listBillsQuery,
      },
    },
    async (request, reply) =>
      sendWorkbook(
        reply,
        'tagihan',
        await exportBills(deps, byRequest(request), request.query, billHeadings(request)),
      ),
  )
  app.get<Id>(
    '/api/v1/bills/:id/invoice.pdf',
    {
      config: { action: 'bills.read' },
      schema: {
        tags: ['bills'],
        summary: 'The invoice as PDF, with virtual account and QR where there are some',
        params: billParams,
      },
    },
    async (request, reply) => {
      const language = languageOf(request)
      const { number, content } = await makeInvoice(
        deps,
        byRequest(request),
        request.params.id,
        language,
        wordsIn(language).billing,
      )
      return sendPdf(reply, number.toLowerCase(), content)
    },
  )
}

function receiptFiles(app: FastifyInstance, deps: BillingDeps): void {
  app.get<Id>(
    '/api/v1/bills/:id/receipt.pdf',
    {
      config: { action: 'bills.read' },
      schema: {
        tags: ['bills'],
        summary: 'The receipt (kuitansi) of a bill that is paid whole, as PDF',
        params: billParams,
      },
    },
    async (request, reply) => {
      const language = languageOf(request)
      const { number, content } = await makeReceipt(
        deps,
        byRequest(request),
        request.params.id,
        language,
        wordsIn(language).receipts,
      )
      return sendPdf(reply, number.toLowerCase(), content)
    },
  )
}

function statementFiles(app: FastifyInstance, deps: BillingDeps): void {
  const open = (request: FastifyRequest<Path>) =>
    openStatement(deps, byRequest(request), request.params.path, request.query)
  const schema = (summary: string) => ({
    tags: ['ledger'],
    summary,
    params: accountParams,
    querystring: statementQuery,
  })
  const config = { action: 'ledger.export' } as const
  app.get<Path>(
    '/api/v1/accounts/:path/statement.xlsx',
    { config, schema: schema('Statement of an account as a workbook, amounts as plain digits') },
    async (request, reply) =>
      sendWorkbook(reply, 'mutasi-akun', statementWorkbook(await open(request), languageOf(request))),
  )
  app.get<Path>(
    '/api/v1/accounts/:path/statement.pdf',
    { config, schema: schema('Statement of an account as PDF') },
    async (request, reply) => {
      const language = languageOf(request)
      const sign = wordsIn(language).ledger.statement.sign(
        request.actor?.user.name ?? '',
        momentText(deps.clock.now(), request),
      )
      return sendPdf(reply, 'mutasi-akun', await statementPdf(await open(request), language, sign))
    },
  )
}
