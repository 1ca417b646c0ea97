import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { isPlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { checkShape } from '../../platform/validate.ts'
import { benefitBody } from '../../modules/law/contract.ts'
import { answerBenefit } from '../../modules/law/law.ts'
import type { BenefitKind } from '../../rules/benefit.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { findParameter } from '../../rules/register.ts'
import {
  askedBenefitFields,
  BENEFIT_QUESTIONS,
  benefitQuestionBody,
  benefitQuestionOfField,
  readKind,
  startingBenefitFields,
} from '../../../web/public/benefit-form.ts'
import { BenefitPage, componentText, type BenefitAnswer } from '../../../web/public/benefit-page.tsx'
import type { FormFields } from '../../../web/public/contribution-form.ts'
import { wordsIn } from '../../../web/locales/public.ts'
import { csvText, sendCsv } from '../csv.ts'
import { languageOf } from '../language.ts'
import { answerQuestion } from './answer-question.ts'
import type { PageDeps } from './page-deps.ts'
import { frameOf, queryOf, sendPage } from './send-page.ts'
import { PUBLIC } from '../../modules/access/current-actor.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const

/** `/manfaat` as page, table and JSON: the same question in the address gives the same answer in each. */
export function benefitRoutes(app: FastifyInstance, { book, clock }: PageDeps): void {
  const answer = (kind: BenefitKind, fields: FormFields, request: FastifyRequest): BenefitAnswer =>
    answerBenefit(checkShape(benefitBody, benefitQuestionBody(kind, fields)), book, languageOf(request))

  app.get('/manfaat', OPEN, (request, reply) => {
    const query = queryOf(request)
    const kind = readKind(query)
    const frame = frameOf(request)
    const reportHours = reportHoursOn(query['on'], clock.today(), book)
    if (kind === null || !('on' in query)) {
      const fields = startingBenefitFields(clock.today())
      const page = { frame, kind, fields, errors: {}, answer: null, reportHours }
      return sendPage(request, reply, createElement(BenefitPage, page))
    }
    const fields = askedBenefitFields(kind, query)
    const answered = answerQuestion(() => answer(kind, fields, request), placeIn(kind), 'on', frame.language)
    return sendPage(
      request,
      reply,
      createElement(BenefitPage, { frame, kind, fields, reportHours, ...answered }),
    )
  })

  app.get('/manfaat.json', OPEN, (request) => {
    const kind = readKind(queryOf(request)) ?? 'JKM'
    return answer(kind, askedBenefitFields(kind, queryOf(request)), request)
  })

  app.get('/manfaat.csv', OPEN, (request, reply) => {
    const kind = readKind(queryOf(request)) ?? 'JKM'
    const found = answer(kind, askedBenefitFields(kind, queryOf(request)), request)
    return sendCsv(reply, 'manfaat', benefitCsv(found, languageOf(request)))
  })
}

/** The accident report deadline in force on the day of the event. */
function reportHoursOn(day: unknown, today: PlainDate, book: LawBook): number | null {
  const rule = findParameter('jkk.report-deadline')
  const on = typeof day === 'string' && isPlainDate(day) ? day : today
  const value = rule && book.findOn(rule, on)?.value
  return typeof value === 'number' ? value : null
}

function placeIn(kind: BenefitKind): (field: string) => string {
  return (field) => {
    const question = benefitQuestionOfField(field)
    return BENEFIT_QUESTIONS[kind].includes(question) ? question : 'on'
  }
}

function benefitCsv({ on, lines }: BenefitAnswer, language: ReturnType<typeof languageOf>): string {
  const { benefit, contribution } = wordsIn(language)
  const header = [
    benefit.on,
    contribution.line,
    benefit.component,
    contribution.amount,
    contribution.article,
    contribution.since,
    contribution.confidence,
  ]
  const rows = lines.map((line) => [
    on,
    line.programme,
    componentText(line.component, language),
    line.amount,
    `${line.law}, ${line.article}`,
    line.from,
    line.confidence,
  ])
  return csvText(header, rows)
}
