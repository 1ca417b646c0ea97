import { monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { dottedCode, INDONESIA } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { reachesProvince } from './queries.ts'
import { insertClosing } from './store.ts'

/** Posts wait behind a closing that waits: better to close a little later. */
const PATIENCE_MS = 10_000

/**
 * Closes a month and all before it for good; what is found later is booked in an open one. Refuses `month-not-over`, `period-closed`,
 * `ledger-busy`, and `region-outside` to who does not reach a whole province: the months of all payers close together.
 */
export async function closeMonth(
  { db, clock }: Deps,
  by: By,
  { month, reason }: { readonly month: Month; readonly reason: string },
): Promise<void> {
  const why = requireReason(reason)
  requireOver(month, clock.today())
  await act(db, by, 'ledger.close', async (tx) => {
    if (!reachesProvince(sightOf(by)))
      throw refuse('region-outside', { field: 'region', value: dottedCode(INDONESIA), within: ownRegion(by) })
    const closedBy = by.kind === 'user' ? by.actor.userId : null
    await insertClosing(tx, { month, closedBy, patienceMs: PATIENCE_MS })
    await recordAct(tx, by, {
      action: 'ledger.close',
      subject: { kind: 'ledger-month', id: month },
      reason: why,
    })
  })
}

/** Refuses a month whose last day has not passed. */
export function requireOver(month: Month, today: PlainDate): void {
  if (month >= monthOf(today)) throw refuse('month-not-over', { month })
}

function ownRegion(by: By): string {
  const region = by.kind === 'user' ? by.actor.held?.regionCode : undefined
  return region === undefined ? '' : dottedCode(region)
}
