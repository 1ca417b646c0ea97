import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createElement, type ReactElement } from 'react'
import { depthOf, INDONESIA, type RegionCode } from '../../../kernel/region-code.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { rankFigures } from '../../../modules/coverage/coverage.ts'
import { newestUpTo, type PublishedFigure } from '../../../modules/figures/figures.ts'
import { PUBLISHED_FIGURES } from '../../../modules/figures/published-figures.ts'
import { readWrittenCode, writtenCode } from '../../../modules/regions/answers.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { RankingPage, type RankedPublicly } from '../../../../web/public/ranking-page.tsx'
import { languageOf } from '../../language.ts'
import { frameOf, queryOf } from '../send-page.ts'
import { namesBelow, readAsOf, type PublicFigureDeps } from './coverage-routes.ts'
import type { KeptPages } from './kept-pages.ts'

/** `/peringkat`: the country's provinces, or the regencies and cities of one province. */
export function rankingRoutes(app: FastifyInstance, deps: PublicFigureDeps, kept: KeptPages): void {
  app.get('/peringkat', { schema: { hide: true }, config: PUBLIC }, (request, reply) =>
    kept.send(request, reply, () => drawRanking(deps, request)),
  )
}

async function drawRanking(deps: PublicFigureDeps, request: FastifyRequest): Promise<ReactElement> {
  const asOf = readAsOf(request, deps.clock.today())
  const country = { code: 'ID', name: wordsIn(languageOf(request)).publicCoverage.country }
  const provinces = await namesBelow(deps, INDONESIA)
  const region = readProvince(request)
  const name = region === INDONESIA ? country.name : provinces.get(region)
  if (name === undefined)
    throw refuse('region-unknown', { field: 'wilayah', value: writtenCode(region), on: asOf })
  const { below, least } = await deps.coverages.ask({ region, asOf })
  const names = await namesBelow(deps, region)
  const rows = below.map(({ region: code, figure }) => ({
    code: writtenCode(code),
    name: names.get(code) ?? writtenCode(code),
    figure,
    published: newestCoverageOf(code, asOf),
  }))
  return createElement(RankingPage, {
    frame: frameOf(request),
    region: { code: writtenCode(region), name },
    regions: [country, ...[...provinces].map(([code, each]) => ({ code: writtenCode(code), name: each }))],
    asOf,
    ranked: rank(rows),
    least,
  })
}

function readProvince(request: FastifyRequest): RegionCode {
  const { wilayah } = queryOf(request)
  if (typeof wilayah !== 'string' || wilayah === '') return INDONESIA
  const region = readWrittenCode('wilayah', wilayah)
  if (!['country', 'provinsi'].includes(depthOf(region)))
    throw refuse('value-not-allowed', { field: 'wilayah', value: wilayah, allowed: ['ID', '16'] })
  return region
}

/** As `rankFigures` orders those that are published; where nobody has a share, by people and without a place; who is hidden stands last. */
function rank(rows: readonly Omit<RankedPublicly, 'rank'>[]): readonly RankedPublicly[] {
  const rowOf = new Map(rows.flatMap((row) => (row.figure === null ? [] : [[row.figure, row] as const])))
  const ranked = rankFigures([...rowOf.keys()]).flatMap(({ place, figure }) => {
    const row = rowOf.get(figure)
    return row ? [{ ...row, rank: place, people: figure.people }] : []
  })
  const isShared = ranked.some(({ rank: place }) => place !== null)
  const shown = isShared ? ranked : ranked.toSorted((one, other) => other.people - one.people)
  return [...shown, ...rows.filter(({ figure }) => figure === null).map((row) => ({ ...row, rank: null }))]
}

function newestCoverageOf(region: RegionCode, asOf: string): PublishedFigure | null {
  const figures = PUBLISHED_FIGURES.filter((figure) => figure.region === region && figure.kind === 'coverage')
  const newest = [...newestUpTo(figures, asOf).values()].toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))
  return newest[0] ?? null
}
