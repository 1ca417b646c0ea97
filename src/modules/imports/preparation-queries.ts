import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Actor } from '../access/access.ts'
import type { Sight } from '../access/act.ts'
import type { Fate, ImportState, LineOutcome, Tally } from './imports.ts'
import type { ColumnChoices, Piece, Preparation, Stage, Trouble } from './preparation.ts'
import type { RememberedColumns } from './reading/map-columns.ts'

/** A list of whoever asks, in a table of lists. */
export type ListLine = {
  readonly id: string
  readonly fileName: string
  readonly purpose: string
  readonly region: RegionCode
  readonly state: ImportState
  readonly stage: Stage | null
  readonly tally: Tally
  readonly isOwn: boolean
  readonly hasFile: boolean
  readonly createdAt: Date
}

/** Lists of some purposes only, or of one's own organisation only. */
export type ListFilter = { readonly purposes?: readonly string[] | null; readonly isOwnOnly?: boolean }

/** Lists within sight, newest first. */
export async function listLists(
  db: Queryable,
  { first, last, organisationId }: Sight,
  {
    limit,
    offset,
    purposes = null,
    isOwnOnly = false,
  }: { readonly limit: number; readonly offset: number } & ListFilter,
): Promise<ListLine[]> {
  const { rows } = await sql<{
    id: string
    file_name: string
    purpose: string
    region_code: bigint
    state: ImportState
    stage: Stage | null
    tally: Tally
    is_own: boolean
    has_file: boolean
    created_at: Date
  }>`
    select i.id, i.file_name, i.purpose, i.region_code, i.state, p.stage, i.created_at,
      coalesce(i.organisation_id = ${organisationId}::uuid, false) as is_own, i.file_removed_at is null as has_file,
      case when i.state = 'stored' and p.tally is not null then p.tally else jsonb_build_object('rows', i.rows_read, 'accepted', i.accepted,
        'refused', i.refused, 'held', i.held, 'duplicates', i.duplicates, 'outcomes', i.outcomes) end as tally
    from imports i left join import_preparations p on p.import_id = i.id
    where (i.region_code between ${first}::bigint and ${last}::bigint or i.organisation_id = ${organisationId}::uuid)
      and (${purposes}::text[] is null or i.purpose = any (${purposes}::text[]))
      and (not ${isOwnOnly}::boolean or i.organisation_id = ${organisationId}::uuid)
    order by i.created_at desc, i.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(({ file_name, region_code, is_own, has_file, created_at, ...row }) => ({
    ...row,
    fileName: file_name,
    region: Number(region_code) as RegionCode,
    isOwn: is_own,
    hasFile: has_file,
    createdAt: created_at,
  }))
}

/** How far a list is, or nothing when it was not handed in through pages or API. */
export async function findPreparation(db: Queryable, importId: string): Promise<Preparation | null> {
  const { rows } = await sql<{
    stage: Stage
    sheet: string | null
    choices: ColumnChoices
    pieces: Piece[]
    tally: Tally | null
    left_out: number
    doer: Actor | null
    trouble: Trouble | null
  }>`select stage, sheet, choices, pieces, tally, left_out, doer, trouble from import_preparations
     where import_id = ${importId}`.execute(db)
  const [row] = rows
  if (!row) return null
  const { left_out, ...rest } = row
  return { ...rest, leftOut: left_out }
}

/** What there is beside a list's own record: whose it is, how large, and when its run last said that it is alive. */
export async function getListKeeping(
  db: Queryable,
  importId: string,
): Promise<{
  readonly organisationId: string | null
  readonly byteCount: number
  readonly aliveAt: Date | null
  readonly undoneAt: Date | null
}> {
  const { rows } = await sql<{
    organisation_id: string | null
    byte_count: bigint
    alive_at: Date | null
    undone_at: Date | null
  }>`select organisation_id, byte_count, alive_at, undone_at from imports where id = ${importId}`.execute(db)
  const [row] = rows
  if (!row) throw new Error('a list that was found has a record')
  return {
    organisationId: row.organisation_id,
    byteCount: Number(row.byte_count),
    aliveAt: row.alive_at,
    undoneAt: row.undone_at,
  }
}

/** What a user has handed in and neither confirmed nor given up. */
export async function countOpenLists(
  db: Queryable,
  userId: string,
): Promise<{ readonly lists: number; readonly bytes: number }> {
  const { rows } = await sql<{ lists: number; bytes: number }>`
    select count(*)::integer as lists, coalesce(sum(byte_count), 0)::float8 as bytes
    from imports where user_id = ${userId} and state = 'stored'`.execute(db)
  return rows[0] ?? { lists: 0, bytes: 0 }
}

export type PreviewLine = {
  readonly rowNumber: number
  readonly fate: Fate
  readonly outcomes: readonly LineOutcome[]
}

/** The same with what is shown of the row; null when that stands in the file only. `key` is what it is bound to. */
export type ShownPreviewLine = PreviewLine & { readonly sealed: Buffer | null; readonly key: string }

export type PreviewFilter = {
  readonly fate?: Fate | undefined
  readonly code?: string | undefined
  /** Only rows from this number on, in the order of the file. */
  readonly from?: number | undefined
}

/** Rows a preview has something to say about, the gravest first; from a row on in the order of the file. */
export async function listPreviewLines(
  db: Queryable,
  importId: string,
  { fate, code, from, limit, offset }: PreviewFilter & { readonly limit: number; readonly offset: number },
): Promise<ShownPreviewLine[]> {
  const { rows } = await sql<{
    row_number: number
    fate: Fate
    outcomes: LineOutcome[]
    sealed: Buffer | null
    preview_key: string
  }>`
    select row_number, fate, outcomes, sealed, preview_key from import_preview_rows
    where import_id = ${importId} and (${fate ?? null}::text is null or fate = ${fate ?? null})
      and (${code ?? null}::text is null or outcomes @> jsonb_build_array(jsonb_build_object('code', ${code ?? null}::text)))
      and row_number >= ${from ?? 0}
    order by ${from === undefined ? sql`gravity, row_number` : sql`row_number`} limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows.map(({ row_number, fate: ofRow, outcomes, sealed, preview_key }) => ({
    rowNumber: row_number,
    fate: ofRow,
    outcomes,
    sealed,
    key: preview_key,
  }))
}

/** The same in the order of rows, `most` at a time from after a row on, for a file of what needs mending. */
export async function listPreviewLinesAfter(
  db: Queryable,
  importId: string,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<PreviewLine[]> {
  const { rows } = await sql<{ row_number: number; fate: Fate; outcomes: LineOutcome[] }>`
    select row_number, fate, outcomes from import_preview_rows
    where import_id = ${importId} and row_number > ${after} and fate in ('refused', 'held')
    order by row_number limit ${most}`.execute(db)
  return rows.map(({ row_number, fate, outcomes }) => ({ rowNumber: row_number, fate, outcomes }))
}

/** As many rows are mended in one act. */
export const MOST_ROWS_TOLD = 50_000

/** Row numbers of one preview that were told a code. */
export async function listRowsTold(
  db: Queryable,
  importId: string,
  code: string,
  most: number,
): Promise<number[]> {
  const { rows } = await sql<{ row_number: number }>`
    select row_number from import_preview_rows
    where import_id = ${importId} and outcomes @> jsonb_build_array(jsonb_build_object('code', ${code}::text))
    order by row_number limit ${most}`.execute(db)
  return rows.map(({ row_number }) => row_number)
}

/** A repair as it is stored, its text encrypted. */
export type StoredRepair = {
  readonly row: number
  readonly field: string
  readonly sealed: Buffer | null
  readonly key: string
}

/** Everything mended in a list. */
export async function listRepairs(db: Queryable, importId: string): Promise<StoredRepair[]> {
  const { rows } = await sql<StoredRepair>`
    select row_number as "row", field, sealed, repair_key as key from import_repairs
    where import_id = ${importId} order by row_number, field`.execute(db)
  return rows
}

/** What an organisation has said of its headings before, the latest word last. */
export async function findRememberedColumns(
  db: Queryable,
  organisationId: string,
): Promise<RememberedColumns> {
  const { rows } = await sql<{ mapping: RememberedColumns }>`
    select mapping from import_mappings where organisation_id = ${organisationId} order by used_at desc limit 200`.execute(
    db,
  )
  return Object.assign({}, ...rows.map(({ mapping }) => mapping).reverse()) as RememberedColumns
}

/** Confirmed lists whose run has not said for a while that it is alive, or that were cancelled and not taken back. Through the gate `system`. */
export async function listAbandonedRuns(
  db: Queryable,
  silentSince: Date,
): Promise<{ readonly id: string; readonly doer: Actor }[]> {
  const { rows } = await sql<{ id: string; doer: Actor }>`
    select i.id, p.doer from imports i join import_preparations p on p.import_id = i.id
    where p.stage = 'confirmed' and p.doer is not null
      and (i.state = 'running' or i.state = 'cancelled' and i.finished_at is null)
      and coalesce(i.alive_at, i.created_at) < ${silentSince}
    order by i.created_at`.execute(db)
  return rows
}

/** Lists of these purposes that are done and whose people nobody has compared yet. Through the gate `system`. */
export async function listNotCompared(
  db: Queryable,
  purposes: readonly string[],
  doneBefore: Date,
): Promise<{ readonly id: string; readonly doer: Actor | null }[]> {
  const { rows } = await sql<{ id: string; doer: Actor | null }>`
    select i.id, p.doer from imports i left join import_preparations p on p.import_id = i.id
    where i.state = 'done' and i.compared_at is null and i.purpose = any (${[...purposes]}::text[]) and i.finished_at < ${doneBefore}
    order by i.finished_at`.execute(db)
  return rows
}
