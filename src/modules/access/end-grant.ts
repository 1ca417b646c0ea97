import { parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireGrantEnd } from './administration.ts'
import type { EndGrantBody } from './contract.ts'
import { doerId } from './grant-role.ts'
import { countOtherAdministrators, getGrant, listDelegations } from './queries.ts'
import { insertGrantEnds, lockAdministrators, lockUsers } from './store.ts'

/** Takes back a role that the actor himself lent. Refuses every other grant as if it did not exist. */
export async function endDelegation(
  deps: Deps,
  by: By & { readonly kind: 'user' },
  body: EndGrantBody & { readonly id: string },
): Promise<void> {
  await act(deps.db, by, 'roles.delegate', async (tx) => {
    const { held } = await getGrant(tx, sightOf(by), body.id, deps.clock.today())
    if (held.onBehalfOf !== by.actor.userId) throw refuse('no-such-record', { kind: 'grant' })
  })
  await endGrant(deps, by, body)
}

/**
 * Ends a role within reach, at once or from a day on; roles lent from it end with it. A session acting in it is refused from its next
 * request on, because each request reads the role anew.
 */
export function endGrant(
  { db, clock }: Deps,
  by: By,
  { id, endsOn: writtenDay, reason }: EndGrantBody & { readonly id: string },
): Promise<void> {
  return act(db, by, 'users.grant', async (tx) => {
    const [now, today, sight] = [clock.now(), clock.today(), sightOf(by)]
    await lockAdministrators(tx)
    const before = await getGrant(tx, sight, id, today)
    await lockUsers(tx, [before.user.id])
    const { user, held } = await getGrant(tx, sight, id, today)
    const endsOn = writtenDay === undefined ? null : parsePlainDate('endsOn', writtenDay)
    const otherAdministrators = await countOtherAdministrators(tx, user.id, today)
    requireGrantEnd(by, user, held, { endsOn, today, otherAdministrators })
    const why = requireReason(reason)
    await endGrants(tx, by, [held.grantId], { endsOn, endedAt: now, reason: why })
    await recordAct(tx, by, {
      action: 'users.end-grant',
      subject: { kind: 'user', id: user.id },
      region: user.organisation.regionCode,
      reason: why,
      details: { grant: held.grantId, role: held.role, endsOn },
    })
  })
}

/** Ends grants and whatever was lent from them, in the transaction of the act that asks for it. */
export async function endGrants(
  tx: Tx,
  by: By,
  grantIds: readonly string[],
  end: { readonly endsOn: PlainDate | null; readonly endedAt: Date; readonly reason: string },
): Promise<void> {
  const lent = await listDelegations(tx, grantIds)
  await insertGrantEnds(tx, [...new Set([...grantIds, ...lent])], { ...end, endedBy: doerId(by) })
}
