import { jakartaDateOf, type PlainDate } from '../../kernel/plain-date.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { CallOutcome } from './payments.ts'
import { inForceAt, type Partner } from './partner.ts'
import type { SnapService } from './response-codes.ts'
import { snapAnswer, type SnapAnswer } from './snap-answer.ts'
import type { PartnerLimits } from './partner-limits.ts'
import { findInstant } from './snap-request.ts'
import {
  asymmetricText,
  bodyHash,
  symmetricText,
  tokenText,
  verifyAsymmetric,
  verifySymmetric,
} from './snap-signature.ts'
import type { SnapTokens } from './snap-tokens.ts'

/** A call as it arrived; the body is the bytes of the wire. */
export type SnapCall = {
  readonly method: string
  /** Path and query as they were sent. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
  readonly address: string
}

/** A call that is proven to be the partner's. */
export type ProvenCall = {
  readonly partner: Partner
  readonly externalId: string
  /** The civil day in Jakarta in which the external id counts. */
  readonly onDay: PlainDate
  readonly bodyHash: Buffer
}

/** Why a call is not believed. `partner` when we know whom it claims to be and the call came from there. */
export type UnprovenCall = {
  readonly answer: SnapAnswer
  readonly outcome: CallOutcome
  readonly partner: Partner | null
  readonly externalId: string
}

export type CallWatch = { readonly tokens: SnapTokens; readonly limits: PartnerLimits }

const REQUIRED = ['x-timestamp', 'x-signature', 'x-partner-id', 'x-external-id', 'channel-id'] as const
const EXTERNAL_ID = /^[A-Za-z0-9._-]{1,36}$/

/** One header; undefined when it is not there or twice. */
export function headerOf({ headers }: Pick<SnapCall, 'headers'>, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** What is wrong with the headers, by name; null when all are there. */
function headerProblem(
  service: SnapService,
  call: SnapCall,
): Pick<UnprovenCall, 'answer' | 'outcome'> | null {
  const type = headerOf(call, 'content-type')
  if (type === undefined) return missingHeader(service, 'Content-Type')
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return { answer: snapAnswer(service, 'field-format', {}, 'Content-Type'), outcome: 'field-format' }
  }
  const name = REQUIRED.find((each) => headerOf(call, each) === undefined)
  if (name !== undefined) return missingHeader(service, name.toUpperCase())
  if (EXTERNAL_ID.test(headerOf(call, 'x-external-id') ?? '')) return null
  return { answer: snapAnswer(service, 'field-format', {}, 'X-EXTERNAL-ID'), outcome: 'field-format' }
}

function missingHeader(service: SnapService, name: string): Pick<UnprovenCall, 'answer' | 'outcome'> {
  return { answer: snapAnswer(service, 'field-missing', {}, name), outcome: 'field-missing' }
}

/** Finds whose call it is and proves it: headers, source address, pace, clock, token, signature over the received bytes. */
export async function proveCall(
  deps: PaymentDeps,
  watch: CallWatch,
  service: SnapService,
  call: SnapCall,
): Promise<ProvenCall | UnprovenCall> {
  const externalId = (headerOf(call, 'x-external-id') ?? '').slice(0, 36)
  const no = (
    problem: Pick<UnprovenCall, 'answer' | 'outcome'>,
    partner: Partner | null = null,
  ): UnprovenCall => ({ ...problem, partner, externalId })
  const lacking = headerProblem(service, call)
  if (lacking) return no(lacking)
  const unauthorized = snapAnswer(service, 'unauthorized')
  const claimed = headerOf(call, 'x-partner-id')
  const partner = deps.partners.find(({ inbound }) => inbound.partnerId === claimed)
  if (!partner?.inbound.mayComeFrom(call.address))
    return no({ answer: unauthorized, outcome: 'signature-wrong' })
  if (!watch.limits.allow(partner))
    return no({ answer: snapAnswer(service, 'too-many'), outcome: 'too-many' })
  const timestamp = headerOf(call, 'x-timestamp') ?? ''
  const now = deps.clock.now()
  if (!isInWindow(partner, timestamp, now)) return no({ answer: unauthorized, outcome: 'clock-off' }, partner)
  const hash = bodyHash(partner.inbound.bodyProfile, call.body)
  const token = await tokenOf(watch.tokens, partner, service, call)
  if (typeof token === 'object') return no(token, partner)
  if (!isSigned(partner, { call, timestamp, hash, token, now })) {
    return no({ answer: unauthorized, outcome: 'signature-wrong' }, partner)
  }
  return { partner, externalId, onDay: jakartaDateOf(now), bodyHash: Buffer.from(hash, 'hex') }
}

function isInWindow({ inbound }: Partner, timestamp: string, now: Date): boolean {
  const sent = findInstant(timestamp)
  return sent !== null && Math.abs(sent.getTime() - now.getTime()) <= inbound.clockSeconds * 1_000
}

/** The token of a call that needs one, proven to be this partner's; empty where none is needed. */
async function tokenOf(
  tokens: SnapTokens,
  { id, inbound }: Partner,
  service: SnapService,
  call: SnapCall,
): Promise<string | Pick<UnprovenCall, 'answer' | 'outcome'>> {
  if (inbound.signature === 'asymmetric') return ''
  const authorization = headerOf(call, 'authorization')
  if (authorization === undefined) return missingHeader(service, 'Authorization')
  const token = /^Bearer ([\w-]+)$/.exec(authorization)?.[1]
  const holder = token === undefined ? null : await tokens.findPartner(token)
  if (token === undefined || holder !== id) {
    return { answer: snapAnswer(service, 'token-invalid'), outcome: 'token-wrong' }
  }
  return token
}

function isSigned(
  { inbound }: Partner,
  signed: { call: SnapCall; timestamp: string; hash: string; token: string; now: Date },
): boolean {
  const { call, timestamp, hash, token, now } = signed
  const signature = headerOf(call, 'x-signature') ?? ''
  const endpoint = inbound.signedPath === 'whole' ? call.url : call.url.replace(/^\/snap(?=\/)/, '')
  const request = { method: call.method, endpoint, bodyHash: hash, timestamp }
  if (inbound.signature === 'symmetric') {
    return verifySymmetric(inForceAt(inbound.secrets, now), symmetricText(request, token), signature)
  }
  const text = inbound.isBodySigned ? asymmetricText(request) : tokenText(inbound.clientKey, timestamp)
  return verifyAsymmetric(inForceAt(inbound.publicKeys, now), text, signature)
}
