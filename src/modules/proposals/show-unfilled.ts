import { sql } from 'kysely'
import { parseRegionCode, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Queryable } from '../../platform/db.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { writtenRegion } from '../access/places.ts'
import { getProgramme } from '../programmes/queries.ts'
import { beyondPlacesOf, unfilledOf } from './proposals.ts'
import { listPlaces } from './queries.ts'

type Escalation = { readonly region_code: bigint; readonly to_region: bigint; readonly escalated_at: Date }

/** Regions of a programme with places that nobody fills or people beyond them, and whether the level above has been told. */
export function showUnfilled(
  { db }: Pick<Deps, 'db'>,
  by: By,
  programmeId: string,
  region: string | undefined,
) {
  return inScopeOf(db, by, async (tx) => {
    const programme = await getProgramme(tx, programmeId)
    const within = region === undefined ? programme.regionCode : parseRegionCode('region', region)
    const escalated = await escalationsOf(tx, programme.id, within)
    const regions = (await listPlaces(tx, programme.id, within)).flatMap((each) => {
      const [unfilled, beyond] = [unfilledOf(each), beyondPlacesOf(each)]
      if (unfilled + beyond === 0) return []
      const told = escalated.get(each.regionCode)
      return [
        {
          region: writtenRegion(each.regionCode),
          places: each.places,
          filled: each.filled,
          unfilled,
          beyond,
          escalatedTo: told ? writtenRegion(Number(told.to_region) as RegionCode) : null,
          escalatedAt: told ? told.escalated_at.toISOString() : null,
        },
      ]
    })
    return {
      programmeId: programme.id,
      unfilled: regions.reduce((sum, each) => sum + each.unfilled, 0),
      beyond: regions.reduce((sum, each) => sum + each.beyond, 0),
      regions,
    }
  })
}

async function escalationsOf(
  db: Queryable,
  programmeId: string,
  within: RegionCode,
): Promise<ReadonlyMap<RegionCode, Escalation>> {
  const { first, last } = subtreeOf(within)
  const { rows } = await sql<Escalation>`
    select region_code, to_region, escalated_at from place_escalations
    where programme_id = ${programmeId} and region_code between ${first} and ${last} and ended_at is null`.execute(
    db,
  )
  return new Map(rows.map((row) => [Number(row.region_code) as RegionCode, row]))
}
