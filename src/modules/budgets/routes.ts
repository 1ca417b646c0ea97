import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import { addBudgetLine } from './add-budget-line.ts'
import { changeBudgetLine } from './change-budget-line.ts'
import * as contract from './contract.ts'
import { lapseBudgetLine } from './lapse-budget-line.ts'
import { showBudget, showBudgets } from './show-budgets.ts'

const described = describedAs('budgets')
const params = contract.budgetParams
type Id = { Params: { id: string } }

/** Budget lines of payers, for programs. The pages do the same by the same commands. */
export function budgetRoutes(deps: Deps): FastifyPluginCallback {
  return (app, _options, done) => {
    const list = described(
      'Budget lines within reach',
      { querystring: contract.listBudgetsQuery },
      contract.budgetsAnswer,
    )
    app.get<{ Querystring: contract.ListBudgetsQuery }>(
      '/api/v1/budgets',
      { config: { action: 'budgets.read' }, schema: list },
      (request) => showBudgets(deps, byRequest(request), request.query),
    )
    const show = described(
      'One budget line with what became of it, entry by entry',
      { params, querystring: contract.budgetQuery },
      contract.budgetAnswer,
    )
    app.get<Id & { Querystring: contract.BudgetQuery }>(
      '/api/v1/budgets/:id',
      { config: { action: 'budgets.read' }, schema: show },
      (request) => showBudget(deps, byRequest(request), request.params.id, request.query),
    )
    const add = described(
      'Record a budget line of a payer for a fiscal year',
      { body: contract.addBudgetBody },
      contract.addedBudgetAnswer,
      201,
    )
    app.post<{ Body: contract.AddBudgetBody }>(
      '/api/v1/budgets',
      { config: { action: 'budgets.write' }, schema: add },
      async (request, reply) => {
        reply.code(201)
        return addBudgetLine(deps, byRequest(request), request.body)
      },
    )
    changingRoutes(app, deps)
    done()
  }
}

function changingRoutes(app: FastifyInstance, deps: Deps): void {
  const change = described(
    'Raise or lower a line within its fiscal year, never below what is promised and paid',
    { params, body: contract.changeBudgetBody },
    contract.changedBudgetAnswer,
  )
  app.post<Id & { Body: contract.ChangeBudgetBody }>(
    '/api/v1/budgets/:id/change',
    { config: { action: 'budgets.write' }, schema: change },
    async (request) => {
      const changed = await changeBudgetLine(deps, byRequest(request), {
        id: request.params.id,
        ...request.body,
      })
      return { amount: rupiahToJson(changed.amount), change: rupiahToJson(changed.change) }
    },
  )
  const lapse = described(
    'Let go what is left of a line whose year is over',
    { params, body: contract.lapseBudgetBody },
    contract.lapsedBudgetAnswer,
  )
  app.post<Id & { Body: { reason: string } }>(
    '/api/v1/budgets/:id/lapse',
    { config: { action: 'budgets.write' }, schema: lapse },
    async (request) => {
      const { lapsed } = await lapseBudgetLine(deps, byRequest(request), {
        id: request.params.id,
        ...request.body,
      })
      return { lapsed: rupiahToJson(lapsed) }
    },
  )
}
