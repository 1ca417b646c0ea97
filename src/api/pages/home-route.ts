import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { monthOf } from '../../kernel/month.ts'
import { answerBenefit, answerPrice } from '../../modules/law/law.ts'
import { HomePage } from '../../../web/public/home-page.tsx'
import { workPages } from './administration/parts.ts'
import type { PageDeps } from './page-deps.ts'
import { frameOf, sendPage } from './send-page.ts'
import { PUBLIC } from '../../modules/access/current-actor.ts'

/** The lowest income there is: whoever earns it pays the lowest bracket. */
const LOWEST_INCOME = 1_000_000

/** `/`: what Payung is, and today's price and protection computed from the law of the day. */
export function homeRoute(app: FastifyInstance, { book, clock }: PageDeps): void {
  app.get('/', { schema: { hide: true }, config: PUBLIC }, (request, reply) => {
    const frame = frameOf(request)
    const today = clock.today()
    const month = monthOf(today)
    const price = { segment: 'BPU', income: LOWEST_INCOME, month } as const
    const death = { kind: 'JKM', segment: 'BPU', on: today, memberMonths: 36 } as const
    const accident = { kind: 'JKK-death', segment: 'BPU', on: today, wage: LOWEST_INCOME } as const
    const page = {
      frame,
      today,
      cheapest: answerPrice({ ...price, payer: 'self' }, book, frame.language),
      cheapestQuery: { ...price, income: String(LOWEST_INCOME), payer: 'self' },
      cheapestFromBudget: answerPrice({ ...price, payer: 'apbd' }, book, frame.language),
      death: answerBenefit(death, book, frame.language),
      deathQuery: death,
      accidentDeath: answerBenefit(accident, book, frame.language),
      accidentDeathQuery: accident,
      // Who still owes a second factor works nowhere yet.
      workPages: request.actor && !request.actor.owesSecondFactor ? workPages(request, { clock }) : [],
    }
    return sendPage(request, reply, createElement(HomePage, page))
  })
}
