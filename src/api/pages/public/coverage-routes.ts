import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { parsePlainDate, type PlainDate } from '../../../kernel/plain-date.ts'
import { depthOf, INDONESIA, type RegionCode, type RegionDepth } from '../../../kernel/region-code.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { answerRegion, readWrittenCode, writtenCode } from '../../../modules/regions/answers.ts'
import { listBelow } from '../../../modules/regions/queries.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { CoveragePage, coveragePath, type CoveragePageProps } from '../../../../web/public/coverage-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { sendCsv } from '../../csv.ts'
import { languageOf } from '../../language.ts'
import { outlinesFor } from '../map-outlines.ts'
import type { PageDeps } from '../page-deps.ts'
import { frameOf, queryOf } from '../send-page.ts'
import { coverageCsv, coverageJson } from './coverage-files.ts'
import type { KeptPages } from './kept-pages.ts'
import type { PublicCoverages } from './published-coverage.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const

export type PublicFigureDeps = PageDeps & { readonly coverages: PublicCoverages }

/** `/cakupan` for the country and `/cakupan/:code` for each region, as page, table and JSON at the same address. */
export function coverageRoutes(app: FastifyInstance, deps: PublicFigureDeps, kept: KeptPages): void {
  app.get('/cakupan', OPEN, (request, reply) =>
    kept.send(request, reply, async () =>
      createElement(CoveragePage, await pageOf(deps, request, INDONESIA)),
    ),
  )
  app.get<{ Params: { code: string } }>('/cakupan/:code', OPEN, async (request, reply) => {
    const [, written = '', form] = /^(.*?)(?:\.(csv|json))?$/.exec(request.params.code) ?? []
    const region = readWrittenCode('code', written)
    // One address for each figure, so that what is quoted is found again.
    const canonical = coveragePath(writtenCode(region))
    if (form === undefined && canonical !== request.url.split('?', 1)[0])
      return reply.redirect(hrefIn(languageOf(request), canonical, dayOnly(request)), 302)
    if (form === undefined)
      return kept.send(request, reply, async () =>
        createElement(CoveragePage, await pageOf(deps, request, region)),
      )
    const told = await pageOf(deps, request, region)
    if (form === 'csv')
      return sendCsv(reply, `cakupan-${told.region.code}`, coverageCsv(told, languageOf(request)))
    return reply.header('cache-control', 'no-cache').send(coverageJson(told))
  })
}

async function pageOf(
  deps: PublicFigureDeps,
  request: FastifyRequest,
  region: RegionCode,
): Promise<CoveragePageProps> {
  const { db, clock } = deps
  const language = languageOf(request)
  const asOf = readAsOf(request, clock.today())
  const { figure, published, below, least } = await deps.coverages.ask({ region, asOf })
  const country = { code: 'ID', name: wordsIn(language).publicCoverage.country }
  const own = region === INDONESIA ? null : await answerRegion(db, region, clock.today())
  const names = await namesBelow(deps, region)
  return {
    frame: frameOf(request),
    region: own ?? country,
    path: own === null ? [] : [country, ...own.path],
    asOf,
    today: clock.today(),
    indicator: 'A',
    figure,
    published,
    months: asOf === clock.today() ? await deps.coverages.listMonths(region) : [],
    below: below.map((each) => ({
      code: writtenCode(each.region),
      name: names.get(each.region) ?? writtenCode(each.region),
      figure: each.figure,
    })),
    outlines: await outlinesFor(
      db,
      below.map((each) => each.region),
    ),
    least,
    site: siteOf(deps, request),
  }
}

const DEPTHS: readonly RegionDepth[] = ['country', 'provinsi', 'kabupaten-kota', 'kecamatan']

/** Names of the regions of the next level. */
export async function namesBelow(
  { db, clock }: Pick<PageDeps, 'db' | 'clock'>,
  region: RegionCode,
): Promise<ReadonlyMap<RegionCode, string>> {
  const level = DEPTHS.indexOf(depthOf(region)) + 1
  if (level === 0) return new Map()
  const below = await listBelow(db, region, clock.today(), level)
  return new Map(below.map(({ code, name }) => [code, name]))
}

/** Our address as people reach it. */
export function siteOf({ publicUrl }: Pick<PageDeps, 'publicUrl'>, request: FastifyRequest): string {
  return publicUrl ?? `http://${request.host}`
}

/** The day a figure is asked for; today when none is. Refuses a day that has not come: nobody can count it. */
export function readAsOf(request: FastifyRequest, today: PlainDate): PlainDate {
  const { per } = queryOf(request)
  if (typeof per !== 'string' || per === '') return today
  const day = parsePlainDate('asOf', per)
  if (day > today) throw refuse('value-out-of-range', { field: 'asOf', value: per, maximum: today })
  return day
}

function dayOnly(request: FastifyRequest): { readonly per?: string } {
  const { per } = queryOf(request)
  return typeof per === 'string' ? { per } : {}
}
