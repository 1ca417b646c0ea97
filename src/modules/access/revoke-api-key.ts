import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import type { ReasonBody } from './contract.ts'
import { doerId } from './grant-role.ts'
import { getApiKey } from './key-queries.ts'
import { markRevoked } from './store.ts'

/** Revokes a key of an organisation within reach. Its next request is refused. */
export function revokeApiKey(
  { db, clock }: Deps,
  by: By,
  { id, reason }: ReasonBody & { readonly id: string },
): Promise<void> {
  return act(db, by, 'keys.revoke', async (tx) => {
    const key = await getApiKey(tx, sightOf(by), id, clock.today())
    const why = requireReason(reason)
    const isDone = await markRevoked(tx, { id: key.id, by: doerId(by), now: clock.now() })
    if (!isDone) throw refuse('already-so', { kind: 'api-key' })
    await recordAct(tx, by, {
      action: 'keys.revoke',
      subject: { kind: 'api-key', id: key.id },
      region: key.organisationRegion,
      reason: why,
    })
  })
}
