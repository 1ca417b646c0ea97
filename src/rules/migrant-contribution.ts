import type { Month } from '../kernel/month.ts'
import { refuse } from '../kernel/refusal.ts'
import type { Rupiah } from '../kernel/rupiah.ts'
import {
  amountLine,
  confirmationNotes,
  sourceOf,
  type Assessment,
  type ContributionLine,
} from './assessment.ts'
import type { LawBook } from './law-book.ts'
import { requireOpen } from './membership.ts'
import { note } from './notes.ts'
import type { Parameter, Programme } from './parameter.ts'
import * as packages from './parameters/migrant.ts'

export const MIGRANT_PACKAGES = ['before-placement', '6-month', '12-month', '24-month'] as const
export type MigrantPackage = (typeof MIGRANT_PACKAGES)[number]

const PACKAGE: {
  readonly [P in MigrantPackage]: { readonly parameter: Parameter<Rupiah>; readonly months: number }
} = {
  'before-placement': { parameter: packages.pmiBeforePlacement, months: 0 },
  '6-month': { parameter: packages.pmiSixMonths, months: 6 },
  '12-month': { parameter: packages.pmiTwelveMonths, months: 12 },
  '24-month': { parameter: packages.pmiTwentyFourMonths, months: 24 },
}

export type MigrantQuestion = {
  readonly segment: 'PMI'
  readonly package: MigrantPackage
  /** Add the contribution before placement to a contract package. */
  readonly withPlacement: boolean
  readonly extraMonths: number
  /** Optional monthly JHT: one of the amounts the law lists; 0n for none. */
  readonly jhtMonthly: Rupiah
  readonly programmes: readonly Programme[]
}

/** What a migrant worker owes once: Permenaker 4/2023. */
export function assessMigrant(question: MigrantQuestion, month: Month, book: LawBook): Assessment {
  requireOpen('PMI', question.programmes)
  const chosen = PACKAGE[question.package]
  const lines: ContributionLine[] = []
  if (question.withPlacement && question.package !== 'before-placement') {
    lines.push(
      amountLine(
        'JKK+JKM',
        book.inMonth(packages.pmiBeforePlacement, month),
        'payer',
        null,
        'before-placement',
      ),
    )
  }
  lines.push(amountLine('JKK+JKM', book.inMonth(chosen.parameter, month), 'payer', null, question.package))
  if (question.extraMonths > 0) {
    const each = book.inMonth(packages.pmiExtraMonth, month)
    const line = amountLine('JKK+JKM', each, 'payer', null, 'extra-months')
    lines.push({ ...line, amount: each.value * BigInt(question.extraMonths), base: each.value })
  }
  if (question.jhtMonthly > 0n) lines.push(jhtLine(question, chosen.months, month, book))
  const notes = [note('pmi-programmes-together', {}), ...confirmationNotes(lines)]
  return { month, lines, bookings: [], notes }
}

function jhtLine(
  question: MigrantQuestion,
  packageMonths: number,
  month: Month,
  book: LawBook,
): ContributionLine {
  const choices = book.inMonth(packages.pmiJhtChoices, month)
  if (!choices.value.some(({ amount }) => amount === question.jhtMonthly)) {
    const allowed = choices.value.map(({ amount }) => String(amount))
    throw refuse('value-not-allowed', { field: 'jhtMonthly', value: String(question.jhtMonthly), allowed })
  }
  return {
    programme: 'JHT',
    component: 'contribution',
    paidBy: 'payer',
    amount: question.jhtMonthly * BigInt(packageMonths + question.extraMonths),
    base: question.jhtMonthly,
    ...sourceOf(choices),
  }
}
