import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { smaller, type Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import {
  budgetCommitted,
  budgetLapsed,
  budgetLeft,
  budgetRealised,
  type AccountPath,
  type EntryKind,
  type Transfer,
} from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { assessRealisation } from './budgets.ts'
import {
  insertRealisation,
  lockBudgetOf,
  lockLine,
  promisedFrom,
  realisedOf,
  unrealisedLines,
  type LockedLine,
} from './store.ts'

type RosterBudget = { readonly budgetLineId: string | null }

export type BillOfBudget = RosterBudget & {
  readonly id: string
  readonly kind: string
  readonly rosterId: string
  readonly month: Month
}

export type PaidUpTo = {
  readonly lastLine: number
  readonly amount: Rupiah
  /** The entry of the payment, which names this one. */
  readonly entryId: bigint
  readonly paidOn: PlainDate
}

/**
 * Turns what was promised for the months of a bill into what was paid, when a budget stands behind it; a fine is nobody's promise. The bill
 * is paid in any case: what the line cannot bear is kept as beyond it.
 */
export async function realiseBudget(tx: Tx, bill: BillOfBudget, paid: PaidUpTo): Promise<void> {
  const { id, rosterId, month, budgetLineId } = bill
  if (budgetLineId === null || bill.kind === 'fine') return
  const line = await lockLine(tx, budgetLineId)
  const { firstLine, promised } = await unrealisedLines(tx, bill, paid.lastLine)
  const parts = assessRealisation(paid.amount, promised, line.left)
  const [left, committed, realised] = [budgetLeft, budgetCommitted, budgetRealised].map((path) =>
    path(line.id),
  ) as [AccountPath, AccountPath, AccountPath]
  const entryId = await post(tx, 'realisation', `payment/${paid.entryId}/${id}`, paid.paidOn, line, [
    { from: committed, to: realised, amount: parts.promised },
    { from: committed, to: left, amount: parts.returned },
    { from: left, to: realised, amount: parts.drawn },
    ...lapsing(line, parts.returned),
  ])
  await insertRealisation(tx, {
    ...{ lineId: line.id, rosterId, month, billId: id, beyond: parts.beyond, entryId },
    lines: [firstLine, paid.lastLine],
    amount: parts.promised + parts.drawn,
  })
}

export type CreditedMonth = {
  readonly month: Month
  readonly billId: string
  readonly amount: Rupiah
  readonly on: PlainDate
}

/** Gives back to a line what a credit note takes back of a month that was paid, as far as the line had borne it. */
export async function releaseRealised(
  tx: Tx,
  roster: RosterBudget & { readonly id: string },
  { month, billId, amount, on }: CreditedMonth,
): Promise<void> {
  if (roster.budgetLineId === null || amount === 0n) return
  const line = await lockLine(tx, roster.budgetLineId)
  const released = smaller(amount, await realisedOf(tx, roster.id, month))
  const entryId = await post(tx, 'realisation-released', `credit/${billId}`, on, line, [
    { from: budgetRealised(line.id), to: budgetLeft(line.id), amount: released },
    ...lapsing(line, released),
  ])
  await insertRealisation(tx, {
    ...{
      lineId: line.id,
      rosterId: roster.id,
      month,
      billId,
      lines: null,
      amount: released,
      beyond: 0n,
      entryId,
    },
  })
}

export type EndedMonths = {
  readonly rosterId: string
  readonly protectionIds: readonly bigint[]
  /** The first month that is promised no more. */
  readonly from: Month
  readonly on: PlainDate
  /** Names the ending. */
  readonly key: string
}

/**
 * Gives back to a line what it had promised for months that are about to end: of a death, a double, a programme that closes. To be called
 * before the protections are shortened. Answers how much came back.
 */
export async function returnPromised(tx: Tx, ended: EndedMonths): Promise<Rupiah> {
  const { rosterId, protectionIds, from, on, key } = ended
  const lineId = await lockBudgetOf(tx, rosterId)
  if (lineId === null) return 0n
  const line = await lockLine(tx, lineId)
  const returned = await promisedFrom(tx, protectionIds, from)
  await post(tx, 'commitment-released', `ended/${key}`, on, line, [
    { from: budgetCommitted(line.id), to: budgetLeft(line.id), amount: returned },
    ...lapsing(line, returned),
  ])
  return returned
}

/** What comes back to a line whose year is over lapses with it. */
function lapsing(line: LockedLine, amount: Rupiah): readonly Transfer[] {
  return line.isLapsed ? [{ from: budgetLeft(line.id), to: budgetLapsed(line.id), amount }] : []
}

/** Posts what of these moves anything; null when nothing does. */
async function post(
  tx: Tx,
  kind: Exclude<EntryKind, 'reversal'>,
  key: string,
  effectiveOn: PlainDate,
  line: LockedLine,
  moves: readonly Transfer[],
): Promise<bigint | null> {
  const [first, ...rest] = moves.filter(({ amount }) => amount > 0n)
  if (!first) return null
  const cause = { kind: 'budget-line', id: line.id }
  const entry = { kind, effectiveOn, key: `budget/${key}`, cause, transfers: [first, ...rest] as const }
  return (await postEntry(tx, entry)).entryId
}
