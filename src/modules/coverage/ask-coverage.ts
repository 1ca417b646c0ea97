import { addMonths, monthOf, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { depthOf, type RegionCode, type RegionDepth } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { assessSpan } from '../../rules/contribution.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { bpuArrearsMonths } from '../../rules/parameters/duties.ts'
import type { By } from '../access/act.ts'
import { writtenRegion } from '../access/places.ts'
import { requireRegionReached } from '../access/reach.ts'
import { throughGate } from '../access/scope.ts'
import { newestUpTo, type FigureSegment, type Indicator, type PublishedFigure } from '../figures/figures.ts'
import { PUBLISHED_FIGURES } from '../figures/published-figures.ts'
import { denominatorsOf, listTargets } from '../figures/queries.ts'
import { PUBLISHED_TARGETS } from '../figures/targets.ts'
import { listBelow } from '../regions/queries.ts'
import {
  assessCoverage,
  segmentsOf,
  type CoverageCount,
  type CoverageFigure,
  type CoveragePart,
  type CoveragePlace,
  type Goal,
} from './coverage.ts'
import { countByPayer, countByRegion, countBySegment, countProtected, type CoverageAsk } from './queries.ts'

export type CoverageDeps = Deps & { readonly book: LawBook }

export type CoverageQuestion = {
  readonly region: RegionCode
  readonly asOf?: PlainDate
  readonly indicator?: Indicator
  readonly place?: CoveragePlace
  readonly by?: CoveragePart
}

/** One line of a parted figure: a region has a figure of its own, a segment or payer a count. */
export type CoverageRow = CoverageCount & { readonly part: string; readonly figure: CoverageFigure | null }

export type Coverage = {
  readonly figure: CoverageFigure
  readonly place: CoveragePlace
  readonly rows: readonly CoverageRow[]
  /** The newest figures of others about the same region up to that day: beside our count, never in it. */
  readonly published: readonly PublishedFigure[]
}

/**
 * How many are protected in a region on a day, of how many, and how many more the target asks for; parted by segment, by the regions of the
 * next level, or by kind of payer. Counted from the rows of protections, bills and payments. Refuses a region out of sight.
 */
export async function askCoverage(
  { db, clock, book }: CoverageDeps,
  by: By,
  question: CoverageQuestion,
): Promise<Coverage> {
  const { region, asOf = clock.today(), indicator = 'A', place = 'work' } = question
  requireRegionReached(by, region)
  const ask: CoverageAsk = {
    region,
    asOf,
    place,
    segments: segmentsOf(indicator),
    toleratedMonths: book.on(bpuArrearsMonths, asOf).value,
  }
  return throughGate(db, 'system', async (tx) => {
    const figures = figuresOf(tx, { asOf, indicator, pricePerYear: priceOfYear(monthOf(asOf), book) })
    const count = await countProtected(tx, ask)
    const [figure] = await figures([{ region, ...count }])
    if (!figure) throw new Error('one region has one figure')
    return {
      figure,
      place,
      rows: await rowsOf(tx, ask, question.by, figures),
      published: publishedOf(region, asOf),
    }
  })
}

type Figures = (
  counts: readonly (CoverageCount & { readonly region: RegionCode })[],
) => Promise<readonly CoverageFigure[]>

/** Figures of regions from their counts: their denominators are asked for in one statement. */
function figuresOf(
  tx: Tx,
  { asOf, indicator, pricePerYear }: { asOf: PlainDate; indicator: Indicator; pricePerYear: Rupiah },
): Figures {
  const segment: FigureSegment = indicator === 'C' ? 'BPU' : 'all'
  return async (counts) => {
    const regions = counts.map(({ region }) => region)
    const denominators = await denominatorsOf(tx, regions, indicator, segment, { on: asOf })
    const figures: CoverageFigure[] = []
    for (const count of counts) {
      const target = await targetOf(tx, count.region, Number(asOf.slice(0, 4)), indicator)
      figures.push(
        assessCoverage({
          ...count,
          indicator,
          segment,
          asOf,
          denominator: denominators.get(count.region) ?? null,
          target,
          pricePerYear,
        }),
      )
    }
    return figures
  }
}

/** The target of a year: the region's own by file first, then a published one. */
async function targetOf(
  tx: Tx,
  region: RegionCode,
  year: number,
  indicator: Indicator,
): Promise<Goal | null> {
  const fits = (target: { readonly year: number; readonly indicator: Indicator }) =>
    target.year === year && target.indicator === indicator
  const own = (await listTargets(tx, region)).find(fits)
  const found = own ?? PUBLISHED_TARGETS.find((target) => target.region === region && fits(target))
  if (!found) return null
  const { basisPoints, source, confidence } = found
  return { year, basisPoints, source, confidence }
}

/** The numbers by which a region contains those of the next level: 16.06 its districts, a district its villages. */
const WIDTH_BELOW: { readonly [Depth in RegionDepth]: number } = {
  country: 100_000_000,
  provinsi: 1_000_000,
  'kabupaten-kota': 10_000,
  kecamatan: 1,
  'desa-kelurahan': 1,
}
const LEVEL_BELOW: { readonly [Depth in RegionDepth]: number } = {
  country: 1,
  provinsi: 2,
  'kabupaten-kota': 3,
  kecamatan: 4,
  'desa-kelurahan': 4,
}

async function rowsOf(
  tx: Tx,
  ask: CoverageAsk,
  part: CoveragePart | undefined,
  figures: Figures,
): Promise<readonly CoverageRow[]> {
  if (part === undefined) return []
  if (part === 'segment') return plainRows(await countBySegment(tx, ask))
  if (part === 'payer') return plainRows(await countByPayer(tx, ask))
  const depth = depthOf(ask.region)
  const counts = await countByRegion(tx, ask, WIDTH_BELOW[depth])
  const below = await listBelow(tx, ask.region, ask.asOf, LEVEL_BELOW[depth])
  const nobody = { people: 0, members: 0 }
  const found = await figures(
    below
      .filter(({ code }) => depthOf(code) !== depth)
      .map(({ code }) => ({ region: code, ...(counts.get(code) ?? nobody) })),
  )
  return found.map((figure) => ({
    part: writtenRegion(figure.region),
    people: figure.people,
    members: figure.members,
    figure,
  }))
}

function plainRows(counts: ReadonlyMap<string, CoverageCount>): readonly CoverageRow[] {
  return [...counts].map(([part, count]) => ({ part, ...count, figure: null }))
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

function publishedOf(region: RegionCode, asOf: PlainDate): readonly PublishedFigure[] {
  const figures = PUBLISHED_FIGURES.filter((figure) => figure.region === region)
  return [...newestUpTo(figures, asOf).values()].toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))
}
