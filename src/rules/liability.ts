import type { PlainDate } from '../kernel/plain-date.ts'
import type { Rupiah } from '../kernel/rupiah.ts'
import { totalOf, type BenefitAssessment } from './assessment.ts'
import { assessBenefit, type BenefitQuestion } from './benefit.ts'
import { jkkArrearsMonths } from './parameters/duties.ts'
import { jkpArrearsMonths } from './parameters/job-loss.ts'
import type { LawBook } from './law-book.ts'
import { cite, type Citation } from './laws.ts'
import { note, type Note } from './notes.ts'

export const LIABILITY_SITUATIONS = [
  'not-registered',
  'wage-under-reported',
  'programme-missing',
  'in-arrears',
] as const
export type LiabilitySituation = (typeof LIABILITY_SITUATIONS)[number]

export type LiabilityQuestion = BenefitQuestion & {
  readonly situation: LiabilitySituation
  /** The wage the employer reported; only when it was under-reported. */
  readonly reportedWage: Rupiah | null
  /** Months of arrears when it happened; only when he was in arrears. */
  readonly arrearsMonths: number | null
}

/** What the employer must pay himself: the worker's right on the true facts, less what BPJS pays on the reported ones. */
export type Liability = {
  readonly due: BenefitAssessment
  readonly payableByBpjs: BenefitAssessment | null
  readonly amount: Rupiah
  readonly cite: Citation
  readonly notes: readonly Note[]
}

/** "Ganti sendiri": PP 44/2015 Art. 27(1) for work injury, Art. 37(1) for death, PP 37/2021 for job loss. Always an estimate. */
export function assessLiability(question: LiabilityQuestion, on: PlainDate, book: LawBook): Liability {
  const due = assessBenefit(question, on, book)
  const payableByBpjs =
    question.situation === 'wage-under-reported'
      ? assessBenefit({ ...question, wage: question.reportedWage }, on, book)
      : null
  const source = sourceFor(question)
  if (question.situation === 'in-arrears') return inArrears(question, due, on, book)
  const difference = totalOf(due.lines) - (payableByBpjs ? totalOf(payableByBpjs.lines) : 0n)
  const notes: Note[] = [
    note('liability-estimate', {}),
    ...(source.confidence === 'H' ? [] : [note('liability-by-analogy', {})]),
  ]
  return { due, payableByBpjs, amount: difference > 0n ? difference : 0n, cite: source, notes }
}

/** In arrears BPJS serves up to the tolerated months; beyond, the employer pays first and is reimbursed (confidence L). */
function inArrears(
  question: LiabilityQuestion,
  due: BenefitAssessment,
  on: PlainDate,
  book: LawBook,
): Liability {
  const tolerated = book.on(question.kind === 'JKP' ? jkpArrearsMonths : jkkArrearsMonths, on)
  const serves = (question.arrearsMonths ?? 0) <= tolerated.value
  const months = tolerated.value
  return {
    due,
    payableByBpjs: null,
    amount: serves ? 0n : totalOf(due.lines),
    cite: tolerated.cite,
    notes: [
      note('liability-estimate', {}),
      serves ? note('liability-none-in-arrears', { months }) : note('liability-reimbursed', { months }),
    ],
  }
}

function sourceFor({ kind, situation, cause }: LiabilityQuestion): Citation {
  if (situation === 'wage-under-reported') return cite('PP 44/2015', 'asas selisih manfaat', 'L')
  const confidence = situation === 'not-registered' ? 'H' : 'L'
  if (kind === 'JKM' || (kind === 'scholarship' && cause === 'natural'))
    return cite('PP 44/2015', 'Pasal 37 ayat (1)', confidence)
  if (kind === 'JKP') return cite('PP 37/2021', 'Pasal 36 dst.', situation === 'not-registered' ? 'M' : 'L')
  if (kind === 'JHT' || kind === 'JP') return cite('UU 24/2011', 'Pasal 15 ayat (1)', 'L')
  return cite('PP 44/2015', 'Pasal 27 ayat (1)', confidence)
}
