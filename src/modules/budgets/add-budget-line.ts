import { randomUUID } from 'node:crypto'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { requireText } from '../../kernel/required-text.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { APPROPRIATED, budgetLeft } from '../ledger/ledger.ts'
import { openBudgetAccounts } from '../ledger/open-accounts.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { getOpenPayer } from '../payers/queries.ts'
import { programmePayer } from '../programmes/programmes.ts'
import type { AddBudgetBody } from './contract.ts'
import { insertBudgetLine } from './store.ts'

/** Records a budget line of a payer and appropriates it, by an entry of the day. Refuses employers and agencies, and one that exists. */
export async function addBudgetLine(
  { db, clock }: Deps,
  by: By,
  ask: AddBudgetBody,
): Promise<{ readonly id: string }> {
  return act(db, by, 'budgets.write', async (tx) => {
    const payer = await getOpenPayer(tx, sightOf(by), ask.payerId)
    requireWithin(by, payer.regionCode)
    programmePayer(payer.kind)
    const reason = scrubDigits(requireReason(ask.reason))
    const id = randomUUID()
    const amount = BigInt(ask.amount)
    const { id: payerId, regionCode, organisationId } = payer
    const line = {
      ...{ id, payerId, regionCode, organisationId, amount },
      fiscalYear: ask.year,
      name: requireText('name', ask.name),
      fundSource: ask.fundSource,
      legalBasis: requireText('legalBasis', ask.legalBasis),
      documentNumber: requireText('documentNumber', ask.documentNumber),
      documentOn: parsePlainDate('documentOn', ask.documentOn),
    }
    await insertBudgetLine(tx, line, clock.now())
    await openBudgetAccounts(tx, id, payer)
    await postEntry(tx, {
      kind: 'appropriation',
      effectiveOn: clock.today(),
      key: `budget/appropriated/${id}`,
      cause: { kind: 'budget-line', id },
      transfers: [{ from: APPROPRIATED, to: budgetLeft(id), amount }],
    })
    await recordAct(tx, by, {
      action: 'budgets.write',
      subject: { kind: 'budget-line', id },
      region: regionCode,
      reason,
      details: { payer: payerId, year: ask.year, amount: String(amount) },
    })
    return { id }
  })
}
