import { jsonText } from '../../platform/json-text.ts'
import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../access/access.ts'
import type { RowFate, Tally } from './imports.ts'
import { GRAVITY, type ColumnChoices, type Piece, type Stage, type Trouble } from './preparation.ts'
import type { RememberedColumns } from './reading/map-columns.ts'

export type ReceivedList = {
  readonly id: string
  readonly organisationId: string
  readonly userId: string | null
  readonly purpose: string
  readonly region: RegionCode
  readonly fileName: string
  readonly sha256: Buffer
  readonly byteCount: number
  /** Encrypted key of the stored file. */
  readonly sealedKey: Buffer
  readonly stage: 'arriving' | 'received'
  readonly now: Date
}

/** Records a list that is not confirmed yet. */
export async function insertReceived(tx: Tx, list: ReceivedList): Promise<void> {
  await sql`insert into imports (id, organisation_id, user_id, purpose, region_code, file_name, file_sha256, byte_count, sealed_key, state, created_at)
    values (${list.id}, ${list.organisationId}, ${list.userId}, ${list.purpose}, ${list.region}, ${list.fileName}, ${list.sha256},
      ${list.byteCount}, ${list.sealedKey}, 'stored', ${list.now})`.execute(tx)
  await sql`insert into import_preparations (import_id, stage, changed_at) values (${list.id}, ${list.stage}, ${list.now})`.execute(
    tx,
  )
}

/** Records what a whole file is, once its last piece has come. */
export async function markArrived(
  tx: Tx,
  id: string,
  { sha256, byteCount, now }: Pick<ReceivedList, 'sha256' | 'byteCount' | 'now'>,
): Promise<void> {
  await sql`update imports set file_sha256 = ${sha256}, byte_count = ${byteCount} where id = ${id}`.execute(
    tx,
  )
  await sql`update import_preparations set stage = 'received', pieces = '[]', changed_at = ${now} where import_id = ${id}`.execute(
    tx,
  )
}

/** Locks how far a list is until the transaction ends, so that two acts on it follow each other. */
export async function lockPreparation(
  tx: Tx,
  id: string,
): Promise<{
  readonly state: string
  readonly stage: Stage
  readonly pieces: readonly Piece[]
  readonly byteCount: number
  readonly tally: Tally | null
} | null> {
  const { rows } = await sql<{
    state: string
    stage: Stage
    pieces: Piece[]
    byte_count: bigint
    tally: Tally | null
  }>`
    select i.state, p.stage, p.pieces, i.byte_count, p.tally from imports i join import_preparations p on p.import_id = i.id
    where i.id = ${id} for update of i, p`.execute(tx)
  const [row] = rows
  return row
    ? {
        state: row.state,
        stage: row.stage,
        pieces: row.pieces,
        byteCount: Number(row.byte_count),
        tally: row.tally,
      }
    : null
}

export async function markPieces(tx: Tx, id: string, pieces: readonly Piece[], now: Date): Promise<void> {
  await sql`update import_preparations set pieces = ${JSON.stringify(pieces)}::jsonb, changed_at = ${now} where import_id = ${id}`.execute(
    tx,
  )
}

/** Moves a list to a stage; whatever was known of its rows before is no longer so. */
export async function markStage(tx: Tx, id: string, stage: Stage, now: Date): Promise<void> {
  await sql`update import_preparations set stage = ${stage}, tally = null, changed_at = ${now} where import_id = ${id}`.execute(
    tx,
  )
}

export async function markChoices(
  tx: Tx,
  id: string,
  {
    choices,
    sheet,
    now,
  }: { readonly choices: ColumnChoices; readonly sheet: string | null; readonly now: Date },
): Promise<void> {
  await sql`update import_preparations set choices = ${JSON.stringify(choices)}::jsonb, sheet = ${sheet}, changed_at = ${now}
    where import_id = ${id}`.execute(tx)
}

export async function clearPreviewRows(tx: Tx, id: string): Promise<void> {
  await sql`delete from import_preview_rows where import_id = ${id}`.execute(tx)
}

/** A row of a preview, with what is shown of it, encrypted. */
export type PreviewRow = RowFate & { readonly sealed: Buffer | null }

/** Adds rows of a preview; what was said of one before stays said, and what is shown of it stays. */
export async function insertPreviewRows(tx: Tx, id: string, rows: readonly PreviewRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into import_preview_rows (import_id, row_number, gravity, fate, outcomes, sealed)
    select ${id}, r.row_number, r.gravity, r.fate, r.outcomes, r.sealed
    from unnest(${rows.map(({ rowNumber }) => rowNumber)}::integer[], ${rows.map(({ fate }) => GRAVITY[fate])}::smallint[],
      ${rows.map(({ fate }) => fate)}::text[], ${rows.map(({ outcomes }) => jsonText(outcomes))}::jsonb[],
      ${rows.map(({ sealed }) => sealed)}::bytea[]) as r (row_number, gravity, fate, outcomes, sealed)
    on conflict (import_id, row_number) do update set fate = excluded.fate, gravity = excluded.gravity,
      outcomes = import_preview_rows.outcomes || excluded.outcomes`.execute(tx)
}

/** The end of a preview. `mapping` and `reading` tell the receipt how the file was read. */
export async function markPreviewed(
  tx: Tx,
  id: string,
  {
    tally,
    mapping,
    reading,
    leftOut,
    now,
  }: {
    readonly tally: Tally
    readonly mapping: Readonly<Record<string, unknown>>
    readonly reading: Readonly<Record<string, unknown>>
    readonly leftOut: number
    readonly now: Date
  },
): Promise<void> {
  await sql`update import_preparations set stage = 'previewed', tally = ${JSON.stringify(tally)}::jsonb, left_out = ${leftOut},
    previewed_at = ${now}, changed_at = ${now} where import_id = ${id} and stage = 'previewing'`.execute(tx)
  await sql`update imports set mapping = ${JSON.stringify(mapping)}::jsonb, reading = ${JSON.stringify(reading)}::jsonb
    where id = ${id}`.execute(tx)
}

/** A list whose file turned out to be none: it ends here. */
export async function markTrouble(tx: Tx, id: string, trouble: Trouble, now: Date): Promise<void> {
  await sql`update import_preparations set trouble = ${JSON.stringify(trouble)}::jsonb, changed_at = ${now} where import_id = ${id}`.execute(
    tx,
  )
  await sql`update imports set state = 'refused', finished_at = ${now} where id = ${id} and state in ('stored', 'running', 'refused')`.execute(
    tx,
  )
}

/** The list begins to run, as whoever confirmed it. */
export async function markConfirmed(tx: Tx, id: string, doer: Actor, now: Date): Promise<void> {
  await sql`update import_preparations set stage = 'confirmed', doer = ${JSON.stringify(doer)}::jsonb, changed_at = ${now}
    where import_id = ${id}`.execute(tx)
  await sql`update imports set state = 'running', alive_at = ${now} where id = ${id}`.execute(tx)
}

/** Cancelled. `isOver` when nothing of it can be in the registry. */
export async function markCancelled(tx: Tx, id: string, isOver: boolean, now: Date): Promise<void> {
  await sql`update imports set state = 'cancelled', finished_at = ${isOver ? now : null} where id = ${id}`.execute(
    tx,
  )
}

/** What a person mended, by row and field; null takes a repair back. */
export async function putRepair(
  tx: Tx,
  id: string,
  {
    row,
    field,
    sealed,
    now,
  }: { readonly row: number; readonly field: string; readonly sealed: Buffer | null; readonly now: Date },
): Promise<void> {
  await sql`insert into import_repairs (import_id, row_number, field, sealed, recorded_at) values (${id}, ${row}, ${field}, ${sealed}, ${now})
    on conflict (import_id, row_number, field) do update set sealed = excluded.sealed, recorded_at = excluded.recorded_at`.execute(
    tx,
  )
}

/** Leaves rows out of the list. */
export async function insertLeftOut(tx: Tx, id: string, rows: readonly number[], now: Date): Promise<void> {
  await sql`insert into import_repairs (import_id, row_number, field, sealed, recorded_at)
    select ${id}, r, '', null, ${now} from unnest(${[...rows]}::integer[]) as r
    on conflict (import_id, row_number, field) do nothing`.execute(tx)
}

export async function deleteRepairs(tx: Tx, id: string): Promise<void> {
  await sql`delete from import_repairs where import_id = ${id}`.execute(tx)
}

/** Keeps what an organisation said of the headings of a file for the next one. */
export async function rememberColumns(
  tx: Tx,
  organisationId: string,
  headerKey: Buffer,
  mapping: RememberedColumns,
  now: Date,
): Promise<void> {
  await sql`insert into import_mappings (organisation_id, header_key, mapping, used_at)
    values (${organisationId}, ${headerKey}, ${JSON.stringify(mapping)}::jsonb, ${now})
    on conflict (organisation_id, header_key) do update set mapping = excluded.mapping, used_at = excluded.used_at`.execute(
    tx,
  )
}
