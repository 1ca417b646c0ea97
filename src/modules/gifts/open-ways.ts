import { Refusal } from '../../kernel/refusal.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { makeQrCode, makeVirtualAccount } from '../payments/payment-wishes.ts'
import type { Partner } from '../payments/partner.ts'
import type { GiftDeps } from './gift-deps.ts'
import type { Gift } from './gifts.ts'
import { findWaysToPay, type WaysToPay } from './queries.ts'

type Wanted = Pick<Gift, 'id' | 'total' | 'lastDay' | 'state'>

/**
 * Has a bank make a number and a code for a gift that has none, and says where it can be paid. Nothing is made where no bank is
 * configured, and nothing a second time.
 */
export async function openWays(deps: GiftDeps, by: By, gift: Wanted, bank?: string): Promise<WaysToPay> {
  const before = await inScopeOf(deps.db, by, (tx) => findWaysToPay(tx, gift.id, deps.clock.now()))
  if (gift.state !== 'promised') return before
  const partner = partnerOf(deps, bank)
  if (partner === undefined) return before
  const wish = { bank: partner.id, gift: gift.id, amount: Number(gift.total), reason: 'hadiah' }
  if (before.virtualAccount === null && partner.va !== null)
    await makeVirtualAccount(deps, by, { ...wish, lastDay: gift.lastDay })
  // Acquirers have limits of their own; whoever gives more pays at the number.
  if (before.qr === null && partner.qr !== null) await makeQrCode(deps, by, wish).catch(exceptRefused)
  return inScopeOf(deps.db, by, (tx) => findWaysToPay(tx, gift.id, deps.clock.now()))
}

function exceptRefused(error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== 'bank-refused') throw error
}

function partnerOf({ partners }: GiftDeps, bank: string | undefined): Partner | undefined {
  return bank === undefined ? partners.find(({ va }) => va !== null) : partners.find(({ id }) => id === bank)
}
