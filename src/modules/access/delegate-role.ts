import { parsePlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Actor } from './access.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireDelegation } from './administration.ts'
import type { DelegationBody } from './contract.ts'
import { getColleague, getUser } from './queries.ts'
import { insertGrants, lockUsers } from './store.ts'

/**
 * Lends the role an official acts in to a colleague of his organisation for at most 90 days. What the colleague does in it is marked in
 * the audit as done for him.
 */
export function delegateRole(
  { db, clock }: Deps,
  by: By & { readonly kind: 'user'; readonly actor: Actor },
  body: DelegationBody,
): Promise<string> {
  return act(db, by, 'roles.delegate', async (tx) => {
    const today = clock.today()
    const { actor } = by
    const { id: colleagueId } = await getColleague(tx, actor.organisationId, body.colleague, today)
    await lockUsers(tx, [colleagueId, actor.userId])
    const own = { ...sightOf(by), organisationId: actor.organisationId }
    const colleague = await getUser(tx, own, colleagueId, today)
    const lender = await getUser(tx, own, actor.userId, today)
    const held = lender.roles.find(({ grantId }) => grantId === actor.held?.grantId)
    if (!held) throw refuse('no-such-record', { kind: 'grant' })
    const span = {
      validFrom: parsePlainDate('validFrom', body.validFrom),
      validTo: parsePlainDate('validTo', body.validTo),
    }
    requireDelegation(actor, held, colleague, { ...span, today })
    const reason = requireReason(body.reason)
    const [grantId = ''] = await insertGrants(tx, [
      {
        ...span,
        userId: colleague.id,
        role: held.role,
        regionCode: held.regionCode,
        reason,
        grantedBy: actor.userId,
        grantedAt: clock.now(),
        delegatedFrom: held.grantId,
      },
    ])
    await recordAct(tx, by, {
      action: 'roles.delegate',
      subject: { kind: 'user', id: colleague.id },
      region: colleague.organisation.regionCode,
      reason,
      details: { grant: grantId, role: held.role, from: span.validFrom, to: span.validTo },
    })
    return grantId
  })
}
