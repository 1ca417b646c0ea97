import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Fate, ImportState, LineOutcome, Tally } from './imports.ts'

/** A list as its owner sees it. */
export type ImportRecord = {
  readonly id: string
  readonly organisationId: string | null
  readonly purpose: string
  readonly region: RegionCode
  readonly fileName: string
  readonly state: ImportState
  readonly tally: Tally
  readonly mapping: Readonly<Record<string, unknown>>
  readonly reading: Readonly<Record<string, unknown>>
  readonly createdAt: Date
  readonly finishedAt: Date | null
  readonly seconds: number | null
  readonly undoneBecause: string | null
  /** Until the stored file is deleted, long after the list has ended. */
  readonly hasFile: boolean
}

type Row = {
  id: string
  organisation_id: string | null
  purpose: string
  region_code: bigint
  file_name: string
  state: ImportState
  rows_read: number
  accepted: number
  refused: number
  held: number
  duplicates: number
  outcomes: Record<string, number>
  mapping: Record<string, unknown>
  reading: Record<string, unknown>
  created_at: Date
  finished_at: Date | null
  seconds: number | null
  undone_because: string | null
  has_file: boolean
}

/** A list within the scope of the transaction, or nothing. */
export async function findImport(db: Queryable, id: string): Promise<ImportRecord | null> {
  const { rows } = await sql<Row>`
    select id, organisation_id, purpose, region_code, file_name, state, rows_read, accepted, refused, held, duplicates, outcomes,
      mapping, reading, created_at, finished_at, seconds, undone_because,
      file_removed_at is null as has_file
    from imports where id = ${id}`.execute(db)
  const [row] = rows
  if (!row) return null
  const { accepted, refused, held, duplicates, outcomes } = row
  return {
    id: row.id,
    organisationId: row.organisation_id,
    purpose: row.purpose,
    region: Number(row.region_code) as RegionCode,
    fileName: row.file_name,
    state: row.state,
    tally: { rows: row.rows_read, accepted, refused, held, duplicates, outcomes },
    mapping: row.mapping,
    reading: row.reading,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    seconds: row.seconds,
    undoneBecause: row.undone_because,
    hasFile: row.has_file,
  }
}

/** A row that something was said about. */
export type ToldLine = {
  readonly rowNumber: number
  readonly fate: Fate
  readonly outcomes: readonly LineOutcome[]
}

/** Rows of these fates in their order, `most` at a time from after a row on. */
export async function listToldLines(
  db: Queryable,
  importId: string,
  { fates, after, most }: { readonly fates: readonly Fate[]; readonly after: number; readonly most: number },
): Promise<ToldLine[]> {
  const { rows } = await sql<{ row_number: number; fate: Fate; outcomes: LineOutcome[] }>`
    select row_number, fate, outcomes from import_rows
    where import_id = ${importId} and row_number > ${after} and fate = any (${fates}::text[])
    order by row_number limit ${most}`.execute(db)
  return rows.map(({ row_number, fate, outcomes }) => ({ rowNumber: row_number, fate, outcomes }))
}

/** The last of a list's people that was compared with the registry; 0 before the first. */
export async function findComparedTo(db: Queryable, id: string): Promise<number> {
  const { rows } = await sql<{
    compared_to: bigint
  }>`select compared_to from imports where id = ${id}`.execute(db)
  return Number(rows[0]?.compared_to ?? 0)
}

/** The encrypted key of a list's stored file. Refuses when the file was deleted since. */
export async function getSealedKey(db: Queryable, id: string): Promise<Buffer> {
  const { rows } = await sql<{
    sealed_key: Buffer | null
  }>`select sealed_key from imports where id = ${id}`.execute(db)
  const key = rows[0]?.sealed_key
  if (!key) throw refuse('import-file-gone', {})
  return key
}

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** The file of a list that ended long ago was deleted. */
    'import-file-gone': Readonly<Record<string, never>>
  }
}
