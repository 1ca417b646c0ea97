import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import type { Language } from '../../kernel/format.ts'
import { monthOf } from '../../kernel/month.ts'
import { INDONESIA } from '../../kernel/region-code.ts'
import { answerBenefit, answerPrice } from '../../modules/law/law.ts'
import { writtenCode } from '../../modules/regions/answers.ts'
import { wordsIn } from '../../../web/locales/public.ts'
import { HomePage, type HomePageProps } from '../../../web/public/home-page.tsx'
import { workPages } from './administration/parts.ts'
import { namesBelow, type PublicFigureDeps } from './public/coverage-routes.ts'
import type { KeptPages } from './public/kept-pages.ts'
import { frameOf } from './send-page.ts'
import { PUBLIC } from '../../modules/access/current-actor.ts'

/** The lowest income there is: whoever earns it pays the lowest bracket. */
const LOWEST_INCOME = 1_000_000

/** `/`: what Payung is, how many are protected, and today's price and protection computed from the law of the day. */
export function homeRoute(app: FastifyInstance, deps: PublicFigureDeps, kept: KeptPages): void {
  app.get('/', { schema: { hide: true }, config: PUBLIC }, (request, reply) =>
    kept.send(request, reply, async () => {
      const { book, clock } = deps
      const frame = frameOf(request)
      const today = clock.today()
      const price = { segment: 'BPU', income: LOWEST_INCOME, month: monthOf(today) } as const
      const death = { kind: 'JKM', segment: 'BPU', on: today, memberMonths: 36 } as const
      const accident = { kind: 'JKK-death', segment: 'BPU', on: today, wage: LOWEST_INCOME } as const
      return createElement(HomePage, {
        frame,
        today,
        cheapest: answerPrice({ ...price, payer: 'self' }, book, frame.language),
        cheapestQuery: { ...price, income: String(LOWEST_INCOME), payer: 'self' },
        cheapestFromBudget: answerPrice({ ...price, payer: 'apbd' }, book, frame.language),
        death: answerBenefit(death, book, frame.language),
        deathQuery: death,
        accidentDeath: answerBenefit(accident, book, frame.language),
        accidentDeathQuery: accident,
        headline: await findHeadline(deps, frame.language).catch((error: unknown) => {
          // The door stays open when the database does not answer.
          request.log.warn({ err: error }, 'front page without its figure')
          return null
        }),
        // Who still owes a second factor works nowhere yet.
        workPages: request.actor && !request.actor.owesSecondFactor ? workPages(request, { clock }) : [],
      })
    }),
  )
}

/** The figure of the province in which everybody is protected who is, else that of the country; null where it is nobody. */
async function findHeadline(deps: PublicFigureDeps, language: Language): Promise<HomePageProps['headline']> {
  const asOf = deps.clock.today()
  const country = await deps.coverages.ask({ region: INDONESIA, asOf })
  const filled = country.below.filter(({ figure }) => figure === null || figure.people > 0)
  const [only] = filled
  if (filled.length === 1 && only?.figure) {
    const name = (await namesBelow(deps, INDONESIA)).get(only.region) ?? writtenCode(only.region)
    return { region: { code: writtenCode(only.region), name }, figure: only.figure }
  }
  if (country.figure === null || country.figure.people === 0) return null
  return {
    region: { code: 'ID', name: wordsIn(language).publicCoverage.country },
    figure: country.figure,
  }
}
