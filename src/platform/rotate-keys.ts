import type pg from 'pg'
import { decryptField, encryptField, fieldVersionSql, FieldUnreadable } from './crypto.ts'
import type { EncryptedColumn } from './encrypted-columns.ts'
import type { KeyRing } from './key-ring.ts'

/** A value that no key of ours opens: it was altered, or moved from another row. */
export type UnreadableRow = { readonly table: string; readonly column: string; readonly rowId: string }

export type ColumnProgress = {
  readonly column: EncryptedColumn
  /** Values re-encrypted so far. */
  readonly done: number
  /** Values that were on an older version at the start. */
  readonly total: number
}

export type ReencryptOptions = {
  readonly batchSize?: number
  readonly onBatch?: (progress: ColumnProgress) => void
}

/** `outrun` counts values that somebody else wrote between our reading and our writing. */
export type ReencryptReport = {
  readonly done: number
  readonly outrun: number
  readonly unreadable: readonly UnreadableRow[]
}

const BATCH_SIZE = 1_000

/** How many values of a column stand on each version, oldest first. As the owner. */
export async function countVersions(
  client: pg.Pool | pg.ClientBase,
  { table, column }: EncryptedColumn,
): Promise<{ readonly version: number; readonly count: number }[]> {
  const { rows } = await client.query<{ version: number; count: number }>(
    `select version, count(*)::int as count
     from (select ${versionSql(column)} as version from ${quoted(table)} where ${quoted(column)} is not null) v
     group by version order by version`,
  )
  return rows
}

/**
 * Brings every value of a column to the newest version, in batches that each commit by themselves: killed at any moment and
 * started again it goes on with what is left. Values written meanwhile are left as they were written. Values that cannot be
 * read stay as they are and are reported by table and row.
 */
export async function reencryptColumn(
  pool: pg.Pool,
  ring: KeyRing,
  column: EncryptedColumn,
  { batchSize = BATCH_SIZE, onBatch }: ReencryptOptions = {},
): Promise<ReencryptReport> {
  const newest = ring.newest('field')
  const counts = await countVersions(pool, column)
  const total = counts.reduce((sum, { version, count }) => sum + (version === newest ? 0 : count), 0)
  const unreadable: UnreadableRow[] = []
  let done = 0
  let outrun = 0
  let after: string | null = null
  for (;;) {
    const batch: StoredValue[] = await readBatch(pool, column, newest, after, batchSize)
    const last = batch.at(-1)
    if (!last) return { done, outrun, unreadable }
    const values = reencrypt(ring, column, batch, unreadable)
    const written = await writeBatch(pool, column, values)
    done += written
    outrun += values.length - written
    after = last.id
    onBatch?.({ column, done, total })
  }
}

type StoredValue = { readonly id: string; readonly stored: Buffer }
type NewValue = StoredValue & { readonly fresh: Buffer }

/** By key, so that each row is looked at once however many batches there are. */
async function readBatch(
  pool: pg.Pool,
  { table, column, key }: EncryptedColumn,
  newest: number,
  after: string | null,
  batchSize: number,
): Promise<StoredValue[]> {
  // `t.` throughout: a bare name in `order by` would mean the text we select, whose order is another.
  const { rows } = await pool.query<StoredValue>(
    `select t.${quoted(key)}::text as id, t.${quoted(column)} as stored from ${quoted(table)} t
     where t.${quoted(column)} is not null and ${versionSql(column)} <> $1
       ${after === null ? '' : `and t.${quoted(key)} > $3`}
     order by t.${quoted(key)} limit $2`,
    after === null ? [newest, batchSize] : [newest, batchSize, after],
  )
  return rows
}

function reencrypt(
  ring: KeyRing,
  { table, column }: EncryptedColumn,
  batch: readonly StoredValue[],
  unreadable: UnreadableRow[],
): NewValue[] {
  return batch.flatMap(({ id, stored }) => {
    const place = { table, column, rowId: id }
    try {
      return [{ id, stored, fresh: encryptField(ring, place, decryptField(ring, place, stored)) }]
    } catch (error) {
      if (!(error instanceof FieldUnreadable)) throw error
      unreadable.push(place)
      return []
    }
  })
}

/** Only where the value is still the one that was read: a newer one, written by a server meanwhile, wins. */
async function writeBatch(
  pool: pg.Pool,
  { table, column, key }: EncryptedColumn,
  values: readonly NewValue[],
): Promise<number> {
  if (values.length === 0) return 0
  const { rowCount } = await pool.query(
    `update ${quoted(table)} t set ${quoted(column)} = v.fresh
     from unnest($1::text[], $2::bytea[], $3::bytea[]) as v (id, stored, fresh)
     where t.${quoted(key)} = v.id::${await keyType(pool, table, key)} and t.${quoted(column)} = v.stored`,
    [values.map(({ id }) => id), values.map(({ stored }) => stored), values.map(({ fresh }) => fresh)],
  )
  return rowCount ?? 0
}

async function keyType(pool: pg.Pool, table: string, key: string): Promise<string> {
  const { rows } = await pool.query<{ type: string }>(
    `select format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attname = $2`,
    [table, key],
  )
  const [found] = rows
  if (!found) throw new Error(`${table} has no column ${key}`)
  return found.type
}

/** -1 for what is too short to have one, so that it is found and reported. */
function versionSql(column: string): string {
  return `case when octet_length(${quoted(column)}) < 2 then -1 else ${fieldVersionSql(quoted(column))} end`
}

/** Names come from our own list; quoting them keeps a name that is also a word of SQL a name. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
