import type { Month } from '../kernel/month.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { fractionHalfUp, shareHalfUp, total, type PartsPerMillion, type Rupiah } from '../kernel/rupiah.ts'
import type { InForce } from './law-book.ts'
import type { Citation, Confidence } from './laws.ts'
import { note, type Note } from './notes.ts'
import type { ParameterValue, Programme } from './parameter.ts'

export const PAID_BY = ['employer', 'worker', 'state', 'payer'] as const
export type PaidBy = (typeof PAID_BY)[number]

/** A relief that made a line smaller, with its own source. */
export type AppliedRelief = {
  readonly keeps: PartsPerMillion
  readonly cite: Citation
  readonly from: PlainDate
  readonly parameter: string
}

/** One line of a bill or benefit, with the article it stands on. `JKK+JKM` where the law gives one sum for both. */
export type Line = {
  readonly programme: Programme | 'JKK+JKM'
  /** Which part of the programme: `contribution`, `lump-sum`, `funeral`, … */
  readonly component: string
  readonly amount: Rupiah
  readonly cite: Citation
  /** First day this value was in force. */
  readonly from: PlainDate
  readonly parameter: string
  /** The weakest confidence of everything the amount rests on. */
  readonly confidence: Confidence
  readonly base?: Rupiah
  readonly rate?: PartsPerMillion
  /** Scholarships: which of the children asked about, counted from 1. */
  readonly child?: number
}

export type ContributionLine = Line & {
  readonly paidBy: PaidBy
  /** What the line would be without relief; only where a relief applies. */
  readonly fullAmount?: Rupiah
  readonly relief?: AppliedRelief
}

/** How a fund is booked out of what was billed. Never part of a bill. */
export type Booking = Line & { readonly source: 'state' | 'JKK' | 'JKM' }

/** What is owed for one month (for Jakon and PMI: once), line by line. */
export type Assessment = {
  readonly month: Month
  readonly lines: readonly ContributionLine[]
  readonly bookings: readonly Booking[]
  readonly notes: readonly Note[]
}

/** What a benefit comes to, line by line. `entitled` is false when a condition fails; then there are no lines. */
export type BenefitAssessment = {
  readonly on: PlainDate
  readonly entitled: boolean
  readonly lines: readonly Line[]
  readonly notes: readonly Note[]
}

const WEAKEST: Record<Confidence, number> = { H: 0, M: 1, L: 2 }

export function weakest(...confidences: readonly Confidence[]): Confidence {
  return confidences.reduce(
    (worst, candidate) => (WEAKEST[candidate] > WEAKEST[worst] ? candidate : worst),
    'H',
  )
}

/** What is billed: every line but the state's share. */
export function billedTotal(lines: readonly ContributionLine[]): Rupiah {
  return total(lines.filter((line) => line.paidBy !== 'state').map((line) => line.amount))
}

export function totalOf(lines: readonly Line[]): Rupiah {
  return total(lines.map((line) => line.amount))
}

/** A line whose amount is a share of a base, rounded once, half-up. */
export function shareLine(
  programme: Programme,
  rate: InForce<PartsPerMillion>,
  base: Rupiah,
  paidBy: PaidBy,
  relief: InForce<PartsPerMillion> | null = null,
  component = 'contribution',
): ContributionLine {
  const full = shareHalfUp(base, rate.value)
  const shown = { programme, component, paidBy, base, rate: rate.value }
  if (!relief) return { ...shown, ...sourceOf(rate), amount: full }
  const amount = fractionHalfUp(base, BigInt(rate.value) * BigInt(relief.value), 1_000_000_000_000n)
  return { ...shown, ...sourceOf(rate), amount, ...reliefOf(full, rate, relief) }
}

/** A line whose amount the law gives outright. */
export function amountLine(
  programme: Programme | 'JKK+JKM',
  amount: InForce<Rupiah>,
  paidBy: PaidBy,
  relief: InForce<PartsPerMillion> | null = null,
  component = 'contribution',
): ContributionLine {
  const shown = { programme, component, paidBy }
  if (!relief) return { ...shown, ...sourceOf(amount), amount: amount.value }
  return {
    ...shown,
    ...sourceOf(amount),
    amount: shareHalfUp(amount.value, relief.value),
    ...reliefOf(amount.value, amount, relief),
  }
}

/** The part of a line that says where it stands in law. */
export function sourceOf(
  value: InForce<ParameterValue>,
): Pick<Line, 'cite' | 'from' | 'parameter' | 'confidence'> {
  const { cite, from, parameter } = value
  return { cite, from, parameter, confidence: cite.confidence }
}

function reliefOf(fullAmount: Rupiah, base: InForce<ParameterValue>, relief: InForce<PartsPerMillion>) {
  const { cite, from, parameter } = relief
  return {
    fullAmount,
    relief: { keeps: relief.value, cite, from, parameter },
    confidence: weakest(base.cite.confidence, cite.confidence),
  }
}

/** One "needs legal confirmation" note for each uncertain parameter behind the lines. */
export function confirmationNotes(lines: readonly Line[]): Note[] {
  const seen = new Map<string, Note>()
  for (const { parameter, cite, confidence } of lines) {
    if (confidence === 'H' || seen.has(parameter)) continue
    seen.set(parameter, note('needs-legal-confirmation', { parameter, law: cite.law, confidence }))
  }
  return [...seen.values()]
}
