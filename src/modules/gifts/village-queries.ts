import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'

export type VillageTotal = {
  readonly regionCode: RegionCode
  readonly workers: number
  readonly shares: number
  readonly amount: Rupiah
}

/** Where the workers of a gift live, those with most of them first. */
export async function listVillageTotals(
  db: Queryable,
  giftId: string,
  limit: number,
): Promise<VillageTotal[]> {
  const { rows } = await sql<{ region_code: bigint; workers: bigint; shares: bigint; amount: Rupiah }>`
    select region_code, count(distinct worker) as workers, count(*) as shares, sum(amount)::bigint as amount
    from gift_shares where gift_id = ${giftId} group by region_code order by count(*) desc, region_code limit ${limit}`.execute(
    db,
  )
  return rows.map(({ region_code, workers, shares, amount }) => ({
    regionCode: Number(region_code) as RegionCode,
    workers: Number(workers),
    shares: Number(shares),
    amount,
  }))
}
