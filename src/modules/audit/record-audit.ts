import type { Tx } from '../../platform/db.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import type { AuditEntry } from './audit.ts'
import { insertAuditEntries } from './store.ts'

/**
 * Records one act in the transaction that does it: both happen or neither. An entry of a user is accepted only in that user's own
 * scope (`app.user_id`); a NIK in anything but `reason` and `purpose`, where it is hidden, is refused by the database.
 */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAuditMany(tx, [entry])
}

/** Records many acts in one statement, for example each person whose record a list showed. */
export async function recordAuditMany(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  await insertAuditEntries(tx, entries.map(withoutNumbers))
}

/** People type NIKs into reasons. The act must not fail for that, and the number must not stay for ever. */
function withoutNumbers(entry: AuditEntry): AuditEntry {
  return {
    ...entry,
    ...(entry.reason !== undefined && { reason: scrubDigits(entry.reason) }),
    ...(entry.purpose !== undefined && { purpose: scrubDigits(entry.purpose) }),
  }
}
