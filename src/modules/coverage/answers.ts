import { rupiahToJson } from '../../kernel/rupiah.ts'
import { writtenRegion } from '../access/places.ts'
import type { Coverage, CoverageRow } from './ask-coverage.ts'
import type { CoverageFigure } from './coverage.ts'

/** Where our own count comes from: said with every figure. */
export const OWN_COUNT = 'Payung: perlindungan, tagihan, dan pembayaran yang tercatat di sini'

/** A coverage figure as JSON; null is "not defined at this level". */
export function answerCoverage({ figure, place, rows, published }: Coverage) {
  const { region, indicator, segment, asOf, denominator, target } = figure
  return {
    region: writtenRegion(region),
    indicator,
    segment,
    asOf,
    ...numbersOf(figure),
    targetSource: target?.source ?? null,
    source: {
      numerator: OWN_COUNT,
      denominator: denominator && {
        source: denominator.source,
        vintage: denominator.vintage,
        countedOn: denominator.countedOn,
        confidence: denominator.confidence,
      },
    },
    place,
    rows: rows.map(answerRow),
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

function answerRow({ part, people, members, figure }: CoverageRow) {
  if (figure) return { part, ...numbersOf(figure) }
  return {
    part,
    numerator: people,
    members,
    denominator: null,
    percent: null,
    target: null,
    gapPeople: null,
    gapRupiahPerYear: null,
  }
}

function numbersOf({
  people,
  members,
  denominator,
  basisPoints,
  target,
  gapPeople,
  gapRupiah,
}: CoverageFigure) {
  return {
    numerator: people,
    members,
    denominator: denominator?.persons ?? null,
    percent: percentText(basisPoints),
    target: percentText(target?.basisPoints ?? null),
    gapPeople,
    gapRupiahPerYear: gapRupiah === null ? null : rupiahToJson(gapRupiah),
  }
}

function percentText(basisPoints: number | null): string | null {
  if (basisPoints === null) return null
  return `${String(Math.floor(basisPoints / 100))}.${String(basisPoints % 100).padStart(2, '0')}`
}
