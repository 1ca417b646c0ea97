import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Tx } from '../../platform/db.ts'

/** Writes what ends when an organisation closes. Each says how many there were. */
export async function endSessionsIn(tx: Tx, organisationId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update sessions set ended_at = ${now}, ended_because = 'organisation-closed', begun_secret = null, begun_at = null
    where ended_at is null and user_id in (select id from users where organisation_id = ${organisationId}::uuid)`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

export async function revokeKeysIn(
  tx: Tx,
  organisationId: string,
  { by, now }: { readonly by: string | null; readonly now: Date },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('api_keys')
    .set({ revoked_at: now, revoked_by: by })
    .where('organisation_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Invitations and recovery links: reopened later, they would open doors that nobody remembers. */
export async function useUpChallengesIn(tx: Tx, organisationId: string, now: Date): Promise<void> {
  await sql`
    update challenges set used_at = ${now}
    where used_at is null and user_id in (select id from users where organisation_id = ${organisationId}::uuid)`.execute(
    tx,
  )
}

export async function markClosed(tx: Tx, organisationId: string, today: PlainDate): Promise<void> {
  await tx.updateTable('organisations').set({ closed_on: today }).where('id', '=', organisationId).execute()
}

export async function markReopened(tx: Tx, organisationId: string): Promise<void> {
  await tx.updateTable('organisations').set({ closed_on: null }).where('id', '=', organisationId).execute()
}
