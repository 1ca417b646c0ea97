import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { endOfDay } from './create-virtual-account.ts'
import { listVirtualAccounts } from './list-queries.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { insertOutbox, markChanged } from './target-store.ts'

export type VirtualAccountChange = {
  readonly id: string
  /** The last day on which money is taken; left out: as it was. */
  readonly lastDay?: PlainDate | undefined
  /** Only for a number that asks for an amount of its own; a bill says by itself what is open of it. */
  readonly amount?: Rupiah | undefined
  readonly reason: string
}

/**
 * Gives an open number another last day or amount, from this moment on; its bank is told afterwards (service 28), as often as needed, with
 * what is open of the bill by then. Without either the bank is told again what is open. Refuses a day that is over, a number that has ended,
 * and an amount where a bill or the payer decides.
 */
export function changeVirtualAccount(
  { db, clock }: Pick<PaymentDeps, 'db' | 'clock'>,
  by: By,
  { id, lastDay, amount, reason }: VirtualAccountChange,
): Promise<{ readonly state: 'asked' | 'open' }> {
  return act(db, by, 'payments.create', async (tx) => {
    const [found] = await listVirtualAccounts(tx, sightOf(by), {}, { limit: 1, offset: 0 }, id)
    if (!found) throw refuse('virtual-account-unknown', {})
    const because = scrubDigits(requireReason(reason))
    if (found.state !== 'asked' && found.state !== 'open')
      throw refuse('virtual-account-ended', { state: found.state })
    if (lastDay !== undefined && lastDay < clock.today()) throw refuse('last-day-over', { on: lastDay })
    const expiresAt = lastDay === undefined ? null : endOfDay(lastDay)
    if (!(await markChanged(tx, id, { expiresAt, amount: amount ?? null })))
      throw refuse('field-unknown', { field: 'amount', allowed: ['lastDay', 'reason'] })
    await insertOutbox(tx, 'update-virtual-account', { id })
    await recordAct(tx, by, {
      action: 'payments.change',
      subject: { kind: 'virtual-account', id },
      reason: because,
      details: { lastDay: lastDay ?? '', amount: amount === undefined ? '' : String(amount) },
    })
    return { state: found.state }
  })
}
