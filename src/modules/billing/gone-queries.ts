import { sql } from 'kysely'
import type { Month } from '../../kernel/month.ts'
import type { Queryable } from '../../platform/db.ts'

/** Somebody whom a roster goes on paying for although he has died, or is known by now to be the same person as another. */
export type GonePerson = {
  readonly rosterId: string
  readonly personId: bigint
  readonly why: 'death' | 'duplicate'
  /** The first month that is not to be paid for. */
  readonly from: Month
}

export type GoneAfter = Pick<GonePerson, 'rosterId' | 'personId'>

/**
 * At most `most` of them behind one, in the order of rosters. After a death with its day: from the month after it, since the month of death was
 * insured. After a merging: from the first month that is paid for both, or that no bill has asked for yet. A death without its day is
 * left to a person.
 */
export async function listGone(
  db: Queryable,
  after: GoneAfter | null,
  most: number,
): Promise<readonly GonePerson[]> {
  const { rows } = await sql<GonePerson>`
    with gone as (
      select m.roster_id, m.person_id, 'death' as why, (date_trunc('month', p.living_status_on) + interval '1 month')::date as first
      from people p join protections m on m.person_id = p.id
      where p.living_status = 'deceased' and p.living_status_on is not null and p.merged_into is null
        and m.months && daterange((date_trunc('month', p.living_status_on) + interval '1 month')::date, null)
      union all
      select m.roster_id, m.person_id, 'duplicate', least(twice.first, unbilled.first)
      from people p join protections m on m.person_id = p.id
      cross join lateral (
        select min(greatest(lower(k.months), lower(m.months))) as first from protections k
        where k.person_id = p.merged_into and k.months && m.months and k.programmes && m.programmes
          and (k.segment = 'BPU' and m.segment = 'BPU' or k.roster_id = m.roster_id)) twice
      cross join lateral (
        select greatest(lower(m.months), (max(l.month) + interval '1 month')::date) as first from bill_lines l
        where l.protection_id = m.id and l.person_id = m.person_id) unbilled
      where p.merged_into is not null and m.months && daterange(least(twice.first, unbilled.first), null))
    select roster_id as "rosterId", person_id as "personId", min(why) as why, to_char(min(first), 'YYYY-MM') as "from"
    from gone where ${after === null} or (roster_id, person_id) > (${after?.rosterId ?? null}::uuid, ${after?.personId ?? null}::bigint)
    group by roster_id, person_id order by roster_id, person_id limit ${most}`.execute(db)
  return rows
}
