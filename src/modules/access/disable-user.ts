import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireDisable } from './administration.ts'
import type { ReasonBody } from './contract.ts'
import { endGrants } from './end-grant.ts'
import { countOtherAdministrators, getUser, listLentRoles } from './queries.ts'
import { endSessionsOf } from './session-store.ts'
import { lockAdministrators, lockUsers, markDisabled } from './store.ts'

/** Switches a user within reach off: his sessions end at once, and so do the roles he lent to others. His history stays. */
export function disableUser(
  { db, clock }: Deps,
  by: By,
  { id, reason }: ReasonBody & { readonly id: string },
): Promise<void> {
  return act(db, by, 'users.disable', async (tx) => {
    const [now, today, sight] = [clock.now(), clock.today(), sightOf(by)]
    await lockAdministrators(tx)
    const { id: userId } = await getUser(tx, sight, id, today)
    await lockUsers(tx, [userId])
    const user = await getUser(tx, sight, userId, today)
    requireDisable(by, user, await countOtherAdministrators(tx, userId, today))
    const why = requireReason(reason)
    if (!(await markDisabled(tx, userId, now))) throw refuse('already-so', { kind: 'user' })
    const lent = await listLentRoles(tx, userId, today)
    await endGrants(
      tx,
      by,
      lent.map(({ grantId }) => grantId),
      { endsOn: null, endedAt: now, reason: why },
    )
    const sessionCount = await endSessionsOf(tx, { userId, now, because: 'switched-off' })
    await recordAct(tx, by, {
      action: 'users.disable',
      subject: { kind: 'user', id: userId },
      region: user.organisation.regionCode,
      reason: why,
      details: { sessions: sessionCount, lentRoles: lent.length },
    })
  })
}
