import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireClose, requireClosed, requireMayMake } from './administration.ts'
import type { ReasonBody } from './contract.ts'
import { endGrants } from './end-grant.ts'
import { doerId } from './grant-role.ts'
import {
  endSessionsIn,
  markClosed,
  markReopened,
  revokeKeysIn,
  useUpChallengesIn,
} from './organisation-store.ts'
import { countAdministratorsElsewhere, listRolesIn, listUserIdsIn } from './organisation-queries.ts'
import { getOrganisation } from './queries.ts'
import { lockAdministrators, lockOrganisation, lockUsers } from './store.ts'

type Asked = ReasonBody & { readonly id: string }

/**
 * Closes an organisation within reach: in one transaction the roles of its users, what they lent, their sessions and links and its keys of
 * programs end. Nothing is deleted. Refuses the last organisation with an administrator of the system.
 */
export function closeOrganisation({ db, clock }: Deps, by: By, { id, reason }: Asked): Promise<void> {
  return act(db, by, 'organisations.close', async (tx) => {
    const [now, today, sight] = [clock.now(), clock.today(), sightOf(by)]
    await lockAdministrators(tx)
    const { id: organisationId } = await getOrganisation(tx, sight, id)
    // First the organisation, so that nobody is added to it, then its users, so that nobody gets a role meanwhile.
    await lockOrganisation(tx, organisationId)
    await lockUsers(tx, await listUserIdsIn(tx, organisationId))
    const organisation = await getOrganisation(tx, sight, organisationId)
    const roles = await listRolesIn(tx, organisationId, today)
    const elsewhere = await countAdministratorsElsewhere(tx, organisationId, today)
    requireClose(by, organisation, roles, elsewhere)
    const why = requireReason(reason)
    const grantIds = roles.map(({ grantId }) => grantId)
    await endGrants(tx, by, grantIds, { endsOn: null, endedAt: now, reason: why })
    const sessions = await endSessionsIn(tx, organisationId, now)
    const keys = await revokeKeysIn(tx, organisationId, { by: doerId(by), now })
    await useUpChallengesIn(tx, organisationId, now)
    await markClosed(tx, organisationId, today)
    await recordAct(tx, by, {
      action: 'organisations.close',
      subject: { kind: 'organisation', id: organisationId },
      region: organisation.regionCode,
      reason: why,
      details: { roles: roles.length, sessions, keys },
    })
  })
}

/** Opens a closed organisation again. What ended with it stays ended: its users are given roles and keys anew. */
export function reopenOrganisation({ db }: Deps, by: By, { id, reason }: Asked): Promise<void> {
  return act(db, by, 'organisations.close', async (tx) => {
    const sight = sightOf(by)
    const { id: organisationId } = await getOrganisation(tx, sight, id)
    await lockOrganisation(tx, organisationId)
    const organisation = await getOrganisation(tx, sight, organisationId)
    requireMayMake(by, organisation)
    const why = requireReason(reason)
    requireClosed(organisation)
    await markReopened(tx, organisationId)
    await recordAct(tx, by, {
      action: 'organisations.reopen',
      subject: { kind: 'organisation', id: organisationId },
      region: organisation.regionCode,
      reason: why,
    })
  })
}
