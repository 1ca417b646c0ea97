import { randomUUID } from 'node:crypto'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { requireWithin } from '../access/reach.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { findEmployer } from '../employers/queries.ts'
import { openPayerAccounts } from '../ledger/open-accounts.ts'
import { getRegion } from '../regions/queries.ts'
import type { PayerKind } from './payers.ts'
import { insertPayer } from './store.ts'

export type PayerAsk = {
  readonly kind: PayerKind
  readonly name: string
  readonly region: string
  /** The organisation whose users see it wherever they are; left out: that of whoever adds it. */
  readonly organisationId?: string | undefined
  readonly employerId?: string | undefined
  readonly reason: string
}

/** Records a payer and opens its accounts. Refuses a region beyond reach and an employer out of sight. */
export function addPayer(deps: Deps, by: By, ask: PayerAsk): Promise<{ readonly id: string }> {
  return act(deps.db, by, 'payers.write', (tx) => recordPayer(tx, deps.clock, by, ask))
}

/** The same in the transaction of whatever needs the payer. */
export async function recordPayer(
  tx: Tx,
  clock: Clock,
  by: By,
  ask: PayerAsk,
): Promise<{ readonly id: string }> {
  const regionCode = parseRegionCode('region', ask.region.trim())
  await getRegion(tx, 'region', regionCode, clock.today())
  requireWithin(by, regionCode)
  const reason = scrubDigits(requireReason(ask.reason))
  const sight = sightOf(by)
  const { kind, employerId = null } = ask
  if (employerId !== null && !(await findEmployer(tx, sight, employerId)))
    throw refuse('employer-unknown', {})
  const organisationId = by.kind === 'system' ? (ask.organisationId ?? null) : sight.organisationId
  const name = ask.name.trim()
  if (name === '') throw refuse('value-missing', { field: 'name' })
  const payer = { id: randomUUID(), kind, name, regionCode, organisationId, employerId }
  await insertPayer(tx, payer, clock.now())
  await openPayerAccounts(tx, payer)
  const subject = { kind: 'payer', id: payer.id }
  await recordAct(tx, by, {
    action: 'payers.write',
    subject,
    region: regionCode,
    reason,
    details: { kind },
  })
  return { id: payer.id }
}
