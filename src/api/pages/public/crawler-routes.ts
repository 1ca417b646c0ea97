import type { FastifyInstance, FastifyReply } from 'fastify'
import { INDONESIA, type RegionCode } from '../../../kernel/region-code.ts'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { writtenCode } from '../../../modules/regions/answers.ts'
import { listBelow } from '../../../modules/regions/queries.ts'
import { coveragePath } from '../../../../web/public/coverage-page.tsx'
import { EVENT_PATHS } from '../../../../web/public/after-event-page.tsx'
import type { PageDeps } from '../page-deps.ts'
import { siteOf } from './coverage-routes.ts'
import { DATASETS } from './dataset-routes.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const
const ONE_DAY = 'public, max-age=86400'
/** Regions of which a page is worth finding from outside: provinces, regencies and cities. */
const LISTED_LEVEL = 2

const PAGES: readonly string[] = [
  ...['/', '/cek', '/iuran', '/manfaat', ...Object.values(EVENT_PATHS), '/cakupan', '/peringkat', '/data'],
  ...DATASETS.map(({ name }) => `/data/${name}`),
  ...['/peraturan', '/wilayah', '/kamus', '/bantuan', '/aksesibilitas', '/jejak', '/api/docs'],
]

/** `/robots.txt` and `/sitemap.xml`: what a search engine may read, and where it finds it. */
export function crawlerRoutes(app: FastifyInstance, deps: PageDeps): void {
  app.get('/robots.txt', OPEN, (request, reply) =>
    asText(reply, 'text/plain').send(
      `User-agent: *\nAllow: /\nDisallow: /masuk\nDisallow: /akun\nSitemap: ${siteOf(deps, request)}/sitemap.xml\n`,
    ),
  )
  app.get('/sitemap.xml', OPEN, async (request, reply) => {
    const site = siteOf(deps, request)
    const regions = await listBelow(deps.db, INDONESIA, deps.clock.today(), LISTED_LEVEL)
    const places = regions.map(({ code }: { readonly code: RegionCode }) => coveragePath(writtenCode(code)))
    const entries = [...PAGES, ...places].map((path) => `<url><loc>${escaped(site + path)}</loc></url>`)
    return asText(reply, 'application/xml').send(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`,
    )
  })
}

function asText(reply: FastifyReply, type: string): FastifyReply {
  return reply.type(`${type}; charset=utf-8`).header('cache-control', ONE_DAY)
}

/** The host comes from the request where no address is set. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
