import type { Language } from '../../kernel/format.ts'
import { parseMonth } from '../../kernel/month.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { nextWorkingDay, type WorkCalendar } from '../../kernel/working-days.ts'
import { assessBenefit } from '../../rules/benefit.ts'
import { assessContribution, assessSpan } from '../../rules/contribution.ts'
import {
  assessAdministrativeFine,
  assessLateFine,
  monthsLate,
  nominalDueOn,
  type Fine,
} from '../../rules/fines.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { assessLiability } from '../../rules/liability.ts'
import { note } from '../../rules/notes.ts'
import {
  benefitAnswerOf,
  monthAnswerOf,
  noteOf,
  spanAnswerOf,
  type BenefitAnswer,
  type PriceAnswer,
} from './answers.ts'
import { benefitQuestionOf, liabilityQuestionOf, unusedFields } from './benefit-question.ts'
import type { BenefitBody, FineBody, LiabilityBody, PriceBody } from './contract.ts'
import { priceQuestionOf } from './price-question.ts'

/** What somebody owes, line by line with articles; for a span, month by month. The one answer behind page, API and command. */
export function answerPrice(body: PriceBody, book: LawBook, language: Language = 'id'): PriceAnswer {
  const { question, first, monthCount, asSpan } = priceQuestionOf(body)
  if (asSpan) return spanAnswerOf(assessSpan(question, first, monthCount, book), language)
  return monthAnswerOf(assessContribution(question, first, book), language)
}

/** What is due for an event, line by line with articles. */
export function answerBenefit(body: BenefitBody, book: LawBook, language: Language = 'id'): BenefitAnswer {
  const { question, on } = benefitQuestionOf(body)
  const answer = benefitAnswerOf(question.kind, question.segment, assessBenefit(question, on, book), language)
  const fields = unusedFields(body)
  return fields.length === 0
    ? answer
    : { ...answer, notes: [...answer.notes, noteOf(note('field-not-used', { fields }), language)] }
}

/** What an employer must pay himself, and why. Always an estimate. */
export function answerLiability(body: LiabilityBody, book: LawBook, language: Language = 'id') {
  const { question, on } = liabilityQuestionOf(body)
  const { kind, segment, situation } = question
  const { due, payableByBpjs, amount, cite, notes } = assessLiability(question, on, book)
  return {
    situation,
    kind,
    on,
    due: benefitAnswerOf(kind, segment, due, language),
    payableByBpjs: payableByBpjs ? benefitAnswerOf(kind, segment, payableByBpjs, language) : null,
    total: rupiahToJson(amount),
    law: cite.law,
    article: cite.article,
    confidence: cite.confidence,
    notes: notes.map((value) => noteOf(value, language)),
  }
}

/** One of the two fines. The calendar moves the due day to a working day; a year without holidays refuses unless `monthsLate` is given. */
export function answerFine(body: FineBody, book: LawBook, calendar: WorkCalendar, language: Language = 'id') {
  const month = parseMonth('month', body.month)
  const contribution = BigInt(body.contribution)
  if ((body.paidOn === undefined) === (body.monthsLate === undefined)) {
    throw refuse('give-one-of', { fields: ['paidOn', 'monthsLate'] })
  }
  const paidOn = body.paidOn === undefined ? null : parsePlainDate('paidOn', body.paidOn)
  const dueOn = paidOn ? nextWorkingDay(nominalDueOn(month, book), calendar) : null
  const count = paidOn && dueOn ? monthsLate(dueOn, paidOn) : (body.monthsLate ?? 0)
  const fine =
    body.kind === 'late'
      ? assessLateFine(contribution, month, count, body.labourIntensive ?? false, book)
      : assessAdministrativeFine(contribution, count, paidOn ?? nominalDueOn(month, book), book)
  const notes = paidOn ? [noteOf(note('late-fine-months', {}), language)] : []
  return { kind: body.kind, month, dueOn, ...fineFields(fine), notes }
}

function fineFields({ amount, rate, monthCount }: Fine) {
  return {
    monthsLate: monthCount,
    rate: rate.value,
    total: rupiahToJson(amount),
    law: rate.cite.law,
    article: rate.cite.article,
    from: rate.from,
    confidence: rate.cite.confidence,
    parameter: rate.parameter,
  }
}
