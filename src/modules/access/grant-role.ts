import { parsePlainDate } from '../../kernel/plain-date.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireGrant, type Doer } from './administration.ts'
import type { GrantBody } from './contract.ts'
import { requireRegion, writtenRegion } from './places.ts'
import { getUser } from './queries.ts'
import { insertGrants, lockUsers } from './store.ts'

/** Gives a user within reach a role in a region for a span of days, and gives back the id of the grant. */
export function grantRole(
  { db, clock }: Deps,
  by: By,
  { id, ...body }: GrantBody & { readonly id: string },
): Promise<string> {
  return act(db, by, 'users.grant', async (tx) => {
    const [today, sight] = [clock.today(), sightOf(by)]
    const { id: userId } = await getUser(tx, sight, id, today)
    await lockUsers(tx, [userId])
    const user = await getUser(tx, sight, userId, today)
    const wanted = {
      role: body.role,
      regionCode: await requireRegion(tx, body.region, today),
      validFrom: parsePlainDate('validFrom', body.validFrom),
      validTo: body.validTo === undefined ? null : parsePlainDate('validTo', body.validTo),
    }
    requireGrant(by, user, wanted, today)
    const reason = requireReason(body.reason)
    const given = { ...wanted, userId, reason, grantedBy: doerId(by), grantedAt: clock.now() }
    const [grantId = ''] = await insertGrants(tx, [given])
    await recordAct(tx, by, {
      action: 'users.grant',
      subject: { kind: 'user', id: userId },
      region: user.organisation.regionCode,
      reason,
      details: {
        grant: grantId,
        role: wanted.role,
        in: writtenRegion(wanted.regionCode),
        from: wanted.validFrom,
        to: wanted.validTo,
      },
    })
    return grantId
  })
}

/** The user who acts, or null for the command line. */
export function doerId(by: Doer): string | null {
  return by.kind === 'user' ? by.actor.userId : null
}
