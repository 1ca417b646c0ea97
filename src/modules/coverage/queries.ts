import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import { runPrepared } from '../../platform/prepared.ts'
import type { CoveragePlace, CoverageTally } from './coverage.ts'

export type CounterAsk = { readonly asOf: PlainDate; readonly place: CoveragePlace }

export type TallyRow = {
  region: bigint
  wage_members: bigint
  own_members: bigint
  wage_people: bigint
  all_people: bigint
}

export function tallyOf(row: TallyRow): [RegionCode, CoverageTally] {
  return [
    Number(row.region) as RegionCode,
    {
      wageMembers: Number(row.wage_members),
      ownMembers: Number(row.own_members),
      wagePeople: Number(row.wage_people),
      allPeople: Number(row.all_people),
    },
  ]
}

/** One counter on a day ($2 its month since year 0, $3 its day): the entry of its month, or the last one, and what its days before changed. */
const ENTRY = 'least($2 - c.first_month + 1, cardinality(c.all_people))'
const COUNTED = `select c.region_code as region,
    coalesce(c.wage_members[${ENTRY}], 0) + coalesce(d.wage_members[$3], 0) as wage_members,
    coalesce(c.own_members[${ENTRY}], 0) + coalesce(d.own_members[$3], 0) as own_members,
    coalesce(c.wage_people[${ENTRY}], 0) + coalesce(d.wage_people[$3], 0) as wage_people,
    coalesce(c.all_people[${ENTRY}], 0) + coalesce(d.all_people[$3], 0) as all_people
  from coverage_counts c left join coverage_days d on d.place = c.place and d.region_code = c.region_code and d.month = $2::integer`
const SUMS = `select region, sum(wage_members) as wage_members, sum(own_members) as own_members, sum(wage_people) as wage_people,
  sum(all_people) as all_people`
const MORE = 't.wage_members, t.own_members, t.wage_people, t.all_people'

// Planning these would take longer than running them.
const TALLY_REGIONS = {
  work: tallyRegionsBy('work_region'),
  residence: tallyRegionsBy('residence_region'),
} as const
const TALLY_BELOW = {
  work: tallyBelowBy('work_region'),
  residence: tallyBelowBy('residence_region'),
} as const

function tallyRegionsBy(code: 'work_region' | 'residence_region') {
  return {
    name: `coverage-tally-regions-${code}`,
    text: `${SUMS} from (
      ${COUNTED} where c.place = $1 and c.region_code = any ($5::bigint[])
      union all
      select s.first, ${MORE} from unnest($5::bigint[], $6::bigint[]) as s (first, last)
      join coverage_deltas t on t.${code} between s.first and s.last and t.days @> $4::date
    ) s group by region`,
  }
}

function tallyBelowBy(code: 'work_region' | 'residence_region') {
  return {
    name: `coverage-tally-below-${code}`,
    text: `${SUMS} from (
      ${COUNTED} where c.place = $1 and c.above_code = $5::bigint
      union all
      select t.${code} - t.${code} % $7::bigint, ${MORE} from coverage_deltas t
      where t.${code} between $5::bigint and $6::bigint and t.days @> $4::date
        and t.${code} - t.${code} % $7::bigint <> $5::bigint
    ) s group by region`,
  }
}

function dayValues({ asOf, place }: CounterAsk): readonly unknown[] {
  return [place, Number(asOf.slice(0, 4)) * 12 + Number(asOf.slice(5, 7)) - 1, Number(asOf.slice(8)), asOf]
}

/** Tallies of regions by the counters and what is not folded yet. To be asked behind the gate `system`: numbers only. */
export async function tallyRegions(
  db: Queryable,
  ask: CounterAsk,
  regions: readonly RegionCode[],
): Promise<ReadonlyMap<RegionCode, CoverageTally>> {
  const spans = regions.map(subtreeOf)
  const ranges = [spans.map(({ first }) => first), spans.map(({ last }) => last)]
  const rows = await runPrepared<TallyRow>(db, TALLY_REGIONS[ask.place], [...dayValues(ask), ...ranges])
  return new Map(rows.map(tallyOf))
}

/** The same of the regions of the next level below one, whose numbers are multiples of a width. */
export async function tallyBelow(
  db: Queryable,
  ask: CounterAsk,
  region: RegionCode,
  width: number,
): Promise<ReadonlyMap<RegionCode, CoverageTally>> {
  const { first, last } = subtreeOf(region)
  const rows = await runPrepared<TallyRow>(db, TALLY_BELOW[ask.place], [
    ...dayValues(ask),
    first,
    last,
    width,
  ])
  return new Map(rows.map(tallyOf))
}

export type CounterState = {
  /** Bills due before this day have been looked at for arrears, but for those that wait. */
  readonly lookedUntil: PlainDate
  readonly isWaiting: boolean
  /** Overdue months that the counters took as tolerated on the day; null: on no such day. */
  readonly toleratedMonths: number | null
}

/** Up to when the counters know of arrears, and by which tolerance. */
export async function getCounterState(db: Queryable, asOf: PlainDate): Promise<CounterState> {
  const { rows } = await sql<{ until_on: PlainDate; waiting: boolean; months: number | null }>`
    select a.until_on, exists (select from coverage_pending) as waiting,
      (select t.months from coverage_tolerances t where t.days @> ${asOf}::date) as months
    from coverage_arrears a`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the counters of coverage have lost their watermark')
  return { lookedUntil: row.until_on, isWaiting: row.waiting, toleratedMonths: row.months }
}

/** Which of these codes the map of a day does not have, each with the day from which it is one. */
export async function listStrayCodes(
  db: Queryable,
  codes: readonly RegionCode[],
  on: PlainDate,
): Promise<readonly { readonly code: RegionCode; readonly codeOn: PlainDate }[]> {
  const { rows } = await sql<{ code: bigint; code_on: PlainDate }>`
    select v.code, max(r.valid_from) as code_on from unnest(${[...codes]}::bigint[]) as v (code) join regions r on r.code = v.code
    where r.valid_to is null or r.valid_to > r.valid_from
    group by v.code
    having not bool_or(r.valid_from <= ${on}::date and (r.valid_to is null or r.valid_to > ${on}::date))`.execute(
    db,
  )
  return rows.map(({ code, code_on: codeOn }) => ({ code: Number(code) as RegionCode, codeOn }))
}
