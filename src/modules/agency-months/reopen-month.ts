import { addMonths } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, type By } from '../access/act.ts'
import type { MonthAsk } from './change-month.ts'
import type { ReopenMonthBody } from './contract.ts'
import { getMonthSubject } from './month-subject.ts'
import { findMonthBill, findSentMonth } from './queries.ts'
import { lockMonth, markReopened } from './store.ts'

/**
 * Opens a sent month again, so that its report can be mended and sent once more; the bill is then set right by an amendment or a credit
 * note. Refuses a month that is open, one whose bill has been paid from, and one that a later month was sent after.
 */
export function reopenMonth(
  { db, clock }: Deps,
  by: By,
  ask: MonthAsk,
  body: ReopenMonthBody,
): Promise<{ readonly month: string }> {
  return act(db, by, 'rosters.reopen', async (tx) => {
    const { roster, month } = await getMonthSubject(tx, { clock }, by, ask)
    const reason = scrubDigits(requireReason(body.reason))
    const { state, round } = await lockMonth(tx, { rosterId: roster.id, month })
    if (state !== 'sent') throw refuse('agency-month-open', { month })
    const later = await findSentMonth(tx, roster.id, addMonths(month, 1))
    if (later !== null) throw refuse('agency-month-later-sent', { month: later })
    const bill = await findMonthBill(tx, roster.id, month)
    if (bill && bill.paid > 0n) throw refuse('agency-month-paid', { number: bill.number })
    await markReopened(tx, { rosterId: roster.id, month }, { reason, by: doerKey(by), at: clock.now() })
    await recordAct(tx, by, {
      action: 'rosters.reopen',
      subject: { kind: 'roster', id: roster.id },
      region: roster.regionCode,
      reason,
      details: { month, round },
    })
    return { month }
  })
}
