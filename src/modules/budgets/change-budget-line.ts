import { randomUUID } from 'node:crypto'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { requireText } from '../../kernel/required-text.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { APPROPRIATED, budgetLeft } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { decideBudgetChange } from './budgets.ts'
import type { ChangeBudgetBody } from './contract.ts'
import { getBudgetLine } from './queries.ts'
import { lockLine, markAmount } from './store.ts'

export type ChangedBudget = { readonly amount: Rupiah; readonly change: Rupiah }

/**
 * Raises or lowers a line within its fiscal year, by an entry and a document. What is promised and paid stays covered: the line is locked, so
 * that nobody promises what goes away meanwhile. Refuses a document that has changed the line before.
 */
export function changeBudgetLine(
  { db, clock }: Deps,
  by: By,
  ask: ChangeBudgetBody & { readonly id: string },
): Promise<ChangedBudget> {
  return act(db, by, 'budgets.write', async (tx) => {
    const { id, regionCode } = await getBudgetLine(tx, sightOf(by), ask.id)
    requireWithin(by, regionCode)
    const reason = scrubDigits(requireReason(ask.reason))
    const documentNumber = requireText('documentNumber', ask.documentNumber)
    const documentOn = parsePlainDate('documentOn', ask.documentOn)
    const line = await lockLine(tx, id)
    const after = BigInt(ask.amount)
    const change = decideBudgetChange(line, after, clock.today())
    const [outside, left] = [APPROPRIATED, budgetLeft(id)]
    const { entryId } = await postEntry(tx, {
      kind: 'appropriation-changed',
      effectiveOn: clock.today(),
      key: `budget/changed/${randomUUID()}`,
      cause: { kind: 'budget-line', id },
      transfers: [
        change > 0n
          ? { from: outside, to: left, amount: change }
          : { from: left, to: outside, amount: -change },
      ],
    })
    await markAmount(tx, {
      ...{
        lineId: id,
        kind: ask.kind,
        before: line.amount,
        after,
        documentNumber,
        documentOn,
        reason,
        entryId,
      },
      legalBasis: requireText('legalBasis', ask.legalBasis),
      changedBy: doerKey(by),
      now: clock.now(),
    })
    await recordAct(tx, by, {
      action: 'budgets.change',
      subject: { kind: 'budget-line', id },
      region: regionCode,
      reason,
      details: { kind: ask.kind, before: String(line.amount), after: String(after) },
    })
    return { amount: after, change }
  })
}
