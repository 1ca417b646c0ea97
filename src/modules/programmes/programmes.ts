import { addMonths, firstDayOf, type Month } from '../../kernel/month.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { billedTotal } from '../../rules/assessment.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { assessSpan } from '../../rules/contribution.ts'
import type { Note } from '../../rules/notes.ts'
import type { OccupationGroup, Payer } from '../../rules/payers.ts'
import { programmesIn, type PayerKind, type ProgrammeRange } from '../payers/payers.ts'
import type { EligibilityRule } from './eligibility.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'programme-unknown': Readonly<Record<string, never>>
    'programme-closed': Readonly<Record<string, never>>
    /** The payer has a programme of this name for these months. */
    'programme-known': Readonly<Record<string, never>>
    /** Employers and agencies pay for their own workers; they have rosters and no programmes. */
    'payer-without-programmes': { readonly payer: PayerKind }
  }
}

/** A payer's promise to protect people whom rules describe, for a range of months. */
export type SupportProgramme = {
  readonly id: string
  readonly payerId: string
  readonly payerName: string
  readonly payerKind: Payer
  readonly name: string
  readonly firstMonth: Month
  readonly monthCount: number
  readonly programmes: ProgrammeRange
  readonly rules: readonly EligibilityRule[]
  /** rupiah a month that everybody is insured on. */
  readonly income: Rupiah
  readonly bpjsGroupCode: string | null
  readonly legalBasis: string
  readonly regionCode: RegionCode
  readonly isClosed: boolean
  /** The budget that promises its months; null without one, and for whoever does not see it. */
  readonly budgetLineId: string | null
}

/** Which payers can have a programme, as the law names them. Refuses employers and agencies. */
export function programmePayer(kind: PayerKind): Payer {
  if (kind === 'employer' || kind === 'agency') throw refuse('payer-without-programmes', { payer: kind })
  return kind
}

export type ProgrammePrice = {
  readonly months: readonly { readonly month: Month; readonly perPerson: Rupiah }[]
  /** One person, all months. */
  readonly perPerson: Rupiah
  readonly notes: readonly Note[]
}

type Priced = Pick<SupportProgramme, 'payerKind' | 'firstMonth' | 'monthCount' | 'programmes' | 'income'>

/** What one person costs, month by month, by the law of each month. Drivers and couriers have another relief than everybody else. */
export function priceOf(
  { payerKind, firstMonth, monthCount, programmes, income }: Priced,
  occupationGroup: OccupationGroup,
  book: LawBook,
): ProgrammePrice {
  const question = {
    segment: 'BPU',
    income,
    payer: payerKind,
    occupationGroup,
    programmes: programmesIn(programmes),
  } as const
  const { months, total, notes } = assessSpan(question, firstMonth, monthCount, book)
  return {
    months: months.map(({ month, lines }) => ({ month, perPerson: billedTotal(lines) })),
    perPerson: total,
    notes,
  }
}

/** First day of the first month, first day after the last: as a range of the database. */
export function rangeOfMonths({ firstMonth, monthCount }: Pick<Priced, 'firstMonth' | 'monthCount'>): string {
  return `[${firstDayOf(firstMonth)},${firstDayOf(addMonths(firstMonth, monthCount))})`
}
