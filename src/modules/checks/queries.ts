import { sql } from 'kysely'
import type { Queryable } from '../../platform/db.ts'
import type { CheckCause } from './checks.ts'

export type CheckResult = {
  readonly name: string
  readonly cause: CheckCause
  readonly brokenCount: bigint | null
  readonly lookedCount: bigint | null
  readonly milliseconds: number
  readonly checkedAt: Date
  /** Since when it holds or is broken without a change; the instant of the result when it is the first. */
  readonly since: Date
}

/** The last result of each check that was ever run. */
export async function listLastResults(db: Queryable): Promise<readonly CheckResult[]> {
  const { rows } = await sql<CheckResult>`
    select distinct on (r.name) r.name, r.cause, r.broken_count as "brokenCount", r.looked_count as "lookedCount", r.milliseconds,
      r.checked_at as "checkedAt",
      (select min(s.checked_at) from check_results s where s.name = r.name and s.id > coalesce((
        select max(o.id) from check_results o
        where o.name = r.name and (o.broken_count = 0) is distinct from (r.broken_count = 0)), 0)) as since
    from check_results r
    order by r.name, r.id desc`.execute(db)
  return rows
}

/** Jobs that wait, run, and were given up: those need a person. */
export type JobCounts = {
  readonly waiting: number
  readonly running: number
  readonly givenUp: readonly string[]
}

/** The queue in numbers; through the gate of the program only. */
export async function countJobs(db: Queryable): Promise<JobCounts> {
  const { rows } = await sql<JobCounts>`
    select count(*) filter (where state = 'waiting')::integer as waiting, count(*) filter (where state = 'running')::integer as running,
      coalesce(array_agg(distinct name order by name) filter (where state = 'given-up'), '{}') as "givenUp"
    from jobs`.execute(db)
  return rows[0] ?? { waiting: 0, running: 0, givenUp: [] }
}
