import { addMonths, firstDayOf, lastDayOf, monthOf, monthsFrom, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { By } from '../access/act.ts'
import { requireRegionReached } from '../access/reach.ts'
import { throughGate } from '../access/scope.ts'
import type { Indicator } from '../figures/figures.ts'
import { figuresBelow } from './ask-coverage.ts'
import { figuresOf, targetPathOf } from './assess-figures.ts'
import {
  assessMovers,
  rankFigures,
  type CoverageFigure,
  type CoveragePlace,
  type Counting,
  type Goal,
  type JakonScope,
  type Mover,
  type Ranked,
} from './coverage.ts'
import { hideSmallCells, NOTHING_HIDDEN, seesSmallCells, type Hiding } from './hide-small-cells.ts'
import { countedBy, openTallies, type CoverageDeps, type Tallies } from './open-tallies.ts'

export type RankingQuestion = {
  readonly region: RegionCode
  readonly asOf?: PlainDate
  readonly indicator?: Indicator
  /** Left out: whoever is protected here. */
  readonly counting?: Counting
  readonly place?: CoveragePlace
  /** As it was known at this instant, by what had been recorded then: from the rows. */
  readonly knownAt?: Date
  readonly jakon?: JakonScope
}

export type Ranking = {
  readonly asOf: PlainDate
  readonly ranked: readonly Ranked[]
  readonly hiding: Hiding
}

type Known = { readonly counting?: Counting; readonly knownAt?: Date }

function knownOf({ counting = 'protected', knownAt }: Known) {
  return { counting, ...(knownAt && { knownAt }) }
}

function hidingOf(by: By, tallies: Tallies, region: RegionCode): Promise<Hiding> {
  return seesSmallCells(by) ? Promise.resolve(NOTHING_HIDDEN) : hideSmallCells(tallies, [region])
}

/** The regions of the next level below one in the order of their share on a day. Refuses a region out of sight. */
export async function askRanking(deps: CoverageDeps, by: By, question: RankingQuestion): Promise<Ranking> {
  const { region, asOf = deps.clock.today(), indicator = 'A', place = 'work', jakon = 'with' } = question
  const known = knownOf(question)
  requireRegionReached(by, region)
  return throughGate(deps.db, 'system', async (tx) => {
    const tallies = await openTallies(tx, deps, { asOf, place, ...known })
    const asking = { asOf, indicator, jakon, book: deps.book, ...known }
    const figures = await figuresBelow(tx, tallies, asking, region)
    return { asOf, ranked: rankFigures(figures), hiding: await hidingOf(by, tallies, region) }
  })
}

export type MoversQuestion = {
  readonly region: RegionCode
  /** Left out: the last day of the month before. */
  readonly from?: PlainDate
  /** Left out: today. */
  readonly to?: PlainDate
  readonly indicator?: Indicator
  /** Left out: whoever is protected here. */
  readonly counting?: Counting
  readonly place?: CoveragePlace
  /** As it was known at this instant, by what had been recorded then: from the rows. */
  readonly knownAt?: Date
}

export type Movers = {
  readonly from: PlainDate
  readonly to: PlainDate
  readonly indicator: Indicator
  readonly counting: Counting
  readonly movers: readonly Mover[]
  /** Of either day: who was hidden on one of them is hidden. */
  readonly hiding: readonly Hiding[]
}

/** What became of the regions of the next level below one between two days, on the map of the later. Refuses a region out of sight. */
export async function askMovers(deps: CoverageDeps, by: By, question: MoversQuestion): Promise<Movers> {
  const { region, to = deps.clock.today(), indicator = 'A', place = 'work' } = question
  const known = knownOf(question)
  const from = question.from ?? lastDayOf(addMonths(monthOf(to), -1))
  requireRegionReached(by, region)
  return throughGate(deps.db, 'system', async (tx) => {
    const figuresOn = async (asOf: PlainDate) => {
      const tallies = await openTallies(tx, deps, { asOf, place, ...known })
      return {
        figures: await figuresBelow(tx, tallies, { asOf, indicator, book: deps.book, ...known }, region),
        hiding: await hidingOf(by, tallies, region),
      }
    }
    const [before, after] = [await figuresOn(from), await figuresOn(to)]
    const movers = assessMovers(before.figures, after.figures)
    return { from, to, indicator, ...known, movers, hiding: [before.hiding, after.hiding] }
  })
}

export type TrendQuestion = {
  readonly region: RegionCode
  /** The last month; left out: this one, up to today. */
  readonly until?: Month
  /** How many months; left out: 13, a year and the same month before. */
  readonly months?: number
  readonly indicator?: Indicator
  /** Left out: whoever is protected here. */
  readonly counting?: Counting
  readonly place?: CoveragePlace
  /** As it was known at this instant, by what had been recorded then: from the rows. */
  readonly knownAt?: Date
}

/** One month: how it stood on its last day, or today in the running one, and what the target asks for by then. */
export type TrendPoint = {
  readonly month: Month
  readonly figure: CoverageFigure
  /** Hundredths of a percent on the straight line from one year's target to the next, by the end of each December; null without either. */
  readonly path: number | null
  readonly isHidden: boolean
}

/** The last day of each month in a row, with the path of targets. Refuses a region out of sight. */
export async function askTrend(
  deps: CoverageDeps,
  by: By,
  question: TrendQuestion,
): Promise<readonly TrendPoint[]> {
  const { clock, book, db } = deps
  const { region, months = 13, indicator = 'A', place = 'work' } = question
  const known = knownOf(question)
  const until = question.until ?? monthOf(clock.today())
  requireRegionReached(by, region)
  const span = monthsFrom(addMonths(until, 1 - months), months)
  return throughGate(db, 'system', async (tx) => {
    const years = [...new Set(span.map((month) => Number(month.slice(0, 4))))]
    const goals = await targetPathOf(tx, region, indicator, {
      years: [Number(span[0]?.slice(0, 4)) - 1, ...years],
      ...known,
    })
    const points: TrendPoint[] = []
    for (const month of span) {
      const asOf =
        clock.today() < lastDayOf(month) ? largest(clock.today(), firstDayOf(month)) : lastDayOf(month)
      const tallies = await openTallies(tx, deps, { asOf, place, ...known })
      const count = countedBy(indicator, (await tallies.of([region])).get(region))
      const [figure] = await figuresOf(tx, { asOf, indicator, book, ...known }, [{ region, ...count }])
      const hiding = await hidingOf(by, tallies, region)
      if (figure)
        points.push({
          month,
          figure,
          path: pathOn(month, goals),
          isHidden: hiding.isHidden(region, indicator),
        })
    }
    return points
  })
}

function largest(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other
}

/** Where the straight line between the targets of two years is at the end of a month. Without the year before there is no line yet. */
export function pathOn(month: Month, goals: ReadonlyMap<number, Goal>): number | null {
  const year = Number(month.slice(0, 4))
  const [before, goal] = [goals.get(year - 1), goals.get(year)]
  const passed = Number(month.slice(5, 7))
  if (!goal) return null
  if (passed === 12) return goal.basisPoints
  if (!before) return null
  return before.basisPoints + Math.round(((goal.basisPoints - before.basisPoints) * passed) / 12)
}
