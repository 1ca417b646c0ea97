import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable } from '../../platform/db.ts'

/** Looks at bills due before a day whose arrears are not in the counters yet; gives how many. Two at once: one after the other. */
export async function callCatchUp(db: Queryable, until: PlainDate): Promise<number> {
  const { rows } = await sql<{ looked: bigint }>`select coverage_catch_up(${until}::date) as looked`.execute(
    db,
  )
  return Number(rows[0]?.looked ?? 0n)
}

/** Adds steps that wait to the counters; gives how many. While another does so, nothing. */
export async function callFold(db: Queryable): Promise<number> {
  const { rows } = await sql<{ folded: bigint }>`select coverage_fold() as folded`.execute(db)
  return Number(rows[0]?.folded ?? 0n)
}

export type Tolerance = { readonly days: string; readonly months: number }

/** Counts everybody from scratch; gives how many people have a protection. */
export async function callRecount(db: Queryable, tolerances: readonly Tolerance[]): Promise<number> {
  const { rows } = await sql<{ counted: bigint }>`
    select coverage_recount(${JSON.stringify(tolerances)}::jsonb) as counted`.execute(db)
  return Number(rows[0]?.counted ?? 0n)
}
