import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import { writtenRegion } from '../access/places.ts'
import { denominatorsOf } from '../figures/queries.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { rulesSql } from '../programmes/eligibility-sql.ts'
import { rangeOfMonths, type SupportProgramme } from '../programmes/programmes.ts'
import type { SharedBy } from './proposals.ts'

type Shared = {
  readonly programme: SupportProgramme
  readonly region: RegionCode
  readonly villages: readonly RegionCode[]
  readonly today: PlainDate
}

const MOST_TOLD = 5

/**
 * By what a total is shared over villages: the people of the registry who live there, those of them who fit the programme and whom nobody pays
 * for, or own-account workers as a source has counted them. Refuses when nobody fits, and when a village has no count: none is made up.
 */
export async function weightsOf(tx: Tx, by: SharedBy, shared: Shared): Promise<readonly bigint[]> {
  const { region, villages, programme } = shared
  if (by === 'denominator') return countedWorkers(tx, shared)
  if (by === 'people') {
    // A village without anybody in the registry counts as one, so that a share exists before any list came in.
    const counts = await peopleIn(tx, region)
    return villages.map((village) => counts.get(village) ?? 1n)
  }
  const counts = await throughMatching(tx, () => freePeopleIn(tx, region, programme))
  const weights = villages.map((village) => counts.get(village) ?? 0n)
  if (weights.every((weight) => weight === 0n)) throw refuse('nobody-eligible', {})
  return weights
}

type Counts = ReadonlyMap<RegionCode, bigint>
type CountRow = { region: bigint; count: bigint }

function countsOf(rows: readonly CountRow[]): Counts {
  return new Map(rows.map(({ region, count }) => [Number(region) as RegionCode, count]))
}

async function peopleIn(db: Queryable, region: RegionCode): Promise<Counts> {
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<CountRow>`
    select residence_region as region, count(*) as count from people
    where residence_region between ${first} and ${last} and merged_into is null group by 1`.execute(db)
  return countsOf(rows)
}

async function freePeopleIn(db: Queryable, region: RegionCode, programme: SupportProgramme): Promise<Counts> {
  const { first, last } = subtreeOf(region)
  const { rules, firstMonth, programmes } = programme
  const { rows } = await sql<CountRow>`
    select p.residence_region as region, count(*) as count from people p
    where p.residence_region between ${first} and ${last} and p.merged_into is null and p.segment = 'BPU'
      and p.living_status is distinct from 'deceased' and ${rulesSql(rules, firstMonth)}
      and not exists (select from protections c where c.person_id = p.id and c.segment = 'BPU'
        and c.months && ${rangeOfMonths(programme)}::daterange and c.programmes && int4range(${programmes.first}, ${programmes.end}))
    group by 1`.execute(db)
  return countsOf(rows)
}

/** Indicator C is of own-account workers, whether the source calls them BPU or all. */
async function countedWorkers(tx: Tx, { villages, today: on }: Shared): Promise<readonly bigint[]> {
  const [named, all] = [
    await denominatorsOf(tx, villages, 'C', 'BPU', { on }),
    await denominatorsOf(tx, villages, 'C', 'all', { on }),
  ]
  const found = villages.map((village) => named.get(village) ?? all.get(village))
  const missing = villages.filter((_, index) => found[index] === undefined)
  if (missing.length > 0) {
    const regions = missing.slice(0, MOST_TOLD).map(writtenRegion)
    throw refuse('denominator-missing', { count: missing.length, regions })
  }
  return found.map((each) => BigInt(each?.persons ?? 0))
}
