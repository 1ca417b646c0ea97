import { sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { AuditEntry } from './audit.ts'

/** Writes entries in one statement. Nothing is returned: who may write an entry may not always read it. */
export async function insertAuditEntries(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  // One parameter however many entries: a parameter per cell would end at 65,535 of them.
  const rows = JSON.stringify(entries.map(rowOf))
  await sql`
    insert into audit_entries (actor_kind, actor_id, role, organisation_id, region_code, action, subject_kind, subject_id,
      reason, purpose, affected_count, details, address, request_id)
    select actor_kind, actor_id, role, organisation_id, region_code, action, subject_kind, subject_id,
      reason, purpose, affected_count, details, address, request_id
    from jsonb_to_recordset(${rows}::jsonb) as entry (actor_kind text, actor_id text, role text, organisation_id text,
      region_code bigint, action text, subject_kind text, subject_id text, reason text, purpose text, affected_count bigint,
      details jsonb, address inet, request_id text)`.execute(tx)
}

/** What came of one round of sealing; `nextSince` is where the next must begin to look. */
export type SealRound = { readonly sealed: number; readonly position: number; readonly nextSince: string }

/** Appends at most `most` unlinked entries of transactions from `since` on to the chain. Waits while another seals. */
export async function sealRound(db: Queryable, most: number, since: string): Promise<SealRound> {
  const { rows } = await sql<SealRound>`
    select sealed_count as sealed, head_position::float8 as position, next_since_transaction::text as "nextSince"
    from seal_audit_entries(${most}, ${since}::bigint)`.execute(db)
  const [round] = rows
  if (!round) throw new Error('seal_audit_entries returned nothing')
  return round
}

function rowOf(entry: AuditEntry) {
  const { actor, subject } = entry
  const who = 'id' in actor ? actor : undefined
  return {
    actor_kind: actor.kind,
    actor_id: who?.id,
    role: who?.role,
    organisation_id: who?.organisationId,
    region_code: entry.region,
    action: entry.action,
    subject_kind: subject?.kind,
    subject_id: subject?.id,
    reason: entry.reason,
    purpose: entry.purpose,
    affected_count: entry.count,
    details: entry.details ?? {},
    address: entry.address,
    request_id: entry.requestId,
  }
}
