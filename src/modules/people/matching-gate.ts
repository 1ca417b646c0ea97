import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Gate } from '../access/scope.ts'

/**
 * Runs work of a transaction inside the gate `matching`, which sees and writes people wherever they are, and closes it again. Whoever
 * calls has decided before that the doer may.
 */
export async function throughMatching<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  const { rows } = await sql<{
    gate: string
  }>`select coalesce(current_setting('app.gate', true), '') as gate`.execute(tx)
  await sql.raw(`set local app.gate = '${'matching' satisfies Gate}'`).execute(tx)
  const result = await work()
  await sql`select set_config('app.gate', ${rows[0]?.gate ?? ''}, true)`.execute(tx)
  return result
}
