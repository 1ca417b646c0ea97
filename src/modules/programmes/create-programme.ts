import { randomUUID } from 'node:crypto'
import { parseMonth } from '../../kernel/month.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { requireText } from '../../kernel/required-text.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { requireBudgetFits } from '../budgets/budgets.ts'
import { getBudgetLine } from '../budgets/queries.ts'
import { endRoster } from '../payers/change-member.ts'
import { openProgrammeRoster } from '../payers/protect-people.ts'
import { getOpenPayer } from '../payers/queries.ts'
import { getRegion } from '../regions/queries.ts'
import type { CloseProgrammeBody, CreateProgrammeBody } from './contract.ts'
import { promiseOf, rulesOf } from './programme-question.ts'
import { programmePayer, type SupportProgramme } from './programmes.ts'
import { getProgramme } from './queries.ts'
import { insertProgramme, markClosed } from './store.ts'

/** Records a programme of a payer. Refuses rules that contradict each other, a region beyond reach, and one that exists. */
export function createProgramme(
  { db, clock }: Deps,
  by: By,
  ask: CreateProgrammeBody,
): Promise<{ readonly id: string }> {
  return act(db, by, 'programmes.write', async (tx) => {
    const payer = await getOpenPayer(tx, sightOf(by), ask.payerId)
    const regionCode =
      ask.region === undefined ? payer.regionCode : parseRegionCode('region', ask.region.trim())
    await getRegion(tx, 'region', regionCode, clock.today())
    requireWithin(by, regionCode)
    const reason = scrubDigits(requireReason(ask.reason))
    const rules = rulesOf(ask)
    const { payerKind, ...promise } = promiseOf(ask, programmePayer(payer.kind))
    const budgetLineId = ask.budgetLineId ?? null
    if (budgetLineId !== null) await requireBudgetOf(tx, by, budgetLineId, { payerId: payer.id, ...promise })
    const id = randomUUID()
    const standing = {
      id,
      payerId: payer.id,
      name: requireText('name', ask.name),
      regionCode,
      organisationId: payer.organisationId,
    }
    await insertProgramme(tx, {
      ...standing,
      ...promise,
      rules,
      bpjsGroupCode: ask.bpjsGroupCode?.trim() ?? null,
      legalBasis: requireText('legalBasis', ask.legalBasis),
    })
    const conditions = { payer: payerKind, income: Number(promise.income) }
    await openProgrammeRoster(tx, { ...standing, kind: 'programme', conditions, budgetLineId })
    await recordAct(tx, by, {
      action: 'programmes.write',
      subject: { kind: 'programme', id },
      region: regionCode,
      reason,
      details: {
        payer: payer.id,
        rules: rules.map(({ rule }) => rule).join(' '),
        ...(budgetLineId !== null && { budgetLine: budgetLineId }),
      },
    })
    return { id }
  })
}

type BudgetAsk = Pick<SupportProgramme, 'payerId' | 'firstMonth' | 'monthCount'>

/** Refuses a budget line of another payer, of another year, and one that has lapsed. */
async function requireBudgetOf(tx: Tx, by: By, lineId: string, ask: BudgetAsk): Promise<void> {
  const line = await getBudgetLine(tx, sightOf(by), lineId)
  if (line.payerId !== ask.payerId) throw refuse('budget-of-another', {})
  requireBudgetFits(line, ask.firstMonth, ask.monthCount)
}

/** Closes a programme to new people. Those in it stay until their last month, or end before `endFrom`: what was promised then comes back. */
export function closeProgramme(
  { db, clock }: Deps,
  by: By,
  { id, reason, endFrom }: CloseProgrammeBody & { readonly id: string },
): Promise<{ readonly ended: number }> {
  return act(db, by, 'programmes.write', async (tx) => {
    const { regionCode } = await getProgramme(tx, id)
    requireWithin(by, regionCode)
    const because = scrubDigits(requireReason(reason))
    if (!(await markClosed(tx, id, because, clock.now()))) throw refuse('programme-closed', {})
    const from = endFrom === undefined ? null : parseMonth('endFrom', endFrom)
    const ending = { rosterId: id, because, by: doerKey(by), on: clock.today() }
    const ended = from === null ? [] : await endRoster(tx, { ...ending, from })
    await recordAct(tx, by, {
      action: 'programmes.close',
      subject: { kind: 'programme', id },
      region: regionCode,
      reason: because,
      ...(from !== null && { count: ended.length, details: { endFrom: from } }),
    })
    return { ended: ended.length }
  })
}
