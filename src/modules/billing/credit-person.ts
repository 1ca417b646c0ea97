import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { WorkCalendar } from '../../kernel/working-days.ts'
import type { Tx } from '../../platform/db.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { endProtections } from '../payers/change-member.ts'
import { adjustRosters, type Adjusted } from './adjust-rosters.ts'
import { listBilledMonths } from './bill-queries.ts'
import type { DifferenceReason } from './billing.ts'

export type CreditAsk = {
  readonly rosterId: string
  readonly personId: bigint
  /** The first month that is not to be paid for. */
  readonly from: Month
  readonly why: Exclude<DifferenceReason, 'law' | 'list' | 'unmerged'>
  readonly reason: string
  readonly changedBy: string
}

export type CreditDeps = {
  readonly book: LawBook
  readonly calendar: WorkCalendar
  readonly today: PlainDate
}

/**
 * Stops paying for somebody from a month on: he has died, is the same person as another, or is paid for by somebody else. His protection
 * ends, every month that was billed is credited, and what was paid comes back to the purse it came from; where BPJS Ketenagakerjaan has the
 * money already, a recovery waits for a person. Done again it finds nothing to credit. Refuses somebody who is not in the roster from then on
 * and was never billed (`member-unknown`).
 */
export async function creditPerson(
  tx: Tx,
  { book, calendar, today }: CreditDeps,
  ask: CreditAsk,
): Promise<Adjusted> {
  const { rosterId, personId, from, why, reason, changedBy } = ask
  const months = await listBilledMonths(tx, rosterId, personId, from)
  await endProtections(tx, {
    rosterId,
    personId,
    from,
    because: reason,
    by: changedBy,
    on: today,
    mayBeGone: months.length > 0,
  })
  let sum: Adjusted = { bills: 0, lines: 0, total: 0n, adjustments: 0 }
  for (const month of months) {
    const billing = { month, book, calendar, today, runId: null }
    const done = await adjustRosters(tx, billing, [rosterId], { personId, why })
    sum = {
      bills: sum.bills + done.bills,
      lines: sum.lines + done.lines,
      total: sum.total + done.total,
      adjustments: sum.adjustments + done.adjustments,
    }
  }
  return sum
}
