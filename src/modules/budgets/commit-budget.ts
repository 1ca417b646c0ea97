import { randomUUID } from 'node:crypto'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { total, type Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import { budgetCommitted, budgetLapsed, budgetLeft } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { insertCarriedCommitments, insertCommitments, lockBudgetOf, lockLine } from './store.ts'

/** What is to be promised to one person: rupiah of each month from the first on. */
export type MonthPrices = (occupationGroup: OccupationGroup) => readonly Rupiah[]

/** A budget that stands behind a roster, locked until the transaction ends: nobody else promises anything of it meanwhile. */
export type Budget = {
  readonly lineId: string
  readonly rosterId: string
  readonly firstMonth: Month
  readonly left: Rupiah
  readonly prices: MonthPrices
  /** All months of one person. */
  readonly price: (occupationGroup: OccupationGroup) => Rupiah
}

/** Locks the budget of a roster; null for a roster without one. */
export async function lockBudget(
  tx: Tx,
  rosterId: string,
  firstMonth: Month,
  prices: MonthPrices,
): Promise<Budget | null> {
  const lineId = await lockBudgetOf(tx, rosterId)
  if (lineId === null) return null
  const { left, isLapsed } = await lockLine(tx, lineId)
  const priced = new Map<OccupationGroup, readonly Rupiah[]>()
  const known = (group: OccupationGroup) => {
    const found = priced.get(group) ?? prices(group)
    priced.set(group, found)
    return found
  }
  return {
    ...{ lineId, rosterId, firstMonth, prices: known, left: isLapsed ? 0n : left },
    price: (group) => total(known(group)),
  }
}

export type PromisedPerson = { readonly personId: bigint; readonly occupationGroup: OccupationGroup }

/**
 * Promises the months of people who were just taken into the roster. The ledger refuses whatever the line no longer has: what is left never
 * goes below zero. Answers how much was promised.
 */
export async function commitBudget(
  tx: Tx,
  budget: Budget,
  people: readonly PromisedPerson[],
  on: PlainDate,
): Promise<Rupiah> {
  if (people.length === 0) return 0n
  const { lineId, rosterId, firstMonth } = budget
  const amount = total(people.map(({ occupationGroup }) => budget.price(occupationGroup)))
  const groups = Map.groupBy(people, ({ occupationGroup }) => occupationGroup)
  let noted = 0
  for (const [occupationGroup, members] of groups) {
    const prices = budget.prices(occupationGroup)
    const promised = { lineId, rosterId, firstMonth, prices, occupationGroup }
    noted += await insertCommitments(
      tx,
      promised,
      members.map(({ personId }) => personId),
    )
  }
  if (noted !== people.length) throw new Error('somebody was promised who is not protected')
  if (amount === 0n) return 0n
  await postEntry(tx, {
    kind: 'commitment',
    effectiveOn: on,
    key: `budget/promised/${randomUUID()}`,
    cause: { kind: 'budget-line', id: lineId },
    transfers: [{ from: budgetLeft(lineId), to: budgetCommitted(lineId), amount }],
  })
  return amount
}

export type CarriedOn = { readonly rosterId: string; readonly mergedId: bigint; readonly on: PlainDate }

/**
 * Promises what was promised to a merged person to the row that stands for him, in the months carried on to it: after the merged one's came
 * back. Where the line has lapsed meanwhile they are taken out of what lapsed.
 */
export async function promiseCarried(tx: Tx, { rosterId, mergedId, on }: CarriedOn): Promise<void> {
  const lineId = await lockBudgetOf(tx, rosterId)
  if (lineId === null) return
  const { isLapsed } = await lockLine(tx, lineId)
  const amount = await insertCarriedCommitments(tx, rosterId, mergedId)
  if (amount === 0n) return
  const [left, committed] = [budgetLeft(lineId), budgetCommitted(lineId)]
  const promise = { from: left, to: committed, amount }
  await postEntry(tx, {
    kind: 'commitment',
    effectiveOn: on,
    key: `budget/promised/${randomUUID()}`,
    cause: { kind: 'budget-line', id: lineId },
    transfers: isLapsed ? [{ from: budgetLapsed(lineId), to: left, amount }, promise] : [promise],
  })
}
