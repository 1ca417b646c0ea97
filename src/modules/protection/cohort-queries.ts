import { sql, type RawBuilder } from 'kysely'
import { addMonths, firstDayOf, type Month } from '../../kernel/month.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { inSight } from '../payers/queries.ts'
import type { CohortStanding } from './cohort.ts'

export type CohortOf = {
  readonly sight: Sight
  readonly ended: Month
  readonly region?: RegionCode
}

/**
 * Who was in a programme to its last month, and that was this one. A protection that was cut short by a death, a double or a move is
 * no graduation. Merged rows count as the person who stands for them.
 */
function cohortPeople({ sight, ended, region }: CohortOf): RawBuilder<unknown> {
  const subtree = region === undefined ? null : subtreeOf(region)
  return sql`
    select distinct case when p.merged_into is null then p.id else standing_person(p.id) end as person_id
    from protections c join rosters r on r.id = c.roster_id join programmes g on g.id = r.id join people p on p.id = c.person_id
    where r.kind = 'programme' and upper(c.months) = ${firstDayOf(addMonths(ended, 1))}::date
      and upper(c.months) = upper(g.months) and c.ended_because is null and ${inSight(sight, 'r')}
      ${subtree === null ? sql`` : sql`and r.region_code between ${subtree.first} and ${subtree.last}`}`
}

export async function cohortSize(db: Queryable, cohort: CohortOf): Promise<number> {
  const { rows } = await sql<{ people: bigint }>`
    with cohort as (${cohortPeople(cohort)}) select count(*) as people from cohort`.execute(db)
  return Number(rows[0]?.people ?? 0n)
}

/** How a cohort stands in one month. To be asked behind the gate `system`: who pays for them now may be beyond the sight. */
export async function cohortStanding(db: Queryable, cohort: CohortOf, month: Month): Promise<CohortStanding> {
  const day = firstDayOf(month)
  const { rows } = await sql<{ protected: bigint; paid: bigint; by_self: bigint }>`
    with cohort as (${cohortPeople(cohort)}), held as (
      select c.person_id, bool_or(l.is_paid) as is_paid, bool_or(l.is_paid and y.kind = 'self') as is_paid_by_self
      from cohort h join protections c on c.person_id = h.person_id and c.months @> ${day}::date
      join payers y on y.id = c.payer_id
      cross join lateral (select exists (
        select from bills b join bill_lines n on n.bill_id = b.id and n.month = b.month
        join paid_lines q on q.bill_id = b.id and q.lines @> n.line_number
        where b.roster_id = c.roster_id and b.month = ${day}::date and b.kind in ('original', 'amendment')
          and n.protection_id = c.id) as is_paid) l
      group by 1
    )
    select count(*) as protected, count(*) filter (where is_paid) as paid, count(*) filter (where is_paid_by_self) as by_self from held`.execute(
    db,
  )
  const [row] = rows
  return {
    protected: Number(row?.protected ?? 0n),
    paid: Number(row?.paid ?? 0n),
    paidBySelf: Number(row?.by_self ?? 0n),
  }
}
