import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { parseMonth } from '../../kernel/month.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { byRequest } from '../access/admin-routes.ts'
import { doneAnswer } from '../access/contract.ts'
import { accountAnswer, statementAnswerOf, sumsAnswerOf } from './answers.ts'
import { closeMonth } from './close-month.ts'
import * as contract from './contract.ts'
import { showAccounts, showBalance, showClosings, showStatement, showSums } from './show-ledger.ts'

const described = describedAs('ledger')
const read = { action: 'ledger.read' } as const
type Path = { Params: { path: string } }

/** The ledger for programs. The pages do the same by the same commands. */
export function ledgerRoutes(deps: Deps): FastifyPluginCallback {
  return (app, _options, done) => {
    accountRoutes(app, deps)
    payerRoute(app, deps)
    closingRoutes(app, deps)
    done()
  }
}

function accountRoutes(app: FastifyInstance, deps: Deps): void {
  const list = described(
    'Accounts within reach',
    { querystring: contract.listAccountsQuery },
    contract.accountsAnswer,
  )
  app.get<{ Querystring: contract.ListAccountsQuery }>(
    '/api/v1/accounts',
    { config: read, schema: list },
    async (request) => {
      const { accounts, ...found } = await showAccounts(deps, byRequest(request), request.query)
      return { ...found, accounts: accounts.map(accountAnswer) }
    },
  )
  const statement = described(
    'Statement of an account: each transfer with both days, running balance and reversal',
    { params: contract.accountParams, querystring: contract.statementQuery },
    contract.statementAnswer,
  )
  app.get<Path & { Querystring: contract.StatementQuery }>(
    '/api/v1/accounts/:path/statement',
    { config: read, schema: statement },
    async (request) =>
      statementAnswerOf(await showStatement(deps, byRequest(request), request.params.path, request.query)),
  )
  const balance = described(
    'Balance of an account, now or as of any moment',
    { params: contract.accountParams, querystring: contract.balanceQuery },
    contract.balanceAnswer,
  )
  app.get<Path & { Querystring: contract.BalanceQuery }>(
    '/api/v1/accounts/:path/balance',
    { config: read, schema: balance },
    async (request) => {
      const answer = await showBalance(deps, byRequest(request), request.params.path, request.query)
      return { ...answer, balance: rupiahToJson(answer.balance) }
    },
  )
}

function payerRoute(app: FastifyInstance, deps: Deps): void {
  const schema = described(
    'What became of a payer’s money',
    { params: contract.sumsParams },
    contract.sumsAnswer,
  )
  app.get<{ Params: { id: string } }>('/api/v1/payers/:id/sums', { config: read, schema }, async (request) =>
    sumsAnswerOf(await showSums(deps, byRequest(request), request.params.id)),
  )
}

function closingRoutes(app: FastifyInstance, deps: Deps): void {
  const list = described('Closed months', {}, contract.closingsAnswer)
  app.get('/api/v1/ledger/closings', { config: read, schema: list }, async (request) => ({
    closings: await showClosings(deps, byRequest(request)),
  }))
  const close = described(
    'Close a month and all before it, for good',
    { body: contract.closeMonthBody },
    doneAnswer,
    201,
  )
  app.post<{ Body: contract.CloseMonthBody }>(
    '/api/v1/ledger/closings',
    { config: { action: 'ledger.close' }, schema: close },
    async (request, reply) => {
      const { month, reason } = request.body
      await closeMonth(deps, byRequest(request), { month: parseMonth('month', month), reason })
      return reply.code(201).send({ done: true })
    },
  )
}
