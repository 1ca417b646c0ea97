import { rupiahToJson } from '../../kernel/rupiah.ts'
import { writtenRegion } from '../access/places.ts'
import type { Coverage, CoverageRow } from './ask-coverage.ts'
import type { Movers, Ranking, TrendPoint } from './compare-coverage.ts'
import { numeratorSource, type CoverageFigure } from './coverage.ts'
import type { Hiding } from './hide-small-cells.ts'
import { hiddenCells } from './small-cells.ts'

/** A coverage figure as JSON; null is "not defined at this level", or hidden since so few stand behind it. */
export function answerCoverage(coverage: Coverage) {
  const { figure, place, rows, published, jakon, countedFrom, knownAt, hiding } = coverage
  const { region, indicator, counting, segment, asOf, target } = figure
  const isHidden = hiding.isHidden(region, indicator)
  return {
    region: writtenRegion(region),
    indicator,
    counting,
    segment,
    asOf,
    ...numbersOf(figure, isHidden),
    targetSource: target?.source ?? null,
    source: sourceOf(figure),
    place,
    jakon,
    countedFrom,
    knownAt: knownAt?.toISOString() ?? null,
    leastShown: hiding.least,
    rows: rowsShown(rows, figure, hiding).map(answerRow),
    published: published.map(
      ({ asOf: day, kind, segment: of, indicator: scale, persons, basisPoints, ...said }) => ({
        asOf: day,
        kind,
        segment: of,
        indicator: scale,
        persons,
        percent: percentText(basisPoints),
        source: said.source,
        confidence: said.confidence,
      }),
    ),
  }
}

type ShownRow = { readonly row: CoverageRow; readonly isHidden: boolean }

function rowsShown(rows: readonly CoverageRow[], head: CoverageFigure, hiding: Hiding): readonly ShownRow[] {
  const { region, indicator } = head
  // Kinds of payers overlap in nobody of a segment, so that they are parts of the figure like any other.
  const isAnyHidden = hiding.areSegmentsHidden(region)
  const cells = rows.map(({ part, people }) => ({ key: part, count: people }))
  const payers = hiding.least === null ? new Set<string>() : hiddenCells(cells, hiding.least)
  return rows.map((row) => ({
    row,
    isHidden: row.figure
      ? hiding.isHidden(row.figure.region, indicator)
      : isAnyHidden || payers.has(row.part),
  }))
}

/** The regions of a level in their order. */
export function answerRanking({ asOf, ranked, hiding }: Ranking) {
  return {
    asOf,
    rows: ranked.map(({ place, figure }) => {
      const isHidden = hiding.isHidden(figure.region, figure.indicator)
      return {
        region: writtenRegion(figure.region),
        place: isHidden ? null : place,
        ...numbersOf(figure, isHidden),
        source: sourceOf(figure),
      }
    }),
  }
}

/** What became of regions between two days. */
export function answerMovers({ from, to, indicator, counting, movers, hiding }: Movers) {
  return {
    from,
    to,
    source: numeratorSource(indicator, counting).id,
    rows: movers.map(({ region, before, after, change, basisPointsChange }) => {
      const isHidden = hiding.some((each) => each.isHidden(region, indicator))
      return {
        region: writtenRegion(region),
        before: isHidden ? null : before,
        after: isHidden ? null : after,
        change: isHidden ? null : change,
        percentChange: isHidden || basisPointsChange === null ? null : signedPercent(basisPointsChange),
        isHidden,
      }
    }),
  }
}

/** Month after month, with the path of the target. */
export function answerTrend(points: readonly TrendPoint[]) {
  return {
    rows: points.map(({ month, figure, path, isHidden }) => ({
      month,
      asOf: figure.asOf,
      ...numbersOf(figure, isHidden),
      path: percentText(path),
      source: sourceOf(figure),
    })),
  }
}

function answerRow({ row: { part, people, members, figure }, isHidden }: ShownRow) {
  if (figure) return { part, ...numbersOf(figure, isHidden) }
  return {
    part,
    numerator: isHidden ? null : people,
    members: isHidden ? null : members,
    isHidden,
    denominator: null,
    percent: null,
    target: null,
    gapPeople: null,
    gapRupiahPerYear: null,
  }
}

function sourceOf({ indicator, counting, denominator }: CoverageFigure) {
  return {
    numerator: numeratorSource(indicator, counting).id,
    denominator: denominator && {
      source: denominator.source,
      vintage: denominator.vintage,
      countedOn: denominator.countedOn,
      confidence: denominator.confidence,
    },
  }
}

function numbersOf(figure: CoverageFigure, isHidden: boolean) {
  const { people, members, denominator, basisPoints, target, gapPeople, gapRupiah } = figure
  return {
    numerator: isHidden ? null : people,
    members: isHidden ? null : members,
    isHidden,
    denominator: denominator?.persons ?? null,
    percent: isHidden ? null : percentText(basisPoints),
    target: percentText(target?.basisPoints ?? null),
    gapPeople: isHidden ? null : gapPeople,
    gapRupiahPerYear: isHidden || gapRupiah === null ? null : rupiahToJson(gapRupiah),
  }
}

function signedPercent(basisPoints: number): string {
  return `${basisPoints < 0 ? '-' : '+'}${percentText(Math.abs(basisPoints)) ?? ''}`
}

export function percentText(basisPoints: number | null): string | null {
  if (basisPoints === null) return null
  return `${String(Math.floor(basisPoints / 100))}.${String(basisPoints % 100).padStart(2, '0')}`
}
