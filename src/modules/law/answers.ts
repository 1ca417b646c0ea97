import type { Language } from '../../kernel/format.ts'
import { rupiahToJson, total, type Rupiah } from '../../kernel/rupiah.ts'
import {
  billedTotal,
  PAID_BY,
  totalOf,
  type Assessment,
  type BenefitAssessment,
  type ContributionLine,
  type Line,
} from '../../rules/assessment.ts'
import type { SpanAssessment } from '../../rules/contribution.ts'
import { noteSentence, type Note } from '../../rules/notes.ts'

/** Answers as JSON: amounts are integers, every line carries law, article, first day and confidence. */

export function monthAnswerOf(assessment: Assessment, language: Language) {
  const { month, lines, bookings, notes } = assessment
  return {
    month,
    lines: lines.map(contributionLineOf),
    totals: totalsOf(lines),
    total: rupiahToJson(billedTotal(lines)),
    bookings: bookings.map((booking) => ({ ...lineOf(booking), source: booking.source })),
    notes: notes.map((value) => noteOf(value, language)),
  }
}

export function spanAnswerOf(span: SpanAssessment, language: Language) {
  return {
    months: span.months.map((assessment) => monthAnswerOf(assessment, language)),
    totals: totalsOf(span.months.flatMap((assessment) => assessment.lines)),
    total: rupiahToJson(span.total),
    notes: span.notes.map((value) => noteOf(value, language)),
  }
}

export function benefitAnswerOf(
  kind: string,
  segment: string,
  assessment: BenefitAssessment,
  language: Language,
) {
  const { on, entitled, lines, notes } = assessment
  return {
    kind,
    segment,
    on,
    entitled,
    lines: lines.map(lineOf),
    total: rupiahToJson(totalOf(lines)),
    notes: notes.map((value) => noteOf(value, language)),
  }
}

export type MonthAnswer = ReturnType<typeof monthAnswerOf>
export type SpanAnswer = ReturnType<typeof spanAnswerOf>
export type PriceAnswer = MonthAnswer | SpanAnswer
export type BenefitAnswer = ReturnType<typeof benefitAnswerOf>
export type NoteAnswer = ReturnType<typeof noteOf>

/** A note with its sentence; money in its facts as JSON integers. */
export function noteOf(value: Note, language: Language) {
  const facts = Object.entries(value.details as Record<string, unknown>).map(([key, fact]) => [
    key,
    typeof fact === 'bigint' ? rupiahToJson(fact) : fact,
  ])
  return {
    code: value.code,
    message: noteSentence(value, language),
    ...(Object.fromEntries(facts) as Record<string, unknown>),
  }
}

function lineOf(line: Line) {
  const { programme, component, amount, cite, from, confidence, parameter, base, rate, child } = line
  return {
    programme,
    component,
    amount: rupiahToJson(amount),
    law: cite.law,
    article: cite.article,
    from,
    confidence,
    parameter,
    ...(base === undefined ? {} : { base: rupiahToJson(base) }),
    ...(rate === undefined ? {} : { rate }),
    ...(child === undefined ? {} : { child }),
  }
}

function contributionLineOf(line: ContributionLine) {
  const { fullAmount, relief } = line
  return {
    ...lineOf(line),
    paidBy: line.paidBy,
    ...(fullAmount === undefined ? {} : { fullAmount: rupiahToJson(fullAmount) }),
    ...(relief === undefined
      ? {}
      : {
          relief: {
            keeps: relief.keeps,
            law: relief.cite.law,
            article: relief.cite.article,
            from: relief.from,
            parameter: relief.parameter,
          },
        }),
  }
}

function totalsOf(lines: readonly ContributionLine[]) {
  const sum = (paidBy: ContributionLine['paidBy']): Rupiah =>
    total(lines.filter((line) => line.paidBy === paidBy).map((line) => line.amount))
  const [employer, worker, state, payer] = PAID_BY.map((paidBy) => rupiahToJson(sum(paidBy)))
  return { employer, worker, state, payer } as { readonly [P in ContributionLine['paidBy']]: number }
}
