import { randomUUID } from 'node:crypto'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { openProgrammeRoster } from '../payers/protect-people.ts'
import { getOpenPayer } from '../payers/queries.ts'
import { getRegion } from '../regions/queries.ts'
import type { CreateProgrammeBody } from './contract.ts'
import { promiseOf, rulesOf } from './programme-question.ts'
import { programmePayer } from './programmes.ts'
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
    await openProgrammeRoster(tx, { ...standing, kind: 'programme', conditions })
    await recordAct(tx, by, {
      action: 'programmes.write',
      subject: { kind: 'programme', id },
      region: regionCode,
      reason,
      details: { payer: payer.id, rules: rules.map(({ rule }) => rule).join(' ') },
    })
    return { id }
  })
}

/** Closes a programme to new people; those in it stay until their last month. */
export function closeProgramme(
  { db, clock }: Deps,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<{ readonly closed: true }> {
  return act(db, by, 'programmes.write', async (tx) => {
    const { regionCode } = await getProgramme(tx, id)
    requireWithin(by, regionCode)
    const because = scrubDigits(requireReason(reason))
    if (!(await markClosed(tx, id, because, clock.now()))) throw refuse('programme-closed', {})
    await recordAct(tx, by, {
      action: 'programmes.close',
      subject: { kind: 'programme', id },
      region: regionCode,
      reason: because,
    })
    return { closed: true }
  })
}

function requireText(field: string, text: string): string {
  const written = text.trim().replace(/\s+/g, ' ')
  if (written === '') throw refuse('value-missing', { field })
  return written
}
