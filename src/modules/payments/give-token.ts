import { inForceAt } from './partner.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { snapAnswer, type SnapAnswer } from './snap-answer.ts'
import { headerOf, type CallWatch, type SnapCall } from './snap-call.ts'
import { readSnapBody, textIn } from './snap-json.ts'
import { findInstant } from './snap-request.ts'
import { tokenText, verifyAsymmetric } from './snap-signature.ts'
import { TOKEN_SECONDS } from './snap-tokens.ts'

const SERVICE = 'access-token'

/** Gives a bank an access token (service 73): it proves itself by its key, within the window of the clock, from its own addresses. */
export async function giveToken(deps: PaymentDeps, watch: CallWatch, call: SnapCall): Promise<SnapAnswer> {
  const lacking = ['x-timestamp', 'x-client-key', 'x-signature'].find(
    (name) => headerOf(call, name) === undefined,
  )
  if (lacking !== undefined) return snapAnswer(SERVICE, 'field-missing', {}, lacking.toUpperCase())
  const clientKey = headerOf(call, 'x-client-key') ?? ''
  const timestamp = headerOf(call, 'x-timestamp') ?? ''
  const partner = deps.partners.find(({ inbound }) => inbound.clientKey === clientKey)
  if (!partner?.inbound.mayComeFrom(call.address)) return snapAnswer(SERVICE, 'unauthorized')
  if (!watch.limits.allow(partner)) return snapAnswer(SERVICE, 'too-many')
  const now = deps.clock.now()
  const sent = findInstant(timestamp)
  const isNow =
    sent !== null && Math.abs(sent.getTime() - now.getTime()) <= partner.inbound.clockSeconds * 1_000
  const keys = inForceAt(partner.inbound.publicKeys, now)
  const isSigned = verifyAsymmetric(
    keys,
    tokenText(clientKey, timestamp),
    headerOf(call, 'x-signature') ?? '',
  )
  if (!isNow || !isSigned) return snapAnswer(SERVICE, 'unauthorized')
  const problem = problemOf(call)
  if (problem) return problem
  return snapAnswer(SERVICE, 'successful', {
    accessToken: await watch.tokens.issue(partner.id),
    tokenType: 'Bearer',
    expiresIn: String(TOKEN_SECONDS),
    additionalInfo: {},
  })
}

/** `grantType` since version 1.0.2 of the standard; banks that kept 1.0.1 write it small. */
function problemOf(call: SnapCall): SnapAnswer | null {
  const body = readSnapBody(call.body)
  if (body === null) return snapAnswer(SERVICE, 'field-format', {}, 'body')
  const grantType = textIn(body, 'grantType', 64) ?? textIn(body, 'granttype', 64)
  if (grantType === undefined) return snapAnswer(SERVICE, 'field-missing', {}, 'grantType')
  return grantType === 'client_credentials' ? null : snapAnswer(SERVICE, 'field-format', {}, 'grantType')
}
