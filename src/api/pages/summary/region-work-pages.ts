import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { createElement } from 'react'
import { INDONESIA, isWithin, parentOf, type RegionCode } from '../../../kernel/region-code.ts'
import { reachedRegion } from '../../../modules/access/access.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { writtenRegion } from '../../../modules/access/places.ts'
import { askRegion } from '../../../modules/summary/ask-summary.ts'
import { figureWorkbookOf } from '../../../platform/xlsx-out.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { RegionWorkPage, type RegionWorkPageProps } from '../../../../web/summary/region-page.tsx'
import { cascadeTable, rankingTable } from '../../../../web/summary/summary-tables.ts'
import type { Crumb } from '../../../../web/ui/breadcrumbs.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import { pageOf } from '../administration/parts.ts'
import { outlinesFor } from '../map-outlines.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import type { StaffPageDeps } from '../staff/staff-page-deps.ts'
import { askedOf, badgesOf, filtersOf, namesOf, type Asked } from './asked.ts'

const READ = pageOf('coverage.read')
type CodeRoute = { Params: { code: string } }
type Gathered = Pick<RegionWorkPageProps, 'summary' | 'nameOf' | 'outlines'> & { readonly asked: Asked }

/** `/wilayah-kerja/:code` and the same as a workbook: the cascade from province to village, one step a page. */
export function regionWorkPages(app: FastifyInstance, deps: StaffPageDeps): void {
  app.get<CodeRoute>('/wilayah-kerja/:code', READ, async (request, reply) => {
    const { code } = request.params
    const gathered = await gather(request, deps, code.replace(/\.xlsx$/, ''))
    if (code.endsWith('.xlsx')) {
      const { summary, nameOf } = gathered
      const language = languageOf(request)
      const tables = [rankingTable(summary, nameOf, language), cascadeTable(summary, nameOf, language)]
      const sheets = tables.filter(({ rows }) => rows.length > 0)
      const name = `wilayah-${writtenRegion(summary.region).toLowerCase().replaceAll('.', '-')}-${summary.asOf}`
      return sendWorkbook(reply, name, Readable.from([await figureWorkbookOf(sheets)]))
    }
    return sendPrivatePage(request, reply, createElement(RegionWorkPage, pageFor(request, gathered)))
  })
}

async function gather(request: FastifyRequest, deps: StaffPageDeps, code: string): Promise<Gathered> {
  const asked = await askedOf(request, deps, code)
  const summary = await askRegion(deps, byRequest(request), asked)
  const regions = [
    ...waysUp(request, summary.region),
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

/** The regions above one, up to where the role reaches, from the top. */
function waysUp(request: FastifyRequest, region: RegionCode): RegionCode[] {
  const reached = reachedRegion(byRequest(request).actor) ?? INDONESIA
  const above: RegionCode[] = []
  for (let up = parentOf(region); up !== null && isWithin(up, reached); up = parentOf(up)) above.unshift(up)
  return above
}

function pageFor(
  request: FastifyRequest,
  { asked, summary, nameOf, outlines }: Gathered,
): RegionWorkPageProps {
  const language = languageOf(request)
  const words = wordsIn(language).summary
  const code = writtenRegion(summary.region)
  const path = `/wilayah-kerja/${code}`
  const crumbs = waysUp(request, summary.region).map((up): Crumb => ({
    name: nameOf(up),
    href: hrefIn(language, `/wilayah-kerja/${writtenRegion(up)}`, asked.query),
  }))
  return {
    ...{ frame: frameOf(request), summary, nameOf, outlines, crumbs },
    filters: {
      ...filtersOf(request, path, asked),
      badges: badgesOf(request, path, asked, nameOf),
    },
    controls: [
      { label: words.excel, href: hrefIn(language, `${path}.xlsx`, asked.query) },
      { label: words.title, href: hrefIn(language, '/ringkasan', { ...asked.query, region: code }) },
      { label: words.publicPage, href: hrefIn(language, `/wilayah/${code}`) },
    ],
  }
}
