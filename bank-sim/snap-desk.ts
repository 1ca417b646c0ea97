import { randomBytes } from 'node:crypto'
import type { BankPayment } from './accounts.ts'
import { moneyOf, readAmount } from './amount.ts'
import type { BankKeys, SimulatorContract } from './bank-keys.ts'
import { wibText } from './bank-time.ts'
import type { Desk } from './desk.ts'
import { newNumber } from './payung-line.ts'
import { qrContent } from './qr-content.ts'
import { isRequestSignature, isTokenSignature } from './sign.ts'

/** A call of Payung's as it arrived. */
export type Call = {
  readonly method: string
  /** Relative, with its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
}

export type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }
type Fields = Readonly<Record<string, unknown>>
type Service = { readonly code: string; answer(fields: Fields): Promise<Reply> | Reply }

const TOKEN_SECONDS = 900
const CLOCK_MS = 300_000

/** The services that a bank offers: tokens (73), virtual accounts (26, 27, 28, 31), QR (47, 51, 77, 78). */
export class Services {
  readonly #desk: Desk
  readonly #contract: SimulatorContract
  readonly #keys: BankKeys
  readonly #tokens = new Map<string, number>()
  readonly #seen = new Set<string>()
  readonly #table: ReadonlyMap<string, Service>

  constructor(desk: Desk, contract: SimulatorContract, keys: BankKeys) {
    this.#desk = desk
    this.#contract = contract
    this.#keys = keys
    const service = (code: string, answer: Service['answer']): Service => ({
      code,
      answer: answer.bind(this),
    })
    this.#table = new Map([
      ['POST /v1.0/transfer-va/status', service('26', this.#vaStatus)],
      ['POST /v1.0/transfer-va/create-va', service('27', this.#createVa)],
      ['PUT /v1.0/transfer-va/update-va', service('28', this.#updateVa)],
      ['DELETE /v1.0/transfer-va/delete-va', service('31', this.#deleteVa)],
      ['POST /v1.0/qr/qr-mpm-generate', service('47', this.#makeQr)],
      ['POST /v1.0/qr/qr-mpm-query', service('51', this.#qrStatus)],
      ['POST /v1.0/qr/qr-mpm-cancel', service('77', this.#cancelQr)],
      ['POST /v1.0/qr/qr-mpm-refund', service('78', this.#refundQr)],
    ])
  }

  async answer(call: Call): Promise<Reply> {
    const [path = ''] = call.path.split('?')
    if (`${call.method} ${path}` === 'POST /v1.0/access-token/b2b') return this.#token(call)
    const service = this.#table.get(`${call.method} ${path}`)
    if (service === undefined) return reply('404', '00', '01', 'Not Found')
    const no = this.#refusal(call, service.code)
    if (no !== null) return no
    const fields = fieldsOf(call.text)
    return fields === null ? reply('400', service.code, '00', 'Bad Request') : service.answer(fields)
  }

  #token({ headers }: Call): Reply {
    const clientId = headers['x-client-key'] ?? ''
    const timestamp = headers['x-timestamp'] ?? ''
    const isOurs =
      clientId === this.#contract.payung.clientId &&
      this.#isNow(timestamp) &&
      isTokenSignature(this.#keys.theirs, clientId, timestamp, headers['x-signature'] ?? '')
    if (!isOurs) return reply('401', '73', '00', 'Unauthorized. Signature')
    const accessToken = randomBytes(32).toString('base64url')
    this.#tokens.set(accessToken, this.#desk.now().getTime() + TOKEN_SECONDS * 1_000)
    return reply('200', '73', '00', 'Successful', {
      accessToken,
      tokenType: 'Bearer',
      expiresIn: String(TOKEN_SECONDS),
      additionalInfo: {},
    })
  }

  #refusal({ method, path, headers, text }: Call, code: string): Reply | null {
    const token = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1] ?? ''
    const timestamp = headers['x-timestamp'] ?? ''
    const externalId = headers['x-external-id'] ?? ''
    if ((this.#tokens.get(token) ?? 0) < this.#desk.now().getTime())
      return reply('401', code, '01', 'Invalid Token (B2B)')
    const signed = { method, path, token, body: text, timestamp }
    const isSigned = isRequestSignature(
      this.#contract.payung.clientSecret,
      signed,
      headers['x-signature'] ?? '',
    )
    if (!isSigned || !this.#isNow(timestamp)) return reply('401', code, '00', 'Unauthorized. Signature')
    if (!/^\d{1,36}$/.test(externalId))
      return reply('400', code, '02', 'Invalid Mandatory Field X-EXTERNAL-ID')
    const seen = `${timestamp.slice(0, 10)} ${externalId}`
    if (this.#seen.has(seen)) return reply('409', code, '00', 'Conflict')
    this.#seen.add(seen)
    return null
  }

  #isNow(timestamp: string): boolean {
    return Math.abs(Date.parse(timestamp) - this.#desk.now().getTime()) <= CLOCK_MS
  }

  async #createVa(fields: Fields): Promise<Reply> {
    const va = textOf(fields, 'virtualAccountNo').trim()
    if (!va.startsWith(this.#contract.serviceId)) return reply('404', '27', '16', 'Partner Not Found')
    const known = this.#desk.book.accounts.vas.get(va)
    const trxId = textOf(fields, 'trxId')
    if (known !== undefined && known.trxId !== trxId) return reply('409', '27', '00', 'Conflict')
    if (known === undefined) await this.#writeVa(va, trxId, fields)
    return reply('200', '27', '00', 'Successful', { virtualAccountData: fields })
  }

  async #updateVa(fields: Fields): Promise<Reply> {
    const va = textOf(fields, 'virtualAccountNo').trim()
    if (!this.#desk.book.accounts.vas.has(va)) return reply('404', '28', '12', 'Invalid Bill/Virtual Account')
    await this.#writeVa(va, textOf(fields, 'trxId'), fields)
    return reply('200', '28', '00', 'Successful', { virtualAccountData: fields })
  }

  async #deleteVa(fields: Fields): Promise<Reply> {
    const va = textOf(fields, 'virtualAccountNo').trim()
    if (!this.#desk.book.accounts.vas.has(va)) return reply('404', '31', '12', 'Invalid Bill/Virtual Account')
    await this.#desk.book.append({ kind: 'va-removed', va })
    return reply('200', '31', '00', 'Successful', { virtualAccountData: fields })
  }

  #writeVa(va: string, trxId: string, fields: Fields): Promise<void> {
    return this.#desk.book.append({
      kind: 'va-made',
      va,
      trxId,
      name: textOf(fields, 'virtualAccountName'),
      amount: amountIn(fields, 'totalAmount'),
      expiresAt: textOf(fields, 'expiredDate') || null,
    })
  }

  #vaStatus(fields: Fields): Reply {
    const { accounts } = this.#desk.book
    const asked = textOf(fields, 'paymentRequestId') || textOf(fields, 'inquiryRequestId')
    const found = accounts.paymentOf(asked) ?? accounts.keptFor(textOf(fields, 'virtualAccountNo').trim())
    if (found === null) return reply('404', '26', '01', 'Transaction Not Found')
    const isKept = accounts.stateOf(found) !== 'turned-back'
    return reply('200', '26', '00', 'Successful', {
      virtualAccountData: {
        ...this.#desk.identity(found.target),
        paymentRequestId: found.requestId,
        inquiryRequestId: found.requestId,
        paidAmount: moneyOf(found.amount),
        totalAmount: moneyOf(found.amount),
        trxDateTime: found.paidAt,
        transactionDate: found.paidAt,
        referenceNo: found.reference,
        paymentFlagStatus: isKept ? '00' : '01',
        latestTransactionStatus: isKept ? '00' : '05',
      },
    })
  }

  async #makeQr(fields: Fields): Promise<Reply> {
    const amount = amountIn(fields, 'amount')
    if (amount === null || amount === 0n) return reply('404', '47', '13', 'Invalid Amount')
    const partnerReference = textOf(fields, 'partnerReferenceNo')
    const known = [...this.#desk.book.accounts.qrs.values()].find(
      (qr) => qr.partnerReference === partnerReference,
    )
    const reference = known?.reference ?? `SIMQR${newNumber()}`
    const merchant = { nmid: this.#contract.nmid, name: 'SIMULATOR PAYUNG', city: 'PALEMBANG' }
    const content = known?.content ?? qrContent(merchant, reference, amount)
    if (known === undefined)
      await this.#desk.book.append({ kind: 'qr-made', reference, partnerReference, amount, content })
    return reply('200', '47', '00', 'Successful', {
      referenceNo: reference,
      partnerReferenceNo: partnerReference,
      qrContent: content,
      merchantName: merchant.name,
    })
  }

  #qrStatus(fields: Fields): Reply {
    const { accounts } = this.#desk.book
    const reference = textOf(fields, 'originalReferenceNo')
    const qr = accounts.qrs.get(reference)
    if (qr === undefined) return reply('404', '51', '01', 'Transaction Not Found')
    const paid = accounts.keptFor(reference)
    return reply('200', '51', '00', 'Successful', {
      originalReferenceNo: reference,
      originalPartnerReferenceNo: qr.partnerReference,
      serviceCode: '47',
      latestTransactionStatus: paid === null ? '03' : accounts.refundedOf(paid.number) > 0n ? '04' : '00',
      amount: moneyOf(paid?.amount ?? qr.amount),
      ...(paid !== null && { paidTime: paid.paidAt, additionalInfo: { referenceNo: paid.reference } }),
    })
  }

  async #cancelQr(fields: Fields): Promise<Reply> {
    const { accounts } = this.#desk.book
    const reference = textOf(fields, 'originalReferenceNo')
    if (!accounts.qrs.has(reference)) return reply('404', '77', '01', 'Transaction Not Found')
    if (accounts.keptFor(reference) !== null) return reply('404', '77', '00', 'Invalid Transaction Status')
    await this.#desk.book.append({ kind: 'qr-removed', reference })
    return reply('200', '77', '00', 'Successful', {
      originalReferenceNo: reference,
      cancelTime: wibText(this.#desk.now()),
    })
  }

  async #refundQr(fields: Fields): Promise<Reply> {
    const paid = this.#desk.book.accounts.keptFor(textOf(fields, 'originalReferenceNo'))
    const amount = amountIn(fields, 'refundAmount')
    if (paid === null) return reply('404', '78', '01', 'Transaction Not Found')
    if (amount === null || amount === 0n) return reply('404', '78', '13', 'Invalid Amount')
    const refund = await refundPayment(this.#desk, paid, amount)
    if (refund === null) return reply('403', '78', '14', 'Insufficient Funds')
    return reply('200', '78', '00', 'Successful', {
      originalReferenceNo: paid.target,
      refundNo: refund,
      partnerRefundNo: textOf(fields, 'partnerRefundNo'),
      refundAmount: moneyOf(amount),
      refundTime: wibText(this.#desk.now()),
    })
  }
}

/** Gives money back; resolves to the number of the refund, or to null when less than that is left of the payment. */
export async function refundPayment(desk: Desk, paid: BankPayment, amount: bigint): Promise<string | null> {
  const { accounts } = desk.book
  if (accounts.refundedOf(paid.number) + amount > paid.amount) return null
  const reference = `R${paid.reference.slice(1, 9)}${String(accounts.refunds.length + 1).padStart(3, '0')}`
  await desk.book.append({
    kind: 'refunded',
    payment: paid.number,
    reference,
    amount,
    at: wibText(desk.now()),
  })
  return reference
}

function reply(status: string, service: string, detail: string, message: string, more: Fields = {}): Reply {
  return {
    status: Number(status),
    body: {
      responseCode: `${status}${service}${detail}`,
      responseMessage: message,
      simulator: 'SIMULATOR',
      ...more,
    },
  }
}

function fieldsOf(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
  } catch {
    return null
  }
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

function amountIn(fields: Fields, name: string): bigint | null {
  const money = fields[name]
  return typeof money === 'object' && money !== null && 'value' in money ? readAmount(money.value) : null
}
