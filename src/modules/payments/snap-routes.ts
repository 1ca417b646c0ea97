import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { throughGate } from '../access/scope.ts'
import { PUBLIC } from '../access/current-actor.ts'
import { answerVaInquiry } from './answer-va-inquiry.ts'
import { confirmQrNotice, confirmVaPayment } from './confirm-payment.ts'
import { giveToken } from './give-token.ts'
import { PartnerLimits } from './partner-limits.ts'
import type { BankLines } from './bank-line.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { recordCall } from './record-call.ts'
import { snapCode } from './response-codes.ts'
import { snapAnswer, type SnapAnswer } from './snap-answer.ts'
import { proveCall, type CallWatch, type ProvenCall, type SnapCall, type UnprovenCall } from './snap-call.ts'
import { isProblem, readSnapBody, type FieldProblem, type JsonObject } from './snap-json.ts'
import { readQrNotice, readVaInquiry, readVaPayment, snapTime } from './snap-request.ts'
import { SnapTokens } from './snap-tokens.ts'
import { insertInboundCall, type InboundService } from './store.ts'
import { takeQrNotice } from './take-qr-notice.ts'
import { PaymentDesk } from './take-together.ts'

export type SnapDeps = PaymentDeps & { readonly lines: BankLines }

/** SNAP messages are small; what is larger is none. */
const BODY_BYTES = 65_536
const OPTIONS = { config: PUBLIC, schema: { hide: true } } as const

/**
 * The services that banks call. A bank has no session and no form: it proves each call by signature. The bytes of a body stay as they
 * came, since the signature is over them.
 */
export function snapRoutes(deps: SnapDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    const watch: CallWatch = { tokens: new SnapTokens(deps), limits: new PartnerLimits() }
    const served = { ...deps, desk: new PaymentDesk(deps) }
    keepBytes(app)
    answerInSnap(app)
    app.post('/snap/v1.0/access-token/b2b', { ...OPTIONS, bodyLimit: BODY_BYTES }, async (request, reply) =>
      send(deps, request, reply, await giveToken(deps, watch, callOf(request))),
    )
    const serve = (url: string, service: InboundService, work: Work) => {
      app.post(url, { ...OPTIONS, bodyLimit: BODY_BYTES }, async (request, reply) =>
        send(deps, request, reply, await answerCall(served, watch, service, callOf(request), work)),
      )
    }
    serve('/snap/v1.0/transfer-va/inquiry', 'va-inquiry', answerInquiry)
    serve('/snap/v1.0/transfer-va/payment', 'va-payment', takePayment)
    serve('/snap/v1.0/qr/qr-mpm-notify', 'qr-notify', takeNotice)
    done()
  }
}

type Served = SnapDeps & { readonly desk: PaymentDesk }
type Work = (deps: Served, call: ProvenCall, body: JsonObject) => Promise<SnapAnswer | FieldProblem>

function answerInquiry(deps: SnapDeps, call: ProvenCall, body: JsonObject) {
  const inquiry = readVaInquiry(body)
  return isProblem(inquiry) ? Promise.resolve(inquiry) : answerVaInquiry(deps, call, inquiry)
}

async function takePayment(deps: Served, call: ProvenCall, body: JsonObject) {
  const payment = readVaPayment(body)
  if (isProblem(payment)) return payment
  const isSure = call.partner.inbound.isBodySigned || (await confirmVaPayment(deps, call.partner, payment))
  return isSure ? deps.desk.take(call, payment) : snapAnswer('va-payment', 'internal-error')
}

async function takeNotice(deps: SnapDeps, call: ProvenCall, body: JsonObject) {
  const notice = readQrNotice(body)
  if (isProblem(notice)) return notice
  const isSure = call.partner.inbound.isBodySigned || (await confirmQrNotice(deps, call.partner, notice))
  return isSure ? takeQrNotice(deps, { call }, notice) : snapAnswer('qr-notify', 'internal-error')
}

async function answerCall(
  deps: Served,
  watch: CallWatch,
  service: InboundService,
  call: SnapCall,
  work: Work,
): Promise<SnapAnswer> {
  const proven = await proveCall(deps, watch, service, call)
  if ('answer' in proven) {
    await writeUnproven(deps, watch, service, proven)
    return proven.answer
  }
  const body = readSnapBody(call.body)
  const result = body ? await work(deps, proven, body) : ({ problem: 'format', field: 'body' } as const)
  if (!('problem' in result)) return result
  const name = result.problem === 'missing' ? 'field-missing' : 'field-format'
  return recordCall(deps, proven, service, {
    answer: snapAnswer(service, name, {}, result.field),
    outcome: name,
  })
}

/** A call that we know the partner of and do not believe is written down, as long as they are few. */
async function writeUnproven(
  { db, clock }: PaymentDeps,
  { limits }: CallWatch,
  service: InboundService,
  { partner, answer, outcome, externalId }: UnprovenCall,
): Promise<void> {
  if (!partner || !limits.mayWriteRefusal(partner)) return
  await throughGate(db, 'system', (tx) =>
    insertInboundCall(tx, {
      ...{ partner: partner.id, service, onDay: clock.today(), externalId, answer, outcome },
      ...{ isClaimed: false, bodyHash: Buffer.alloc(32) },
    }),
  )
}

function keepBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
    parsed(null, body)
  })
}

/** Whatever goes wrong here is answered as SNAP says, never as a page or a problem of our API. */
function answerInSnap(app: FastifyInstance): void {
  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    const service = serviceOf(request.url)
    const isTheirs = error.statusCode !== undefined && error.statusCode < 500
    if (!isTheirs) request.log.error({ err: error }, 'a call of a bank failed')
    const { status, ...body } = snapCode(service, isTheirs ? 'bad-request' : 'internal-error')
    return reply.code(status).type('application/json').send(JSON.stringify(body))
  })
}

function serviceOf(url: string) {
  if (url.includes('/access-token/')) return 'access-token' as const
  if (url.includes('/inquiry')) return 'va-inquiry' as const
  return url.includes('/qr/') ? ('qr-notify' as const) : ('va-payment' as const)
}

function callOf(request: FastifyRequest): SnapCall {
  const { method, headers, ip, body } = request
  return {
    method,
    url: request.raw.url ?? request.url,
    headers,
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    address: ip,
  }
}

function send(
  { clock }: SnapDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: SnapAnswer,
): FastifyReply {
  const clientKey = request.headers['x-client-key']
  if (typeof clientKey === 'string') void reply.header('x-client-key', clientKey.slice(0, 128))
  return reply
    .code(answer.status)
    .header('x-timestamp', snapTime(clock.now()))
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer(String)
    .send(answer.text)
}
