import { askQrStatus, askVaStatus } from './ask-bank.ts'
import type { BankLines, BankReply } from './bank-line.ts'
import type { Partner } from './partner.ts'
import { objectIn, isProblem, textIn } from './snap-json.ts'
import { readQrNotice, readVaPayment, type QrNotice, type VaPayment } from './snap-request.ts'

/** The payment that service 26 tells of, or null: none was made, or there is no clear answer. */
export function findPaymentIn(reply: BankReply): VaPayment | null {
  if ('trouble' in reply || reply.responseCode !== '2002600') return null
  const told = objectIn(reply.body, 'virtualAccountData') ?? reply.body
  const flag = textIn(told, 'paymentFlagStatus', 2) ?? textIn(told, 'latestTransactionStatus', 2)
  if (flag !== '00') return null
  const payment = readVaPayment(told)
  return isProblem(payment) ? null : payment
}

/** The state that service 51 tells of, or null when there is no clear answer. */
export function findNoticeIn(reply: BankReply): QrNotice | null {
  if ('trouble' in reply || reply.responseCode !== '2005100') return null
  const notice = readQrNotice(reply.body)
  return isProblem(notice) ? null : notice
}

/** Whether the bank itself, asked by us, tells of exactly this payment: for partners whose signature leaves the body out. */
export async function confirmVaPayment(
  { lines }: { readonly lines: BankLines },
  partner: Partner,
  payment: VaPayment,
): Promise<boolean> {
  const { identity, paymentRequestId, amount } = payment
  const told = findPaymentIn(await askVaStatus(lines, partner, identity, paymentRequestId))
  return (
    told !== null &&
    told.paymentRequestId === paymentRequestId &&
    told.amount === amount &&
    told.identity.serviceId === identity.serviceId &&
    told.identity.customerNo === identity.customerNo
  )
}

/** The same for a QR code. */
export async function confirmQrNotice(
  { lines }: { readonly lines: BankLines },
  partner: Partner,
  notice: QrNotice,
): Promise<boolean> {
  const told = findNoticeIn(await askQrStatus(lines, partner, notice))
  return (
    told !== null &&
    told.referenceNo === notice.referenceNo &&
    told.status === notice.status &&
    told.amount === notice.amount
  )
}
