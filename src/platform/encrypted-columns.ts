/** A bytea column whose values `encryptField` wrote, with the single column that is the row's id in them. */
export type EncryptedColumn = { readonly table: string; readonly column: string; readonly key: string }

/**
 * Every encrypted column, so that rotation finds all of them. In the schema such a column has a comment that begins with
 * "encrypted"; encrypted-columns.db.test.ts compares the two.
 */
export const ENCRYPTED_COLUMNS: readonly EncryptedColumn[] = [
  { table: 'users', column: 'totp_secret', key: 'id' },
  { table: 'people', column: 'sealed', key: 'id' },
  { table: 'person_statements', column: 'sealed', key: 'statement_key' },
  { table: 'person_changes', column: 'sealed_before', key: 'id' },
  { table: 'person_change_requests', column: 'sealed', key: 'id' },
  { table: 'imports', column: 'sealed_key', key: 'id' },
  { table: 'import_repairs', column: 'sealed', key: 'repair_key' },
  { table: 'import_preview_rows', column: 'sealed', key: 'preview_key' },
  { table: 'gift_neighbours', column: 'sealed', key: 'gift_id' },
  { table: 'submission_results', column: 'sealed', key: 'id' },
  { table: 'proposal_minutes', column: 'sealed_key', key: 'id' },
  { table: 'sessions', column: 'begun_secret', key: 'id' },
]
