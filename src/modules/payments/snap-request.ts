import type { Rupiah } from '../../kernel/rupiah.ts'
import { fieldOf, isProblem, objectIn, textIn, type FieldProblem, type JsonObject } from './snap-json.ts'

/** The three fields by which SNAP names a virtual account, as they came, and what they mean. */
export type VaIdentity = {
  readonly partnerServiceId: string
  readonly customerNo: string
  readonly virtualAccountNo: string
  /** partnerServiceId without blanks. */
  readonly serviceId: string
}

export type VaInquiry = { readonly identity: VaIdentity; readonly inquiryRequestId: string }

export type VaPayment = {
  readonly identity: VaIdentity
  readonly paymentRequestId: string
  readonly amount: Rupiah
  /** When the payer paid, by the bank's word; null when it does not say. */
  readonly paidAt: Date | null
  readonly trxDateTime: string | null
  readonly referenceNo: string | null
  readonly journalNum: string | null
  readonly isRetry: boolean
}

export type QrNotice = {
  readonly referenceNo: string
  readonly partnerReferenceNo: string | null
  /** Two digits of `latestTransactionStatus`. */
  readonly status: string
  readonly amount: Rupiah
  readonly paidAt: Date | null
}

const missing = (field: string): FieldProblem => ({ problem: 'missing', field })
const format = (field: string): FieldProblem => ({ problem: 'format', field })

export function readVaInquiry(body: JsonObject): VaInquiry | FieldProblem {
  const identity = readIdentity(body)
  if (isProblem(identity)) return identity
  const inquiryRequestId = requiredText(body, 'inquiryRequestId', 128)
  return typeof inquiryRequestId === 'string' ? { identity, inquiryRequestId } : inquiryRequestId
}

export function readVaPayment(body: JsonObject): VaPayment | FieldProblem {
  const identity = readIdentity(body)
  if (isProblem(identity)) return identity
  const paymentRequestId = requiredText(body, 'paymentRequestId', 128)
  if (typeof paymentRequestId !== 'string') return paymentRequestId
  const amount = readMoney(body, 'paidAmount')
  if (typeof amount !== 'bigint') return amount
  const paidAt = optionalInstant(body, 'trxDateTime')
  if (paidAt !== null && 'problem' in paidAt) return paidAt
  const optional = optionalTexts(body, { referenceNo: 64, journalNum: 12, flagAdvise: 1 })
  if (isProblem(optional)) return optional
  const { texts } = optional
  return {
    identity,
    paymentRequestId,
    amount,
    paidAt: paidAt?.instant ?? null,
    trxDateTime: paidAt?.text ?? null,
    referenceNo: texts['referenceNo'] ?? null,
    journalNum: texts['journalNum'] ?? null,
    isRetry: texts['flagAdvise'] === 'Y',
  }
}

export function readQrNotice(body: JsonObject): QrNotice | FieldProblem {
  const referenceNo = requiredText(body, 'originalReferenceNo', 64)
  if (typeof referenceNo !== 'string') return referenceNo
  const status = requiredText(body, 'latestTransactionStatus', 2)
  if (typeof status !== 'string') return status
  const amount = readMoney(body, 'amount')
  if (typeof amount !== 'bigint') return amount
  const partnerReferenceNo = textIn(body, 'originalPartnerReferenceNo', 64)
  if (partnerReferenceNo === null) return format('originalPartnerReferenceNo')
  const more = objectIn(body, 'additionalInfo') ?? {}
  const paidAt = optionalInstant(fieldOf(body, 'paidTime') === undefined ? more : body, 'paidTime')
  if (paidAt !== null && 'problem' in paidAt) return paidAt
  return {
    referenceNo,
    partnerReferenceNo: partnerReferenceNo === '' ? null : (partnerReferenceNo ?? null),
    status,
    amount,
    paidAt: paidAt?.instant ?? null,
  }
}

/** Blanks in front pad partnerServiceId to eight; partners pad with fewer, so they count for nothing. */
function readIdentity(body: JsonObject): VaIdentity | FieldProblem {
  const partnerServiceId = requiredText(body, 'partnerServiceId', 8)
  if (typeof partnerServiceId !== 'string') return partnerServiceId
  const customerNo = requiredText(body, 'customerNo', 20)
  if (typeof customerNo !== 'string') return customerNo
  const virtualAccountNo = requiredText(body, 'virtualAccountNo', 28)
  if (typeof virtualAccountNo !== 'string') return virtualAccountNo
  const serviceId = partnerServiceId.trimStart()
  if (!/^\d{1,8}$/.test(serviceId)) return format('partnerServiceId')
  if (!/^\d{1,20}$/.test(customerNo)) return format('customerNo')
  if (virtualAccountNo.trimStart() !== serviceId + customerNo) return format('virtualAccountNo')
  return { partnerServiceId, customerNo, virtualAccountNo, serviceId }
}

function requiredText(body: JsonObject, field: string, longest: number): string | FieldProblem {
  const text = textIn(body, field, longest)
  if (text === null) return format(field)
  return text === undefined || text.trim() === '' ? missing(field) : text
}

function optionalTexts(
  body: JsonObject,
  lengths: Readonly<Record<string, number>>,
): { readonly texts: Readonly<Record<string, string>> } | FieldProblem {
  const texts: Record<string, string> = {}
  for (const [field, longest] of Object.entries(lengths)) {
    const text = textIn(body, field, longest)
    if (text === null) return format(field)
    if (text !== undefined) texts[field] = text
  }
  return { texts }
}

/** `16,2` of the standard, below 10^15 as everywhere in the ledger; rupiah have no fractions. */
const WHOLE_RUPIAH = /^([1-9]\d{0,14})(\.00)?$/

/** Whole rupiah of `{value, currency}`. Refuses other currencies, fractions, exponents, separators, nothing and less than nothing. */
function readMoney(body: JsonObject, field: string): Rupiah | FieldProblem {
  const money = objectIn(body, field)
  if (money === null) return fieldOf(body, field) === undefined ? missing(field) : format(field)
  const value = requiredText(money, 'value', 19)
  if (typeof value !== 'string') return { ...value, field: `${field}.value` }
  const currency = requiredText(money, 'currency', 3)
  if (typeof currency !== 'string') return { ...currency, field: `${field}.currency` }
  if (currency !== 'IDR') return format(`${field}.currency`)
  const digits = WHOLE_RUPIAH.exec(value)?.[1]
  return digits === undefined ? format(`${field}.value`) : BigInt(digits)
}

/** Extended and, as one sample of the standard has it, basic ISO 8601; always with its offset. */
const INSTANT = /^(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/

function optionalInstant(
  body: JsonObject,
  field: string,
): { readonly instant: Date; readonly text: string } | FieldProblem | null {
  const text = textIn(body, field, 40)
  if (text === undefined || text === '') return null
  const instant = text === null ? null : findInstant(text)
  return instant === null || text === null ? format(field) : { instant, text }
}

/** The instant a SNAP time names, to the millisecond; null when it names none. */
export function findInstant(text: string): Date | null {
  const parts = INSTANT.exec(text)
  if (!parts) return null
  const [, year, month, day, hour, minute, second, fraction = '', zone = ''] = parts
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const milliseconds = fraction.slice(0, 4)
  const at = `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${String(second)}${milliseconds}${offset}`
  const instant = new Date(at)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** SNAP's form of an instant: seconds, with the offset of Jakarta. */
export function snapTime(instant: Date): string {
  return `${new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
}
