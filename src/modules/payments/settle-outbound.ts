import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import type { BankReply } from './bank-line.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { MOST_ATTEMPTS, retryMinutes, type BankTrouble } from './payments.ts'
import type { Partner } from './partner.ts'
import { readQris } from './qris-payload.ts'
import { textIn } from './snap-json.ts'
import { insertFinanceTask, type CallTarget } from './store.ts'
import { markOutboundCall, markQrCodeOpen, markTargetEnded, markVirtualAccountOpen } from './target-store.ts'
import { findTargetScope } from './target-queries.ts'

/** One call whose answer is to be written down. */
export type OutboundCall = {
  /** Of the virtual account or QR code. */
  readonly id: string
  readonly callId: string
  readonly partner: Partner
  readonly attemptCount: number
}

/** What a reply means: done, refused for good, or still unknown. */
export type Verdict =
  | { readonly verdict: 'done' | 'refused'; readonly responseCode: string }
  | { readonly verdict: 'unknown'; readonly trouble: BankTrouble; readonly responseCode: string | null }

/** Codes after which a bank may do it yet, or we may: in progress, not allowed for now, too many, its own troubles. */
const UNCLEAR = /^(202|401|403|429|5)/

export function verdictOf(reply: BankReply, isDone: (responseCode: string) => boolean): Verdict {
  if ('trouble' in reply) return { verdict: 'unknown', trouble: reply.trouble, responseCode: null }
  const { responseCode } = reply
  if (isDone(responseCode)) return { verdict: 'done', responseCode }
  if (UNCLEAR.test(responseCode)) return { verdict: 'unknown', trouble: 'unclear-code', responseCode }
  return { verdict: 'refused', responseCode }
}

/** A second asking for the same trxId may be told that there is one already: then there is. */
const isVaMade = (code: string) => code === '2002700' || code === '4092700' || code === '4042718'

/** Writes down what the bank said about a new virtual account. Refuses `bank-refused` when it said no. */
export async function settleVaCreate(
  deps: PaymentDeps,
  call: OutboundCall,
  reply: BankReply,
): Promise<{ readonly id: string; readonly state: 'open' | 'asked' }> {
  const verdict = verdictOf(reply, isVaMade)
  await throughGate(deps.db, 'system', async (tx) => {
    await settle(tx, deps, call, 'virtual_accounts', verdict)
    if (verdict.verdict === 'done') await markVirtualAccountOpen(tx, call.id)
  })
  if (verdict.verdict === 'refused') throw bankRefused(call, verdict.responseCode)
  return { id: call.id, state: verdict.verdict === 'done' ? 'open' : 'asked' }
}

/** Writes down what the acquirer said about a new QR code, after a look at what it made. */
export async function settleQrGenerate(
  deps: PaymentDeps,
  call: OutboundCall & { readonly amount: bigint },
  reply: BankReply,
): Promise<{ readonly id: string; readonly state: 'open' | 'asked' }> {
  const first = verdictOf(reply, (code) => code === '2004700')
  const made = 'body' in reply ? contentOf(reply, call.amount) : null
  const verdict: Verdict =
    first.verdict === 'done' && made === null ? { ...first, verdict: 'refused' } : first
  await throughGate(deps.db, 'system', async (tx) => {
    await settle(tx, deps, call, 'qr_codes', verdict)
    if (verdict.verdict === 'done' && made) await markQrCodeOpen(tx, call.id, made)
  })
  if (verdict.verdict === 'refused') throw bankRefused(call, verdict.responseCode)
  return { id: call.id, state: verdict.verdict === 'done' ? 'open' : 'asked' }
}

/** The code an acquirer made; null when it is no QRIS, or one for another amount: nobody may scan that. */
function contentOf({ body }: Extract<BankReply, { readonly body: unknown }>, amount: bigint) {
  const payload = textIn(body, 'qrContent', 512)
  const referenceNo = textIn(body, 'referenceNo', 64)
  if (!payload || !referenceNo) return null
  const qris = readQris(payload)
  if (typeof qris === 'string' || qris.amount?.replace(/\.0{1,2}$/, '') !== String(amount)) return null
  return { payload, referenceNo }
}

async function settle(
  tx: Tx,
  { clock }: PaymentDeps,
  call: OutboundCall,
  table: 'virtual_accounts' | 'qr_codes',
  verdict: Verdict,
): Promise<void> {
  const at = clock.now()
  if (verdict.verdict === 'unknown') {
    if (call.attemptCount >= MOST_ATTEMPTS) return giveUp(tx, call, table, at)
    const nextTryAt = new Date(at.getTime() + retryMinutes(call.attemptCount) * 60_000)
    const { trouble, responseCode } = verdict
    return markOutboundCall(tx, call.callId, { state: 'unknown', trouble, responseCode, nextTryAt })
  }
  const state = verdict.verdict === 'done' ? 'answered' : 'refused'
  await markOutboundCall(tx, call.callId, { state, responseCode: verdict.responseCode, at })
  if (state === 'refused') await markTargetEnded(tx, table, call.id, { state, because: 'bank-refused', at })
}

async function giveUp(
  tx: Tx,
  call: OutboundCall,
  table: 'virtual_accounts' | 'qr_codes',
  openedAt: Date,
): Promise<void> {
  await markOutboundCall(tx, call.callId, { state: 'gave-up', responseCode: null, at: openedAt })
  const scope = await findTargetScope(tx, table, call.id)
  const target: CallTarget = {
    ...(table === 'virtual_accounts' ? { virtualAccountId: call.id } : { qrCodeId: call.id }),
    organisationId: scope?.organisationId ?? null,
    regionCode: scope?.regionCode ?? 0,
  }
  await insertFinanceTask(tx, {
    kind: 'unknown-outcome',
    partner: call.partner.id,
    because: 'gave-up',
    target,
    openedAt,
  })
}

function bankRefused({ partner }: OutboundCall, responseCode: string) {
  return refuse('bank-refused', { bank: partner.name, responseCode })
}
