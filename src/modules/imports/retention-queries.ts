import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { ImportState } from './imports.ts'

/** Up to when a list must have ended for its stored file to be deleted. */
export type Cutoffs = { readonly endedBefore: Date; readonly doneBefore: Date }

export type OutlivedList = { readonly id: string; readonly state: ImportState; readonly region: RegionCode }

type Row = { id: string; state: ImportState; region_code: bigint }

/** A list that runs, or is being taken back, has its file. */
const isOutlived = ({
  endedBefore,
  doneBefore,
}: Cutoffs) => sql<boolean>`i.file_removed_at is null and case i.state
  when 'running' then false
  when 'done' then i.finished_at < ${doneBefore}
  when 'stored' then (select max(p.changed_at) from import_preparations p where p.import_id = i.id) < ${endedBefore}
  else coalesce(i.undone_at, i.finished_at) < ${endedBefore} end`

/** Lists whose file has been kept long enough, the oldest first. Through the gate `system`. */
export async function listOutlived(db: Queryable, cutoffs: Cutoffs): Promise<OutlivedList[]> {
  const { rows } = await sql<Row>`select i.id, i.state, i.region_code from imports i
    where i.created_at < ${cutoffs.endedBefore} and ${isOutlived(cutoffs)} order by i.created_at`.execute(db)
  return rows.map(outlived)
}

/** The same for one list, locked until the transaction ends; null when it is not so any more. */
export async function lockOutlived(tx: Tx, id: string, cutoffs: Cutoffs): Promise<OutlivedList | null> {
  const { rows } = await sql<Row>`select i.id, i.state, i.region_code from imports i
    where i.id = ${id} and ${isOutlived(cutoffs)} for update`.execute(tx)
  return rows[0] ? outlived(rows[0]) : null
}

/** Of these numbers, those that are lists, and whether the key of their file is still there. */
export async function listWithKey(db: Queryable, ids: readonly string[]): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ id: string; has_key: boolean }>`
    select id, sealed_key is not null as has_key from imports where id = any (${[...ids]}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map(({ id, has_key }) => [id, has_key]))
}

function outlived({ id, state, region_code }: Row): OutlivedList {
  return { id, state, region: Number(region_code) as RegionCode }
}
