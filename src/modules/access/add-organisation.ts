import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, type By } from './act.ts'
import { requireNewOrganisation } from './administration.ts'
import type { AddOrganisationBody } from './contract.ts'
import { requireRegion } from './places.ts'
import { insertOrganisation } from './store.ts'

/** Adds an office, company or donor within reach, and gives back its id. Refuses a second one of that kind, place and name. */
export function addOrganisation(
  { db, clock }: Deps,
  by: By,
  { kind, name, region, reason }: AddOrganisationBody,
): Promise<string> {
  return act(db, by, 'organisations.add', async (tx) => {
    const regionCode = await requireRegion(tx, region, clock.today())
    requireNewOrganisation(by, kind, regionCode)
    const why = requireReason(reason)
    const wanted = { kind, name: requireName(name), regionCode, now: clock.now() }
    const id = await insertOrganisation(tx, wanted)
    if (id === null) throw refuse('name-taken', { field: 'name' })
    await recordAct(tx, by, {
      action: 'organisations.add',
      subject: { kind: 'organisation', id },
      region: regionCode,
      reason: why,
      details: { kind },
    })
    return id
  })
}

/** A name without blanks around it and with single blanks inside. */
export function requireName(name: string): string {
  const text = name.trim().replace(/\s+/g, ' ')
  if (text === '') throw refuse('value-missing', { field: 'name' })
  return text
}
