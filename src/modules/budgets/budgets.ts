import { addMonths, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'budget-line-unknown': Readonly<Record<string, never>>
    /** The payer has a line of this name, year and document. */
    'budget-line-known': Readonly<Record<string, never>>
    /** The line belongs to another payer. */
    'budget-of-another': Readonly<Record<string, never>>
    /** A line pays for months of its own fiscal year only. */
    'budget-year-unfit': { readonly year: number }
    /** What is left lapses after the last day of the fiscal year. */
    'budget-year-running': { readonly year: number }
    'budget-lapsed': { readonly year: number }
    /** A line is raised or lowered within its fiscal year. */
    'budget-year-over': { readonly year: number }
    /** A line is never lowered below what is promised and paid. */
    'budget-below-promised': { readonly promised: Rupiah }
    /** The new amount is the old one. */
    'budget-unchanged': Readonly<Record<string, never>>
    /** The line was changed by this document already. */
    'budget-change-known': Readonly<Record<string, never>>
    /** A roster with a budget takes people in by decisions on proposals, since each must be promised first. */
    'roster-has-budget': Readonly<Record<string, never>>
  }
}

/** What changes a line within its year: perubahan APBD, or a shift between lines (pergeseran). */
export const BUDGET_CHANGE_KINDS = ['amendment', 'shift'] as const
export type BudgetChangeKind = (typeof BUDGET_CHANGE_KINDS)[number]

/** Where the money of a budget line comes from. */
export const FUND_SOURCES = [
  'own-revenue',
  'general-allocation',
  'special-allocation',
  'revenue-sharing',
  'dbh-sawit',
  'village-allocation',
  'village-fund',
  'state-budget',
  'company',
  'zakat',
  'donation',
  'other',
] as const
export type FundSource = (typeof FUND_SOURCES)[number]

/**
 * What became of a line: amount = left + committed + realised + lapsed, always. `returned` is what came back to the line after it had been
 * promised or paid; it is part of what is left, was promised again, or lapsed.
 */
export type BudgetSums = {
  readonly amount: Rupiah
  readonly committed: Rupiah
  readonly realised: Rupiah
  readonly lapsed: Rupiah
  readonly left: Rupiah
  readonly returned: Rupiah
  /** Paid for its months although the line no longer had it: prices that rose after the promise. Outside the sum. */
  readonly beyond: Rupiah
}

export type BudgetLine = {
  readonly id: string
  readonly payerId: string
  readonly payerName: string
  readonly fiscalYear: number
  readonly name: string
  readonly fundSource: FundSource
  readonly legalBasis: string
  readonly documentNumber: string
  readonly documentOn: PlainDate
  readonly regionCode: RegionCode
  readonly isLapsed: boolean
  readonly people: number
  readonly sums: BudgetSums
}

/** A line as it stands while somebody wants another amount for it. */
export type ChangingLine = Pick<BudgetLine, 'fiscalYear' | 'isLapsed'> & {
  readonly amount: Rupiah
  readonly left: Rupiah
}

/**
 * By how much a line rises, below zero when it falls. Refuses a year that is over, a line that has lapsed, the same amount once more, and
 * less than is promised and paid.
 */
export function decideBudgetChange(line: ChangingLine, wanted: Rupiah, today: PlainDate): Rupiah {
  const { fiscalYear, isLapsed, amount, left } = line
  if (isLapsed) throw refuse('budget-lapsed', { year: fiscalYear })
  if (Number(today.slice(0, 4)) > fiscalYear) throw refuse('budget-year-over', { year: fiscalYear })
  if (wanted === amount) throw refuse('budget-unchanged', {})
  const promised = amount - left
  if (wanted < promised) throw refuse('budget-below-promised', { promised })
  return wanted - amount
}

/** Refuses months outside the fiscal year of a line, and a line that has lapsed. */
export function requireBudgetFits(
  { fiscalYear, isLapsed }: Pick<BudgetLine, 'fiscalYear' | 'isLapsed'>,
  firstMonth: Month,
  monthCount: number,
): void {
  const year = String(fiscalYear)
  const last = addMonths(firstMonth, monthCount - 1)
  if (firstMonth.slice(0, 4) !== year || last.slice(0, 4) !== year)
    throw refuse('budget-year-unfit', { year: fiscalYear })
  if (isLapsed) throw refuse('budget-lapsed', { year: fiscalYear })
}

/** How the money of a payment stands against what was promised for the months it pays. */
export type Realisation = {
  /** Out of what was promised. */
  readonly promised: Rupiah
  /** The promise was higher: this comes back. */
  readonly returned: Rupiah
  /** The promise was lower: this is taken from what is left. */
  readonly drawn: Rupiah
  /** Neither promised nor left. The bill is paid all the same; the line says so. */
  readonly beyond: Rupiah
}

/** Parts what was paid into what the line bears and what it cannot. */
export function assessRealisation(paid: Rupiah, promised: Rupiah, left: Rupiah): Realisation {
  if (paid <= promised) return { promised: paid, returned: promised - paid, drawn: 0n, beyond: 0n }
  const more = paid - promised
  const drawn = more < left ? more : left
  return { promised, returned: 0n, drawn, beyond: more - drawn }
}
