import type { Month } from '../../kernel/month.ts'
import { plainDateOf, type PlainDate } from '../../kernel/plain-date.ts'
import { total, type Rupiah } from '../../kernel/rupiah.ts'
import { nextWorkingDay, type WorkCalendar } from '../../kernel/working-days.ts'
import { assessLateFine, monthsLate, nominalDueOn, type Fine } from '../../rules/fines.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { bpuContributionDueDay } from '../../rules/parameters/duties.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'bill-unknown': Readonly<Record<string, never>>
    /** Nothing is open on it any more. */
    'bill-paid': { readonly number: string }
    /** All of it was credited. */
    'bill-cancelled': { readonly number: string }
    'bill-run-unknown': Readonly<Record<string, never>>
  }
}

/** What a bill is. All but an original amend one; a credit note is below zero. */
export const BILL_KINDS = ['original', 'amendment', 'credit-note', 'fine'] as const
export type BillKind = (typeof BILL_KINDS)[number]

export const BILL_STATES = ['open', 'partly-paid', 'paid', 'cancelled'] as const
export type BillState = (typeof BILL_STATES)[number]

/** Why a person is billed otherwise than before. */
export const DIFFERENCE_REASONS = [
  'law',
  'list',
  'death',
  'duplicate',
  'paid-by-another',
  'unmerged',
] as const
export type DifferenceReason = (typeof DIFFERENCE_REASONS)[number]

/** With what reason somebody is no longer paid for by himself; what was lost with the second comes back when the two are told apart. */
export const GONE_REASONS = {
  death: 'tercatat meninggal',
  duplicate: 'orang yang sama dengan data lain',
} as const

/** What has become of a bill. */
export type BillSums = { readonly total: Rupiah; readonly paid: Rupiah; readonly credited: Rupiah }

/** What is still to be paid; nothing on a credit note. */
export function openOf({ total: billed, paid, credited }: BillSums): Rupiah {
  return billed < 0n ? 0n : billed - paid - credited
}

export function billStateOf(sums: BillSums): BillState {
  if (sums.total < 0n) return 'paid'
  if (sums.credited === sums.total) return 'cancelled'
  if (openOf(sums) === 0n) return 'paid'
  return sums.paid > 0n ? 'partly-paid' : 'open'
}

/** Which segment a roster's bills are of: its due day differs. */
export type BilledSegment = 'PU' | 'BPU'

/**
 * The day a bill of a month falls due: for wage earners the 15th of the next month (PP 44/2015 Art. 21–22), for those on their own
 * account that of the month itself, moved to a working day. Refuses `holidays-unknown` for a year without a table.
 */
export function dueOnOf(
  segment: BilledSegment,
  month: Month,
  book: LawBook,
  calendar: WorkCalendar,
): PlainDate {
  const nominal =
    segment === 'PU'
      ? nominalDueOn(month, book)
      : plainDateOf(
          Number(month.slice(0, 4)),
          Number(month.slice(5, 7)),
          book.inMonth(bpuContributionDueDay, month).value,
        )
  return nextWorkingDay(nominal, calendar)
}

/** A part of a bill that was paid on a day. */
export type PaidPart = { readonly amount: Rupiah; readonly paidOn: PlainDate }

export type FineFacts = {
  readonly month: Month
  readonly dueOn: PlainDate
  readonly labourIntensive: boolean
  readonly open: Rupiah
  readonly paidParts: readonly PaidPart[]
}

/**
 * The fine that has grown on a bill until a day: each part by the started months until it was paid, what is open by those until the
 * day. Null when nothing is late.
 */
export function assessFineUntil(
  { month, dueOn, labourIntensive, open, paidParts }: FineFacts,
  on: PlainDate,
  book: LawBook,
): Fine | null {
  const parts = [...paidParts, ...(open > 0n ? [{ amount: open, paidOn: on }] : [])]
  const fines = parts
    .map(({ amount, paidOn }) => ({ amount, months: monthsLate(dueOn, paidOn) }))
    .filter(({ months }) => months > 0)
    .map(({ amount, months }) => assessLateFine(amount, month, months, labourIntensive, book))
  const [first] = fines
  if (!first) return null
  return {
    rate: first.rate,
    monthCount: Math.max(...fines.map(({ monthCount }) => monthCount)),
    amount: total(fines.map(({ amount }) => amount)),
  }
}

/** How long something is overdue, as arrears are told. */
export const AGE_BANDS = ['not-due', '1-30', '31-60', '61-90', 'over-90'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

export function ageBandOf(daysOverdue: number): AgeBand {
  if (daysOverdue <= 0) return 'not-due'
  if (daysOverdue <= 30) return '1-30'
  if (daysOverdue <= 60) return '31-60'
  return daysOverdue <= 90 ? '61-90' : 'over-90'
}

/** A stretch of lines of one person that is paid whole or not at all. */
export type PayableStretch = { readonly firstLine: number; readonly lastLine: number; readonly owed: Rupiah }

export type Coverage = { readonly covered: Rupiah; readonly lastLine: number }

/**
 * How far money reaches: whole person-months in the order of their lines, and none behind the first that it does not reach. Null when it
 * reaches none.
 */
export function assessCoverage(stretches: Iterable<PayableStretch>, available: Rupiah): Coverage | null {
  let covered = 0n
  let lastLine = 0
  for (const stretch of stretches) {
    if (covered + stretch.owed > available) break
    covered += stretch.owed
    lastLine = stretch.lastLine
  }
  return covered > 0n ? { covered, lastLine } : null
}
