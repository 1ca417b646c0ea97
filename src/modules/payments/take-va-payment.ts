import { createHash } from 'node:crypto'
import { jakartaDateOf, type PlainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { bankWorld } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { answerUsedExternal, recordCall } from './record-call.ts'
import { retryRaces } from './retry-races.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { decideVaRefusal } from './payments.ts'
import { lockForPayment, type FoundForPayment, type Target } from './queries.ts'
import { paymentBooked, paymentRefused, storedAnswer, type SnapAnswer } from './snap-answer.ts'
import type { ProvenCall } from './snap-call.ts'
import type { VaPayment } from './snap-request.ts'
import {
  insertFinanceTask,
  insertInboundCall,
  insertPayment,
  type CallTarget,
  type NewInboundCall,
  type NewInboundPayment,
} from './store.ts'

/** Where a payment became known: told by the bank, or found by a query after a doubt. */
export type PaymentSource = { readonly call: ProvenCall } | { readonly askedOf: ProvenCall['partner'] }

/**
 * Books a payment that a bank tells of, in one transaction with both keys and the answer: whatever happens to the process or to the
 * connection, a retry finds all of it and gets the same bytes, or nothing and is booked then (docs/adr/0038).
 */
export async function takeVaPayment(
  deps: PaymentDeps,
  source: PaymentSource,
  payment: VaPayment,
): Promise<SnapAnswer> {
  const today = deps.clock.today()
  const paidOn = payment.paidAt ? jakartaDateOf(payment.paidAt) : today
  try {
    return await bookOnce(deps, source, payment, paidOn)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Money that came in a closed month is booked in the open one; when it was paid stands beside it.
    if (error.code === 'period-closed' && paidOn !== today) return takeLate(deps, source, payment, today)
    return refuseBooking(deps, source, payment, error)
  }
}

async function takeLate(
  deps: PaymentDeps,
  source: PaymentSource,
  payment: VaPayment,
  today: PlainDate,
): Promise<SnapAnswer> {
  try {
    return await bookOnce(deps, source, payment, today)
  } catch (error) {
    if (error instanceof Refusal) return refuseBooking(deps, source, payment, error)
    throw error
  }
}

function bookOnce(
  deps: PaymentDeps,
  source: PaymentSource,
  payment: VaPayment,
  effectiveOn: PlainDate,
): Promise<SnapAnswer> {
  return retryRaces(() =>
    throughGate(deps.db, 'system', (tx) => book(tx, { deps, source, payment, effectiveOn })),
  )
}

type Booking = {
  readonly deps: PaymentDeps
  readonly source: PaymentSource
  readonly payment: VaPayment
  readonly effectiveOn: PlainDate
}

async function book(tx: Tx, booking: Booking): Promise<SnapAnswer> {
  const { deps, source, payment } = booking
  const partner = partnerOf(source)
  const { identity, paymentRequestId, amount } = payment
  const call = 'call' in source ? source.call : null
  const found = await lockForPayment(tx, {
    partner: partner.id,
    onDay: call?.onDay ?? deps.clock.today(),
    externalId: call?.externalId ?? '',
    paymentKey: paymentRequestId,
    serviceId: identity.serviceId,
    customerNo: identity.customerNo,
  })
  if (call && found.external) return answerUsedExternal(tx, call, 'va-payment', found.external)
  if (found.booked) return answerBookedBefore(tx, booking, found.booked, found.target)
  const at = payment.paidAt ?? deps.clock.now()
  const reason = decideVaRefusal(found.target, { at, amount })
  if (reason !== null || !found.target) {
    const answer = paymentRefused(payment, reason ?? 'account-unknown', partner.inbound.paidBillCase)
    const target = targetOfCall(found.target)
    if (call)
      await insertInboundCall(tx, {
        ...calledOf(call, payment, answer),
        outcome: reason ?? 'account-unknown',
        target,
      })
    return answer
  }
  return bookAt(tx, booking, found.target)
}

async function bookAt(tx: Tx, booking: Booking, target: Target): Promise<SnapAnswer> {
  const { source, payment } = booking
  const answer = paymentBooked(payment, target.name)
  const { entryId, ends } = await moveMoney(tx, booking, target)
  const row: NewInboundPayment = {
    partner: target.partner,
    service: 'va-payment',
    key: payment.paymentRequestId,
    businessHash: businessHash(payment),
    amount: payment.amount,
    paidAt: payment.paidAt ?? booking.deps.clock.now(),
    effectiveOn: booking.effectiveOn,
    entryId,
    outcome: target.billId === null ? 'purse' : 'bill',
    answer,
    learntBy: 'call' in source ? 'notice' : 'query',
    referenceNo: payment.referenceNo,
    target: {
      virtualAccountId: target.id,
      organisationId: target.organisationId,
      regionCode: target.regionCode,
    },
    ends,
  }
  const told =
    'call' in source
      ? { ...calledOf(source.call, payment, answer), outcome: 'booked' as const, target: row.target }
      : null
  await insertPayment(tx, row, told)
  return answer
}

async function moveMoney(
  tx: Tx,
  { payment, effectiveOn }: Booking,
  target: Target,
): Promise<{ readonly entryId: bigint; readonly ends: boolean }> {
  const { amount } = payment
  const from = bankWorld(target.partner)
  const key = paymentEntryKey(target.partner, payment)
  const cause = { kind: 'virtual-account', id: target.id }
  if (target.billId !== null) {
    const { entryId } = await receiveForBill(tx, {
      billId: target.billId,
      amount,
      from,
      effectiveOn,
      key,
      cause,
    })
    return { entryId, ends: target.bill !== null && amount >= target.bill.open }
  }
  const transfers = [{ from, to: target.path, amount }] as const
  const { entryId } = await postEntry(tx, { kind: 'payment-received', effectiveOn, key, cause, transfers })
  return { entryId, ends: target.isClosedAmount }
}

/** Names the wish of a payment in the ledger, which books it once whatever happens here. */
export function paymentEntryKey(partner: string, { paymentRequestId }: VaPayment): string {
  return `va-payment/${partner}/${paymentRequestId}`
}

/** The same payment told again: the same answer. Told otherwise: said so, and a person looks. */
async function answerBookedBefore(
  tx: Tx,
  { deps, source, payment }: Booking,
  booked: NonNullable<FoundForPayment['booked']>,
  target: Target | null,
): Promise<SnapAnswer> {
  const partner = partnerOf(source)
  const isSame = booked.businessHash.equals(businessHash(payment))
  const answer = isSame
    ? storedAnswer(booked.responseCode, booked.text)
    : paymentRefused(payment, 'content-differs', partner.inbound.paidBillCase)
  if (!isSame) {
    await insertFinanceTask(tx, {
      kind: 'inconsistent',
      partner: partner.id,
      because: 'same-payment-differs',
      payment: { service: 'va-payment', key: payment.paymentRequestId },
      target: targetOfCall(target),
      openedAt: deps.clock.now(),
    })
  }
  if ('call' in source) {
    const outcome = isSame ? 'repeated' : 'content-differs'
    await insertInboundCall(tx, {
      ...calledOf(source.call, payment, answer),
      outcome,
      target: targetOfCall(target),
    })
  }
  return answer
}

/** The ledger said no, so nothing was written: the month is closed, or the purse. */
async function refuseBooking(
  deps: PaymentDeps,
  source: PaymentSource,
  payment: VaPayment,
  refusal: Refusal,
): Promise<SnapAnswer> {
  const isClosedMonth = refusal.code === 'period-closed'
  if (!isClosedMonth && refusal.code !== 'account-closed') throw refusal
  const reason = isClosedMonth ? 'month-closed' : 'account-cancelled'
  const partner = partnerOf(source)
  const answer = paymentRefused(payment, reason, partner.inbound.paidBillCase)
  if (!('call' in source)) return answer
  return recordCall(deps, source.call, 'va-payment', {
    ...{ answer, outcome: reason, paymentKey: payment.paymentRequestId, amount: payment.amount },
    ...(isClosedMonth && { task: { kind: 'period-closed', because: 'month-closed' } as const }),
  })
}

const partnerOf = (source: PaymentSource) => ('call' in source ? source.call.partner : source.askedOf)

export function targetOfCall(target: Target | null): CallTarget | null {
  return (
    target && {
      virtualAccountId: target.id,
      organisationId: target.organisationId,
      regionCode: target.regionCode,
    }
  )
}

/** The row of a call that told of a payment. */
export function calledOf(
  call: ProvenCall,
  payment: VaPayment,
  answer: SnapAnswer,
): Omit<NewInboundCall, 'outcome'> {
  return {
    partner: call.partner.id,
    service: 'va-payment',
    onDay: call.onDay,
    externalId: call.externalId,
    isClaimed: true,
    answer,
    bodyHash: call.bodyHash,
    paymentKey: payment.paymentRequestId,
    isRetry: payment.isRetry,
    amount: payment.amount,
  }
}

/** Who was paid and how much: what must be the same when a payment is told again. */
export function businessHash({ identity, amount }: VaPayment): Buffer {
  const { serviceId, customerNo } = identity
  return createHash('sha256')
    .update(JSON.stringify([serviceId, customerNo, String(amount), 'IDR']))
    .digest()
}
