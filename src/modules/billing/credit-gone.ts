import { Refusal } from '../../kernel/refusal.ts'
import { total, type Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import { promiseCarried } from '../budgets/commit-budget.ts'
import { carryOn } from '../payers/carry-on.ts'
import { GONE_REASONS } from './billing.ts'
import { creditPerson } from './credit-person.ts'
import { listGone, type GonePerson } from './gone-queries.ts'
import type { BillingDeps } from './run-bills.ts'

export type GoneResult = {
  readonly people: number
  readonly bills: number
  /** rupiah; below zero, since credit notes are. */
  readonly total: Rupiah
  /** Stretches of protection that went on under the person whom two records turned out to be. */
  readonly carriedOn: number
  /** What could not be done, by the code of its refusal; it is tried again the next time. */
  readonly refused: readonly { readonly rosterId: string; readonly code: string }[]
}

const SYSTEM: By = { kind: 'system' }
const AT_ONCE = 500

/**
 * Stops paying for everybody who has died or who is the same person as another, and gives back what was paid for the months since: to the
 * purse it came from. What a merged person was still to get goes on under the record that was kept, in months that nobody pays for yet.
 * Each person of each roster is one transaction; done again it finds nothing. `stop` ends it between two of them.
 */
export async function creditGone(deps: BillingDeps, stop: AbortSignal): Promise<GoneResult> {
  let result: GoneResult = { people: 0, bills: 0, total: 0n, carriedOn: 0, refused: [] }
  for (let after: GonePerson | null = null; ;) {
    const seen: readonly GonePerson[] = await inScopeOf(deps.db, SYSTEM, (tx) => listGone(tx, after, AT_ONCE))
    for (const gone of seen) {
      if (stop.aborted) return result
      result = plus(result, await creditOne(deps, gone))
    }
    after = seen.at(-1) ?? null
    if (after === null) return result
  }
}

function plus(sum: GoneResult, one: GoneResult): GoneResult {
  return {
    people: sum.people + one.people,
    bills: sum.bills + one.bills,
    total: total([sum.total, one.total]),
    carriedOn: sum.carriedOn + one.carriedOn,
    refused: [...sum.refused, ...one.refused],
  }
}

async function creditOne(deps: BillingDeps, gone: GonePerson): Promise<GoneResult> {
  const none = { people: 0, bills: 0, total: 0n, carriedOn: 0 }
  try {
    return await inScopeOf(deps.db, SYSTEM, (tx) => creditIn(tx, deps, gone))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...none, refused: [{ rosterId: gone.rosterId, code: error.code }] }
  }
}

async function creditIn(
  tx: Tx,
  { book, calendar, clock }: BillingDeps,
  { rosterId, personId, from, why }: GonePerson,
): Promise<GoneResult> {
  const carriedOn = why === 'death' ? 0 : await carryOn(tx, { rosterId, personId, from })
  const reason = GONE_REASONS[why]
  const done = await creditPerson(
    tx,
    { book, calendar, today: clock.today() },
    { rosterId, personId, from, why, reason, changedBy: 'system' },
  )
  if (carriedOn > 0) await promiseCarried(tx, { rosterId, mergedId: personId, on: clock.today() })
  await recordAct(tx, SYSTEM, {
    action: 'bills.credit',
    subject: { kind: 'person', id: String(personId) },
    reason,
    count: done.bills,
    details: { roster: rosterId, from, why },
  })
  return { people: 1, bills: done.bills, total: done.total, carriedOn, refused: [] }
}
