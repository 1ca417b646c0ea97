import type { PlainDate } from '../kernel/plain-date.ts'
import { confirmationNotes, sourceOf, type BenefitAssessment, type Line } from './assessment.ts'
import type { InForce, LawBook } from './law-book.ts'
import { note, type Note } from './notes.ts'
import * as law from './parameters/death.ts'
import { assessScholarship, type SchoolChild } from './scholarship-benefit.ts'

export type DeathQuestion = {
  readonly segment: 'PU' | 'BPU' | 'JAKON' | 'PMI'
  /** Months of membership at death; null when not known. */
  readonly memberMonths: number | null
  readonly children: readonly SchoolChild[]
}

/** JKM after a death that was no work accident: PP 44/2015, from 2 December 2019 PP 82/2019; BPU under three months Permenaker 5/2021. */
export function assessDeath(question: DeathQuestion, on: PlainDate, book: LawBook): BenefitAssessment {
  const short = question.segment === 'BPU' ? shortMembership(question, on, book) : { line: null, notes: [] }
  const lines = short.line ? [short.line] : fullDeathLines(on, book)
  const scholarship = assessScholarship(question.children, 'natural', question.memberMonths, on, book)
  const all = [...lines, ...scholarship.lines]
  return {
    on,
    entitled: true,
    lines: all,
    notes: [...short.notes, ...scholarship.notes, ...confirmationNotes(all)],
  }
}

/** The three parts of the full JKM. */
export function fullDeathLines(on: PlainDate, book: LawBook): Line[] {
  return [
    jkmLine('lump-sum', book.on(law.jkmLumpSum, on)),
    jkmLine('periodic', book.on(law.periodicGrant, on)),
    jkmLine('funeral', book.on(law.funeralCost, on)),
  ]
}

function jkmLine(component: string, value: InForce<bigint>): Line {
  return { programme: 'JKM', component, amount: value.value, ...sourceOf(value) }
}

function shortMembership(
  { memberMonths }: DeathQuestion,
  on: PlainDate,
  book: LawBook,
): { readonly line: Line | null; readonly notes: readonly Note[] } {
  const needed = book.findOn(law.jkmShortMembershipMonths, on)
  if (!needed) return { line: null, notes: [] }
  const { parameter, cite } = needed
  const confirm =
    cite.confidence === 'H'
      ? []
      : [note('needs-legal-confirmation', { parameter, law: cite.law, confidence: cite.confidence })]
  if (memberMonths === null) {
    return { line: null, notes: [note('membership-assumed', { months: needed.value }), ...confirm] }
  }
  if (memberMonths >= needed.value) return { line: null, notes: [] }
  const amount = book.on(law.jkmShortMembershipAmount, on)
  const warning = note('jkm-short-membership', { months: needed.value, amount: amount.value })
  return { line: jkmLine('short-membership', amount), notes: [warning, ...confirm] }
}
