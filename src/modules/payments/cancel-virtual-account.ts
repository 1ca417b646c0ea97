import { refuse } from '../../kernel/refusal.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import type { BankDeps } from './create-virtual-account.ts'
import { listVirtualAccounts } from './list-queries.ts'
import { getPartner, type PaymentDeps } from './payment-deps.ts'
import type { TargetState } from './payments.ts'
import { checkVa } from './resolve-unknown.ts'
import { findAskableVa } from './target-queries.ts'
import { insertOutbox, markTargetEnded } from './target-store.ts'

const ONE = { limit: 1, offset: 0 }

/** Takes a number back, for a reason. No money is taken there from this moment on; its bank is told afterwards, as often as needed. */
export function cancelVirtualAccount(
  { db, clock }: Pick<PaymentDeps, 'db' | 'clock'>,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<{ readonly state: 'cancelled' }> {
  return act(db, by, 'payments.create', async (tx) => {
    const [found] = await listVirtualAccounts(tx, sightOf(by), {}, ONE, id)
    if (!found) throw refuse('virtual-account-unknown', {})
    const because = scrubDigits(requireReason(reason))
    const end = { state: 'cancelled', because: 'by-hand', at: clock.now() } as const
    if (await markTargetEnded(tx, 'virtual_accounts', id, end))
      await insertOutbox(tx, 'delete-virtual-account', { id })
    await recordAct(tx, by, {
      action: 'payments.cancel',
      subject: { kind: 'virtual-account', id },
      reason: because,
    })
    return { state: 'cancelled' }
  })
}

/** Asks the bank what became of a number, and books a payment that it tells of and we did not know. */
export async function checkVirtualAccount(
  deps: BankDeps,
  by: By,
  id: string,
): Promise<{ readonly bank: 'known' | 'unknown' | 'silent'; readonly state: TargetState }> {
  const va = await act(deps.db, by, 'payments.create', async (tx) => {
    const [found] = await listVirtualAccounts(tx, sightOf(by), {}, ONE, id)
    const askable = found ? await findAskableVa(tx, id) : null
    if (!askable) throw refuse('virtual-account-unknown', {})
    await recordAct(tx, by, { action: 'payments.check', subject: { kind: 'virtual-account', id } })
    return askable
  })
  const bank = await checkVa(deps, getPartner(deps, va.partner), va)
  const now = await throughGate(deps.db, 'system', (tx) => findAskableVa(tx, id))
  return { bank, state: now?.state ?? va.state }
}
