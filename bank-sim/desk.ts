import { isAcceptance, isFinalRefusal, type BankPayment } from './accounts.ts'
import { moneyOf, readAmount, type BankAmount } from './amount.ts'
import type { SimulatorContract } from './bank-keys.ts'
import { wibText } from './bank-time.ts'
import type { Book } from './book.ts'
import {
  INQUIRY,
  jsonOf,
  newNumber,
  PAYMENT,
  QR_NOTICE,
  type Answer,
  type Mischief,
  type PayungLine,
} from './payung-line.ts'

export type DeskOptions = {
  readonly book: Book
  readonly line: PayungLine
  readonly contract: SimulatorContract
  readonly now: () => Date
}

/** Money that somebody lays on the counter. */
export type Deposit = {
  readonly through: 'va' | 'qr'
  readonly target: string
  readonly amount: BankAmount
  readonly requestId?: string
  readonly paidAt?: Date
  readonly silent?: true
  readonly leftOut?: true
}

type NoticeChange = Mischief & {
  readonly advise?: boolean
  readonly amount?: BankAmount
  /** Makes another text of the same notice. */
  readonly rewrite?: (body: object) => string
  readonly qrStatus?: '00' | '03'
}

/** The bank's counter: takes money, asks Payung what is owed, and tells it what was paid. Money is in the book before anybody is told. */
export class Desk {
  readonly #options: DeskOptions
  #lastNumber: number

  constructor(options: DeskOptions) {
    this.#options = options
    this.#lastNumber = Math.max(0, ...options.book.accounts.payments.keys())
  }

  get book(): Book {
    return this.#options.book
  }

  get line(): PayungLine {
    return this.#options.line
  }

  now(): Date {
    return this.#options.now()
  }

  async take(deposit: Deposit): Promise<BankPayment> {
    const { paidAt = this.now(), requestId = newRequestId(), ...money } = deposit
    this.#lastNumber += 1
    const payment: BankPayment = {
      ...money,
      number: this.#lastNumber,
      requestId,
      reference: String(this.#lastNumber).padStart(12, '0'),
      paidAt: wibText(paidAt),
    }
    await this.book.append({ kind: 'paid', ...payment })
    return payment
  }

  /** What Payung says is owed on a virtual account, with the id that a payment after it must bear. */
  async inquire(
    va: string,
    mischief: Mischief = {},
  ): Promise<{ answer: Answer; requestId: string; owed: BankAmount | null }> {
    const requestId = newRequestId()
    const answer = await this.line.call(
      INQUIRY,
      {
        ...this.identity(va),
        trxDateInit: wibText(this.now()),
        channelCode: 6011,
        language: 'ID',
        inquiryRequestId: requestId,
        additionalInfo: {},
      },
      mischief,
    )
    return { answer, requestId, owed: owedIn(answer.text) }
  }

  /** Tells Payung of a payment and writes down what it answered. */
  async tell(payment: BankPayment, change: NoticeChange = {}): Promise<Answer> {
    const notice =
      payment.through === 'va' ? this.#vaNotice(payment, change) : this.#qrNotice(payment, change)
    const body = change.rewrite?.(notice) ?? notice
    const answer = await this.line.call(payment.through === 'va' ? PAYMENT : QR_NOTICE, body, change)
    // A pending notice and one with another amount say nothing about this money.
    if (change.qrStatus !== '03' && change.amount === undefined) await this.writeDown(payment, answer)
    return answer
  }

  async writeDown(payment: BankPayment, { code }: Answer): Promise<void> {
    await this.book.append({ kind: 'told', payment: payment.number, code })
    if (!isAcceptance(code) && isFinalRefusal(code) && this.book.accounts.stateOf(payment) === 'open')
      await this.book.append({ kind: 'turned-back', payment: payment.number, code: code ?? '' })
  }

  /** Tells again all of which Payung has said neither yes nor no, as a bank does after it was away. */
  async tellUnanswered(): Promise<number> {
    const { accounts } = this.book
    const open = [...accounts.payments.values()].filter(
      (payment) => accounts.stateOf(payment) === 'open' && payment.silent !== true,
    )
    for (const payment of open) await this.tell(payment, { advise: true })
    return open.length
  }

  /** The three fields by which SNAP names a virtual account. */
  identity(va: string): { partnerServiceId: string; customerNo: string; virtualAccountNo: string } {
    const partnerServiceId = this.#options.contract.serviceId.padStart(8, ' ')
    const customerNo = va.trim().slice(this.#options.contract.serviceId.length)
    return { partnerServiceId, customerNo, virtualAccountNo: partnerServiceId + customerNo }
  }

  #vaNotice(payment: BankPayment, { advise = false, amount = payment.amount }: NoticeChange): object {
    return {
      ...this.identity(payment.target),
      virtualAccountName: this.book.accounts.vas.get(payment.target)?.name ?? 'PEMBAYAR SIMULATOR',
      ...this.#trxId(payment),
      paymentRequestId: payment.requestId,
      channelCode: 6011,
      paidAmount: moneyOf(amount),
      totalAmount: moneyOf(amount),
      trxDateTime: payment.paidAt,
      referenceNo: payment.reference,
      journalNum: payment.reference.slice(-6),
      paymentType: '1',
      flagAdvise: advise ? 'Y' : 'N',
      subCompany: '00000',
      billDetails: [],
      freeTexts: [],
      additionalInfo: {},
    }
  }

  #trxId({ target }: BankPayment): { trxId?: string } {
    const known = this.book.accounts.vas.get(target)
    return known === undefined ? {} : { trxId: known.trxId }
  }

  #qrNotice(
    { target, amount, reference, paidAt }: BankPayment,
    { qrStatus = '00', amount: other }: NoticeChange,
  ): object {
    const qr = this.book.accounts.qrs.get(target)
    return {
      originalReferenceNo: target,
      originalPartnerReferenceNo: qr?.partnerReference ?? '',
      latestTransactionStatus: qrStatus,
      transactionStatusDesc: qrStatus === '00' ? 'Success' : 'Pending',
      amount: moneyOf(other ?? amount),
      bankCode: '002',
      externalStoreId: 'SIMULATOR',
      additionalInfo: { referenceNo: reference, paidTime: paidAt },
    }
  }
}

function newRequestId(): string {
  return `SIM-${newNumber()}`
}

function owedIn(text: string): BankAmount | null {
  const { virtualAccountData } = jsonOf(text)
  if (typeof virtualAccountData !== 'object' || virtualAccountData === null) return null
  const { totalAmount } = virtualAccountData as { totalAmount?: { value?: unknown } }
  return readAmount(totalAmount?.value)
}
