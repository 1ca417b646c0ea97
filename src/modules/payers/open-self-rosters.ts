import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { openPayersAccounts } from '../ledger/open-accounts.ts'
import { insertSelfPayers, insertSelfRosters, type SelfRoster } from './self-store.ts'

export type { SelfRoster } from './self-store.ts'

type Known = { person_id: bigint; payer_id: string; roster_id: string | null }

/**
 * For each person a payer that is the person himself, and a roster of his own: those that exist, or new ones. A payer is named by the number
 * of the person, never by his name: lists of payers are read by people who may not see him.
 */
export async function openSelfRosters(
  tx: Tx,
  people: readonly bigint[],
  regionCode: RegionCode,
  now: Date,
): Promise<readonly SelfRoster[]> {
  const { rows } = await sql<Known>`
    select p.person_id, p.id as payer_id, r.id as roster_id
    from payers p left join rosters r on r.payer_id = p.id and r.kind = 'self' and r.closed_at is null
    where p.kind = 'self' and p.closed_at is null and p.person_id = any (${people.map(String)}::bigint[])`.execute(
    tx,
  )
  const known = new Map(rows.map((row) => [row.person_id, row]))
  const wanted = people.map((personId) => {
    const found = known.get(personId)
    return {
      personId,
      isNewPayer: found === undefined,
      isNewRoster: (found?.roster_id ?? null) === null,
      payerId: found?.payer_id ?? randomUUID(),
      rosterId: found?.roster_id ?? randomUUID(),
    }
  })
  const payers = wanted.filter(({ isNewPayer }) => isNewPayer)
  await insertSelfPayers(tx, payers, regionCode, now)
  await openPayersAccounts(
    tx,
    payers.map(({ payerId: id }) => ({ id, organisationId: null, regionCode })),
  )
  await insertSelfRosters(
    tx,
    wanted.filter(({ isNewRoster }) => isNewRoster),
    regionCode,
  )
  return wanted.map(({ personId, payerId, rosterId }) => ({ personId, payerId, rosterId }))
}
