import { sql } from 'kysely'
import type { Queryable } from './db.ts'
import { readMigrations } from './migration-files.ts'
import { planMigrations, type MigrationRow } from './migration-plan.ts'

/**
 * Null when the database has exactly this program's schema, else a reason in one word for `/readyz` and `doctor`:
 * `schema-missing`, `schema-behind`, `schema-newer`, `schema-broken`.
 */
export async function schemaProblem(db: Queryable): Promise<string | null> {
  const { rows: found } = await sql<{ exists: boolean }>`
    select to_regclass('migrations') is not null as exists`.execute(db)
  if (!found[0]?.exists) return 'schema-missing'
  const { rows } = await sql<MigrationRow>`
    select number, name, checksum, status from migrations order by number`.execute(db)
  const { pending, obstacle } = planMigrations(readMigrations(), rows, { retryFailed: false })
  if (obstacle) return obstacle.kind === 'newer-schema' ? 'schema-newer' : 'schema-broken'
  return pending.length > 0 ? 'schema-behind' : null
}
