import { addMonths, monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import { assessSpan } from '../../rules/contribution.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { FigureSegment, Indicator } from '../figures/figures.ts'
import { denominatorsOf, targetsOf } from '../figures/queries.ts'
import type { Denominator } from '../figures/read-figures.ts'
import { PUBLISHED_TARGETS } from '../figures/targets.ts'
import {
  assessCoverage,
  type CoverageCount,
  type CoverageFigure,
  type Counting,
  type Goal,
  type JakonScope,
} from './coverage.ts'

export type FiguresAsk = {
  readonly asOf: PlainDate
  readonly indicator: Indicator
  readonly counting: Counting
  readonly jakon?: JakonScope
  readonly knownAt?: Date
  readonly book: LawBook
}

export type RegionCount = CoverageCount & { readonly region: RegionCode }

/** Figures of regions from their counts. Denominators and targets of all of them are asked for in one statement each. */
export async function figuresOf(
  db: Queryable,
  ask: FiguresAsk,
  counts: readonly RegionCount[],
): Promise<readonly CoverageFigure[]> {
  const { asOf, indicator, counting, knownAt, book } = ask
  const regions = counts.map(({ region }) => region)
  const segment: FigureSegment = indicator === 'C' ? 'BPU' : 'all'
  const denominators = await denominatorsIn(db, ask, regions, segment)
  const year = Number(asOf.slice(0, 4))
  const targets = await targetsOf(db, regions, indicator, year, knownAt)
  const pricePerYear = priceOfYear(monthOf(asOf), book)
  return counts.map((count) =>
    assessCoverage({
      ...count,
      indicator,
      counting,
      segment,
      asOf,
      denominator: denominators.get(count.region) ?? null,
      target: targetOf(targets.get(count.region) ?? publishedTarget(count.region, year, indicator), year),
      pricePerYear,
    }),
  )
}

/** Without construction: less the construction workers of the very same count. One without the other says nothing. */
async function denominatorsIn(
  db: Queryable,
  { asOf, indicator, jakon = 'with', knownAt }: FiguresAsk,
  regions: readonly RegionCode[],
  segment: FigureSegment,
): Promise<ReadonlyMap<RegionCode, Denominator>> {
  const known = { on: asOf, ...(knownAt && { knownAt }) }
  const all = await denominatorsOf(db, regions, indicator, segment, known)
  if (jakon === 'with' || segment !== 'all') return all
  const construction = await denominatorsOf(db, regions, indicator, 'JAKON', known)
  return new Map(
    [...all].flatMap(([region, denominator]) => {
      const part = construction.get(region)
      const isSame = part?.vintage === denominator.vintage && part.countedOn === denominator.countedOn
      if (!part || !isSame || part.persons >= denominator.persons) return []
      return [[region, { ...denominator, persons: denominator.persons - part.persons }] as const]
    }),
  )
}

/** The targets of some years for one region: its own by file first, then a published one. */
export async function targetPathOf(
  db: Queryable,
  region: RegionCode,
  indicator: Indicator,
  { years, knownAt }: { readonly years: readonly number[]; readonly knownAt?: Date },
): Promise<ReadonlyMap<number, Goal>> {
  const path = new Map<number, Goal>()
  for (const year of years) {
    const own = await targetsOf(db, [region], indicator, year, knownAt)
    const goal = targetOf(own.get(region) ?? publishedTarget(region, year, indicator), year)
    if (goal) path.set(year, goal)
  }
  return path
}

function publishedTarget(region: RegionCode, year: number, indicator: Indicator) {
  return PUBLISHED_TARGETS.find(
    (target) => target.region === region && target.year === year && target.indicator === indicator,
  )
}

function targetOf(found: Omit<Goal, 'year'> | undefined, year: number): Goal | null {
  if (!found) return null
  const { basisPoints, source, confidence } = found
  return { year, basisPoints, source, confidence }
}

/** JKK and JKM of somebody on the lowest bracket for twelve months from a month on, by the law of each: what protecting one more costs. */
function priceOfYear(first: Month, book: LawBook): Rupiah {
  const question = {
    segment: 'BPU',
    income: 0n,
    payer: 'apbd-regency',
    occupationGroup: 'other',
    programmes: ['JKK', 'JKM'],
  } as const
  return assessSpan(question, addMonths(first, 1), 12, book).total
}
