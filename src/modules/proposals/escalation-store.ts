import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'

export type Escalated = {
  readonly programmeId: string
  readonly reason: string
  readonly escalatedBy: string
  readonly now: Date
}

export type ToldAbove = {
  readonly region: RegionCode
  readonly toRegion: RegionCode
  readonly unfilled: number
  readonly beyond: number
}

/** Marks regions for the level above; what was marked before is kept and counts no longer. */
export async function insertEscalations(
  tx: Tx,
  { programmeId, reason, escalatedBy, now }: Escalated,
  told: readonly ToldAbove[],
): Promise<void> {
  const regions = told.map(({ region }) => region)
  // Two who mark the same places at once come one after the other.
  await sql`
    select from programme_quotas where programme_id = ${programmeId} and region_code = any (${regions}::bigint[])
    order by region_code for no key update`.execute(tx)
  await sql`
    update place_escalations set ended_at = ${now}
    where programme_id = ${programmeId} and region_code = any (${regions}::bigint[]) and ended_at is null`.execute(
    tx,
  )
  await sql`
    insert into place_escalations (programme_id, region_code, to_region, unfilled, beyond, reason, escalated_by, escalated_at)
    select ${programmeId}, w.region, w.above, w.unfilled, w.beyond, ${reason}, ${escalatedBy}, ${now}
    from unnest(${regions}::bigint[], ${told.map(({ toRegion }) => toRegion)}::bigint[],
      ${told.map(({ unfilled }) => unfilled)}::integer[], ${told.map(({ beyond }) => beyond)}::integer[])
      as w (region, above, unfilled, beyond)`.execute(tx)
}
