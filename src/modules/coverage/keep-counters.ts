import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { bpuArrearsMonths } from '../../rules/parameters/duties.ts'
import { recordAct, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { getCounterState } from './queries.ts'
import { callCatchUp, callFold, callRecount, type Tolerance } from './store.ts'

/** Brings arrears up to today into the counters and folds what waits. Done again it finds nothing to do. */
export async function keepCountersFresh({
  db,
  clock,
}: Deps): Promise<{ readonly bills: number; readonly steps: number }> {
  const bills = await throughGate(db, 'system', (tx) => callCatchUp(tx, clock.today()))
  const steps = await throughGate(db, 'system', (tx) => callFold(tx))
  return { bills, steps }
}

/**
 * Makes the counters fit for a day: bills that fell due or were paid since are looked at first. False where counters cannot answer: a day
 * to come, whose bills may still be paid, and a law book that tolerates other arrears than they were counted by.
 */
export async function bringCountersUpTo(
  tx: Tx,
  { asOf, today, toleratedMonths }: { asOf: PlainDate; today: PlainDate; toleratedMonths: number },
): Promise<boolean> {
  if (asOf > today) return false
  const state = await getCounterState(tx, asOf)
  if (state.toleratedMonths !== toleratedMonths) return false
  if (state.isWaiting || state.lookedUntil < asOf) await callCatchUp(tx, today)
  return true
}

/**
 * Counts everybody from scratch, by the tolerance of the law book. Writers of protection wait meanwhile, readers see the old figures.
 * The same again changes nothing.
 */
export async function recountCoverage(
  { db, clock, book }: Deps & { readonly book: LawBook },
  by: By,
): Promise<{ readonly people: number }> {
  return throughGate(db, 'system', async (tx) => {
    const people = await callRecount(tx, tolerancesOf(book))
    await callCatchUp(tx, clock.today())
    await callFold(tx)
    await recordAct(tx, by, {
      action: 'coverage.recount',
      subject: { kind: 'system', id: 'coverage' },
      count: people,
    })
    return { people }
  })
}

/** The tolerance of each stretch of days; before the first the counters take the first, of which nobody is asked. */
function tolerancesOf(book: LawBook): readonly Tolerance[] {
  const periods = book
    .periodsOf(bpuArrearsMonths)
    .flatMap((period) => ('value' in period ? [{ from: period.from, months: period.value }] : []))
  return periods.map(({ from, months }, at) => ({
    days: `[${at === 0 ? '' : from},${periods[at + 1]?.from ?? ''})`,
    months,
  }))
}
