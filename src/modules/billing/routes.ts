import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { parseMonth } from '../../kernel/month.ts'
import { byRequest } from '../access/admin-routes.ts'
import * as contract from './contract.ts'
import { creditMember } from './credit-member.ts'
import type { BillRunner } from './bill-runner.ts'
import type { BillingDeps } from './run-bills.ts'
import { showAges, showBill, showBills, showRun, showRuns } from './show-bills.ts'

const described = describedAs('bills')
type Id = { Params: { id: string } }

/** Bills, their runs and what is overdue, for programs. The pages do the same by the same commands. */
export function billRoutes(deps: BillingDeps, runner: BillRunner): FastifyPluginCallback {
  return (app, _options, done) => {
    const list = described(
      'Bills within reach',
      { querystring: contract.listBillsQuery },
      contract.billsAnswer,
    )
    app.get<{ Querystring: contract.ListBillsQuery }>(
      '/api/v1/bills',
      { config: { action: 'bills.read' }, schema: list },
      (request) => showBills(deps, byRequest(request), request.query),
    )
    const ages = described(
      'What is open, by how long it is overdue',
      { querystring: contract.agesQuery },
      contract.agesAnswer,
    )
    app.get<{ Querystring: contract.AgesQuery }>(
      '/api/v1/bills/ageing',
      { config: { action: 'bills.read' }, schema: ages },
      (request) => showAges(deps, byRequest(request), request.query),
    )
    const show = described(
      'One bill with its lines, the law behind each, payments and amendments',
      { params: contract.billParams, querystring: contract.billQuery },
      contract.billAnswer,
    )
    app.get<Id & { Querystring: contract.BillQuery }>(
      '/api/v1/bills/:id',
      { config: { action: 'bills.read' }, schema: show },
      (request) => showBill(deps, byRequest(request), request.params.id, request.query.page),
    )
    const credit = described(
      'Stop paying for somebody and credit what was billed',
      { body: contract.creditBody },
      contract.creditAnswer,
    )
    app.post<{ Body: contract.CreditBody }>(
      '/api/v1/bills/credit',
      { config: { action: 'bills.credit' }, schema: credit },
      (request) => creditMember(deps, byRequest(request), request.body),
    )
    runRoutes(app, deps, runner)
    done()
  }
}

function runRoutes(app: FastifyInstance, deps: BillingDeps, runner: BillRunner): void {
  const run = described(
    'Bill a month in the background; ask for the run to see how far it is',
    { body: contract.runBillsBody },
    contract.runStateAnswer,
    202,
  )
  app.post<{ Body: contract.RunBillsBody }>(
    '/api/v1/bill-runs',
    { config: { action: 'bills.run' }, schema: run },
    async (request, reply) => {
      const by = byRequest(request)
      const { month, ...scope } = request.body
      const runId = await runner.begin(by, { month: parseMonth('month', month), ...scope })
      reply.code(202)
      return showRun(deps, by, runId)
    },
  )
  const runs = described('The latest runs', {}, contract.runsAnswer)
  app.get('/api/v1/bill-runs', { config: { action: 'bills.read' }, schema: runs }, (request) =>
    showRuns(deps, byRequest(request)),
  )
  const state = described('How far a run is', { params: contract.runParams }, contract.runStateAnswer)
  app.get<Id>('/api/v1/bill-runs/:id', { config: { action: 'bills.read' }, schema: state }, (request) =>
    showRun(deps, byRequest(request), request.params.id),
  )
}
