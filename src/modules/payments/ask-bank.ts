import type { Rupiah } from '../../kernel/rupiah.ts'
import type { BankLines, BankReply } from './bank-line.ts'
import { paddedServiceId } from './payments.ts'
import type { Partner } from './partner.ts'
import { bankName, snapAmount } from './snap-answer.ts'
import { snapTime } from './snap-request.ts'

/** A virtual account as the bank is told of it. */
export type ToldVa = {
  readonly serviceId: string
  readonly customerNo: string
  readonly trxId: string
  readonly name: string
  /** Null where the payer chooses. */
  readonly amount: Rupiah | null
  readonly expiresAt: Date
}

export type ToldQr = {
  readonly partnerReferenceNo: string
  readonly amount: Rupiah
  readonly expiresAt: Date
}

export function identityOf({ serviceId, customerNo }: Pick<ToldVa, 'serviceId' | 'customerNo'>) {
  const partnerServiceId = paddedServiceId(serviceId)
  return { partnerServiceId, customerNo, virtualAccountNo: partnerServiceId + customerNo }
}

/** Service 27. The same trxId again asks for the same account. */
export function askForVa(lines: BankLines, partner: Partner, va: ToldVa): Promise<BankReply> {
  return lines.to(partner).ask({ method: 'POST', path: '/v1.0/transfer-va/create-va', body: toldVa(va) })
}

function toldVa(va: ToldVa) {
  return {
    ...identityOf(va),
    virtualAccountName: bankName(va.name),
    trxId: va.trxId,
    ...(va.amount !== null && { totalAmount: snapAmount(va.amount) }),
    virtualAccountTrxType: va.amount === null ? 'O' : 'C',
    expiredDate: snapTime(va.expiresAt),
    additionalInfo: {},
  }
}

/** Service 26: what became of payments at an account. */
export function askVaStatus(
  lines: BankLines,
  partner: Partner,
  va: Pick<ToldVa, 'serviceId' | 'customerNo'>,
  paymentRequestId = '',
): Promise<BankReply> {
  const body = {
    ...identityOf(va),
    ...(paymentRequestId !== '' && { inquiryRequestId: paymentRequestId, paymentRequestId }),
    additionalInfo: {},
  }
  return lines.to(partner).ask({ method: 'POST', path: '/v1.0/transfer-va/status', body })
}

/** Service 28: the same number with another last day or amount, under the name it was asked for. */
export function askToUpdateVa(lines: BankLines, partner: Partner, va: ToldVa): Promise<BankReply> {
  return lines.to(partner).ask({ method: 'PUT', path: '/v1.0/transfer-va/update-va', body: toldVa(va) })
}

/** Service 31, with a body, as the standard has it. */
export function askToDeleteVa(
  lines: BankLines,
  partner: Partner,
  va: Pick<ToldVa, 'serviceId' | 'customerNo' | 'trxId'>,
): Promise<BankReply> {
  const body = { ...identityOf(va), trxId: va.trxId, additionalInfo: {} }
  return lines.to(partner).ask({ method: 'DELETE', path: '/v1.0/transfer-va/delete-va', body })
}

/** Service 47. The same partnerReferenceNo again asks for the same code. */
export function askForQr(lines: BankLines, partner: Partner, qr: ToldQr): Promise<BankReply> {
  const { merchantId = '', terminalId = '' } = partner.qr ?? {}
  const body = {
    partnerReferenceNo: qr.partnerReferenceNo,
    amount: snapAmount(qr.amount),
    merchantId,
    terminalId,
    validityPeriod: snapTime(qr.expiresAt),
    additionalInfo: {},
  }
  return lines.to(partner).ask({ method: 'POST', path: '/v1.0/qr/qr-mpm-generate', body })
}

/** Service 51: what became of a QR code. */
export function askQrStatus(
  lines: BankLines,
  partner: Partner,
  qr: { readonly referenceNo: string; readonly partnerReferenceNo: string | null },
): Promise<BankReply> {
  const body = {
    originalReferenceNo: qr.referenceNo,
    ...(qr.partnerReferenceNo !== null && { originalPartnerReferenceNo: qr.partnerReferenceNo }),
    serviceCode: '47',
    additionalInfo: {},
  }
  return lines.to(partner).ask({ method: 'POST', path: '/v1.0/qr/qr-mpm-query', body })
}

/** Service 77: nobody is to scan a code any more. */
export function askToCancelQr(
  lines: BankLines,
  partner: Partner,
  qr: { readonly referenceNo: string; readonly partnerReferenceNo: string },
): Promise<BankReply> {
  const body = {
    originalReferenceNo: qr.referenceNo,
    originalPartnerReferenceNo: qr.partnerReferenceNo,
    merchantId: partner.qr?.merchantId ?? '',
    reason: 'cancelled by the merchant',
    additionalInfo: {},
  }
  return lines.to(partner).ask({ method: 'POST', path: '/v1.0/qr/qr-mpm-cancel', body })
}
