import { parsePlainDate } from '../../kernel/plain-date.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { planHandOver } from './administration.ts'
import type { HandOverBody } from './contract.ts'
import { endGrants } from './end-grant.ts'
import { doerId } from './grant-role.ts'
import { getUser } from './queries.ts'
import { insertGrants, lockAdministrators, lockUsers } from './store.ts'

/**
 * Hands every role of an official who leaves to a successor: until the day before `on` the one holds them, from that day the other.
 * One transaction, so that no day has neither or both. Gives back the ids of the successor's new grants.
 */
export function handOverRoles(
  { db, clock }: Deps,
  by: By,
  { id, ...body }: HandOverBody & { readonly id: string },
): Promise<string[]> {
  return act(db, by, 'users.grant', async (tx) => {
    const [now, today, sight] = [clock.now(), clock.today(), sightOf(by)]
    await lockAdministrators(tx)
    const found = [
      await getUser(tx, sight, id, today),
      await getUser(tx, sight, body.successor, today),
    ] as const
    await lockUsers(
      tx,
      found.map((user) => user.id),
    )
    const leaving = await getUser(tx, sight, found[0].id, today)
    const successor = await getUser(tx, sight, found[1].id, today)
    const on = parsePlainDate('on', body.on)
    const { ending, giving } = planHandOver(by, leaving, successor, { on, today })
    const reason = requireReason(body.reason)
    const end = { endsOn: on > today ? on : null, endedAt: now, reason }
    await endGrants(
      tx,
      by,
      ending.map(({ grantId }) => grantId),
      end,
    )
    const granted = { userId: successor.id, reason, grantedBy: doerId(by), grantedAt: now }
    const ids = await insertGrants(
      tx,
      giving.map((wanted) => ({ ...wanted, ...granted })),
    )
    for (const [action, user, other] of [
      ['users.hand-over', leaving, successor],
      ['users.take-over', successor, leaving],
    ] as const) {
      await recordAct(tx, by, {
        action,
        subject: { kind: 'user', id: user.id },
        region: user.organisation.regionCode,
        reason,
        count: giving.length,
        details: { on, other: other.id, roles: giving.map(({ role }) => role) },
      })
    }
    return ids
  })
}
