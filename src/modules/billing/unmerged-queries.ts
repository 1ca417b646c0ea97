import { sql } from 'kysely'
import type { Month } from '../../kernel/month.ts'
import type { Queryable } from '../../platform/db.ts'

/** Months that a protection lost because its person was taken for another, although the two are told apart again. */
export type Unmerged = {
  readonly rosterId: string
  readonly personId: bigint
  readonly protectionId: bigint
  readonly first: Month
  /** The month after the last; null without an end. */
  readonly past: Month | null
}

/**
 * At most `most` of them behind one protection, in the order of protections. `because` is the reason with which they were lost. What was put
 * back once is not found again.
 */
export async function listUnmerged(
  db: Queryable,
  because: string,
  after: bigint | null,
  most: number,
): Promise<readonly Unmerged[]> {
  const { rows } = await sql<Unmerged>`
    select m.roster_id as "rosterId", m.person_id as "personId", m.id as "protectionId",
      to_char(min(lower(c.months_before * daterange(case when isempty(c.months_after) then null else upper(c.months_after) end, null))),
        'YYYY-MM') as first,
      case when bool_or(upper_inf(c.months_before)) then null else to_char(max(upper(c.months_before)), 'YYYY-MM') end as past
    from protection_changes c join protections m on m.id = c.protection_id join people p on p.id = m.person_id
    where c.reason = ${because} and p.merged_into is null and m.id > ${after ?? 0n}
      and not exists (select from protections r where r.carried_from = m.id and r.person_id = m.person_id)
      and (isempty(c.months_after) or upper(c.months_after) is distinct from upper(c.months_before))
    group by m.id order by m.id limit ${most}`.execute(db)
  return rows
}
