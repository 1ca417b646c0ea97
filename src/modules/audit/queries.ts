import { sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { AuditSubject, RecordedEntry } from './audit.ts'

/**
 * Who did what with one subject's record, newest first: what a person's own page lists. Looks only at that subject, whatever the
 * scope of the transaction allows besides. `before` is the id of the last entry already shown.
 */
export async function listAuditOfSubject(
  tx: Tx,
  subject: AuditSubject,
  { limit, before }: { readonly limit: number; readonly before?: number },
): Promise<RecordedEntry[]> {
  await sql`select set_config('app.subject_kind', ${subject.kind}, true), set_config('app.subject_id', ${subject.id}, true)`.execute(
    tx,
  )
  const { rows } = await sql<RecordedEntry>`
    select id::float8 as id, occurred_at as "occurredAt", actor_kind as "actorKind", actor_id as "actorId", role,
      organisation_id as "organisationId", action, reason, purpose
    from audit_entries
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} and (${before ?? null}::bigint is null or id < ${before ?? null})
    order by id desc limit ${limit}`.execute(tx)
  await sql`select set_config('app.subject_kind', '', true), set_config('app.subject_id', '', true)`.execute(
    tx,
  )
  return rows
}

/** The end of the chain, or undefined while nothing is sealed. */
export async function findChainEnd(
  db: Queryable,
): Promise<{ readonly position: number; readonly hash: string } | undefined> {
  const { rows } = await sql<{ position: number; hash: string }>`
    select position::float8 as position, encode(hash, 'hex') as hash from audit_links order by position desc limit 1`.execute(
    db,
  )
  return rows[0]
}
