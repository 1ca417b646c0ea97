import { firstDayOf, type Month } from '../kernel/month.ts'
import type { Rupiah } from '../kernel/rupiah.ts'
import {
  amountLine,
  confirmationNotes,
  shareLine,
  type Assessment,
  type ContributionLine,
} from './assessment.ts'
import type { InForce, LawBook } from './law-book.ts'
import { obligedProgrammes, requireOpen } from './membership.ts'
import { note, type Note } from './notes.ts'
import type { Parameter, Programme } from './parameter.ts'
import {
  bpuIncomeBrackets,
  bpuJhtShare,
  bpuJkkShare,
  bpuJkmAmount,
  type IncomeBracket,
} from './parameters/own-account.ts'
import * as reliefs from './parameters/relief.ts'
import { STATE_BUDGET_PAYERS, type OccupationGroup, type Payer } from './payers.ts'
import { reliefNotes } from './wage-earner-contribution.ts'

export type OwnAccountQuestion = {
  readonly segment: 'BPU'
  /** Monthly income as told; the law insures its bracket's base. */
  readonly income: Rupiah
  readonly payer: Payer
  readonly occupationGroup: OccupationGroup
  /** Empty: JKK and JKM. */
  readonly programmes: readonly Programme[]
}

/** What is owed for one own-account worker and month: PP 44/2015 Art. 17, 19 and Annex II, PP 46/2015, with the reliefs of the month. */
export function assessOwnAccount(question: OwnAccountQuestion, month: Month, book: LawBook): Assessment {
  requireOpen('BPU', question.programmes)
  const programmes = question.programmes.length > 0 ? question.programmes : obligedProgrammes('BPU')
  const { base, bracket } = incomeBracketOf(question.income, month, book)
  const lines: ContributionLine[] = []
  if (programmes.includes('JKK')) {
    const relief = reliefFor(question, 'JKK', month, book)
    lines.push(shareLine('JKK', book.inMonth(bpuJkkShare, month), base, 'payer', relief))
  }
  if (programmes.includes('JKM')) {
    const relief = reliefFor(question, 'JKM', month, book)
    lines.push(amountLine('JKM', book.inMonth(bpuJkmAmount, month), 'payer', relief))
  }
  if (programmes.includes('JHT'))
    lines.push(shareLine('JHT', book.inMonth(bpuJhtShare, month), base, 'payer'))
  const notes = [
    note('bracket-base', { bracket, base }),
    ...reliefNotes(lines),
    ...payerNotes(question, month, book),
    ...confirmationNotes(lines),
  ]
  return { month, lines, bookings: [], notes }
}

/** The bracket of an income: the last one whose lower bound it reaches. */
export function incomeBracketOf(income: Rupiah, month: Month, book: LawBook): IncomeBracket {
  const brackets = book.inMonth(bpuIncomeBrackets, month).value
  const found = brackets.findLast((candidate) => candidate.incomeFrom <= income)
  if (!found) throw new RangeError(`income ${income} is below every bracket`)
  return found
}

const PP50_RELIEF: {
  readonly [Group in OccupationGroup]: { readonly JKK: Parameter<number>; readonly JKM: Parameter<number> }
} = {
  transport: { JKK: reliefs.transportReliefJkk, JKM: reliefs.transportReliefJkm },
  other: { JKK: reliefs.otherBpuReliefJkk, JKM: reliefs.otherBpuReliefJkm },
}
const COVID_RELIEF = { JKK: reliefs.covidReliefJkk, JKM: reliefs.covidReliefJkm }

function reliefFor(
  question: OwnAccountQuestion,
  programme: 'JKK' | 'JKM',
  month: Month,
  book: LawBook,
): InForce<number> | null {
  // No exclusion of public budgets was seen for the Covid-19 relief.
  const covid = book.findOn(COVID_RELIEF[programme], firstDayOf(month))
  if (covid) return covid
  if (paysFromStateBudget(question.payer, month, book)) return null
  return book.findOn(PP50_RELIEF[question.occupationGroup][programme], firstDayOf(month))
}

/** Whether PP 50/2025 counts the payer as APBN/APBD. For the village budget this is an uncertain, configurable parameter. */
function paysFromStateBudget(payer: Payer, month: Month, book: LawBook): boolean {
  if (STATE_BUDGET_PAYERS.has(payer)) return true
  return payer === 'apbdes' && book.findOn(reliefs.villageBudgetExcluded, firstDayOf(month))?.value === 1
}

function payerNotes({ payer, occupationGroup }: OwnAccountQuestion, month: Month, book: LawBook): Note[] {
  const relief = book.findOn(PP50_RELIEF[occupationGroup].JKK, firstDayOf(month))
  if (!relief) return []
  if (STATE_BUDGET_PAYERS.has(payer)) return [note('relief-not-for-state-budget', { law: relief.cite.law })]
  if (payer !== 'apbdes') return []
  const reading = book.inMonth(reliefs.villageBudgetExcluded, month)
  const { parameter, cite } = reading
  return [
    note('village-budget-unsettled', { excluded: reading.value === 1 }),
    ...(cite.confidence === 'H'
      ? []
      : [note('needs-legal-confirmation', { parameter, law: cite.law, confidence: cite.confidence })]),
  ]
}
