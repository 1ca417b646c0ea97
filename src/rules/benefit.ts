import { monthOf } from '../kernel/month.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { refuse } from '../kernel/refusal.ts'
import type { PartsPerMillion, Rupiah } from '../kernel/rupiah.ts'
import { confirmationNotes, type BenefitAssessment } from './assessment.ts'
import { assessDeath } from './death-benefit.ts'
import { assessJobLoss } from './job-loss-benefit.ts'
import type { LawBook } from './law-book.ts'
import { ELIGIBILITY, openProgrammes } from './membership.ts'
import { note } from './notes.ts'
import {
  assessOldAgeSavings,
  assessPension,
  type JhtGround,
  type PensionRecipient,
} from './old-age-benefit.ts'
import { incomeBracketOf } from './own-account-contribution.ts'
import type { Programme } from './parameter.ts'
import { assessScholarship, type SchoolChild } from './scholarship-benefit.ts'
import {
  assessPartialDisability,
  assessTemporaryInability,
  assessTotalDisability,
  assessWorkDeath,
} from './work-injury-benefit.ts'

export const BENEFIT_KINDS = [
  'JKM',
  'JKK-death',
  'JKK-total-disability',
  'JKK-partial-disability',
  'JKK-temporary',
  'JKP',
  'JHT',
  'JP',
  'scholarship',
] as const
export type BenefitKind = (typeof BENEFIT_KINDS)[number]

export type BenefitQuestion = {
  readonly kind: BenefitKind
  readonly segment: 'PU' | 'BPU'
  /** PU: the reported monthly wage. BPU: the monthly income; the base of its bracket is what is insured. */
  readonly wage: Rupiah | null
  readonly memberMonths: number | null
  /** STMB: months unable to work. JKP: months without work. */
  readonly monthsOff: number | null
  readonly children: readonly SchoolChild[]
  /** Partial disability: percent of the disability table and of lost function, in parts per million. */
  readonly tableShare: PartsPerMillion | null
  readonly lostFunction: PartsPerMillion
  readonly balance: Rupiah | null
  readonly ground: JhtGround
  readonly recipient: PensionRecipient
  /** Whether a scholarship follows a work accident or a natural death. */
  readonly cause: 'natural' | 'work'
}

const PROGRAMME_OF: { readonly [Kind in BenefitKind]: Programme } = {
  JKM: 'JKM',
  'JKK-death': 'JKK',
  'JKK-total-disability': 'JKK',
  'JKK-partial-disability': 'JKK',
  'JKK-temporary': 'JKK',
  JKP: 'JKP',
  JHT: 'JHT',
  JP: 'JP',
  scholarship: 'JKM',
}

/** What is due for an event on a day, line by line. The event date alone chooses the law. */
export function assessBenefit(question: BenefitQuestion, on: PlainDate, book: LawBook): BenefitAssessment {
  const { kind, children, memberMonths } = question
  requireProgramme(question)
  switch (kind) {
    case 'JKM':
      return assessDeath(question, on, book)
    case 'scholarship':
      return assessChildren(question, on, book)
    case 'JKK-death':
      return onInsuredWage(question, on, book, (wage) => assessWorkDeath(wage, children, on, book))
    case 'JKK-total-disability':
      return onInsuredWage(question, on, book, (wage) => assessTotalDisability(wage, children, on, book))
    case 'JKK-partial-disability': {
      const share = required('tableShare', question.tableShare)
      return onInsuredWage(question, on, book, (wage) =>
        assessPartialDisability(wage, share, question.lostFunction, on, book),
      )
    }
    case 'JKK-temporary': {
      const monthsOff = required('monthsOff', question.monthsOff)
      return onInsuredWage(question, on, book, (wage) => assessTemporaryInability(wage, monthsOff, on, book))
    }
    case 'JKP':
      return assessJobLoss(required('wage', question.wage), question.monthsOff ?? 6, memberMonths, on, book)
    case 'JHT': {
      const [wage, months] = [required('wage', question.wage), required('memberMonths', memberMonths)]
      return assessOldAgeSavings({ ...question, wage, memberMonths: months }, on, book)
    }
    case 'JP':
      return assessPension(
        required('wage', question.wage),
        required('memberMonths', memberMonths),
        question.recipient,
        on,
        book,
      )
  }
}

function requireProgramme({ kind, segment }: BenefitQuestion): void {
  const member = segment === 'PU' ? 'PU large' : 'BPU'
  const programme = PROGRAMME_OF[kind]
  if (ELIGIBILITY[member][programme] !== 'closed') return
  const { law, article } = ELIGIBILITY[member].cite
  throw refuse('programme-not-open', {
    programme,
    segment,
    allowed: openProgrammes(member),
    law: `${law} ${article}`,
  })
}

function required<T>(field: string, value: T | null): T {
  if (value === null) throw refuse('value-missing', { field })
  return value
}

/** JKK of a BPU counts on the base of the income bracket, of a PU on the wage. */
function onInsuredWage(
  question: BenefitQuestion,
  on: PlainDate,
  book: LawBook,
  assess: (wage: Rupiah) => BenefitAssessment,
): BenefitAssessment {
  const wage = required('wage', question.wage)
  if (question.segment === 'PU') return assess(wage)
  const { bracket, base } = incomeBracketOf(wage, monthOf(on), book)
  const assessment = assess(base)
  return { ...assessment, notes: [note('bracket-base', { bracket, base }), ...assessment.notes] }
}

function assessChildren(question: BenefitQuestion, on: PlainDate, book: LawBook): BenefitAssessment {
  if (question.children.length === 0) throw refuse('value-missing', { field: 'children' })
  const { lines, notes } = assessScholarship(
    question.children,
    question.cause,
    question.memberMonths,
    on,
    book,
  )
  return { on, entitled: lines.length > 0, lines, notes: [...notes, ...confirmationNotes(lines)] }
}
