import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { MinutesKind } from './minutes.ts'

/** One file of the minutes of a meeting. */
export type Minutes = {
  readonly id: string
  readonly fileName: string
  readonly mediaType: MinutesKind
  readonly byteCount: number
  readonly addedAt: Date
}

export type NewMinutes = Omit<Minutes, 'addedAt'> & {
  readonly proposalId: string
  readonly sha256: Buffer
  readonly sealedKey: Buffer
  readonly addedBy: string
  readonly now: Date
}

/** Records a file of a proposal. Refuses one that it has already. */
export async function insertMinutes(tx: Tx, minutes: NewMinutes): Promise<void> {
  const { id, proposalId, fileName, mediaType, byteCount, sha256, sealedKey, addedBy, now } = minutes
  const { rows } = await sql`
    insert into proposal_minutes (id, proposal_id, file_name, media_type, byte_count, file_sha256, sealed_key, added_by, added_at)
    values (${id}, ${proposalId}, ${fileName}, ${mediaType}, ${byteCount}, ${sha256}, ${sealedKey}, ${addedBy}, ${now})
    on conflict on constraint a_file_of_minutes_is_kept_once do nothing returning id`.execute(tx)
  if (rows.length === 0) throw refuse('minutes-known', {})
}

/** The files of a proposal, the oldest first. */
export async function listMinutes(db: Queryable, proposalId: string): Promise<Minutes[]> {
  const { rows } = await sql<Minutes>`
    select id, file_name as "fileName", media_type as "mediaType", byte_count as "byteCount", added_at as "addedAt"
    from proposal_minutes where proposal_id = ${proposalId} order by added_at, id`.execute(db)
  return rows
}

/** One file of a proposal with the key of its stored bytes. Refuses `minutes-unknown`. */
export async function getMinutes(
  db: Queryable,
  proposalId: string,
  id: string,
): Promise<Minutes & { readonly sealedKey: Buffer }> {
  const { rows } = isUuid(id)
    ? await sql<Minutes & { readonly sealedKey: Buffer }>`
        select id, file_name as "fileName", media_type as "mediaType", byte_count as "byteCount", added_at as "addedAt",
          sealed_key as "sealedKey"
        from proposal_minutes where id = ${id} and proposal_id = ${proposalId}`.execute(db)
    : { rows: [] }
  if (!rows[0]) throw refuse('minutes-unknown', {})
  return rows[0]
}
