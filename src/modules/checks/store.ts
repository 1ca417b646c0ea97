import type pg from 'pg'
import type { CheckCause } from './checks.ts'

export type NewCheckResult = {
  readonly name: string
  readonly brokenCount: bigint | null
  readonly lookedCount: bigint | null
  readonly milliseconds: number
}

/** Keeps what came of checks, and forgets what is older than a year and a month. As the owner: the application only reads results. */
export async function insertCheckResults(
  client: pg.Pool,
  cause: CheckCause,
  checkedAt: Date,
  results: readonly NewCheckResult[],
): Promise<void> {
  await client.query(
    `insert into check_results (name, cause, broken_count, looked_count, milliseconds, checked_at)
     select r.name, $1, r.broken, r.looked, r.milliseconds, $2
     from unnest($3::text[], $4::bigint[], $5::bigint[], $6::integer[]) as r (name, broken, looked, milliseconds)`,
    [
      cause,
      checkedAt,
      results.map(({ name }) => name),
      results.map(({ brokenCount }) => brokenCount),
      results.map(({ lookedCount }) => lookedCount),
      results.map(({ milliseconds }) => milliseconds),
    ],
  )
  await client.query(`delete from check_results where checked_at < $1::timestamptz - interval '13 months'`, [
    checkedAt,
  ])
}
