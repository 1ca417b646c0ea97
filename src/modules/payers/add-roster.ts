import { randomUUID } from 'node:crypto'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { openGiftAccount } from '../ledger/open-accounts.ts'
import { getRegion } from '../regions/queries.ts'
import { requireWithin } from '../access/reach.ts'
import type { AddRosterBody } from './contract.ts'
import { requireFit, segmentOf, type PayerKind, type RosterConditions } from './payers.ts'
import { getOpenPayer } from './queries.ts'
import { insertRoster } from './store.ts'

/** Records a roster of a payer with the conditions its bills are priced by. A gift gets a purse of its own. */
export async function addRoster(
  { db, clock }: Deps,
  by: By,
  ask: AddRosterBody,
): Promise<{ readonly id: string }> {
  return act(db, by, 'rosters.write', async (tx) => {
    const payer = await getOpenPayer(tx, sightOf(by), ask.payerId)
    const regionCode =
      ask.region === undefined ? payer.regionCode : parseRegionCode('region', ask.region.trim())
    await getRegion(tx, 'region', regionCode, clock.today())
    requireWithin(by, regionCode)
    const reason = scrubDigits(requireReason(ask.reason))
    requireFit(ask.kind, payer.kind)
    const { organisationId } = payer
    const conditions = conditionsOf(ask, payer.kind)
    const name = ask.name.trim()
    if (name === '') throw refuse('value-missing', { field: 'name' })
    const id = randomUUID()
    await insertRoster(tx, {
      id,
      payerId: payer.id,
      kind: ask.kind,
      name,
      regionCode,
      organisationId,
      conditions,
    })
    if (ask.kind === 'gift') await openGiftAccount(tx, id, payer)
    const subject = { kind: 'roster', id }
    await recordAct(tx, by, {
      action: 'rosters.write',
      subject,
      region: regionCode,
      reason,
      details: { kind: ask.kind, payer: payer.id },
    })
    return { id }
  })
}

const OF_WAGES = ['riskClass', 'size', 'employer', 'labourIntensive'] as const

/** The part of the question of law that is the same for all. Refuses what does not belong to such a roster, and what is missing. */
function conditionsOf(ask: AddRosterBody, payer: PayerKind): RosterConditions {
  if (segmentOf(ask.kind) === 'PU') {
    if (ask.income !== undefined) throw refuse('field-unknown', { field: 'income', allowed: OF_WAGES })
    const { riskClass, size, labourIntensive = false } = ask
    const employer = ask.employer ?? (ask.kind === 'agency' ? 'state-body' : 'business')
    if (riskClass === undefined) throw refuse('value-missing', { field: 'riskClass' })
    if (employer === 'business' && size === undefined) throw refuse('value-missing', { field: 'size' })
    return { riskClass, size: size ?? 'large', employer, labourIntensive }
  }
  const misplaced = OF_WAGES.find((field) => ask[field] !== undefined)
  if (misplaced) throw refuse('field-unknown', { field: misplaced, allowed: ['income'] })
  if (payer === 'employer' || payer === 'agency') throw refuse('roster-kind-unfit', { kind: ask.kind, payer })
  return { payer, ...(ask.income !== undefined && { income: ask.income }) }
}
