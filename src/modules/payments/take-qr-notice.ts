import { createHash } from 'node:crypto'
import { jakartaDateOf, type PlainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { bankWorld, suspenseOf } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { decideQrSuspense, type CallOutcome, type TaskReason } from './payments.ts'
import { findBooked, findExternal, lockQrByReference, type Stored, type Target } from './queries.ts'
import { answerUsedExternal } from './record-call.ts'
import { findTransactionStatus } from './response-codes.ts'
import { retryRaces } from './retry-races.ts'
import { snapAnswer, storedAnswer, type SnapAnswer } from './snap-answer.ts'
import type { QrNotice } from './snap-request.ts'
import type { PaymentSource } from './take-va-payment.ts'
import {
  insertFinanceTask,
  insertInboundCall,
  insertPayment,
  type CallTarget,
  type NewInboundCall,
  type NewInboundPayment,
} from './store.ts'

const SERVICE = 'qr-notify'

/**
 * Takes a notice about a QR code. The acquirer has the money already, so a success is never refused for what the bill says: what does
 * not fit waits in suspense with a task. Other states change nothing and may be followed by a success.
 */
export async function takeQrNotice(
  deps: PaymentDeps,
  source: PaymentSource,
  notice: QrNotice,
): Promise<SnapAnswer> {
  const today = deps.clock.today()
  const paidOn = notice.paidAt ? jakartaDateOf(notice.paidAt) : today
  const take = (effectiveOn: PlainDate) =>
    retryRaces(() =>
      throughGate(deps.db, 'system', (tx) => takeOnce(tx, { deps, source, notice, effectiveOn })),
    )
  try {
    return await take(paidOn)
  } catch (error) {
    // Money that came in a closed month is booked in the open one; when it was paid stands beside it.
    if (error instanceof Refusal && error.code === 'period-closed' && paidOn !== today) return take(today)
    throw error
  }
}

type Taking = {
  readonly deps: PaymentDeps
  readonly source: PaymentSource
  readonly notice: QrNotice
  readonly effectiveOn: PlainDate
}

async function takeOnce(tx: Tx, taking: Taking): Promise<SnapAnswer> {
  const { source, notice } = taking
  const partner = partnerOf(source)
  if ('call' in source) {
    const { onDay, externalId } = source.call
    const used = await findExternal(tx, { partner: partner.id, onDay, externalId })
    if (used) return answerUsedExternal(tx, source.call, SERVICE, used)
  }
  const reference = { theirs: notice.referenceNo, ours: notice.partnerReferenceNo }
  const target = await lockQrByReference(tx, partner.id, reference)
  const written = (answer: SnapAnswer, outcome: CallOutcome) =>
    writeCall(tx, taking, target, { answer, outcome })
  if (!target) return written(snapAnswer(SERVICE, 'transaction-unknown'), 'account-unknown')
  const status = findTransactionStatus(notice.status)
  if (status === null)
    return written(snapAnswer(SERVICE, 'field-format', {}, 'latestTransactionStatus'), 'field-format')
  if (status === 'refunded') await openTask(tx, taking, target, 'refunded-by-bank')
  if (status !== 'success') return written(snapAnswer(SERVICE, 'successful'), 'noted')
  const booked = await findBooked(tx, { partner: partner.id, service: SERVICE, key: notice.referenceNo })
  if (booked) return answerBookedBefore(tx, taking, target, booked)
  return book(tx, taking, target)
}

async function answerBookedBefore(
  tx: Tx,
  taking: Taking,
  target: Target,
  booked: Stored & { readonly businessHash: Buffer },
): Promise<SnapAnswer> {
  if (booked.businessHash.equals(businessHash(taking.notice, target))) {
    return writeCall(tx, taking, target, {
      answer: storedAnswer(booked.responseCode, booked.text),
      outcome: 'repeated',
    })
  }
  await openTask(tx, taking, target, 'same-payment-differs')
  return writeCall(tx, taking, target, {
    answer: snapAnswer(SERVICE, 'inconsistent'),
    outcome: 'content-differs',
  })
}

async function book(tx: Tx, taking: Taking, target: Target): Promise<SnapAnswer> {
  const { deps, source, notice, effectiveOn } = taking
  const answer = snapAnswer(SERVICE, 'successful')
  const suspended = decideQrSuspense(target, notice.amount)
  const entryId = await moveMoney(tx, taking, target, suspended)
  if (suspended !== null) await openTask(tx, taking, target, suspended)
  const payment: NewInboundPayment = {
    partner: target.partner,
    service: SERVICE,
    key: notice.referenceNo,
    businessHash: businessHash(notice, target),
    amount: notice.amount,
    paidAt: notice.paidAt ?? deps.clock.now(),
    effectiveOn,
    entryId,
    outcome: suspended !== null ? 'suspense' : target.billId === null ? 'purse' : 'bill',
    answer,
    learntBy: 'call' in source ? 'notice' : 'query',
    referenceNo: notice.referenceNo,
    target: callTargetOf(target),
    ends: true,
  }
  const call =
    'call' in source ? { ...callOf(taking, source.call, target), answer, outcome: 'booked' as const } : null
  await insertPayment(tx, payment, call)
  return answer
}

async function moveMoney(
  tx: Tx,
  { notice, effectiveOn }: Taking,
  target: Target,
  suspended: TaskReason | null,
): Promise<bigint> {
  const { amount, referenceNo } = notice
  const from = bankWorld(target.partner)
  const key = `qr-notify/${target.partner}/${referenceNo}`
  const cause = { kind: 'qr-code', id: target.id }
  if (suspended === null && target.billId !== null) {
    const { entryId } = await receiveForBill(tx, {
      billId: target.billId,
      amount,
      from,
      effectiveOn,
      key,
      cause,
    })
    return entryId
  }
  const to = suspended === null ? target.path : suspenseOf(target.partner)
  const kind = suspended === null ? 'payment-received' : 'suspense-received'
  const { entryId } = await postEntry(tx, {
    kind,
    effectiveOn,
    key,
    cause,
    transfers: [{ from, to, amount }],
  })
  return entryId
}

async function openTask(tx: Tx, taking: Taking, target: Target, because: TaskReason): Promise<void> {
  const { notice, deps } = taking
  const isMoney = because !== 'same-payment-differs' && because !== 'refunded-by-bank'
  await insertFinanceTask(tx, {
    kind: isMoney ? 'misplaced' : 'inconsistent',
    partner: target.partner,
    because,
    amount: notice.amount,
    payment: { service: SERVICE, key: notice.referenceNo },
    billId: target.billId,
    target: callTargetOf(target),
    openedAt: deps.clock.now(),
  })
}

async function writeCall(
  tx: Tx,
  taking: Taking,
  target: Target | null,
  result: { readonly answer: SnapAnswer; readonly outcome: CallOutcome },
): Promise<SnapAnswer> {
  const { source } = taking
  if ('call' in source) await insertInboundCall(tx, { ...callOf(taking, source.call, target), ...result })
  return result.answer
}

function callOf(
  { notice }: Taking,
  call: Extract<PaymentSource, { readonly call: unknown }>['call'],
  target: Target | null,
): Omit<NewInboundCall, 'answer' | 'outcome'> {
  const { partner, onDay, externalId, bodyHash } = call
  return {
    ...{ partner: partner.id, service: SERVICE, onDay, externalId, bodyHash, isClaimed: true },
    paymentKey: notice.referenceNo,
    amount: notice.amount,
    target: target && callTargetOf(target),
  }
}

function callTargetOf({ id, organisationId, regionCode }: Target): CallTarget {
  return { qrCodeId: id, organisationId, regionCode }
}

const partnerOf = (source: PaymentSource) => ('call' in source ? source.call.partner : source.askedOf)

function businessHash({ amount, referenceNo }: QrNotice, { id }: Target): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([id, referenceNo, String(amount), 'IDR']))
    .digest()
}
