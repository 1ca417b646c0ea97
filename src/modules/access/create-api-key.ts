import { parsePlainDate } from '../../kernel/plain-date.ts'
import { tokenHash } from '../../platform/crypto.ts'
import type { AccessDeps } from './access-deps.ts'
import { act, recordAct, requireReason, sightOf, type By } from './act.ts'
import { requireName } from './add-organisation.ts'
import { requireKey } from './administration.ts'
import { hintOf, newApiKey } from './api-key.ts'
import type { CreateKeyBody } from './contract.ts'
import { doerId } from './grant-role.ts'
import { requireRegion, writtenRegion } from './places.ts'
import { getOrganisation } from './queries.ts'
import { insertApiKey, lockOrganisation } from './store.ts'

/** Makes a key for a program of an organisation within reach. The key itself is in the answer and nowhere else. */
export function createApiKey(
  { db, clock, ring }: AccessDeps,
  by: By,
  body: CreateKeyBody,
): Promise<{ readonly id: string; readonly key: string }> {
  return act(db, by, 'keys.create', async (tx) => {
    const [now, today] = [clock.now(), clock.today()]
    const { id: known } = await getOrganisation(tx, sightOf(by), body.organisation)
    await lockOrganisation(tx, known)
    const organisation = await getOrganisation(tx, sightOf(by), known)
    const wanted = {
      actions: [...new Set(body.actions)],
      reach: body.reach,
      regionCode: await requireRegion(tx, body.region, today),
      expiresOn: parsePlainDate('expiresOn', body.expiresOn),
    }
    requireKey(by, organisation, wanted, today)
    const reason = requireReason(body.reason)
    const key = newApiKey()
    const id = await insertApiKey(tx, {
      ...wanted,
      organisationId: organisation.id,
      name: requireName(body.name),
      hash: tokenHash(ring, key),
      hint: hintOf(key),
      personsPerDay: body.personsPerDay,
      createdBy: doerId(by),
      createdAt: now,
    })
    await recordAct(tx, by, {
      action: 'keys.create',
      subject: { kind: 'api-key', id },
      region: organisation.regionCode,
      reason,
      details: {
        organisation: organisation.id,
        actions: wanted.actions,
        reach: wanted.reach,
        in: writtenRegion(wanted.regionCode),
        personsPerDay: body.personsPerDay,
        expiresOn: wanted.expiresOn,
      },
    })
    return { id, key }
  })
}
