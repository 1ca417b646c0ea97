import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Confidence } from '../../rules/laws.ts'
import type { FigureSegment, Indicator } from './figures.ts'
import type { Denominator, RegionTarget } from './read-figures.ts'

type DenominatorRow = {
  region_code: bigint
  indicator: Indicator
  segment: FigureSegment
  persons: bigint
  counted_on: PlainDate
  vintage: string
  source: string
  confidence: Confidence
}

export type AsKnown = {
  /** The day the figure is about: the newest count up to it. */
  readonly on: PlainDate
  /** As it stood in our book at this instant; left out: as it stands now. */
  readonly knownAt?: Date
}

/**
 * The newest denominator of each region among `regions`, for one indicator and segment, counted on or before a day. A region without one
 * is not in the answer: none is ever made from those below or above it.
 */
export async function denominatorsOf(
  db: Queryable,
  regions: readonly RegionCode[],
  indicator: Indicator,
  segment: FigureSegment,
  { on, knownAt }: AsKnown,
): Promise<ReadonlyMap<RegionCode, Denominator>> {
  const { rows } = await sql<DenominatorRow>`
    select distinct on (region_code) region_code, indicator, segment, persons, counted_on, vintage, source, confidence
    from coverage_denominators
    where region_code = any(${[...regions]}::bigint[]) and indicator = ${indicator} and segment = ${segment}
      and counted_on <= ${on}::date and ${standing(knownAt)}
    order by region_code, counted_on desc, recorded_at desc`.execute(db)
  return new Map(rows.map((row) => [Number(row.region_code) as RegionCode, denominatorOf(row)]))
}

/** Every denominator of one region that stands, newest first. */
export async function listDenominators(
  db: Queryable,
  region: RegionCode,
  knownAt?: Date,
): Promise<readonly Denominator[]> {
  const { rows } = await sql<DenominatorRow>`
    select region_code, indicator, segment, persons, counted_on, vintage, source, confidence
    from coverage_denominators where region_code = ${region} and ${standing(knownAt)}
    order by counted_on desc, indicator, segment`.execute(db)
  return rows.map(denominatorOf)
}

/** Targets of one region that were loaded by file, earliest year first. */
export async function listTargets(
  db: Queryable,
  region: RegionCode,
  knownAt?: Date,
): Promise<readonly RegionTarget[]> {
  const { rows } = await sql<{
    region_code: bigint
    indicator: Indicator
    segment: FigureSegment
    year: number
    basis_points: number
    source: string
    confidence: Confidence
  }>`
    select region_code, indicator, segment, year, basis_points, source, confidence
    from coverage_targets where region_code = ${region} and ${standing(knownAt)}
    order by year, indicator, segment`.execute(db)
  return rows.map(({ region_code, basis_points: basisPoints, ...row }) => ({
    ...row,
    region: Number(region_code) as RegionCode,
    basisPoints,
  }))
}

/** The target of one year and indicator, for all workers it counts, of each region that has one by file. One statement for all of them. */
export async function targetsOf(
  db: Queryable,
  regions: readonly RegionCode[],
  indicator: Indicator,
  year: number,
  knownAt?: Date,
): Promise<ReadonlyMap<RegionCode, RegionTarget>> {
  const segment: FigureSegment = indicator === 'C' ? 'BPU' : 'all'
  const { rows } = await sql<{
    region_code: bigint
    basis_points: number
    source: string
    confidence: Confidence
  }>`
    select distinct on (region_code) region_code, basis_points, source, confidence
    from coverage_targets
    where region_code = any(${[...regions]}::bigint[]) and indicator = ${indicator} and segment = ${segment} and year = ${year}
      and ${standing(knownAt)}
    order by region_code, recorded_at desc`.execute(db)
  return new Map(
    rows.map(({ region_code, basis_points: basisPoints, source, confidence }) => {
      const region = Number(region_code) as RegionCode
      return [region, { region, indicator, segment, year, basisPoints, source, confidence }]
    }),
  )
}

function standing(knownAt: Date | undefined) {
  if (knownAt === undefined) return sql`replaced_at is null`
  return sql`recorded_at <= ${knownAt} and (replaced_at is null or replaced_at > ${knownAt})`
}

function denominatorOf({ region_code, persons, counted_on: countedOn, ...row }: DenominatorRow): Denominator {
  return { ...row, region: Number(region_code) as RegionCode, persons: Number(persons), countedOn }
}
