import { sql } from 'kysely'
import type { Queryable } from '../../platform/db.ts'
import type { LineOutcome } from './imports.ts'

/** A code that rows were told: of how many, and what the first of them was told. */
export type OutcomeExample = {
  readonly code: string
  readonly count: number
  readonly row: number
  readonly outcome: LineOutcome
}

/** What rows of a preview, or of a list that was taken in, were told, the most frequent first. */
export async function listOutcomeExamples(
  db: Queryable,
  importId: string,
  table: 'import_preview_rows' | 'import_rows',
): Promise<OutcomeExample[]> {
  const { rows } = await sql<OutcomeExample>`
    select o ->> 'code' as code, count(distinct row_number)::integer as count, min(row_number) as row,
      (array_agg(o order by row_number))[1] as outcome
    from ${sql.table(table)} cross join lateral jsonb_array_elements(outcomes) as o
    where import_id = ${importId} group by 1 order by 2 desc, 1`.execute(db)
  return rows
}
