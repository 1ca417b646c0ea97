import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Language } from '../../kernel/format.ts'
import { parseMonth } from '../../kernel/month.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import type { WorkCalendar } from '../../kernel/working-days.ts'
import type { LawBook } from '../../rules/law-book.ts'
import {
  benefitAnswer,
  benefitBody,
  fineAnswer,
  fineBody,
  lawAtAnswer,
  lawAtQuery,
  lawDiffAnswer,
  lawDiffQuery,
  liabilityAnswer,
  liabilityBody,
  priceAnswer,
  priceBody,
  type BenefitBody,
  type FineBody,
  type LiabilityBody,
  type PriceBody,
} from './contract.ts'
import { answerBenefit, answerFine, answerLiability, answerPrice } from './law.ts'
import { PUBLIC } from '../access/current-actor.ts'
import { lawAt, lawDiff } from './register-view.ts'

/** What the law answers need: the law as configured here, the working-day calendar, and the language of a request. */
export type LawRoutesDeps = {
  readonly book: LawBook
  readonly calendar: WorkCalendar
  readonly languageOf: (request: FastifyRequest) => Language
}

const tags = ['law']

/** `/api/v1/law/…`: the same answers as `./payung law …`. Nothing here touches the database. */
export function lawRoutes(deps: LawRoutesDeps): FastifyPluginAsync {
  return (app) => {
    addQuestions(app, deps)
    addRegister(app, deps)
    return Promise.resolve()
  }
}

function addQuestions(app: FastifyInstance, { book, calendar, languageOf }: LawRoutesDeps): void {
  const contract = (summary: string, body: TSchema, answer: TSchema) => ({
    config: PUBLIC,
    schema: { tags, summary, body, response: { 200: answer } },
  })
  app.post<{ Body: PriceBody }>(
    '/api/v1/law/price',
    contract('What is owed', priceBody, priceAnswer),
    (request) => answerPrice(request.body, book, languageOf(request)),
  )
  app.post<{ Body: BenefitBody }>(
    '/api/v1/law/benefit',
    contract('What is due after an event', benefitBody, benefitAnswer),
    (request) => answerBenefit(request.body, book, languageOf(request)),
  )
  app.post<{ Body: LiabilityBody }>(
    '/api/v1/law/liability',
    contract('What an employer must pay himself', liabilityBody, liabilityAnswer),
    (request) => answerLiability(request.body, book, languageOf(request)),
  )
  app.post<{ Body: FineBody }>(
    '/api/v1/law/fine',
    contract('Late or administrative fine', fineBody, fineAnswer),
    (request) => answerFine(request.body, book, calendar, languageOf(request)),
  )
}

function addRegister(app: FastifyInstance, { book }: LawRoutesDeps): void {
  const contract = (summary: string, querystring: TSchema, answer: TSchema) => ({
    config: PUBLIC,
    schema: { tags, summary, querystring, response: { 200: answer } },
  })
  app.get<{ Querystring: { on: string } }>(
    '/api/v1/law/parameters',
    contract('Every value of law in force on a day', lawAtQuery, lawAtAnswer),
    (request) => lawAt(parsePlainDate('on', request.query.on), book),
  )
  app.get<{ Querystring: { from: string; to: string } }>(
    '/api/v1/law/changes',
    contract('What changed between two months, and for whom', lawDiffQuery, lawDiffAnswer),
    (request) => lawDiff(parseMonth('from', request.query.from), parseMonth('to', request.query.to), book),
  )
}
