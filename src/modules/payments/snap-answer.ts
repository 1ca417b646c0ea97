import type { Rupiah } from '../../kernel/rupiah.ts'
import { toAscii } from './qris-payload.ts'
import { snapCode, type SnapCase, type SnapService } from './response-codes.ts'
import type { VaIdentity, VaPayment } from './snap-request.ts'

/** One answer as it leaves us: exactly these bytes are stored, and sent again to a retry. */
export type SnapAnswer = { readonly status: number; readonly responseCode: string; readonly text: string }

export function snapAnswer(
  service: SnapService,
  name: SnapCase,
  more: Readonly<Record<string, unknown>> = {},
  about?: string,
): SnapAnswer {
  const { status, responseCode, responseMessage } = snapCode(service, name, about)
  return { status, responseCode, text: JSON.stringify({ responseCode, responseMessage, ...more }) }
}

/** A stored answer, its status read from its code. */
export function storedAnswer(responseCode: string, text: string): SnapAnswer {
  return { status: Number(responseCode.slice(0, 3)), responseCode, text }
}

/** An amount of SNAP: two decimals, always zero. */
export function snapAmount(amount: Rupiah): { readonly value: string; readonly currency: 'IDR' } {
  return { value: `${String(amount)}.00`, currency: 'IDR' }
}

/** A name as banks can show it. The true name stays with us. */
export function bankName(name: string): string {
  return toAscii(name)
    .replace(/[^a-zA-Z0-9.\\\-/+,=_:'@% ]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 255)
}

type Reason = { readonly english: string; readonly indonesia: string }

/** What a payer reads at the bank, in its two languages. */
const REASONS = {
  'account-unknown': { english: 'Bill not found', indonesia: 'Tagihan tidak ditemukan' },
  'account-cancelled': { english: 'Bill cancelled', indonesia: 'Tagihan dibatalkan' },
  'account-expired': { english: 'Bill expired', indonesia: 'Tagihan kedaluwarsa' },
  'bill-paid': { english: 'Bill already paid', indonesia: 'Tagihan sudah dibayar' },
  'amount-differs': { english: 'Invalid amount', indonesia: 'Nominal tidak sesuai' },
  'content-differs': { english: 'Inconsistent request', indonesia: 'Permintaan tidak konsisten' },
  'month-closed': { english: 'Book period closed', indonesia: 'Periode buku ditutup' },
} as const satisfies Record<string, Reason>
export type RefusalReason = keyof typeof REASONS

const SUCCESS: Reason = { english: 'Success', indonesia: 'Sukses' }

const CASES: { readonly [Name in RefusalReason]: readonly [SnapCase, string?] } = {
  'account-unknown': ['bill-unknown', '[Not Found]'],
  'account-cancelled': ['bill-unknown', '[Cancelled]'],
  'account-expired': ['bill-expired'],
  'bill-paid': ['bill-paid'],
  'amount-differs': ['amount-invalid'],
  'content-differs': ['inconsistent'],
  'month-closed': ['transaction-expired', '[Period Closed]'],
}

/** The case of a refusal, with what one partner says otherwise. */
function caseOf(reason: RefusalReason, paidBillCase: SnapCase): readonly [SnapCase, string?] {
  return reason === 'bill-paid' ? [paidBillCase] : CASES[reason]
}

const echo = ({ partnerServiceId, customerNo, virtualAccountNo }: VaIdentity) => ({
  partnerServiceId,
  customerNo,
  virtualAccountNo,
})

export function inquiryRefused(
  identity: VaIdentity,
  inquiryRequestId: string,
  reason: RefusalReason,
  paidBillCase: SnapCase,
): SnapAnswer {
  const [name, about] = caseOf(reason, paidBillCase)
  const virtualAccountData = {
    inquiryStatus: '01',
    inquiryReason: REASONS[reason],
    ...echo(identity),
    inquiryRequestId,
  }
  return snapAnswer('va-inquiry', name, { virtualAccountData }, about)
}

/** What a bank shows before the payer agrees. */
export type Told = {
  readonly name: string
  /** Null where the payer chooses the amount. */
  readonly owed: Rupiah | null
  /** One word for what it pays: `IURAN 2026-10`, `SALDO`. */
  readonly label: string
  readonly personCount: number | null
}

export function inquiryAnswered(identity: VaIdentity, inquiryRequestId: string, told: Told): SnapAnswer {
  const { owed, label, personCount } = told
  const count = personCount === null ? '' : String(personCount)
  const description =
    personCount === null
      ? { english: 'Deposit', indonesia: 'Setoran' }
      : { english: `${count} workers`, indonesia: `${count} pekerja` }
  const virtualAccountData = {
    inquiryStatus: '00',
    inquiryReason: SUCCESS,
    ...echo(identity),
    virtualAccountName: bankName(told.name),
    inquiryRequestId,
    totalAmount: snapAmount(owed ?? 0n),
    subCompany: '00000',
    billDetails:
      owed === null
        ? []
        : [
            {
              billCode: '01',
              billNo: label.replace(/\D/g, '').slice(0, 18) || '1',
              billName: label.slice(0, 20),
              billShortName: label.slice(0, 10),
              billDescription: description,
              billSubCompany: '00000',
              billAmount: snapAmount(owed),
            },
          ],
    freeTexts: [{ english: label.slice(0, 32), indonesia: label.slice(0, 32) }],
    virtualAccountTrxType: owed === null ? 'O' : 'C',
    feeAmount: snapAmount(0n),
  }
  return snapAnswer('va-inquiry', 'successful', { virtualAccountData, additionalInfo: {} })
}

export function paymentRefused(
  payment: VaPayment,
  reason: RefusalReason,
  paidBillCase: SnapCase,
): SnapAnswer {
  const [name, about] = caseOf(reason, paidBillCase)
  const virtualAccountData = {
    paymentFlagReason: REASONS[reason],
    paymentFlagStatus: '01',
    ...echo(payment.identity),
    paymentRequestId: payment.paymentRequestId,
    paidAmount: snapAmount(payment.amount),
  }
  return snapAnswer('va-payment', name, { virtualAccountData }, about)
}

export function paymentBooked(payment: VaPayment, name: string): SnapAnswer {
  const { identity, paymentRequestId, amount, trxDateTime, referenceNo, journalNum } = payment
  const virtualAccountData = {
    paymentFlagReason: SUCCESS,
    paymentFlagStatus: '00',
    ...echo(identity),
    virtualAccountName: bankName(name),
    paymentRequestId,
    paidAmount: snapAmount(amount),
    totalAmount: snapAmount(amount),
    ...(trxDateTime !== null && { trxDateTime }),
    ...(referenceNo !== null && { referenceNo }),
    ...(journalNum !== null && { journalNum }),
  }
  return snapAnswer('va-payment', 'successful', { virtualAccountData, additionalInfo: {} })
}
