import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireName } from './add-organisation.ts'
import { requireOpen } from './administration.ts'
import type { AddUserBody } from './contract.ts'
import { getOrganisation } from './queries.ts'
import { insertUser, lockOrganisation } from './store.ts'

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/

/**
 * Adds a user without roles and without password to an organisation within reach, and gives back the id. Refuses an address that this
 * organisation already has; whether another has it is not told.
 */
export function addUser(
  { db, clock }: Deps,
  by: By,
  { organisation: organisationId, name, email, reason }: AddUserBody,
): Promise<string> {
  return act(db, by, 'users.add', async (tx) => {
    const { id: known } = await getOrganisation(tx, sightOf(by), organisationId)
    await lockOrganisation(tx, known)
    const organisation = await getOrganisation(tx, sightOf(by), known)
    requireOpen(organisation)
    const why = requireReason(reason)
    const wanted = {
      organisationId: organisation.id,
      name: requireName(name),
      email: requireEmail(email),
      now: clock.now(),
    }
    const id = await insertUser(tx, wanted)
    if (id === null) throw refuse('email-taken', { field: 'email' })
    await recordAct(tx, by, {
      action: 'users.add',
      subject: { kind: 'user', id },
      region: organisation.regionCode,
      reason: why,
      details: { organisation: organisation.id },
    })
    return id
  })
}

function requireEmail(email: string): string {
  const text = email.trim().toLowerCase()
  if (!EMAIL.test(text)) throw refuse('value-malformed', { field: 'email', value: email, expected: 'email' })
  return text
}
