import { throughGate } from '../access/scope.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { decideVaRefusal, owedAt } from './payments.ts'
import { findVaByNumber } from './queries.ts'
import { recordCall } from './record-call.ts'
import { inquiryAnswered, inquiryRefused, type SnapAnswer } from './snap-answer.ts'
import type { ProvenCall } from './snap-call.ts'
import type { VaInquiry } from './snap-request.ts'
import { targetOfCall } from './take-va-payment.ts'

/** Tells a bank whose number it is and what is owed, before the payer agrees. */
export async function answerVaInquiry(
  deps: PaymentDeps,
  call: ProvenCall,
  { identity, inquiryRequestId }: VaInquiry,
): Promise<SnapAnswer> {
  const { partner } = call
  const target = await throughGate(deps.db, 'system', (tx) =>
    findVaByNumber(tx, partner.id, identity.serviceId, identity.customerNo),
  )
  const reason = decideVaRefusal(target, { at: deps.clock.now(), amount: null })
  if (reason !== null || !target) {
    const why = reason ?? 'account-unknown'
    const answer = inquiryRefused(identity, inquiryRequestId, why, partner.inbound.paidBillCase)
    return recordCall(deps, call, 'va-inquiry', { answer, outcome: why, target: targetOfCall(target) })
  }
  const { name, label, personCount } = target
  const answer = inquiryAnswered(identity, inquiryRequestId, {
    name,
    label,
    personCount,
    owed: owedAt(target),
  })
  return recordCall(deps, call, 'va-inquiry', { answer, outcome: 'told', target: targetOfCall(target) })
}
