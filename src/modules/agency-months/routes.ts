import type { FastifyPluginCallback } from 'fastify'
import { describedAs } from '../../platform/described.ts'
import { byRequest } from '../access/admin-routes.ts'
import type { BillRunner } from '../billing/bill-runner.ts'
import type { BillingDeps } from '../billing/run-bills.ts'
import { changeMonth } from './change-month.ts'
import * as contract from './contract.ts'
import { reopenMonth } from './reopen-month.ts'
import { sendMonth } from './send-month.ts'
import { showMonth, showReports } from './show-month.ts'

const described = describedAs('agency-months')
const params = contract.monthParams
const PATH = '/api/v1/rosters/:id/months/:month'
type Place = { Params: { id: string; month: string } }

/** Monthly reports about rosters, for programs. The pages do the same by the same commands. */
export function agencyMonthRoutes(deps: BillingDeps, runner: BillRunner): FastifyPluginCallback {
  return (app, _options, done) => {
    const list = described(
      'Rosters that report, with what became of one month',
      { querystring: contract.listReportsQuery },
      contract.reportsAnswer,
    )
    app.get<{ Querystring: contract.ListReportsQuery }>(
      '/api/v1/roster-months',
      { config: { action: 'rosters.read' }, schema: list },
      (request) => showReports(deps, byRequest(request), request.query),
    )
    const show = described(
      'The report of one month: list, draft, totals by law, bill',
      { params, querystring: contract.showMonthQuery },
      contract.monthAnswer,
    )
    app.get<Place & { Querystring: contract.ShowMonthQuery }>(
      PATH,
      { config: { action: 'rosters.read' }, schema: show },
      (request) => showMonth(deps, byRequest(request), placeOf(request.params), request.query),
    )
    const change = described(
      'Note in the draft that somebody joins, leaves or earns otherwise',
      { params, body: contract.changeMonthBody },
      contract.notedAnswer,
    )
    app.post<Place & { Body: contract.ChangeMonthBody }>(
      `${PATH}/changes`,
      { config: { action: 'rosters.write' }, schema: change },
      (request) => changeMonth(deps, byRequest(request), placeOf(request.params), [request.body]),
    )
    const send = described(
      'Send a month: its changes take effect, it is final, and its bill is asked for',
      { params, body: contract.sendMonthBody },
      contract.sentAnswer,
    )
    app.post<Place & { Body: contract.SendMonthBody }>(
      `${PATH}/send`,
      { config: { action: 'rosters.report' }, schema: send },
      async (request) => {
        const { sent, run } = await sendMonth(deps, byRequest(request), placeOf(request.params), request.body)
        runner.go(run)
        return sent
      },
    )
    const reopen = described(
      'Open a sent month again, while nothing of its bill is paid',
      { params, body: contract.reopenMonthBody },
      contract.reopenedAnswer,
    )
    app.post<Place & { Body: contract.ReopenMonthBody }>(
      `${PATH}/reopen`,
      { config: { action: 'rosters.reopen' }, schema: reopen },
      (request) => reopenMonth(deps, byRequest(request), placeOf(request.params), request.body),
    )
    done()
  }
}

function placeOf({ id, month }: Place['Params']) {
  return { rosterId: id, month }
}
