import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireProofs } from './administration.ts'
import type { ReasonBody } from './contract.ts'
import { getUser } from './queries.ts'
import { endSessionsOf } from './session-store.ts'
import { forgetSecondFactor, lockUsers } from './store.ts'

/**
 * For who has lost his phone: takes the codes of an app, the recovery codes and the passkeys of a user within reach away and ends his
 * sessions. His password stays; a role that needs a second factor asks him to set up a new one when he signs in next.
 */
export function resetCode(
  { db, clock }: Deps,
  by: By,
  { id, reason }: ReasonBody & { readonly id: string },
): Promise<void> {
  return act(db, by, 'users.reset-code', async (tx) => {
    const [now, today, sight] = [clock.now(), clock.today(), sightOf(by)]
    const { id: userId } = await getUser(tx, sight, id, today)
    await lockUsers(tx, [userId])
    const user = await getUser(tx, sight, userId, today)
    requireProofs(by, user)
    const why = requireReason(reason)
    await forgetSecondFactor(tx, userId)
    const sessionCount = await endSessionsOf(tx, { userId, now, because: 'code-reset' })
    await recordAct(tx, by, {
      action: 'users.reset-code',
      subject: { kind: 'user', id: userId },
      region: user.organisation.regionCode,
      reason: why,
      details: { sessions: sessionCount },
    })
  })
}
