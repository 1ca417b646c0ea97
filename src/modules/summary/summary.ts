import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Month } from '../../kernel/month.ts'
import type { CoverageFigure, Mover } from '../coverage/coverage.ts'
import { hiddenCells } from '../coverage/small-cells.ts'
import type { PublishedFigure } from '../figures/figures.ts'
import type { EndingWithin } from '../protection/protection.ts'
import type { Because } from '../proposals/proposals.ts'

/** A figure as its reader may see it: without numbers where too few people stand behind them. */
export type SeenFigure = Omit<CoverageFigure, 'people' | 'members'> & { readonly people: number | null }

export function seenFigure({ members: _members, ...figure }: CoverageFigure, isHidden: boolean): SeenFigure {
  if (!isHidden) return figure
  return { ...figure, people: null, basisPoints: null, gapPeople: null, gapRupiah: null }
}

/** Places of programmes in one region and what became of them. */
export type CascadeCount = {
  readonly places: number
  /** Everybody proposed and not withdrawn. */
  readonly proposed: number
  readonly approved: number
  readonly refused: number
  /** Wait for a decision or for a place. */
  readonly waiting: number
  /** Places nobody was approved for: what is lifted to the level above. */
  readonly unfilled: number
}
export const NO_CASCADE: CascadeCount = {
  places: 0,
  proposed: 0,
  approved: 0,
  refused: 0,
  waiting: 0,
  unfilled: 0,
}

/** `counts` is null where too few people stand behind them for this reader. */
export type CascadeRow = { readonly region: RegionCode; readonly counts: CascadeCount | null }
export type CountedCascade = { readonly region: RegionCode; readonly counts: CascadeCount }

export function addCascade(a: CascadeCount, b: CascadeCount): CascadeCount {
  return {
    places: a.places + b.places,
    proposed: a.proposed + b.proposed,
    approved: a.approved + b.approved,
    refused: a.refused + b.refused,
    waiting: a.waiting + b.waiting,
    unfilled: a.unfilled + b.unfilled,
  }
}

/** Why somebody who was proposed is not protected. */
export type RefusalReason = { readonly because: Because; readonly people: number }

export type EndingTotal = {
  readonly within: EndingWithin
  /** Null where too few people stand behind it for this reader. */
  readonly people: number | null
  /** One more month for all of them. */
  readonly perMonth: Rupiah | null
}

/** How fresh what the figures rest on is; null where there is none yet. */
export type Freshness = {
  readonly newestListOn: PlainDate | null
  readonly newestBillOn: PlainDate | null
  readonly newestProtectionOn: PlainDate | null
  readonly peopleWithoutNik: number | null
  readonly people: number
}

/** Employers with a list here, those whose bills are late, and how much is late. Whether a list is complete nobody here can say. */
export type Compliance = { readonly employers: number; readonly late: number; readonly overdue: Rupiah }

/** What the Paritrana award asks about and Payung can count: regulations, budget and programmes of a year. Its weights are not published. */
export type Effort = {
  readonly year: number
  readonly legalBases: number
  readonly programmes: number
  readonly budget: Rupiah
}

/** A region, those of the next level below it in their order, and the places of programmes in each. */
export type RegionSummary = {
  readonly region: RegionCode
  readonly asOf: PlainDate
  /** Our own count, and beside it the newest figures of others about the same region. */
  readonly coverage: { readonly figure: SeenFigure; readonly published: readonly PublishedFigure[] }
  /** Fewer people than this are kept from this reader; null: none are. */
  readonly leastShown: number | null
  readonly ranking: readonly { readonly place: number | null; readonly figure: SeenFigure }[]
  readonly cascade: readonly CascadeRow[]
}

/** Everything the summary of one region says, in the order in which it says it. */
export type Summary = RegionSummary & {
  readonly movers: readonly Mover[]
  readonly moversSince: PlainDate
  /** Each month on its last day, with where the path to the target stands. */
  readonly trend: readonly {
    readonly month: Month
    readonly figure: SeenFigure
    readonly path: number | null
  }[]
  readonly reasons: readonly RefusalReason[]
  /** Parts with too few people for this reader are left out of both. */
  readonly bySegment: ReadonlyMap<string, number>
  readonly byPayer: ReadonlyMap<string, number>
  readonly ending: readonly EndingTotal[]
  readonly freshness: Freshness
  readonly compliance: Compliance
  readonly effort: Effort
}

const MOST_MOVERS = 5

/** The regions whose count of people changed most, whichever way; those that did not move are none. */
export function biggestMovers(movers: readonly Mover[]): readonly Mover[] {
  return movers
    .filter(({ change }) => change !== 0)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.region - b.region)
    .slice(0, MOST_MOVERS)
}

const isSmall = (count: number, least: number) => count > 0 && count < least

/** Rows of the cascade for a reader who is kept from small numbers: never one hidden row alone, which the sum would tell. */
export function hideSmallRows(rows: readonly CountedCascade[], least: number): readonly CascadeRow[] {
  const isTelling = ({ proposed, approved, refused, waiting }: CascadeCount) =>
    [proposed, approved, refused, waiting].some((count) => isSmall(count, least))
  const telling = new Set(rows.filter(({ counts }) => isTelling(counts)).map(({ region }) => region))
  const cells = rows.map(({ region, counts }) => ({ key: region, count: counts.proposed }))
  const hidden = hiddenCells(cells, least, (region) => telling.has(region))
  return rows.map(({ region, counts }) => ({
    region,
    counts: hidden.has(region) || telling.has(region) ? null : counts,
  }))
}

/** Reasons for such a reader: those of too few people are left out, with the next one where one alone would be told by the sum. */
export function hideSmallReasons(reasons: readonly RefusalReason[], least: number): readonly RefusalReason[] {
  const cells = reasons.map(({ because, people }) => ({ key: because, count: people }))
  const hidden = hiddenCells(cells, least)
  return reasons.filter(({ because }) => !hidden.has(because))
}

/** Each total holds the one before; where a step between two is small, none of them is shown. */
export function hideSmallEnding(totals: readonly EndingTotal[], least: number): readonly EndingTotal[] {
  const steps = totals.map(({ people }, index) => (people ?? 0) - (totals[index - 1]?.people ?? 0))
  const isTelling = steps.some((step) => isSmall(step, least))
  return isTelling ? totals.map((total) => ({ ...total, people: null, perMonth: null })) : totals
}

export function hideSmallFreshness(freshness: Freshness, least: number): Freshness {
  const { peopleWithoutNik } = freshness
  return { ...freshness, peopleWithoutNik: isSmall(peopleWithoutNik ?? 0, least) ? null : peopleWithoutNik }
}
