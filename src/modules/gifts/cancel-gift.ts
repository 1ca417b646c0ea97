import { refuse } from '../../kernel/refusal.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import type { GiftDeps } from './gift-deps.ts'
import { closeOtherWays, sendBack } from './money-back.ts'
import { EVERYWHERE, getGift, getIncome, getPurse } from './queries.ts'
import { addReturned, lockGift, markCancelled } from './store.ts'

const SYSTEM: By = { kind: 'system' }

/** Takes a gift back before its draw; what was paid goes back to the donor. Asked for again it answers the same. Refuses `gift-drawn`. */
export async function cancelGift(
  deps: GiftDeps,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<{ readonly state: 'cancelled'; readonly returned: number }> {
  const returned = await act(deps.db, by, 'gifts.write', async (tx) => {
    const gift = await getGift(tx, sightOf(by), id)
    const because = scrubDigits(requireReason(reason))
    const state = await lockGift(tx, id)
    if (state === 'allocated') throw refuse('gift-drawn', {})
    if (state === 'cancelled') return gift.returned
    const { balance } = await getPurse(tx, id)
    if (balance > 0n) await sendBack(tx, deps, { gift, amount: balance, key: `gift/${id}/cancelled` })
    await markCancelled(tx, id, { received: balance, because, at: deps.clock.now() })
    const entry = { subject: { kind: 'gift', id }, region: gift.regionCode, reason: because }
    await recordAct(tx, by, { ...entry, action: 'gifts.cancel', details: { returned: Number(balance) } })
    return balance
  })
  await closeOtherWays(deps, id)
  return { state: 'cancelled', returned: Number(returned) }
}

/** Money that came after a gift had ended goes back as it came: its number was closed, but a QR code may have been scanned before. */
export async function returnLateMoney(deps: GiftDeps, id: string): Promise<void> {
  await throughGate(deps.db, 'system', async (tx) => {
    await lockGift(tx, id)
    const gift = await getGift(tx, EVERYWHERE, id)
    const amount = (await getIncome(tx, id)) - gift.received
    if (amount <= 0n || gift.endedAt === null) return
    await sendBack(tx, deps, { gift, amount, key: `gift/${id}/late/${String(gift.received)}` })
    await addReturned(tx, id, amount)
    await recordAct(tx, SYSTEM, {
      action: 'gifts.return',
      subject: { kind: 'gift', id },
      region: gift.regionCode,
      details: { returned: Number(amount) },
    })
  })
}
