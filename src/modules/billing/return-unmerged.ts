import { Refusal } from '../../kernel/refusal.ts'
import type { Month } from '../../kernel/month.ts'
import type { Tx } from '../../platform/db.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import { promiseCarried } from '../budgets/commit-budget.ts'
import { carryBack, listCarriedAway } from '../payers/carry-back.ts'
import { endProtections } from '../payers/change-member.ts'
import { adjustRosters } from './adjust-rosters.ts'
import { listBilledMonths } from './bill-queries.ts'
import { GONE_REASONS } from './billing.ts'
import type { BillingDeps } from './run-bills.ts'
import { listUnmerged, type Unmerged } from './unmerged-queries.ts'

export type ReturnedResult = {
  readonly people: number
  readonly bills: number
  /** What could not be done, by the code of its refusal; it is tried again the next time. */
  readonly refused: readonly { readonly rosterId: string; readonly code: string }[]
}

const SYSTEM: By = { kind: 'system' }
const REASON = 'ternyata bukan orang yang sama'
const AT_ONCE = 500

/**
 * Gives people who were taken for somebody else, and are told apart again, their months back: what went on under the other record ends there
 * from the first month that nobody has paid for, and stands again under their own, with the bills of those months. Months that were paid for
 * under the other record stay there: that is how BPJS Ketenagakerjaan has them. Done again it finds nothing.
 */
export async function returnUnmerged(deps: BillingDeps, stop: AbortSignal): Promise<ReturnedResult> {
  let result: ReturnedResult = { people: 0, bills: 0, refused: [] }
  for (let after: bigint | null = null; ;) {
    const seen: readonly Unmerged[] = await inScopeOf(deps.db, SYSTEM, (tx) =>
      listUnmerged(tx, GONE_REASONS.duplicate, after, AT_ONCE),
    )
    for (const unmerged of seen) {
      if (stop.aborted) return result
      result = plus(result, await returnOne(deps, unmerged))
    }
    after = seen.at(-1)?.protectionId ?? null
    if (after === null) return result
  }
}

function plus(sum: ReturnedResult, one: ReturnedResult): ReturnedResult {
  return {
    people: sum.people + one.people,
    bills: sum.bills + one.bills,
    refused: [...sum.refused, ...one.refused],
  }
}

async function returnOne(deps: BillingDeps, unmerged: Unmerged): Promise<ReturnedResult> {
  try {
    return await inScopeOf(deps.db, SYSTEM, (tx) => returnIn(tx, deps, unmerged))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { people: 0, bills: 0, refused: [{ rosterId: unmerged.rosterId, code: error.code }] }
  }
}

async function returnIn(tx: Tx, deps: BillingDeps, unmerged: Unmerged): Promise<ReturnedResult> {
  const { rosterId, personId, protectionId } = unmerged
  const on = deps.clock.today()
  const touched: { personId: bigint; from: Month }[] = []
  for (const away of await listCarriedAway(tx, protectionId)) {
    await endProtections(tx, {
      ...{ rosterId, personId: away.personId, from: away.from, only: away.protectionId },
      ...{ because: REASON, by: 'system', on, mayBeGone: true },
    })
    touched.push(away)
  }
  const back = await carryBack(tx, protectionId, unmerged)
  if (back.from === null) return { people: 0, bills: 0, refused: [] }
  await promiseCarried(tx, { rosterId, mergedId: personId, on })
  const bills = await billAgain(tx, deps, rosterId, [...touched, { personId, from: back.from }])
  await recordAct(tx, SYSTEM, {
    action: 'bills.return',
    subject: { kind: 'person', id: String(personId) },
    reason: REASON,
    count: bills,
    details: { roster: rosterId, from: back.from },
  })
  return { people: 1, bills, refused: [] }
}

/** The months that were billed for any of them are billed for each as it is now: credit notes there, amendments here. */
async function billAgain(
  tx: Tx,
  { book, calendar, clock }: BillingDeps,
  rosterId: string,
  people: readonly { readonly personId: bigint; readonly from: Month }[],
): Promise<number> {
  const months = new Set<Month>()
  for (const { personId, from } of people)
    for (const month of await listBilledMonths(tx, rosterId, personId, from)) months.add(month)
  let bills = 0
  for (const month of [...months].sort())
    for (const { personId } of people) {
      const billing = { month, book, calendar, today: clock.today(), runId: null }
      bills += (await adjustRosters(tx, billing, [rosterId], { personId, why: 'unmerged' })).bills
    }
  return bills
}
