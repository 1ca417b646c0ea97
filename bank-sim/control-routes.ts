import { createServer, type Server } from 'node:https'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readAmount, type BankAmount } from './amount.ts'
import type { SimulatorContract } from './bank-keys.ts'
import { wibDay } from './bank-time.ts'
import type { Desk } from './desk.ts'
import { FAULTS, type Faults } from './faults.ts'
import { moveMoney } from './move-money.ts'
import { jsonOf } from './payung-line.ts'
import { playVa } from './play.ts'
import { playQr } from './play-qr.ts'
import { isScenarioName, SCENARIOS, scenarioOfSuffix, type ScenarioName } from './scenarios.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'
import { csvOf, mt940Of, statementOf } from './statement.ts'

type ControlDeps = { readonly desk: Desk; readonly contract: SimulatorContract; readonly faults: Faults }

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** How a person or a test plays the payer and the bank's bad days. Everything below `/sim`; a bank has nothing like it. */
export function controlRoutes(app: FastifyInstance, deps: ControlDeps): { close(): Promise<void> } {
  const { desk, contract, faults } = deps
  const wrong = new WrongCertificate(() => desk.now())
  app.get('/', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('SIMULATOR. Ini bukan bank, dan uang di sini bukan uang.\n'),
  )
  app.get('/sim/scenarios', () => ({ simulator: 'SIMULATOR', scenarios: SCENARIOS }))
  app.get('/sim/book', () => bookAnswer(desk, contract))
  app.post('/sim/pay', (request, reply) => pay(request, reply, deps))
  app.post('/sim/pay-qr', (request, reply) => payQr(request, reply, deps))
  app.post('/sim/move', (request, reply) => move(request, reply, deps))
  app.post('/sim/tell-again', async () => ({ told: await desk.tellUnanswered() }))
  app.post('/sim/faults', (request, reply) => {
    const { path, kind, times } = fieldsOf(request)
    const known = FAULTS.find((each) => each === kind)
    if (typeof path !== 'string' || known === undefined) return refuse(reply, 'path, kind')
    faults.order({ path, kind: known, times: typeof times === 'number' ? times : 1 })
    return { ordered: true }
  })
  app.post('/sim/wrong-certificate', async () => ({ url: await wrong.open() }))
  app.get<{ Querystring: Record<string, string | undefined> }>('/sim/statement', (request, reply) => {
    const today = wibDay(desk.now())
    const { from = today, to = from, format = 'csv' } = request.query
    if (!DAY.test(from) || !DAY.test(to) || from > to) return refuse(reply, 'from, to')
    const statement = statementOf(desk.book, contract, from, to)
    const isSwift = format === 'mt940'
    return reply
      .type('text/plain; charset=utf-8')
      .header(
        'content-disposition',
        `attachment; filename="SIMULATOR-${from}-${to}.${isSwift ? 'sta' : 'csv'}"`,
      )
      .send(isSwift ? mt940Of(statement) : csvOf(statement))
  })
  return wrong
}

async function pay(
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, contract }: ControlDeps,
): Promise<unknown> {
  const { va, other, scenario, amount } = fieldsOf(request)
  if (desk.line.url === null) return refuse(reply, 'payung')
  if (!isVa(va, contract) || (other !== undefined && !isVa(other, contract))) return refuse(reply, 'va')
  const chosen = scenario === undefined ? scenarioOfSuffix(va) : scenario
  if (typeof chosen !== 'string' || !isScenarioName(chosen)) return refuse(reply, 'scenario')
  const given = givenAmount(amount)
  if (given === null) return refuse(reply, 'amount')
  const wish = {
    va,
    scenario: chosen,
    ...(other !== undefined && { other }),
    ...(given !== undefined && { amount: given }),
  }
  return { simulator: 'SIMULATOR', scenario: chosen, steps: await playVa(desk, wish) }
}

async function payQr(request: FastifyRequest, reply: FastifyReply, { desk }: ControlDeps): Promise<unknown> {
  const { qr, scenario = 'exact', amount } = fieldsOf(request)
  if (desk.line.url === null) return refuse(reply, 'payung')
  const { qrs } = desk.book.accounts
  // A person scans the code; a program names its reference.
  const known = [...qrs.values()].find(
    (each) => each.reference === qr || each.content === qr || each.partnerReference === qr,
  )
  if (known === undefined) return refuse(reply, 'qr')
  if (typeof scenario !== 'string' || !isScenarioName(scenario)) return refuse(reply, 'scenario')
  const given = givenAmount(amount)
  if (given === null) return refuse(reply, 'amount')
  const chosen: ScenarioName = scenario
  return { simulator: 'SIMULATOR', scenario: chosen, steps: await playQr(desk, known, chosen, given) }
}

async function move(request: FastifyRequest, reply: FastifyReply, { desk }: ControlDeps): Promise<unknown> {
  const { how, code = '', amount } = fieldsOf(request)
  if (how !== 'pay-bpjs' && how !== 'bpjs-gives-back') return refuse(reply, 'how')
  if (typeof code !== 'string' || !/^\d{0,20}$/.test(code)) return refuse(reply, 'code')
  const given = givenAmount(amount)
  if (!given) return refuse(reply, 'amount')
  const moved = await moveMoney(desk, { how, code, amount: given })
  if (moved === null) return refuse(reply, 'balance')
  return { simulator: 'SIMULATOR', ...moved, amount: String(moved.amount) }
}

/** Undefined when none was given, null when it is none. */
function givenAmount(amount: unknown): BankAmount | undefined | null {
  return amount === undefined || amount === ''
    ? undefined
    : readAmount(typeof amount === 'number' ? String(amount) : amount)
}

function isVa(va: unknown, { serviceId }: SimulatorContract): va is string {
  return typeof va === 'string' && /^\d{9,28}$/.test(va) && va.startsWith(serviceId)
}

function bookAnswer(desk: Desk, contract: SimulatorContract): unknown {
  const { accounts } = desk.book
  return {
    simulator: 'SIMULATOR',
    account: contract.accountNumber,
    balance: String(accounts.balance()),
    payments: [...accounts.payments.values()].map((payment) => ({
      ...payment,
      amount: String(payment.amount),
      state: accounts.stateOf(payment),
    })),
    refunds: accounts.refunds.map((refund) => ({ ...refund, amount: String(refund.amount) })),
    moves: accounts.moves.map((each) => ({ ...each, amount: String(each.amount) })),
    qrs: [...accounts.qrs.values()].map((qr) => ({ ...qr, amount: String(qr.amount) })),
  }
}

function fieldsOf({ body }: FastifyRequest): Readonly<Record<string, unknown>> {
  return typeof body === 'string' ? jsonOf(body) : {}
}

function refuse(reply: FastifyReply, field: string): FastifyReply {
  return reply.code(422).send({ simulator: 'SIMULATOR', wrong: field })
}

/** The bank at an address whose certificate nobody vouches for: whoever calls it must hang up before saying a word. */
class WrongCertificate {
  readonly #now: () => Date
  #server: Server | null = null

  constructor(now: () => Date) {
    this.#now = now
  }

  async open(): Promise<string> {
    const server = (this.#server ??= createServer(
      selfSignedCertificate(this.#now()),
      (_request, response) => {
        response.end('{"responseCode":"2007300"}')
      },
    ))
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return `https://localhost:${String(typeof address === 'object' ? address?.port : 0)}`
  }

  async close(): Promise<void> {
    const server = this.#server
    if (server === null) return
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
