import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { budgetLapsed, budgetLeft } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { getBudgetLine } from './queries.ts'
import { lockLine, markLapsed } from './store.ts'

/**
 * Lets go what is left of a line once its fiscal year is over. What is still promised stays until its bills are paid or its months end;
 * whatever comes back of it lapses at once. Refuses a year that runs, and a line that has lapsed.
 */
export async function lapseBudgetLine(
  { db, clock }: Deps,
  by: By,
  ask: { readonly id: string; readonly reason: string },
): Promise<{ readonly lapsed: Rupiah }> {
  return act(db, by, 'budgets.write', async (tx) => {
    const { id, regionCode } = await getBudgetLine(tx, sightOf(by), ask.id)
    requireWithin(by, regionCode)
    const reason = scrubDigits(requireReason(ask.reason))
    const line = await lockLine(tx, id)
    if (line.isLapsed) throw refuse('budget-lapsed', { year: line.fiscalYear })
    if (Number(clock.today().slice(0, 4)) <= line.fiscalYear)
      throw refuse('budget-year-running', { year: line.fiscalYear })
    if (line.left > 0n) {
      await postEntry(tx, {
        kind: 'lapse',
        effectiveOn: clock.today(),
        key: `budget/lapsed/${id}`,
        cause: { kind: 'budget-line', id },
        transfers: [{ from: budgetLeft(id), to: budgetLapsed(id), amount: line.left }],
      })
    }
    await markLapsed(tx, id, clock.now())
    await recordAct(tx, by, {
      action: 'budgets.lapse',
      subject: { kind: 'budget-line', id },
      region: regionCode,
      reason,
      details: { year: line.fiscalYear, lapsed: String(line.left) },
    })
    return { lapsed: line.left }
  })
}
