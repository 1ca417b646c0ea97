import { CompiledQuery } from 'kysely'
import type { Queryable } from './db.ts'

/**
 * Runs a statement that each connection prepares once, under a name: for one so short and frequent that planning it would cost more than
 * running it. Kysely hands what it takes for the text to the driver as it stands, and the driver takes a named statement there.
 */
export async function runPrepared<Row>(
  db: Queryable,
  statement: { readonly name: string; readonly text: string },
  values: readonly unknown[],
): Promise<readonly Row[]> {
  // A new object each time: the driver writes into it.
  const named = { ...statement } as unknown as string
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(named, [...values]))
  return rows
}
