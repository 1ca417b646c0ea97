import { sql } from 'kysely'
import { firstDayOf, monthOf } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Because } from '../proposals/proposals.ts'
import type { CascadeCount, CountedCascade, Freshness, RefusalReason } from './summary.ts'

/**
 * Places and proposals of the programmes of a month, by the regions of the next level: width 1,000,000 for regencies … 1 for villages. To be
 * asked behind the gate `system` by whoever may see the region's figures: numbers only.
 */
export async function countCascade(
  db: Queryable,
  region: RegionCode,
  width: number,
  asOf: PlainDate,
): Promise<CountedCascade[]> {
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<Record<keyof CascadeCount | 'region', bigint>>`
    with live as (select id from programmes where closed_at is null and months @> ${firstDayOf(monthOf(asOf))}::date),
    places as (
      select q.region_code - q.region_code % ${width}::bigint as region, sum(q.places) as places, sum(q.places - q.filled) as unfilled
      from programme_quotas q join live g on g.id = q.programme_id
      where q.region_code between ${first} and ${last} group by 1
    ), asked as (
      select o.region_code - o.region_code % ${width}::bigint as region,
        count(*) filter (where c.state <> 'withdrawn') as proposed, count(*) filter (where c.state = 'approved') as approved,
        count(*) filter (where c.state = 'refused') as refused, count(*) filter (where c.state in ('proposed', 'waiting')) as waiting
      from proposals o join live g on g.id = o.programme_id join proposed_people c on c.proposal_id = o.id
      where o.region_code between ${first} and ${last} group by 1
    )
    select coalesce(p.region, a.region) as region, coalesce(p.places, 0)::bigint as places, coalesce(a.proposed, 0) as proposed,
      coalesce(a.approved, 0) as approved, coalesce(a.refused, 0) as refused, coalesce(a.waiting, 0) as waiting,
      coalesce(p.unfilled, 0)::bigint as unfilled
    from places p full join asked a on a.region = p.region order by 1`.execute(db)
  return rows.map((row) => ({
    region: Number(row.region) as RegionCode,
    counts: {
      places: Number(row.places),
      proposed: Number(row.proposed),
      approved: Number(row.approved),
      refused: Number(row.refused),
      waiting: Number(row.waiting),
      unfilled: Number(row.unfilled),
    },
  }))
}

/** Why proposed people are refused or wait, the commonest first; the same gate. */
export async function listRefusalReasons(db: Queryable, region: RegionCode): Promise<RefusalReason[]> {
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<{ because: Because; people: bigint }>`
    select c.because, count(*) as people from proposals o join proposed_people c on c.proposal_id = o.id
    where o.region_code between ${first} and ${last} and c.state in ('refused', 'waiting') and c.because is not null
    group by 1 order by 2 desc, 1`.execute(db)
  return rows.map(({ because, people }) => ({ because, people: Number(people) }))
}

/** When the newest of what the figures rest on came in, and how many people lack a number; the same gate. */
export async function readFreshness(db: Queryable, region: RegionCode): Promise<Freshness> {
  const { first, last } = subtreeOf(region)
  const day = (instant: ReturnType<typeof sql>) => sql`(${instant} at time zone 'Asia/Jakarta')::date`
  const { rows } = await sql<{
    list: PlainDate | null
    bill: PlainDate | null
    protection: PlainDate | null
    people: bigint
    without_nik: bigint
  }>`
    select
      ${day(sql`(select max(i.finished_at) from imports i where i.state = 'done' and i.region_code between ${first} and ${last})`)} as list,
      ${day(sql`(select max(b.issued_at) from bills b where b.region_code between ${first} and ${last})`)} as bill,
      ${day(sql`(select max(m.recorded_at) from protections m join rosters r on r.id = m.roster_id
        where r.region_code between ${first} and ${last})`)} as protection,
      count(*) as people, count(*) - count(n.person_id) as without_nik
    from people p
    -- One pass over the identities: asked for each person, each would be a search of its own.
    left join (select distinct person_id from identities where kind = 'NIK' and ended_at is null) n on n.person_id = p.id
    where p.merged_into is null and p.residence_region between ${first} and ${last}`.execute(db)
  const row = rows[0]
  return {
    newestListOn: row?.list ?? null,
    newestBillOn: row?.bill ?? null,
    newestProtectionOn: row?.protection ?? null,
    people: Number(row?.people ?? 0n),
    peopleWithoutNik: Number(row?.without_nik ?? 0n),
  }
}
