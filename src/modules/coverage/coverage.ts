import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { basisPointsOf, gapTo, type FigureSegment, type Indicator } from '../figures/figures.ts'

/** How a coverage figure can be parted. */
export const COVERAGE_PARTS = ['segment', 'region', 'payer'] as const
export type CoveragePart = (typeof COVERAGE_PARTS)[number]

/** Where a person counts: where he works (where nobody said, where he lives), or where he lives. BPJS counts by place of work. */
export const COVERAGE_PLACES = ['work', 'residence'] as const
export type CoveragePlace = (typeof COVERAGE_PLACES)[number]

/** What a count found in one part: persons, and memberships, of which somebody with two employers has two. */
export type CoverageCount = { readonly people: number; readonly members: number }

export type Denominated = {
  readonly persons: number
  readonly countedOn: PlainDate
  readonly vintage: string
  readonly source: string
  readonly confidence: 'H' | 'M' | 'L'
}

export type Goal = {
  readonly year: number
  readonly basisPoints: number
  readonly source: string
  readonly confidence: 'H' | 'M' | 'L'
}

/** One figure with everything that makes it one: without a denominator there is no percentage, and none is made up. */
export type CoverageFigure = CoverageCount & {
  readonly region: RegionCode
  readonly indicator: Indicator
  readonly segment: FigureSegment
  readonly asOf: PlainDate
  readonly denominator: Denominated | null
  readonly basisPoints: number | null
  readonly target: Goal | null
  readonly gapPeople: number | null
  /** rupiah a year, at the price of JKK and JKM for the lowest bracket by the law of the months that follow. */
  readonly gapRupiah: Rupiah | null
}

type FigureFacts = Pick<
  CoverageFigure,
  'region' | 'indicator' | 'segment' | 'asOf' | 'denominator' | 'target'
> &
  CoverageCount & { readonly pricePerYear: Rupiah }

/** Puts a figure together: the share, the people who are missing to the target, and what they would cost for a year. */
export function assessCoverage({ pricePerYear, ...facts }: FigureFacts): CoverageFigure {
  const { people, denominator, target } = facts
  const gapPeople =
    denominator === null || target === null ? null : gapTo(target.basisPoints, people, denominator.persons)
  return {
    ...facts,
    basisPoints: denominator === null ? null : basisPointsOf(people, denominator.persons),
    gapPeople,
    gapRupiah: gapPeople === null ? null : BigInt(gapPeople) * pricePerYear,
  }
}

/** Segments of membership that a count of this indicator takes in. */
export function segmentsOf(indicator: Indicator): readonly ('PU' | 'BPU')[] {
  return indicator === 'C' ? ['BPU'] : ['PU', 'BPU']
}
