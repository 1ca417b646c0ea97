import { randomUUID } from 'node:crypto'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { askForQr } from './ask-bank.ts'
import { endOfDay, FIRST_DOUBT_MS, type BankDeps } from './create-virtual-account.ts'
import { getPartner } from './payment-deps.ts'
import { settleQrGenerate } from './settle-outbound.ts'
import { getSubject, type SubjectWish } from './subject.ts'
import { insertOutboundCall, insertQrCode } from './target-store.ts'

export type QrCodeWish = SubjectWish & {
  readonly bank: string
  /** Left out for a bill: what is open of it. */
  readonly amount?: Rupiah
  readonly lastDay: PlainDate
  readonly reason: string
}

/** Has an acquirer make a dynamic QRIS for one payment. Our reference is stored before it is asked, so an early notice finds it. */
export async function createQrCode(
  deps: BankDeps,
  by: By,
  wish: QrCodeWish,
): Promise<{ readonly id: string; readonly state: 'open' | 'asked' }> {
  const partner = getPartner(deps, wish.bank)
  if (partner.qr === null) throw refuse('bank-unknown', { bank: wish.bank })
  const made = await act(deps.db, by, 'payments.create', async (tx) => {
    const subject = await getSubject(tx, sightOf(by), wish)
    const reason = scrubDigits(requireReason(wish.reason))
    const amount = subject.open ?? wish.amount
    if (amount === undefined) throw refuse('value-missing', { field: 'amount' })
    const askedAt = deps.clock.now()
    const qr = {
      ...{ partner: partner.id, partnerReferenceNo: randomUUID(), subject, amount, askedAt },
      expiresAt: endOfDay(wish.lastDay),
    }
    const id = await insertQrCode(tx, qr)
    const callId = await insertOutboundCall(tx, {
      ...{ partner: partner.id, service: 'qr-generate', qrCodeId: id, sentAt: askedAt },
      nextTryAt: new Date(askedAt.getTime() + FIRST_DOUBT_MS),
      ...{ organisationId: subject.organisationId, regionCode: subject.regionCode },
    })
    await recordAct(tx, by, {
      action: 'payments.create',
      subject: { kind: 'qr-code', id },
      reason,
      details: { bank: partner.id },
    })
    return { ...qr, id, callId }
  })
  const reply = await askForQr(deps.lines, partner, made)
  return settleQrGenerate(deps, { ...made, partner, attemptCount: 1 }, reply)
}
