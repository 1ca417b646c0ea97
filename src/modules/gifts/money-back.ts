import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { bankWorld, giftPurse, payerPurse } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { cancelVirtualAccount } from '../payments/cancel-virtual-account.ts'
import type { GiftDeps } from './gift-deps.ts'
import type { Gift } from './gifts.ts'
import { findBankOfMoney, findWaysToPay } from './queries.ts'

export type MoneyBack = {
  readonly gift: Pick<Gift, 'id' | 'payerId'>
  readonly amount: Rupiah
  readonly key: string
}

/**
 * Sends money of a gift back: out to the bank it came through, where the transfer itself is made, or into the donor's own purse when it
 * came another way. It never becomes another gift's.
 */
export async function sendBack(
  tx: Tx,
  { clock }: Pick<GiftDeps, 'clock'>,
  { gift, amount, key }: MoneyBack,
): Promise<void> {
  const bank = await findBankOfMoney(tx, gift.id)
  const to = bank === null ? payerPurse(gift.payerId) : bankWorld(bank)
  await postEntry(tx, {
    kind: bank === null ? 'reallocation' : 'refund',
    effectiveOn: clock.today(),
    key,
    cause: { kind: 'gift', id: gift.id },
    transfers: [{ from: giftPurse(gift.id), to, amount }],
  })
}

/** Ends the number that is still open when a gift was paid the other way: nobody pays twice. */
export async function closeOtherWays(deps: GiftDeps, id: string): Promise<void> {
  const { virtualAccountId } = await throughGate(deps.db, 'system', (tx) =>
    findWaysToPay(tx, id, deps.clock.now()),
  )
  if (virtualAccountId !== null)
    await cancelVirtualAccount(
      deps,
      { kind: 'system' },
      { id: virtualAccountId, reason: 'hadiah sudah dibayar' },
    )
}
