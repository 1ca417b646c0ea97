import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { Tx } from '../../platform/db.ts'

export type Carried = { readonly rosterId: string; readonly personId: bigint; readonly from: Month }

/**
 * What a merged person was still to get in a roster goes on under the record that was kept, from a month on: in those months that nobody
 * pays for there yet. Answers how many stretches that made. The merged record's own protection is ended by the caller.
 */
export async function carryOn(tx: Tx, { rosterId, personId, from }: Carried): Promise<number> {
  const { rows } = await sql`
    insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, occupation_group, ground,
      carried_from)
    select m.roster_id, m.payer_id, p.merged_into, stretch, m.programmes, m.segment, m.wage, m.income, m.occupation_group, m.ground, m.id
    from protections m join people p on p.id = m.person_id
    cross join lateral (select coalesce(range_agg(k.months), '{}') as months from protections k
      where k.person_id = p.merged_into and k.programmes && m.programmes
        and (k.segment = 'BPU' and m.segment = 'BPU' or k.roster_id = m.roster_id)) covered
    cross join lateral unnest(datemultirange(m.months * daterange(${firstDayOf(from)}, null)) - covered.months) as stretch
    where m.roster_id = ${rosterId} and m.person_id = ${personId} and p.merged_into is not null
    on conflict do nothing returning id`.execute(tx)
  return rows.length
}
