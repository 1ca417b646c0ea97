import type { PlainDate } from '../../kernel/plain-date.ts'
import { monthOf } from '../../kernel/month.ts'
import { depthOf, type RegionCode, type RegionDepth } from '../../kernel/region-code.ts'
import { total } from '../../kernel/rupiah.ts'
import type { By } from '../access/act.ts'
import { requireRegionReached } from '../access/reach.ts'
import { throughGate } from '../access/scope.ts'
import { askCoverage, type Coverage } from '../coverage/ask-coverage.ts'
import { askMovers, askRanking, askTrend, type Movers, type Ranking } from '../coverage/compare-coverage.ts'
import type { CoveragePlace, Counting } from '../coverage/coverage.ts'
import type { CoverageDeps } from '../coverage/open-tallies.ts'
import { hiddenCells } from '../coverage/small-cells.ts'
import type { Indicator } from '../figures/figures.ts'
import { listEnding } from '../protection/ask-protection.ts'
import { ENDING_WITHIN } from '../protection/protection.ts'
import { readCompliance, readEffort } from './evidence-queries.ts'
import { countCascade, listRefusalReasons, readFreshness } from './queries.ts'
import {
  biggestMovers,
  hideSmallEnding,
  hideSmallFreshness,
  hideSmallReasons,
  hideSmallRows,
  seenFigure,
  type EndingTotal,
  type RegionSummary,
  type Summary,
} from './summary.ts'

export type SummaryQuestion = {
  readonly region: RegionCode
  readonly asOf?: PlainDate
  readonly indicator?: Indicator
  readonly counting?: Counting
  readonly place?: CoveragePlace
}

/** The numbers by which a region contains those of the next level, as places of programmes are counted. */
const WIDTH_BELOW: { readonly [Depth in RegionDepth]: number } = {
  country: 100_000_000,
  provinsi: 1_000_000,
  'kabupaten-kota': 10_000,
  kecamatan: 1,
  'desa-kelurahan': 1,
}

/**
 * One step of the cascade: a region, those below it side by side, and what became of the places of programmes in each. Numbers only, and
 * none of too few people for whoever may not see people. Refuses a region out of sight.
 */
export async function askRegion(
  deps: CoverageDeps,
  by: By,
  question: SummaryQuestion,
): Promise<RegionSummary> {
  const { region, asOf = deps.clock.today(), indicator = 'A', place = 'work' } = question
  requireRegionReached(by, region)
  const at = { region, asOf, indicator, place, counting: question.counting ?? 'protected' }
  const coverage = await askCoverage(deps, by, at)
  const ranking = await askRanking(deps, by, at)
  const cascade = await throughGate(deps.db, 'system', (tx) =>
    countCascade(tx, region, WIDTH_BELOW[depthOf(region)], asOf),
  )
  const { least } = coverage.hiding
  return {
    ...{ region, asOf, leastShown: least },
    coverage: {
      figure: seenFigure(coverage.figure, coverage.hiding.isHidden(region, indicator)),
      published: coverage.published,
    },
    ranking: seenRanking(ranking),
    cascade: least === null ? cascade : hideSmallRows(cascade, least),
  }
}

/** The same with everything its leaders ask next: what moved, what is about to end, who pays, and how fresh all of it is. */
export async function askSummary(deps: CoverageDeps, by: By, question: SummaryQuestion): Promise<Summary> {
  const step = await askRegion(deps, by, question)
  const { region, asOf, leastShown: least } = step
  const { indicator = 'A', place = 'work', counting = 'protected' } = question
  const how = { region, indicator, place, counting }
  const movers = await askMovers(deps, by, { ...how, to: asOf })
  const trend = await askTrend(deps, by, { ...how, until: monthOf(asOf) })
  const counted = await throughGate(deps.db, 'system', async (tx) => ({
    reasons: await listRefusalReasons(tx, region),
    freshness: await readFreshness(tx, region),
    compliance: await readCompliance(tx, region, asOf),
    effort: await readEffort(tx, region, asOf),
  }))
  const ending = await endingTotals(deps, by, region)
  return {
    ...step,
    movers: biggestMovers(seenMovers(movers)),
    moversSince: movers.from,
    trend: trend.map(({ month, figure, path, isHidden }) => ({
      ...{ month, path },
      figure: seenFigure(figure, isHidden),
    })),
    reasons: least === null ? counted.reasons : hideSmallReasons(counted.reasons, least),
    freshness: least === null ? counted.freshness : hideSmallFreshness(counted.freshness, least),
    compliance: counted.compliance,
    effort: counted.effort,
    bySegment: seenParts(await askCoverage(deps, by, { ...how, asOf, by: 'segment' })),
    byPayer: seenParts(await askCoverage(deps, by, { ...how, asOf, by: 'payer' })),
    ending: least === null ? ending : hideSmallEnding(ending, least),
  }
}

function seenRanking({ ranked, hiding }: Ranking): RegionSummary['ranking'] {
  return ranked.map(({ place, figure }) => {
    const isHidden = hiding.isHidden(figure.region, figure.indicator)
    return { place: isHidden ? null : place, figure: seenFigure(figure, isHidden) }
  })
}

function seenMovers({ movers, hiding, indicator }: Movers) {
  return movers.filter(({ region }) => !hiding.some((each) => each.isHidden(region, indicator)))
}

/** Segments and kinds of payer that may stand beside the figure; none where their sums would tell of few. */
function seenParts({ rows, figure, hiding }: Coverage): ReadonlyMap<string, number> {
  if (hiding.areSegmentsHidden(figure.region)) return new Map()
  const cells = rows.map(({ part, people }) => ({ key: part, count: people }))
  const hidden = hiding.least === null ? new Set<string>() : hiddenCells(cells, hiding.least)
  return new Map(rows.filter(({ part }) => !hidden.has(part)).map(({ part, people }) => [part, people]))
}

async function endingTotals(deps: CoverageDeps, by: By, region: RegionCode): Promise<EndingTotal[]> {
  const totals: EndingTotal[] = []
  for (const within of ENDING_WITHIN) {
    const groups = await listEnding(deps, by, { within, region })
    totals.push({
      within,
      people: groups.reduce((sum, { people }) => sum + people, 0),
      perMonth: total(groups.map(({ perMonth }) => perMonth)),
    })
  }
  return totals
}
