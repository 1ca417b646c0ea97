import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Bilingual } from '../../rules/laws.ts'
import { basisPointsOf, gapTo, type FigureSegment, type Indicator } from '../figures/figures.ts'

/** How a coverage figure can be parted. */
export const COVERAGE_PARTS = ['segment', 'region', 'payer'] as const
export type CoveragePart = (typeof COVERAGE_PARTS)[number]

/** Where a person counts: where he works (where nobody said, where he lives), or where he lives. BPJS counts by place of work. */
export const COVERAGE_PLACES = ['work', 'residence'] as const
export type CoveragePlace = (typeof COVERAGE_PLACES)[number]

/**
 * Whom a count takes for a member: whoever is protected here, or only those of them whom BPJS Ketenagakerjaan has told of as members. The second is
 * what indicator A asks for; the first stands for it until BPJS has answered.
 */
export const COUNTINGS = ['protected', 'told'] as const
export type Counting = (typeof COUNTINGS)[number]

const TOLD_COUNT: Bilingual = {
  id: 'BPJS Ketenagakerjaan: peserta menurut berkas hasil pengajuan, yang perlindungannya berjalan di Payung; tanpa Jasa Konstruksi',
  en: 'BPJS Ketenagakerjaan: members by the results of submissions whose protection runs in Payung; without construction',
}

/** Where a numerator comes from, and what it stands for: said with every figure. */
export function numeratorSource(indicator: Indicator, counting: Counting): Bilingual {
  if (counting === 'told') return TOLD_COUNT
  const standsFor: Bilingual =
    indicator === 'C'
      ? { id: 'peserta BPU aktif', en: 'active BPU members' }
      : { id: 'peserta aktif', en: 'active members' }
  return {
    id: `Payung: perlindungan dengan JKK, tagihan, dan pembayaran yang tercatat di sini; mewakili ${standsFor.id} sampai BPJS Ketenagakerjaan menjawab; tanpa Jasa Konstruksi`,
    en: `Payung: protection with JKK, bills and payments recorded here; stands for ${standsFor.en} until BPJS Ketenagakerjaan has answered; without construction`,
  }
}

/** What a count found in one part: persons, and memberships, of which somebody with two employers has two. */
export type CoverageCount = { readonly people: number; readonly members: number }

/** What is counted of a region on a day: memberships PU and BPU, people with at least one PU, and people with any. Who has a BPU has one. */
export type CoverageTally = {
  readonly wageMembers: number
  readonly ownMembers: number
  readonly wagePeople: number
  readonly allPeople: number
}
export const NO_TALLY: CoverageTally = { wageMembers: 0, ownMembers: 0, wagePeople: 0, allPeople: 0 }

/** With construction, or without: its workers are not registered here, so that only the denominator differs. */
export const JAKON_SCOPES = ['with', 'without'] as const
export type JakonScope = (typeof JAKON_SCOPES)[number]

/** The count an indicator takes in: all of PU and BPU for A and B, own-account workers for C. */
export function countOf(indicator: Indicator, tally: CoverageTally): CoverageCount {
  if (indicator === 'C') return { people: tally.ownMembers, members: tally.ownMembers }
  return { people: tally.allPeople, members: tally.wageMembers + tally.ownMembers }
}

/** The same by segment; one that nobody is in is left out. */
export function countsBySegment(
  indicator: Indicator,
  tally: CoverageTally,
): ReadonlyMap<'PU' | 'BPU', CoverageCount> {
  const own = { people: tally.ownMembers, members: tally.ownMembers }
  const wage = { people: tally.wagePeople, members: tally.wageMembers }
  return new Map(
    (
      [
        ['BPU', own],
        ['PU', wage],
      ] as const
    ).filter(([segment, { members }]) => members > 0 && segmentsOf(indicator).includes(segment)),
  )
}

/** Where one region stands among those of its level. Who has no share has no place. */
export type Ranked = { readonly place: number | null; readonly figure: CoverageFigure }

/** The regions in the order of their share, the greatest first; equal shares share a place. Those without a share follow by their numbers. */
export function rankFigures(figures: readonly CoverageFigure[]): readonly Ranked[] {
  const shared = figures.flatMap((figure) =>
    figure.basisPoints === null ? [] : [{ figure, share: figure.basisPoints }],
  )
  shared.sort((a, b) => b.share - a.share || a.figure.region - b.figure.region)
  const ranked = shared.map(({ figure, share }) => ({
    place: 1 + shared.filter((other) => other.share > share).length,
    figure,
  }))
  const rest = figures.filter(({ basisPoints }) => basisPoints === null)
  return [...ranked, ...rest.map((figure) => ({ place: null, figure }))]
}

/** What became of a region between two days. */
export type Mover = {
  readonly region: RegionCode
  readonly before: number
  readonly after: number
  readonly change: number
  /** Hundredths of a percent; null where one of the two days has no denominator, or another vintage of it: that is no movement of people. */
  readonly basisPointsChange: number | null
}

/** Pairs the figures of two days by region; who gained most comes first. */
export function assessMovers(
  before: readonly CoverageFigure[],
  after: readonly CoverageFigure[],
): readonly Mover[] {
  const earlier = new Map(before.map((figure) => [figure.region, figure]))
  const movers = after.map((figure): Mover => {
    const from = earlier.get(figure.region)
    const people = from?.people ?? 0
    return {
      region: figure.region,
      before: people,
      after: figure.people,
      change: figure.people - people,
      basisPointsChange: from ? shareChange(from, figure) : null,
    }
  })
  return movers.toSorted((a, b) => b.change - a.change || a.region - b.region)
}

function shareChange(from: CoverageFigure, to: CoverageFigure): number | null {
  const isSameVintage = from.denominator?.vintage === to.denominator?.vintage
  if (from.basisPoints === null || to.basisPoints === null || !isSameVintage) return null
  return to.basisPoints - from.basisPoints
}

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
  readonly counting: Counting
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
  'region' | 'indicator' | 'counting' | 'segment' | 'asOf' | 'denominator' | 'target'
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
