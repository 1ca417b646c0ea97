import type { BankAmount } from './amount.ts'

/** A virtual account as the bank knows it. */
export type BankVa = {
  readonly va: string
  readonly name: string
  readonly trxId: string
  /** Null: any amount may be paid. */
  readonly amount: BankAmount | null
  readonly expiresAt: string | null
}

/** A code that somebody asked the acquirer to make. */
export type BankQr = {
  readonly reference: string
  readonly partnerReference: string
  readonly amount: BankAmount
  readonly content: string
}

/** Money that somebody gave to the bank. */
export type BankPayment = {
  readonly number: number
  readonly through: 'va' | 'qr'
  /** The virtual account, or the acquirer's reference of the QR. */
  readonly target: string
  readonly amount: BankAmount
  readonly reference: string
  readonly requestId: string
  readonly paidAt: string
  /** The bank forgets to say it: the statement alone tells. */
  readonly silent?: true
  /** The bank forgets to write it into its statement. */
  readonly leftOut?: true
}

export type BankRefund = {
  readonly payment: number
  readonly reference: string
  readonly amount: BankAmount
  readonly at: string
}

/** Money that came or went by the keeper of the account alone: nobody tells the other side of it but the statement. */
export type BankMove = {
  readonly side: 'C' | 'D'
  readonly amount: BankAmount
  readonly reference: string
  readonly text: string
  readonly at: string
}

/** What the bank writes down, in the order in which it happened. */
export type BankEvent =
  | ({ readonly kind: 'va-made' } & BankVa)
  | { readonly kind: 'va-removed'; readonly va: string }
  | ({ readonly kind: 'qr-made' } & BankQr)
  | { readonly kind: 'qr-removed'; readonly reference: string }
  | ({ readonly kind: 'paid' } & BankPayment)
  /** What the other side answered to a payment; null when no answer came. */
  | { readonly kind: 'told'; readonly payment: number; readonly code: string | null }
  /** The other side refused for good: the payer has his money back, and the account never had it. */
  | { readonly kind: 'turned-back'; readonly payment: number; readonly code: string }
  | ({ readonly kind: 'refunded' } & BankRefund)
  | ({ readonly kind: 'moved' } & BankMove)

export type PaymentState = 'open' | 'accepted' | 'turned-back'

/** Counts events: what there is, who paid what, and how much lies in the account. */
export class Accounts {
  readonly vas = new Map<string, BankVa>()
  readonly qrs = new Map<string, BankQr>()
  readonly payments = new Map<number, BankPayment>()
  readonly refunds: BankRefund[] = []
  readonly moves: BankMove[] = []
  readonly #states = new Map<number, PaymentState>()
  readonly #byRequest = new Map<string, BankPayment>()

  count(event: BankEvent): void {
    switch (event.kind) {
      case 'va-made':
        this.vas.set(event.va, event)
        break
      case 'va-removed':
        this.vas.delete(event.va)
        break
      case 'qr-made':
        this.qrs.set(event.reference, event)
        break
      case 'qr-removed':
        this.qrs.delete(event.reference)
        break
      case 'paid':
        this.payments.set(event.number, event)
        this.#byRequest.set(event.requestId, event)
        this.#states.set(event.number, 'open')
        break
      case 'told':
        // The answer of the first success stays, whatever a repetition is told.
        if (isAcceptance(event.code)) this.#states.set(event.payment, 'accepted')
        break
      case 'turned-back':
        this.#states.set(event.payment, 'turned-back')
        break
      case 'refunded':
        this.refunds.push(event)
        break
      case 'moved':
        this.moves.push(event)
        break
    }
  }

  stateOf(payment: BankPayment): PaymentState {
    return this.#states.get(payment.number) ?? 'open'
  }

  /** Payments whose money lies in the account, whatever the other side knows of them. */
  kept(): BankPayment[] {
    return [...this.payments.values()].filter((payment) => this.stateOf(payment) !== 'turned-back')
  }

  /** What lies in the account: all that was paid in and kept, less what went back, and what its keeper moved. */
  balance(): BankAmount {
    let sum = 0n
    for (const { amount } of this.kept()) sum += amount
    for (const { amount } of this.refunds) sum -= amount
    for (const { side, amount } of this.moves) sum += side === 'C' ? amount : -amount
    return sum
  }

  /** The payment of one request of ours; null when there is none. */
  paymentOf(requestId: string): BankPayment | null {
    return this.#byRequest.get(requestId) ?? null
  }

  keptFor(target: string): BankPayment | null {
    return this.kept().find((payment) => payment.target === target) ?? null
  }

  refundedOf(payment: number): BankAmount {
    let sum = 0n
    for (const refund of this.refunds) if (refund.payment === payment) sum += refund.amount
    return sum
  }
}

/** `2002500`, `2005200`, and `4042518`: the first notice of that payment was booked. */
export function isAcceptance(code: string | null): boolean {
  return code !== null && (/^200\d\d00$/.test(code) || code === '4042518')
}

/** A refusal that no repetition will change: the payer gets his money back. Everything else is doubt, and a bank in doubt keeps it. */
export function isFinalRefusal(code: string | null): boolean {
  return code !== null && /^404(25|52)(11|12|13|14|19)$/.test(code)
}
