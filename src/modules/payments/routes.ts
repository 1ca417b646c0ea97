import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import type { ActionName } from '../access/actions.ts'
import { byRequest } from '../access/admin-routes.ts'
import { cancelQrCode, checkQrCode } from './cancel-qr-code.ts'
import { cancelVirtualAccount, checkVirtualAccount } from './cancel-virtual-account.ts'
import { changeVirtualAccount } from './change-virtual-account.ts'
import * as contract from './contract.ts'
import type { BankDeps } from './create-virtual-account.ts'
import { decideFinanceTask } from './decide-finance-task.ts'
import { changeOf, makeQrCode, makeVirtualAccount, taskDecisionOf } from './payment-wishes.ts'
import {
  showBanks,
  showCalls,
  showQrCode,
  showQrCodes,
  showTasks,
  showVirtualAccount,
  showVirtualAccounts,
} from './show-payments.ts'

type Id = { Params: { id: string } }
const as = (action: ActionName) => ({ action })
const params = contract.idParams
const described = describedAs('payments')

/** Virtual accounts, QR codes, calls of banks and finance tasks, for programs. The pages do the same by the same commands. */
export function paymentRoutes(deps: BankDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    virtualAccountRoutes(app, deps)
    qrCodeRoutes(app, deps)
    watchingRoutes(app, deps)
    done()
  }
}

function virtualAccountRoutes(app: FastifyInstance, deps: BankDeps): void {
  const url = '/api/v1/payments/virtual-accounts'
  app.get<{ Querystring: contract.ListTargetsQuery }>(
    url,
    {
      config: as('payments.read'),
      schema: described(
        'Virtual accounts, the newest first',
        { querystring: contract.listTargetsQuery },
        contract.virtualAccountsAnswer,
      ),
    },
    (request) => showVirtualAccounts(deps, byRequest(request), request.query),
  )
  app.post<{ Body: contract.CreateVirtualAccountBody }>(
    url,
    {
      config: as('payments.create'),
      schema: described(
        'Have a bank take money for a bill, a payer’s purse or a gift',
        { body: contract.createVirtualAccountBody },
        contract.virtualAccountMade,
      ),
    },
    (request) => makeVirtualAccount(deps, byRequest(request), request.body),
  )
  app.get<Id>(
    `${url}/:id`,
    {
      config: as('payments.read'),
      schema: described('One virtual account', { params }, contract.virtualAccountAnswer),
    },
    (request) => showVirtualAccount(deps, byRequest(request), request.params.id),
  )
  virtualAccountActs(app, deps, `${url}/:id`)
}

function virtualAccountActs(app: FastifyInstance, deps: BankDeps, url: string): void {
  app.post<Id & { Body: { reason: string } }>(
    `${url}/cancel`,
    {
      config: as('payments.create'),
      schema: described(
        'Take a number back',
        { params, body: contract.reasonBody },
        contract.cancelledAnswer,
      ),
    },
    (request) => cancelVirtualAccount(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
  app.post<Id & { Body: contract.ChangeVirtualAccountBody }>(
    `${url}/change`,
    {
      config: as('payments.create'),
      schema: described(
        'Give an open number another last day or amount; its bank is told',
        { params, body: contract.changeVirtualAccountBody },
        contract.changedAnswer,
      ),
    },
    (request) => changeVirtualAccount(deps, byRequest(request), changeOf(request.params.id, request.body)),
  )
  app.post<Id>(
    `${url}/check`,
    {
      config: as('payments.create'),
      schema: described(
        'Ask the bank what became of it; a payment that we did not know is booked',
        { params },
        contract.checkedAnswer,
      ),
    },
    (request) => checkVirtualAccount(deps, byRequest(request), request.params.id),
  )
}

function qrCodeRoutes(app: FastifyInstance, deps: BankDeps): void {
  const url = '/api/v1/payments/qr-codes'
  app.get<{ Querystring: contract.ListTargetsQuery }>(
    url,
    {
      config: as('payments.read'),
      schema: described(
        'QR codes, the newest first',
        { querystring: contract.listTargetsQuery },
        contract.qrCodesAnswer,
      ),
    },
    (request) => showQrCodes(deps, byRequest(request), request.query),
  )
  app.post<{ Body: contract.CreateQrCodeBody }>(
    url,
    {
      config: as('payments.create'),
      schema: described(
        'Have an acquirer make a QRIS for one payment',
        { body: contract.createQrCodeBody },
        contract.qrCodeMade,
      ),
    },
    (request) => makeQrCode(deps, byRequest(request), request.body),
  )
  app.get<Id>(
    `${url}/:id`,
    { config: as('payments.read'), schema: described('One QR code', { params }, contract.qrCodeAnswer) },
    (request) => showQrCode(deps, byRequest(request), request.params.id),
  )
  qrCodeActs(app, deps, `${url}/:id`)
}

function qrCodeActs(app: FastifyInstance, deps: BankDeps, url: string): void {
  app.post<Id & { Body: { reason: string } }>(
    `${url}/cancel`,
    {
      config: as('payments.create'),
      schema: described('Take a code back', { params, body: contract.reasonBody }, contract.cancelledAnswer),
    },
    (request) => cancelQrCode(deps, byRequest(request), { id: request.params.id, ...request.body }),
  )
  app.post<Id>(
    `${url}/check`,
    {
      config: as('payments.create'),
      schema: described(
        'Ask the acquirer what became of a code; a payment that we did not know is booked',
        { params },
        contract.checkedAnswer,
      ),
    },
    (request) => checkQrCode(deps, byRequest(request), request.params.id),
  )
}

function watchingRoutes(app: FastifyInstance, deps: BankDeps): void {
  app.get(
    '/api/v1/payments/banks',
    {
      config: as('payments.read'),
      schema: described('Banks that are configured', {}, contract.banksAnswer),
    },
    () => showBanks(deps),
  )
  app.get<{ Querystring: contract.ListCallsQuery }>(
    '/api/v1/payments/calls',
    {
      config: as('payments.read'),
      schema: described(
        'What banks called and were answered, the newest first',
        { querystring: contract.listCallsQuery },
        contract.callsAnswer,
      ),
    },
    (request) => showCalls(deps, byRequest(request), request.query),
  )
  app.get<{ Querystring: contract.ListTasksQuery }>(
    '/api/v1/finance-tasks',
    {
      config: as('payments.read'),
      schema: described(
        'Money without a place and contradictions of banks, those that wait first',
        { querystring: contract.listTasksQuery },
        contract.tasksAnswer,
      ),
    },
    (request) => showTasks(deps, byRequest(request), request.query),
  )
  app.post<Id & { Body: contract.SettleTaskBody }>(
    '/api/v1/finance-tasks/:id/settle',
    {
      config: as('payments.settle'),
      schema: described(
        'Decide a finance task',
        { params, body: contract.settleTaskBody },
        contract.settledAnswer,
      ),
    },
    (request) =>
      decideFinanceTask(deps, byRequest(request), {
        id: request.params.id,
        decision: taskDecisionOf(request.body),
        reason: request.body.reason,
      }),
  )
}
