import { sql } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { UNMENDED } from './queries.ts'
import type { SubmissionCandidate } from './store.ts'
import type { SubmittedSegment } from './submissions.ts'

export type Gathering = {
  readonly segment: SubmittedSegment
  readonly rosterId: string | null
  readonly region: RegionCode | null
  /** Protected in this month; null: now or later. */
  readonly month: Month | null
  readonly thisMonth: Month
  readonly most: number
}

/**
 * Protected people of whom BPJS Ketenagakerjaan was not told: alive, with a NIK, in no submission that is open or made them members for an
 * overlapping or adjoining stretch, and not rejected without being mended since. One stretch of each, the earliest. Only inside the gate
 * `matching`, since a roster may be kept far away; it gives only people who live within the sight or stand in rosters of its organisation.
 */
export async function listCandidates(
  tx: Tx,
  { first, last, organisationId }: Sight,
  { segment, rosterId, region, month, thisMonth, most }: Gathering,
): Promise<readonly SubmissionCandidate[]> {
  const within = region === null ? null : subtreeOf(region)
  const wanted = [
    sql`(p.residence_region between ${first} and ${last} or r.organisation_id = ${organisationId}::uuid)`,
    ...(within === null ? [] : [sql`p.residence_region between ${within.first} and ${within.last}`]),
    ...(rosterId === null ? [] : [sql`c.roster_id = ${rosterId}::uuid`]),
    month === null
      ? sql`(upper_inf(c.months) or upper(c.months) > ${firstDayOf(thisMonth)}::date)`
      : sql`c.months @> ${firstDayOf(month)}::date`,
  ]
  const { rows } = await sql<{
    person_id: bigint
    roster_id: string
    months: string
    region_code: bigint
    organisation_id: string | null
  }>`
    select w.* from (
      select distinct on (p.id) p.id as person_id, c.roster_id, c.months::text as months, p.residence_region as region_code,
        r.organisation_id
      from protections c join rosters r on r.id = c.roster_id join people p on p.id = c.person_id
      where c.segment = ${segment} and not isempty(c.months) and p.merged_into is null
        and p.living_status is distinct from 'deceased' and ${sql.join(wanted, sql` and `)}
        and exists (select from identities i where i.person_id = p.id and i.kind = 'NIK' and i.ended_at is null)
        and not exists (select from submission_people m where m.person_id = p.id and m.segment = c.segment
          and (m.segment = 'BPU' or m.roster_id = c.roster_id) and (m.months && c.months or m.months -|- c.months)
          and (m.state in ('open', 'member') or (${UNMENDED})))
      order by p.id, lower(c.months)
    ) w order by w.region_code, w.person_id limit ${most}`.execute(tx)
  return rows.map((row) => ({
    personId: row.person_id,
    rosterId: row.roster_id,
    months: row.months,
    regionCode: row.region_code,
    organisationId: row.organisation_id,
  }))
}

/** A roster that somebody may submit from: his own, one in his region, or one that pays for people of his region. */
export async function isRosterInSight(
  tx: Tx,
  { first, last, organisationId }: Sight,
  rosterId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from rosters r where r.id = ${rosterId} and (r.organisation_id = ${organisationId}::uuid
      or r.region_code between ${first} and ${last} or region_covers(r.region_code, ${first}, ${last}))`.execute(
    tx,
  )
  return rows.length > 0
}
