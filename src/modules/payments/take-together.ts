import { setImmediate as nextTurn } from 'node:timers/promises'
import { jakartaDateOf } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import { planOnce } from '../../platform/prepared.ts'
import { throughGate } from '../access/scope.ts'
import { lockBills, receiveWholeBills, type WholePayment } from '../billing/receive-together.ts'
import { bankWorld } from '../ledger/ledger.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { decideVaRefusal } from './payments.ts'
import { paymentBooked, type SnapAnswer } from './snap-answer.ts'
import type { ProvenCall } from './snap-call.ts'
import type { VaPayment } from './snap-request.ts'
import { businessHash, calledOf, paymentEntryKey, takeVaPayment } from './take-va-payment.ts'
import {
  insertPayments,
  listAnswered,
  lockOpenAccounts,
  type LockedVa,
  type PaymentName,
} from './together-store.ts'

type Told = { readonly call: ProvenCall; readonly payment: VaPayment }
type Waiting = Told & {
  readonly resolve: (answer: SnapAnswer) => void
  readonly reject: (error: unknown) => void
}

/** More would let a bank wait longer than it saves. */
const MOST_TOGETHER = 200
/** While one batch is being written the next is being read. */
const BATCHES_AT_ONCE = 2

/**
 * Books payments that arrive together in one transaction: each pays a bill of its own whole, each bank gets its own answer, and none is
 * answered before all of it is on disk. Whatever is not as plain as that (told before, a wrong amount, an unknown number), or shares a batch
 * with something that failed, is taken by itself as `takeVaPayment` does.
 */
export class PaymentDesk {
  readonly #deps: PaymentDeps
  readonly #waiting: Waiting[] = []
  #batchCount = 0

  constructor(deps: PaymentDeps) {
    this.#deps = deps
  }

  take(call: ProvenCall, payment: VaPayment): Promise<SnapAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, payment, resolve, reject })
      if (this.#batchCount < BATCHES_AT_ONCE) void this.#work()
    })
  }

  async #work(): Promise<void> {
    this.#batchCount += 1
    // Whoever comes in the same turn goes along.
    await nextTurn()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_TOGETHER)
      // Rows are locked in this order, so that two batches never wait for each other in a circle.
      await this.#takeBatch(batch.sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1)))
    }
    this.#batchCount -= 1
  }

  /** Answers everybody of a batch, whatever happens; never rejects itself. */
  async #takeBatch(batch: readonly Waiting[]): Promise<void> {
    const answers = batch.length > 1 ? await this.#together(batch) : new Map<number, SnapAnswer>()
    await Promise.all(
      batch.map(async ({ call, payment, resolve, reject }, position) => {
        const answer = answers.get(position)
        if (answer) {
          resolve(answer)
          return
        }
        await takeVaPayment(this.#deps, { call }, payment).then(resolve, reject)
      }),
    )
  }

  /** What could be booked together, by position; nothing of it when the transaction failed, for whatever reason: one by one tells which. */
  async #together(batch: readonly Told[]): Promise<ReadonlyMap<number, SnapAnswer>> {
    try {
      return await throughGate(this.#deps.db, 'system', (tx) => bookTogether(tx, this.#deps, batch))
    } catch {
      return new Map()
    }
  }
}

const numberOf = ({ payment }: Told) => payment.identity.serviceId + payment.identity.customerNo

type Fit = Told & { readonly position: number; readonly va: LockedVa; readonly money: WholePayment }

async function bookTogether(
  tx: Tx,
  deps: PaymentDeps,
  batch: readonly Told[],
): Promise<ReadonlyMap<number, SnapAnswer>> {
  await planOnce(tx)
  const names = batch.map(nameOf)
  const accounts = await lockOpenAccounts(tx, names)
  const bills = await lockBills(tx, [...new Set(accounts.map(({ billId }) => billId))])
  const answered = await listAnswered(tx, names)
  const taken = new Set<string>()
  const fits: Fit[] = []
  for (const va of accounts) {
    const told = batch[va.position]
    const bill = bills.get(va.billId)
    if (!told || !bill || answered.has(va.position)) continue
    const money = wholePaymentOf(deps, told, va, bill)
    const marks = [bill.id, `key ${told.payment.paymentRequestId}`, `external ${told.call.externalId}`]
    // Of two that name the same thing the second is taken by itself, after this one.
    if (!money || marks.some((mark) => taken.has(mark))) continue
    for (const mark of marks) taken.add(mark)
    fits.push({ ...told, position: va.position, va, money })
  }
  return fits.length === 0 ? new Map() : write(tx, deps, fits)
}

function nameOf({ call, payment }: Told): PaymentName {
  const { serviceId, customerNo } = payment.identity
  return {
    partner: call.partner.id,
    onDay: call.onDay,
    externalId: call.externalId,
    paymentKey: payment.paymentRequestId,
    serviceId,
    customerNo,
  }
}

/** The payment as billing takes it, or null when it does not pay all that is open of a bill, in time. */
function wholePaymentOf(
  { clock }: PaymentDeps,
  { call, payment }: Told,
  va: LockedVa,
  bill: WholePayment['bill'],
): WholePayment | null {
  const at = payment.paidAt ?? clock.now()
  const target = {
    ...{ state: 'open' as const, isClosedAmount: va.isClosedAmount, amount: null, expiresAt: va.expiresAt },
    bill: { open: bill.open, state: bill.state },
  }
  if (decideVaRefusal(target, { at, amount: payment.amount }) !== null || payment.amount !== bill.open)
    return null
  return {
    billId: bill.id,
    bill,
    amount: payment.amount,
    from: bankWorld(call.partner.id),
    effectiveOn: jakartaDateOf(at),
    key: paymentEntryKey(call.partner.id, payment),
    cause: { kind: 'virtual-account', id: va.id },
  }
}

async function write(
  tx: Tx,
  { clock }: PaymentDeps,
  fits: readonly Fit[],
): Promise<ReadonlyMap<number, SnapAnswer>> {
  const entryIds = await receiveWholeBills(
    tx,
    fits.map(({ money }) => money),
  )
  const answers = new Map(
    fits.map(({ position, payment, va }) => [position, paymentBooked(payment, va.name)]),
  )
  await insertPayments(
    tx,
    fits.map(({ position, call, payment, va, money }, index) => {
      const answer = answers.get(position) ?? paymentBooked(payment, va.name)
      const target = { virtualAccountId: va.id, organisationId: va.organisationId, regionCode: va.regionCode }
      return {
        payment: {
          partner: call.partner.id,
          service: 'va-payment',
          key: payment.paymentRequestId,
          businessHash: businessHash(payment),
          amount: payment.amount,
          paidAt: payment.paidAt ?? clock.now(),
          effectiveOn: money.effectiveOn,
          entryId: entryIds[index] ?? 0n,
          outcome: 'bill',
          answer,
          learntBy: 'notice',
          referenceNo: payment.referenceNo,
          target,
          ends: true,
        },
        call: { ...calledOf(call, payment, answer), outcome: 'booked', target },
      }
    }),
  )
  return answers
}
