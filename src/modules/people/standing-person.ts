import { sql } from 'kysely'
import type { Queryable } from '../../platform/db.ts'

/** The number of the row that stands for a person since duplicates were merged, or null for a text that cannot be a number. */
export async function findStanding(db: Queryable, typedId: string): Promise<number | null> {
  if (!/^\d{1,15}$/.test(typedId)) return null
  const { rows } = await sql<{ id: bigint }>`select standing_person(${typedId}::bigint) as id`.execute(db)
  return Number(rows[0]?.id)
}
