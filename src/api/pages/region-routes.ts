import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { INDONESIA } from '../../kernel/region-code.ts'
import { answerChildren, answerRegion, answerSearch, readWrittenCode } from '../../modules/regions/answers.ts'
import type { ChildrenAnswer } from '../../modules/regions/contract.ts'
import { RegionPage, RegionSearchPage } from '../../../web/public/region-pages.tsx'
import { wordsIn } from '../../../web/locales/public.ts'
import { csvText, sendCsv } from '../csv.ts'
import { languageOf } from '../language.ts'
import type { PageDeps } from './page-deps.ts'
import { frameOf, queryOf, sendPage } from './send-page.ts'
import { PUBLIC } from '../../modules/access/current-actor.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const
const LONGEST_QUERY = 200

/** `/wilayah`: search, and one page per region at its permanent address. */
export function regionRoutes(app: FastifyInstance, { db, clock }: PageDeps): void {
  app.get('/wilayah', OPEN, async (request, reply) => {
    const asked = queryOf(request)['query']
    const query = typeof asked === 'string' ? asked.trim().slice(0, LONGEST_QUERY) : ''
    const today = clock.today()
    const search = query === '' ? null : await answerSearch(db, { query }, today)
    const provinces = await answerChildren(db, INDONESIA, today)
    const page = { frame: frameOf(request), query, search, provinces }
    return sendPage(request, reply, createElement(RegionSearchPage, page))
  })

  app.get<{ Params: { code: string } }>('/wilayah/:code', OPEN, async (request, reply) => {
    const asTable = request.params.code.endsWith('.csv')
    const code = readWrittenCode('code', request.params.code.replace(/\.csv$/, ''))
    const today = clock.today()
    if (code === INDONESIA && !asTable) return reply.redirect('/wilayah', 302)
    const children = await answerChildren(db, code, today)
    if (asTable) return sendCsv(reply, `wilayah-${children.code}`, childrenCsv(children, languageOf(request)))
    const region = await answerRegion(db, code, today)
    return sendPage(
      request,
      reply,
      createElement(RegionPage, { frame: frameOf(request), region, below: children }),
    )
  })
}

function childrenCsv(answer: ChildrenAnswer, language: ReturnType<typeof languageOf>): string {
  const words = wordsIn(language).region
  const kinds = ['kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan', 'desa-adat'] as const
  const header = [
    words.code,
    words.name,
    words.kind,
    ...kinds.map((kind) => words.kinds[kind]),
    words.population,
    words.populationDay,
    words.attribution,
  ]
  return csvText(
    header,
    answer.children.map(({ code, name, kind, counts, population }) => [
      code,
      name,
      words.kinds[kind],
      ...kinds.map((below) => counts[below]),
      population?.value ?? null,
      population?.asOf ?? null,
      `${answer.source.attribution} (${answer.source.license}), ${answer.on}`,
    ]),
  )
}
