import { CompiledQuery, sql, type RawBuilder } from 'kysely'
import type { Queryable, Tx } from './db.ts'

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

/** The same for a query whose text is the same each time it is written, whatever its values are. */
export function runPreparedQuery<Row>(
  db: Queryable,
  name: string,
  query: RawBuilder<Row>,
): Promise<readonly Row[]> {
  const { sql: text, parameters } = query.compile(db)
  return runPrepared<Row>(db, { name, text }, parameters)
}

/**
 * Lets this transaction use the plans that its connection made once, by indexes. PostgreSQL would else plan a statement with lists anew each
 * time, because it takes a plan for the lists at hand to be better; and a plan made while a table was empty would read it from end to end.
 */
export async function planOnce(tx: Tx): Promise<void> {
  await sql.raw('set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off').execute(tx)
}
