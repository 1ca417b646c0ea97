import { hash } from 'node:crypto'

/** An entry as texts, in the order of its canonical form. */
export const ENTRY_TEXTS = `
  e.id::text, (extract(epoch from e.occurred_at) * 1000000)::bigint::text, e.transaction_number::text, e.actor_kind, e.actor_id,
  e.role, e.organisation_id, e.region_code::text, e.action, e.subject_kind, e.subject_id, e.reason, e.purpose,
  e.affected_count::text, e.details::text, host(e.address), e.request_id`

/**
 * The hash of an entry, computed from its texts without the database, which has its own `audit_row_hash`: a mistake or a trick
 * in one of the two shows as a difference.
 */
export function rowHash(texts: readonly (string | null)[]): Buffer {
  let canonical = 'payung audit entry 1,'
  for (const text of texts) {
    canonical += text === null ? '-,' : `${Buffer.byteLength(text, 'utf8')}:${text},`
  }
  return hash('sha256', canonical, 'buffer')
}

/** The hash of a link: SHA-256 of the one before and the row. */
export function linkHash(previous: Buffer, row: Buffer): Buffer {
  return hash('sha256', Buffer.concat([previous, row]), 'buffer')
}
