import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
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
import { lawAt, lawDiff } from './register-view.ts'

/** What the law answers need: the law as configured here, the working-day calendar, and the language of a request. */
export type LawRoutesDeps = {
  readonly book: LawBook
  readonly calendar: WorkCalendar
  readonly languageOf: (request: FastifyRequest) => Language
}

const tags = ['law']

/** `/api/v1/law/…`: the same answers as `./payung law …`. Nothing here touches the database. */
export function lawRoutes({ book, calendar, languageOf }: LawRoutesDeps): FastifyPluginAsync {
  return (app) => {
    app.post<{ Body: PriceBody }>(
      '/api/v1/law/price',
      { schema: { tags, summary: 'What is owed', body: priceBody, response: { 200: priceAnswer } } },
      (request) => answerPrice(request.body, book, languageOf(request)),
    )
    app.post<{ Body: BenefitBody }>(
      '/api/v1/law/benefit',
      {
        schema: {
          tags,
          summary: 'What is due after an event',
          body: benefitBody,
          response: { 200: benefitAnswer },
        },
      },
      (request) => answerBenefit(request.body, book, languageOf(request)),
    )
    app.post<{ Body: LiabilityBody }>(
      '/api/v1/law/liability',
      {
        schema: {
          tags,
          summary: 'What an employer must pay himself',
          body: liabilityBody,
          response: { 200: liabilityAnswer },
        },
      },
      (request) => answerLiability(request.body, book, languageOf(request)),
    )
    app.post<{ Body: FineBody }>(
      '/api/v1/law/fine',
      {
        schema: {
          tags,
          summary: 'Late or administrative fine',
          body: fineBody,
          response: { 200: fineAnswer },
        },
      },
      (request) => answerFine(request.body, book, calendar, languageOf(request)),
    )
    app.get<{ Querystring: { on: string } }>(
      '/api/v1/law/parameters',
      {
        schema: {
          tags,
          summary: 'Every value of law in force on a day',
          querystring: lawAtQuery,
          response: { 200: lawAtAnswer },
        },
      },
      (request) => lawAt(parsePlainDate('on', request.query.on), book),
    )
    app.get<{ Querystring: { from: string; to: string } }>(
      '/api/v1/law/changes',
      {
        schema: {
          tags,
          summary: 'What changed between two months, and for whom',
          querystring: lawDiffQuery,
          response: { 200: lawDiffAnswer },
        },
      },
      (request) => lawDiff(parseMonth('from', request.query.from), parseMonth('to', request.query.to), book),
    )
    return Promise.resolve()
  }
}
