import { Refusal } from '../../kernel/refusal.ts'
import { errorText } from '../../platform/operator-failure.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { giftPurse } from '../ledger/ledger.ts'
import { drawPaid, publishSeed } from './allocate-gift.ts'
import { returnLateMoney } from './cancel-gift.ts'
import type { GiftDeps } from './gift-deps.ts'
import { listGiftsToWorkOn, listGiftsWithLateMoney, listOpenBills } from './queries.ts'

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    /** Draws gifts whose seed was published at an earlier turn, publishes the seeds of those paid since, and sends late money back. */
    'work-on-gifts': Readonly<Record<string, never>>
    /** Pays the bills of gifts from their own purses. */
    'pay-gift-bills': Readonly<Record<string, never>>
  }
}

const AT_ONCE = 100

/** The recurring work of gifts. */
export function giftJobs(deps: GiftDeps, warn: (sentence: string) => void): JobSet {
  return {
    handlers: {
      'work-on-gifts': () => workOnGifts(deps, warn),
      'pay-gift-bills': () => payGiftBills(deps, warn),
    },
    recurring: [
      { name: 'work-on-gifts', payload: {}, schedule: { everySeconds: 15 } },
      { name: 'pay-gift-bills', payload: {}, schedule: { everySeconds: 600 } },
    ],
    long: ['work-on-gifts', 'pay-gift-bills'],
  }
}

/** One gift that cannot be drawn keeps no other waiting. */
export async function workOnGifts(deps: GiftDeps, warn: (sentence: string) => void): Promise<void> {
  const [ready, late] = await throughGate(deps.db, 'system', async (tx) => [
    await listGiftsToWorkOn(tx, AT_ONCE),
    await listGiftsWithLateMoney(tx),
  ])
  for (const id of ready) {
    try {
      await drawPaid(deps, id)
      await publishSeed(deps, id)
    } catch (error) {
      warn(`Hadiah ${id} belum dapat diundi: ${errorText(error)}`)
    }
  }
  for (const id of late) await returnLateMoney(deps, id)
}

/**
 * Each bill of a gift from the gift's own purse, as far as it reaches, in a transaction of its own: cut off, the next run goes on with what is
 * open. A bill whose purse does not reach one more month keeps no other waiting.
 */
export async function payGiftBills(deps: GiftDeps, warn: (sentence: string) => void): Promise<void> {
  const bills = await throughGate(deps.db, 'system', (tx) => listOpenBills(tx))
  for (const { id, number, giftId, open } of bills) {
    const payment = {
      ...{ billId: id, amount: open, from: giftPurse(giftId), effectiveOn: deps.clock.today() },
      // What is open belongs to the name of the payment: a bill paid in part is paid again when its purse has more.
      key: `gift/${giftId}/bill/${id}/${String(open)}`,
      cause: { kind: 'gift', id: giftId } as const,
    }
    try {
      await throughGate(deps.db, 'system', (tx) => receiveForBill(tx, payment))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      warn(`Tagihan ${number} belum dapat dibayar dari hadiahnya: ${error.code}`)
    }
  }
}
