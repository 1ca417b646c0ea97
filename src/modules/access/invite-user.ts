import type { AccessDeps } from './access-deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireOpen, requireProofs } from './administration.ts'
import type { ReasonBody } from './contract.ts'
import { getUser } from './queries.ts'
import { createPasswordLink } from './set-password.ts'

/**
 * Makes the one-time link by which a user within reach sets a password: an invitation, or a recovery for who has one already. Gives back
 * its path; whoever asked hands it over. His second factor stays what it was.
 */
export function inviteUser(
  deps: AccessDeps,
  by: By,
  { id, reason }: ReasonBody & { readonly id: string },
): Promise<string> {
  return act(deps.db, by, 'users.invite', async (tx) => {
    const user = await getUser(tx, sightOf(by), id, deps.clock.today())
    requireProofs(by, user)
    requireOpen(user.organisation)
    const why = requireReason(reason)
    const purpose = user.hasPassword ? 'recovery' : 'invitation'
    const path = await createPasswordLink(tx, deps, user.id, purpose)
    await recordAct(tx, by, {
      action: 'users.invite',
      subject: { kind: 'user', id: user.id },
      region: user.organisation.regionCode,
      reason: why,
      details: { purpose },
    })
    return path
  })
}
