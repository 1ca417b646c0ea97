import { jsonText } from '../../platform/json-text.ts'
import type pg from 'pg'
import { multirangeText, type ImportState, type Merged, type RowFate, type Tally } from './imports.ts'

export type RunPoint = { readonly state: ImportState; readonly tally: Tally }

/** Where a run stands, locked until the transaction ends: one run of a list at a time. */
export async function lockImport(client: pg.ClientBase, importId: string): Promise<RunPoint | null> {
  const { rows } = await client.query<{
    state: ImportState
    rows_read: number
    accepted: number
    refused: number
    held: number
    duplicates: number
    outcomes: Record<string, number>
  }>(
    `select state, rows_read, accepted, refused, held, duplicates, outcomes from imports where id = $1 for update`,
    [importId],
  )
  const [row] = rows
  if (!row) return null
  const { state, rows_read, ...counts } = row
  return { state, tally: { rows: rows_read, ...counts } }
}

/** Records what became of a chunk and how far the list is now. */
export async function insertChunk(
  client: pg.ClientBase,
  importId: string,
  merged: Merged,
  tally: Tally,
  isWorthKeeping: (fate: RowFate) => boolean,
): Promise<void> {
  const numbers = merged.fates.map(({ rowNumber }) => rowNumber)
  const known = merged.fates.filter((row) => row.fate === 'duplicate' && !isWorthKeeping(row))
  await client.query(
    `insert into import_chunks (import_id, first_row, last_row, row_count, known_rows) values ($1, $2, $3, $4, $5)`,
    [
      importId,
      least(numbers),
      greatest(numbers),
      numbers.length,
      multirangeText(known.map(({ rowNumber }) => rowNumber).sort((one, other) => one - other)),
    ],
  )
  await insertRows(client, importId, [...merged.fates.filter(isWorthKeeping), ...merged.takenBack])
  await client.query(
    `update imports set rows_read = $2, accepted = $3, refused = $4, held = $5, duplicates = $6, outcomes = $7,
       alive_at = clock_timestamp() where id = $1`,
    [importId, tally.rows, tally.accepted, tally.refused, tally.held, tally.duplicates, tally.outcomes],
  )
}

/** Records that a list ended without its rows: cancelled, or broken further down. Nothing of it was taken in. */
export async function markStopped(
  client: pg.ClientBase,
  id: string,
  state: 'cancelled' | 'refused',
  now: Date,
): Promise<void> {
  await client.query(`update imports set state = $2, finished_at = $3 where id = $1`, [id, state, now])
}

/** Records that a list was taken back, and why. */
export async function markUndone(
  client: pg.ClientBase,
  id: string,
  now: Date,
  reason: string,
): Promise<void> {
  await client.query(
    `update imports set state = 'undone', undone_at = $2, undone_because = $3 where id = $1`,
    [id, now, reason],
  )
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other))
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.max(one, other))
}

/** What was said of a row before stays said. */
async function insertRows(client: pg.ClientBase, importId: string, rows: readonly RowFate[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `insert into import_rows (import_id, row_number, fate, outcomes, person_id, value_index)
     select $1, r.row_number, r.fate, r.outcomes, r.person_id, r.value_index
     from unnest($2::integer[], $3::text[], $4::jsonb[], $5::bigint[], $6::bytea[])
       as r (row_number, fate, outcomes, person_id, value_index)
     on conflict (import_id, row_number) do update set fate = excluded.fate, person_id = excluded.person_id,
       outcomes = import_rows.outcomes || excluded.outcomes, value_index = excluded.value_index`,
    [
      importId,
      rows.map(({ rowNumber }) => rowNumber),
      rows.map(({ fate }) => fate),
      rows.map(({ outcomes }) => jsonText(outcomes)),
      rows.map(({ personId }) => personId),
      rows.map(({ nikIndex }) => nikIndex ?? null),
    ],
  )
}

/** How far the people of a list are compared with the registry. */
export async function markComparedTo(client: pg.ClientBase, id: string, person: number): Promise<void> {
  await client.query('update imports set compared_to = $2 where id = $1', [id, person])
}
