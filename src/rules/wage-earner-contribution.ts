import { firstDayOf, type Month } from '../kernel/month.ts'
import { shareHalfUp, smaller, type Rupiah } from '../kernel/rupiah.ts'
import {
  confirmationNotes,
  shareLine,
  sourceOf,
  weakest,
  type Assessment,
  type Booking,
  type ContributionLine,
} from './assessment.ts'
import type { InForce, LawBook } from './law-book.ts'
import {
  ELIGIBILITY,
  memberKindOf,
  obligedProgrammes,
  programmesBeforeJkp,
  requireOpen,
  type BusinessSize,
  type EmployerKind,
  type MemberKind,
} from './membership.ts'
import { note, type Note } from './notes.ts'
import type { Parameter, Programme } from './parameter.ts'
import {
  covidDeferralJp,
  covidReliefJkk,
  covidReliefJkm,
  labourIntensiveReliefJkk,
} from './parameters/relief.ts'
import * as rates from './parameters/wage-earner.ts'

export const RISK_CLASSES = ['I', 'II', 'III', 'IV', 'V'] as const
export type RiskClass = (typeof RISK_CLASSES)[number]

const JKK_BY_CLASS: { readonly [Risk in RiskClass]: Parameter<number> } = {
  I: rates.jkkClassI,
  II: rates.jkkClassII,
  III: rates.jkkClassIII,
  IV: rates.jkkClassIV,
  V: rates.jkkClassV,
}

export type WageEarnerQuestion = {
  readonly segment: 'PU'
  /** Basic wage plus fixed allowances, a month. */
  readonly wage: Rupiah
  readonly riskClass: RiskClass
  readonly size: BusinessSize
  readonly employer: EmployerKind
  readonly labourIntensive: boolean
  /** Empty: those the law obliges. */
  readonly programmes: readonly Programme[]
}

/** What employer and worker owe for one wage earner and month: PP 44, 45 and 46/2015, PP 37/2021, with the reliefs of the month. */
export function assessWageEarner(question: WageEarnerQuestion, month: Month, book: LawBook): Assessment {
  const kind = memberKindOf('PU', question.employer, question.size)
  requireOpen(kind, question.programmes)
  const programmes = question.programmes.length > 0 ? question.programmes : obligedInMonth(kind, month, book)
  const lines: ContributionLine[] = []
  const has = (programme: Programme): boolean => programmes.includes(programme)
  if (has('JKK')) lines.push(jkkLine(question, month, book))
  if (has('JKM')) {
    const relief = book.findOn(covidReliefJkm, firstDayOf(month))
    lines.push(shareLine('JKM', book.inMonth(rates.jkmWageShare, month), question.wage, 'employer', relief))
  }
  if (has('JHT')) {
    lines.push(shareLine('JHT', book.inMonth(rates.jhtEmployerShare, month), question.wage, 'employer'))
    lines.push(shareLine('JHT', book.inMonth(rates.jhtWorkerShare, month), question.wage, 'worker'))
  }
  if (has('JP')) {
    const cap = book.inMonth(rates.jpWageCap, month)
    const base = smaller(question.wage, cap.value)
    // A wage below the cap does not rest on it.
    const capped = (line: ContributionLine): ContributionLine =>
      question.wage > cap.value
        ? { ...line, confidence: weakest(line.confidence, cap.cite.confidence) }
        : line
    lines.push(capped(shareLine('JP', book.inMonth(rates.jpEmployerShare, month), base, 'employer')))
    lines.push(capped(shareLine('JP', book.inMonth(rates.jpWorkerShare, month), base, 'worker')))
  }
  if (has('JKP')) lines.push(jkpStateLine(question.wage, month, book))
  const bookings = has('JKP') ? jkpBookings(question.wage, month, book, lines) : []
  return { month, lines, bookings, notes: notesOf(kind, programmes, lines, bookings, month, book) }
}

/** What the law obliges in a month: JKP only since it exists. */
function obligedInMonth(kind: MemberKind, month: Month, book: LawBook): Programme[] {
  const jkpExists = book.findOn(rates.jkpStateShare, firstDayOf(month)) !== null
  return obligedProgrammes(kind).filter((programme) => programme !== 'JKP' || jkpExists)
}

function jkkLine({ wage, riskClass, labourIntensive }: WageEarnerQuestion, month: Month, book: LawBook) {
  const day = firstDayOf(month)
  const relief =
    book.findOn(covidReliefJkk, day) ?? (labourIntensive ? book.findOn(labourIntensiveReliefJkk, day) : null)
  return shareLine('JKK', book.inMonth(JKK_BY_CLASS[riskClass], month), wage, 'employer', relief)
}

function jkpBase(wage: Rupiah, month: Month, book: LawBook): Rupiah {
  return smaller(wage, book.inMonth(rates.jkpWageCap, month).value)
}

function jkpStateLine(wage: Rupiah, month: Month, book: LawBook): ContributionLine {
  return shareLine('JKP', book.inMonth(rates.jkpStateShare, month), jkpBase(wage, month, book), 'state')
}

/**
 * Recomposition (PP 49/2023 Art. 16A, 18A; PP 6/2025): a booking out of JKK and, before 7 February 2025, JKM, never a change
 * of the bill. What is booked cannot exceed what was billed.
 */
function jkpBookings(
  wage: Rupiah,
  month: Month,
  book: LawBook,
  lines: readonly ContributionLine[],
): Booking[] {
  const base = jkpBase(wage, month, book)
  const booking = (source: Booking['source'], rate: InForce<number>, most: Rupiah | null): Booking => {
    const amount = shareHalfUp(base, rate.value)
    return {
      programme: 'JKP',
      component: 'recomposition',
      source,
      amount: most === null ? amount : smaller(amount, most),
      base,
      rate: rate.value,
      ...sourceOf(rate),
    }
  }
  const billed = (programme: Programme): Rupiah =>
    lines.find((line) => line.programme === programme)?.amount ?? 0n
  const fromJkm = book.findOn(rates.jkpFromJkmShare, firstDayOf(month))
  return [
    booking('state', book.inMonth(rates.jkpStateShare, month), null),
    booking('JKK', book.inMonth(rates.jkpFromJkkShare, month), billed('JKK')),
    ...(fromJkm ? [booking('JKM', fromJkm, billed('JKM'))] : []),
  ]
}

function notesOf(
  kind: MemberKind,
  programmes: readonly Programme[],
  lines: readonly ContributionLine[],
  bookings: readonly Booking[],
  month: Month,
  book: LawBook,
): Note[] {
  const missing = obligedInMonth(kind, month, book).filter((programme) => !programmes.includes(programme))
  const { law, article, confidence } = ELIGIBILITY[kind].cite
  return [
    ...reliefNotes(lines),
    ...(programmes.includes('JP') && book.findOn(covidDeferralJp, firstDayOf(month))
      ? [note('jp-deferred', {})]
      : []),
    ...(bookings.length > 0 ? jkpNotes(kind, programmes, lines) : []),
    ...(confidence === 'H' ? [] : [note('needs-legal-confirmation', { parameter: kind, law, confidence })]),
    ...(missing.length > 0 ? [note('programmes-obliged', { missing, law: `${law} ${article}` })] : []),
    ...confirmationNotes(lines),
  ]
}

function jkpNotes(
  kind: MemberKind,
  programmes: readonly Programme[],
  lines: readonly ContributionLine[],
): Note[] {
  const missing = programmesBeforeJkp(kind).filter((programme) => !programmes.includes(programme))
  const relieved = lines.some((line) => line.relief && (line.programme === 'JKK' || line.programme === 'JKM'))
  return [
    note('jkp-recomposition', {}),
    ...(missing.length > 0 ? [note('jkp-needs-programmes', { missing })] : []),
    ...(relieved ? [note('booking-under-relief', {})] : []),
  ]
}

/** One note for each relief behind the lines, with the condition it carries. */
export function reliefNotes(lines: readonly ContributionLine[]): Note[] {
  const relieved = lines.filter((line) => line.relief !== undefined)
  const first = relieved[0]?.relief
  if (!first) return []
  const programmes = relieved.map((line) => line.programme)
  const condition: Note[] = first.parameter.startsWith('relief.covid')
    ? [note('covid-relief-condition', {})]
    : first.parameter === labourIntensiveReliefJkk.id
      ? [note('labour-intensive-condition', { settleByMid2026: first.cite.law === 'PP 36/2025' })]
      : []
  return [note('relief-applied', { programmes, keeps: first.keeps, law: first.cite.law }), ...condition]
}
