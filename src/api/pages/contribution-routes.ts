import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { monthOf } from '../../kernel/month.ts'
import { checkShape } from '../../platform/validate.ts'
import { priceBody } from '../../modules/law/contract.ts'
import { answerPrice } from '../../modules/law/law.ts'
import type { Segment } from '../../rules/parameter.ts'
import type { PriceAnswer } from '../../../web/public/contribution-answer.tsx'
import {
  askedFields,
  isAsked,
  priceQuestionBody,
  questionOf,
  QUESTIONS,
  readSegment,
  startingFields,
  type FormFields,
} from '../../../web/public/contribution-form.ts'
import { ContributionPage } from '../../../web/public/contribution-page.tsx'
import { wordsIn } from '../../../web/locales/public.ts'
import { csvText, sendCsv } from '../csv.ts'
import { languageOf } from '../language.ts'
import { answerQuestion } from './answer-question.ts'
import type { PageDeps } from './page-deps.ts'
import { frameOf, queryOf, sendPage } from './send-page.ts'
import { PUBLIC } from '../../modules/access/current-actor.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const

/** `/iuran` as page, table and JSON: the same question in the address gives the same answer in each. */
export function contributionRoutes(app: FastifyInstance, { book, clock }: PageDeps): void {
  const answer = (segment: Segment, fields: FormFields, request: FastifyRequest): PriceAnswer =>
    answerPrice(checkShape(priceBody, priceQuestionBody(segment, fields)), book, languageOf(request))

  app.get('/iuran', OPEN, (request, reply) => {
    const query = queryOf(request)
    const segment = readSegment(query)
    const frame = frameOf(request)
    if (segment === null || !isAsked(segment, query)) {
      const fields = segment === null ? {} : startingFields(segment, monthOf(clock.today()))
      const page = { frame, segment, fields, errors: {}, answer: null }
      return sendPage(request, reply, createElement(ContributionPage, page))
    }
    const fields = askedFields(segment, query)
    const fallback = QUESTIONS[segment][0]
    const answered = answerQuestion(
      () => answer(segment, fields, request),
      placeIn(segment),
      fallback,
      frame.language,
    )
    return sendPage(request, reply, createElement(ContributionPage, { frame, segment, fields, ...answered }))
  })

  app.get('/iuran.json', OPEN, (request) => {
    const segment = readSegment(queryOf(request)) ?? 'BPU'
    return answer(segment, askedFields(segment, queryOf(request)), request)
  })

  app.get('/iuran.csv', OPEN, (request, reply) => {
    const segment = readSegment(queryOf(request)) ?? 'BPU'
    const found = answer(segment, askedFields(segment, queryOf(request)), request)
    return sendCsv(reply, 'iuran', contributionCsv(found, languageOf(request)))
  })
}

/** A contract field that the segment's form does not ask is shown at the first question. */
function placeIn(segment: Segment): (field: string) => string {
  return (field) => {
    const question = questionOf(field)
    return QUESTIONS[segment].includes(question) ? question : QUESTIONS[segment][0]
  }
}

function contributionCsv(answer: PriceAnswer, language: ReturnType<typeof languageOf>): string {
  const words = wordsIn(language).contribution
  const months = 'months' in answer ? answer.months : [answer]
  const header = [
    words.monthColumn,
    words.line,
    words.pays,
    words.amount,
    words.article,
    words.since,
    words.confidence,
  ]
  const rows = months.flatMap(({ month, lines }) =>
    lines.map((line) => [
      month,
      line.programme,
      words.paidBy[line.paidBy],
      line.amount,
      `${line.law}, ${line.article}`,
      line.from,
      line.confidence,
    ]),
  )
  return csvText(header, rows)
}
