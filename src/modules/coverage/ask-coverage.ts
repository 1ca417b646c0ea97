import type { PlainDate } from '../../kernel/plain-date.ts'
import { depthOf, type RegionCode, type RegionDepth } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import type { By } from '../access/act.ts'
import { writtenRegion } from '../access/places.ts'
import { requireRegionReached } from '../access/reach.ts'
import { throughGate } from '../access/scope.ts'
import { newestUpTo, type Indicator, type PublishedFigure } from '../figures/figures.ts'
import { PUBLISHED_FIGURES } from '../figures/published-figures.ts'
import { listBelow } from '../regions/queries.ts'
import { figuresOf, type FiguresAsk } from './assess-figures.ts'
import {
  countsBySegment,
  NO_TALLY,
  type CoverageCount,
  type CoverageFigure,
  type CoveragePart,
  type CoveragePlace,
  type Counting,
  type JakonScope,
} from './coverage.ts'
import { hideSmallCells, NOTHING_HIDDEN, seesSmallCells, type Hiding } from './hide-small-cells.ts'
import { countedBy, openTallies, type CoverageDeps, type Tallies } from './open-tallies.ts'

export type { CoverageDeps } from './open-tallies.ts'

export type CoverageQuestion = {
  readonly region: RegionCode
  readonly asOf?: PlainDate
  readonly indicator?: Indicator
  /** Left out: whoever is protected here. */
  readonly counting?: Counting
  readonly place?: CoveragePlace
  readonly by?: CoveragePart
  readonly jakon?: JakonScope
  /** Count from the rows, not from the counters: slow, and the same. */
  readonly fromRows?: boolean
  /** As it was known at this instant, by what had been recorded then. */
  readonly knownAt?: Date
}

/** One line of a parted figure: a region has a figure of its own, a segment or payer a count. */
export type CoverageRow = CoverageCount & { readonly part: string; readonly figure: CoverageFigure | null }

export type Coverage = {
  readonly figure: CoverageFigure
  readonly place: CoveragePlace
  readonly rows: readonly CoverageRow[]
  /** The newest figures of others about the same region up to that day: beside our count, never in it. */
  readonly published: readonly PublishedFigure[]
  readonly jakon: JakonScope
  readonly countedFrom: 'counters' | 'rows'
  readonly knownAt: Date | null
  /** What this asker is not shown, since so few stand behind it. */
  readonly hiding: Hiding
}

/**
 * How many are protected in a region on a day, of how many, and how many more the target asks for; parted by segment, by the regions of the
 * next level, or by kind of payer. Answered by the counters, exact at commit; from the rows for a day to come, for what was known once,
 * and for payers. Refuses a region out of sight.
 */
export async function askCoverage(deps: CoverageDeps, by: By, question: CoverageQuestion): Promise<Coverage> {
  const { clock, book, db } = deps
  const { region, asOf = clock.today(), indicator = 'A', place = 'work', jakon = 'with', knownAt } = question
  const { counting = 'protected' } = question
  requireRegionReached(by, region)
  return throughGate(db, 'system', async (tx) => {
    const tallies = await openTallies(tx, deps, { ...question, asOf, place })
    const asking: FiguresAsk = { asOf, indicator, counting, jakon, book, ...(knownAt && { knownAt }) }
    const tally = (await tallies.of([region])).get(region) ?? NO_TALLY
    const [figure] = await figuresOf(tx, asking, [{ region, ...countedBy(indicator, tally) }])
    if (!figure) throw new Error('one region has one figure')
    const rows = async (): Promise<readonly CoverageRow[]> => {
      if (question.by === undefined) return []
      if (question.by === 'segment') return plainRows(countsBySegment(indicator, tally))
      if (question.by === 'payer') return plainRows(await tallies.byPayer(region, indicator))
      return (await figuresBelow(tx, tallies, asking, region)).map(rowOf)
    }
    return {
      figure,
      place,
      rows: await rows(),
      published: publishedOf(region, asOf),
      jakon,
      countedFrom: tallies.countedFrom,
      knownAt: knownAt ?? null,
      hiding: seesSmallCells(by) ? NOTHING_HIDDEN : await hideSmallCells(tallies, [region]),
    }
  })
}

const LEVEL_BELOW: { readonly [Depth in RegionDepth]: number } = {
  country: 1,
  provinsi: 2,
  'kabupaten-kota': 3,
  kecamatan: 4,
  'desa-kelurahan': 4,
}

/** The figures of the regions of the next level below one, by the map of the day; nobody is counted where nobody is. */
export async function figuresBelow(
  tx: Tx,
  tallies: Tallies,
  asking: FiguresAsk,
  region: RegionCode,
): Promise<readonly CoverageFigure[]> {
  const depth = depthOf(region)
  const counts = await tallies.below(region)
  const below = await listBelow(tx, region, tallies.asOf, LEVEL_BELOW[depth])
  return figuresOf(
    tx,
    asking,
    below
      .filter(({ code }) => depthOf(code) !== depth)
      .map(({ code }) => ({ region: code, ...countedBy(asking.indicator, counts.get(code)) })),
  )
}

function rowOf(figure: CoverageFigure): CoverageRow {
  return { part: writtenRegion(figure.region), people: figure.people, members: figure.members, figure }
}

function plainRows(counts: ReadonlyMap<string, CoverageCount>): readonly CoverageRow[] {
  return [...counts].map(([part, count]) => ({ part, ...count, figure: null }))
}

function publishedOf(region: RegionCode, asOf: PlainDate): readonly PublishedFigure[] {
  const figures = PUBLISHED_FIGURES.filter((figure) => figure.region === region)
  return [...newestUpTo(figures, asOf).values()].toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))
}
