import type { ImportState } from './imports.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { sql } from 'kysely'

export type NewImport = {
  readonly id: string
  readonly organisationId: string | null
  readonly userId: string | null
  readonly purpose: string
  readonly region: number
  readonly fileName: string
  readonly sha256: Buffer
  readonly byteCount: number
  /** Encrypted key of the stored file. */
  readonly sealedKey: Buffer
  readonly mapping: Readonly<Record<string, unknown>>
  readonly reading: Readonly<Record<string, unknown>>
  readonly now: Date
}

/** Records a list that was handed in and begins its run. */
export async function insertImport(tx: Tx, list: NewImport): Promise<void> {
  await tx
    .insertInto('imports')
    .values({
      id: list.id,
      organisation_id: list.organisationId,
      user_id: list.userId,
      purpose: list.purpose,
      region_code: BigInt(list.region),
      file_name: list.fileName,
      file_sha256: list.sha256,
      byte_count: BigInt(list.byteCount),
      sealed_key: list.sealedKey,
      mapping: JSON.stringify(list.mapping),
      reading: JSON.stringify(list.reading),
      state: 'running' satisfies ImportState,
      created_at: list.now,
      alive_at: list.now,
    })
    .execute()
}

/** Ends a run, unless somebody cancelled it before; whether it was ended. `reading` is what only the end of the file told. */
export async function markEnded(
  tx: Tx,
  id: string,
  end: {
    readonly state: ImportState
    readonly reading: Readonly<Record<string, unknown>>
    readonly now: Date
    readonly seconds: number
  },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update imports set state = ${end.state}, finished_at = ${end.now}, seconds = ${end.seconds},
    reading = reading || ${JSON.stringify(end.reading)}::jsonb where id = ${id} and state = 'running'`.execute(
      tx,
    )
  return numAffectedRows === 1n
}

export async function markCompared(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update imports set compared_at = ${now} where id = ${id}`.execute(tx)
}

/** Without its key the stored file of a list is noise, whether or not it is still there. */
export async function markFileRemoved(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update imports set sealed_key = null, file_removed_at = ${now} where id = ${id}`.execute(tx)
}

/** Takes new statistics of the registry, so that the next look at it is planned for as many people as there are now. */
export async function analyzeRegistry(db: Db): Promise<void> {
  await sql`select analyze_registry()`.execute(db)
}
