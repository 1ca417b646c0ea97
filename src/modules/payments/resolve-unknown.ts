import { Refusal } from '../../kernel/refusal.ts'
import { throughGate } from '../access/scope.ts'
import { askForQr, askForVa, askQrStatus, askVaStatus } from './ask-bank.ts'
import { findNoticeIn, findPaymentIn } from './confirm-payment.ts'
import type { BankDeps } from './create-virtual-account.ts'
import type { Partner } from './partner.ts'
import { settleQrGenerate, settleVaCreate, type OutboundCall } from './settle-outbound.ts'
import { takeQrNotice } from './take-qr-notice.ts'
import { takeVaPayment } from './take-va-payment.ts'
import { findAskableQr, findAskableVa, type AskableQr, type AskableVa } from './target-queries.ts'
import { takeUndecided, type UndecidedCall } from './target-store.ts'

const AT_ONCE = 50

export type Resolved = { readonly asked: number; readonly decided: number }

/**
 * Finds out what became of calls to banks that had no clear answer: asks first (26), and only what the bank does not know is asked for
 * again under the same name. `isAll` does not wait for the time of the next try.
 */
export async function resolveUnknown(deps: BankDeps, isAll = false): Promise<Resolved> {
  const calls = await throughGate(deps.db, 'system', (tx) =>
    takeUndecided(tx, deps.clock.now(), AT_ONCE, isAll),
  )
  let decided = 0
  for (const call of calls) if (await resolveOne(deps, call)) decided += 1
  return { asked: calls.length, decided }
}

/** Whether it is known now what became of it; a no is an answer too. */
async function resolveOne(deps: BankDeps, call: UndecidedCall): Promise<boolean> {
  const partner = deps.partners.find(({ id }) => id === call.partner)
  // A partner that was taken out of the file cannot be asked; the call waits for it, or for a person.
  if (!partner) return false
  const outbound = { callId: call.id, partner, attemptCount: call.attemptCount }
  try {
    const state = await (call.virtualAccountId === null
      ? resolveQr(deps, outbound, call.qrCodeId ?? '')
      : resolveVa(deps, outbound, call.virtualAccountId))
    return state === 'open'
  } catch (error) {
    if (error instanceof Refusal && error.code === 'bank-refused') return true
    throw error
  }
}

type Undecided = Omit<OutboundCall, 'id'>

async function resolveVa(deps: BankDeps, call: Undecided, id: string): Promise<'open' | 'asked'> {
  const va = await throughGate(deps.db, 'system', (tx) => findAskableVa(tx, id))
  if (!va) throw new Error('a call about a virtual account that is not there')
  const status = await checkVa(deps, call.partner, va)
  if (status === 'known') {
    return (await settleVaCreate(deps, { ...call, id }, { responseCode: '2002700', body: {} })).state
  }
  const reply =
    status === 'silent' ? ({ trouble: 'timeout' } as const) : await askForVa(deps.lines, call.partner, va)
  return (await settleVaCreate(deps, { ...call, id }, reply)).state
}

async function resolveQr(deps: BankDeps, call: Undecided, id: string): Promise<'open' | 'asked'> {
  const qr = await throughGate(deps.db, 'system', (tx) => findAskableQr(tx, id))
  if (!qr) throw new Error('a call about a QR code that is not there')
  // Without the acquirer's reference it cannot be queried; the same name again gets the same code.
  const reply = await askForQr(deps.lines, call.partner, qr)
  return (await settleQrGenerate(deps, { ...call, id, amount: qr.amount }, reply)).state
}

/** Asks a bank (26) what became of an account, and books a payment that it tells of and we did not know. */
export async function checkVa(
  deps: BankDeps,
  partner: Partner,
  va: AskableVa,
): Promise<'known' | 'unknown' | 'silent'> {
  const reply = await askVaStatus(deps.lines, partner, va)
  if ('trouble' in reply || reply.responseCode.startsWith('5')) return 'silent'
  const payment = findPaymentIn(reply)
  const isOfIt =
    payment !== null &&
    payment.identity.serviceId === va.serviceId &&
    payment.identity.customerNo === va.customerNo
  if (isOfIt) await takeVaPayment(deps, { askedOf: partner }, payment)
  return reply.responseCode.startsWith('200') ? 'known' : 'unknown'
}

/** Asks an acquirer (51) what became of a code, and books a payment that it tells of and we did not know. */
export async function checkQr(
  deps: BankDeps,
  partner: Partner,
  qr: AskableQr,
): Promise<'known' | 'unknown' | 'silent'> {
  if (qr.referenceNo === null) return 'unknown'
  const { referenceNo, partnerReferenceNo } = qr
  const reply = await askQrStatus(deps.lines, partner, { referenceNo, partnerReferenceNo })
  if ('trouble' in reply || reply.responseCode.startsWith('5')) return 'silent'
  const notice = findNoticeIn(reply)
  if (notice?.referenceNo === referenceNo) await takeQrNotice(deps, { askedOf: partner }, notice)
  return reply.responseCode.startsWith('200') ? 'known' : 'unknown'
}
