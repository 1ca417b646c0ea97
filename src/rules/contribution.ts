import { firstDayOf, monthsFrom, type Month } from '../kernel/month.ts'
import type { Rupiah } from '../kernel/rupiah.ts'
import { billedTotal, type Assessment } from './assessment.ts'
import { assessConstruction, type ConstructionQuestion } from './construction-contribution.ts'
import type { LawBook } from './law-book.ts'
import { assessMigrant, type MigrantQuestion } from './migrant-contribution.ts'
import { note, type Note } from './notes.ts'
import { assessOwnAccount, type OwnAccountQuestion } from './own-account-contribution.ts'
import { jkmShortMembershipAmount, jkmShortMembershipMonths } from './parameters/death.ts'
import { assessWageEarner, type WageEarnerQuestion } from './wage-earner-contribution.ts'

export type ContributionQuestion =
  WageEarnerQuestion | OwnAccountQuestion | ConstructionQuestion | MigrantQuestion

/** What is owed for one month, for any segment. Pure: the same question, month and book always answer the same. */
export function assessContribution(question: ContributionQuestion, month: Month, book: LawBook): Assessment {
  switch (question.segment) {
    case 'PU':
      return assessWageEarner(question, month, book)
    case 'BPU':
      return assessOwnAccount(question, month, book)
    case 'JAKON':
      return assessConstruction(question, month, book)
    case 'PMI':
      return assessMigrant(question, month, book)
  }
}

/** A package of months: each assessed by its own law, so that the sum is never months × today's price. */
export type SpanAssessment = {
  readonly months: readonly Assessment[]
  readonly total: Rupiah
  readonly notes: readonly Note[]
}

export function assessSpan(
  question: ContributionQuestion,
  first: Month,
  monthCount: number,
  book: LawBook,
): SpanAssessment {
  const months = monthsFrom(first, monthCount).map((month) => assessContribution(question, month, book))
  const totals = months.map((assessment) => billedTotal(assessment.lines))
  const notes: Note[] = []
  for (const [index, assessment] of months.entries()) {
    const before = totals[index - 1]
    const after = totals[index]
    if (before !== undefined && after !== undefined && before !== after) {
      notes.push(note('price-changes', { month: assessment.month, before, after }))
    }
  }
  const relieved = months.filter((assessment) => assessment.lines.some((line) => line.relief)).length
  if (relieved > 0 && monthCount > 1) notes.push(note('prepaid-relief-unsettled', {}))
  const hasJkm = months[0]?.lines.some((line) => line.programme === 'JKM') === true
  if (question.segment === 'BPU' && hasJkm) notes.push(...shortMembershipNotes(first, monthCount, book))
  return { months, total: totals.reduce((sum, amount) => sum + amount, 0n), notes }
}

/** Warns that a package shorter than the membership rule leaves a new member with the small JKM. */
function shortMembershipNotes(first: Month, monthCount: number, book: LawBook): Note[] {
  const needed = book.findOn(jkmShortMembershipMonths, firstDayOf(first))
  const amount = book.findOn(jkmShortMembershipAmount, firstDayOf(first))
  if (!needed || !amount || monthCount >= needed.value) return []
  return [note('jkm-short-membership', { months: needed.value, amount: amount.value })]
}
