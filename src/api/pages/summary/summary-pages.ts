import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { createElement } from 'react'
import { formatDate } from '../../../kernel/format.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { writtenRegion } from '../../../modules/access/places.ts'
import { askSummary } from '../../../modules/summary/ask-summary.ts'
import type { Summary } from '../../../modules/summary/summary.ts'
import { pdfStream } from '../../../platform/pdf-out.ts'
import { figureWorkbookOf } from '../../../platform/xlsx-out.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { SLIDE_COUNT, SlidesPage } from '../../../../web/summary/slides-page.tsx'
import { SummaryPage } from '../../../../web/summary/summary-page.tsx'
import { summaryTables, type NameOf } from '../../../../web/summary/summary-tables.ts'
import type { Outlines } from '../../../../web/ui/charts/outline-map.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import { sendPdf } from '../../paper.ts'
import { pageOf, textsOf } from '../administration/parts.ts'
import { outlinesFor } from '../map-outlines.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { signedInOf } from '../sign-in-cookies.ts'
import type { StaffPageDeps } from '../staff/staff-page-deps.ts'
import { askedOf, badgesOf, filtersOf, namesOf, type Asked } from './asked.ts'
import { briefOf } from './brief.ts'

const READ = pageOf('coverage.read')
const PATH = '/ringkasan'

/** `/ringkasan`, the same as a workbook and as one page of A4, and `/paparan`, the same for a meeting room. */
export function summaryPages(app: FastifyInstance, deps: StaffPageDeps): void {
  app.get(PATH, READ, async (request, reply) => {
    const { asked, summary, nameOf, outlines } = await gather(request, deps)
    const language = languageOf(request)
    const words = wordsIn(language).summary
    const way = (label: string, path: string) => ({ label, href: hrefIn(language, path, asked.query) })
    const page = {
      ...{ frame: frameOf(request), summary, nameOf, outlines },
      filters: { ...filtersOf(request, PATH, asked, true), badges: badgesOf(request, PATH, asked, nameOf) },
      controls: [
        way(words.brief, `${PATH}/bahan-rapat.pdf`),
        way(words.excel, `${PATH}.xlsx`),
        way(words.slides, '/paparan'),
      ],
    }
    return sendPrivatePage(request, reply, createElement(SummaryPage, page))
  })

  app.get(`${PATH}.xlsx`, READ, async (request, reply) => {
    const { summary, nameOf } = await gather(request, deps)
    const sheets = summaryTables(summary, nameOf, languageOf(request)).filter(({ rows }) => rows.length > 0)
    return sendWorkbook(reply, fileName(summary), Readable.from([await figureWorkbookOf(sheets)]))
  })

  app.get(`${PATH}/bahan-rapat.pdf`, READ, async (request, reply) => {
    const { summary, nameOf, outlines } = await gather(request, deps)
    const language = languageOf(request)
    const { user } = signedInOf(request)
    const sign = wordsIn(language).summary.briefSign(user.name, formatDate(deps.clock.today(), language))
    const document = briefOf({
      summary,
      nameOf,
      outlines,
      language,
      organisation: user.organisationName,
      sign,
    })
    return sendPdf(reply, fileName(summary), await pdfStream(document))
  })

  app.get('/paparan', READ, async (request, reply) => {
    const { asked, summary, nameOf, outlines } = await gather(request, deps)
    const number = Number(/^\d{1,2}$/.exec(textsOf(request)['lembar'] ?? '')?.[0] ?? 1)
    const slide = Math.min(SLIDE_COUNT, Math.max(1, number))
    const page = { frame: frameOf(request), summary, nameOf, outlines, slide, query: asked.query }
    return sendPrivatePage(request, reply, createElement(SlidesPage, page))
  })
}

async function gather(
  request: FastifyRequest,
  deps: StaffPageDeps,
): Promise<{
  readonly asked: Asked
  readonly summary: Summary
  readonly nameOf: NameOf
  readonly outlines: Outlines | null
}> {
  const asked = await askedOf(request, deps)
  const summary = await askSummary(deps, byRequest(request), asked)
  const regions = [
    summary.region,
    ...summary.ranking.map(({ figure }) => figure.region),
    ...summary.cascade.map(({ region }) => region),
  ]
  const below = summary.ranking.map(({ figure }) => figure.region)
  return {
    asked,
    summary,
    nameOf: await namesOf(deps, regions, asked.asOf),
    outlines: await outlinesFor(deps.db, below),
  }
}

/** The name of the file as it lies on somebody's disk: which region, which day. */
function fileName({ region, asOf }: Summary): string {
  return `ringkasan-${writtenRegion(region).toLowerCase().replaceAll('.', '-')}-${asOf}`
}
