import type { FastifyInstance, FastifyPluginCallback, FastifyReply } from 'fastify'
import { INDONESIA } from '../../kernel/region-code.ts'
import { csvText } from '../../platform/csv-out.ts'
import { describedAs } from '../../platform/described.ts'
import { textWorkbookOf } from '../../platform/xlsx-out.ts'
import { leastShown } from '../../rules/parameters/publication.ts'
import { PUBLIC } from '../access/current-actor.ts'
import { requireRegion } from '../access/places.ts'
import type { CoverageDeps } from '../coverage/open-tallies.ts'
import { askDataset, type DatasetQuestion } from './ask-dataset.ts'
import * as contract from './contract.ts'
import { dataPackageOf, openCsvOf } from './table-package.ts'
import { answerDatasets, INDICATOR_COLUMNS } from './describe-datasets.ts'
import { indicatorSheetOf } from './indicator-sheet.ts'
import { jsonStatOf } from './json-stat.ts'
import type { OpenDataset } from './open-data.ts'

const described = describedAs('open-data')
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** A thousand readers within a minute are one question. */
const KEPT_MS = 60_000
const MOST_KEPT = 200

type Asking = { Params: contract.DatasetPath; Querystring: contract.DatasetQuery }

/** Figures of coverage that everybody may take away and use, each in the forms that statistics programs read, at addresses that stay. */
export function openDataRoutes(deps: CoverageDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get(
      '/api/v1/open-data',
      {
        config: PUBLIC,
        schema: described('The data sets that everybody may use', {}, contract.datasetListAnswer),
      },
      () => answerDatasets(deps.book.on(leastShown, deps.clock.today()).value),
    )
    datasetRoutes(app, deps)
    sheetRoute(app)
    done()
  }
}

function datasetRoutes(app: FastifyInstance, deps: CoverageDeps): void {
  const ask = keptDatasets(deps)
  const asked = async ({ params, query }: { params: contract.DatasetPath; query: contract.DatasetQuery }) =>
    ask({
      name: params.dataset,
      region:
        query.region === undefined
          ? INDONESIA
          : await requireRegion(deps.db, query.region, deps.clock.today()),
      ...(query.months !== undefined && { months: Number(query.months) }),
    })
  const question = { params: contract.datasetPath, querystring: contract.datasetQuery }
  app.get<Asking>(
    '/api/v1/open-data/:dataset/json-stat',
    {
      config: PUBLIC,
      schema: described('A data set as JSON-stat 2.0', question, contract.jsonStatAnswer),
    },
    async (request, reply) => {
      publicFor(reply)
      return jsonStatOf(await asked(request))
    },
  )
  app.get<Asking>(
    '/api/v1/open-data/:dataset/datapackage.json',
    {
      config: PUBLIC,
      schema: described('The description of the CSV as a Data Package', question, contract.dataPackageAnswer),
    },
    async (request, reply) => {
      publicFor(reply)
      const search = new URL(request.url, 'http://localhost').search
      return dataPackageOf(await asked(request), `data.csv${search}`)
    },
  )
  app.get<Asking>(
    '/api/v1/open-data/:dataset/data.csv',
    {
      config: PUBLIC,
      schema: {
        ...question,
        tags: ['open-data'],
        summary: 'A data set as CSV, one row for each region and month',
      },
    },
    async (request, reply) =>
      publicFor(reply)
        .type('text/csv; charset=utf-8')
        .send(openCsvOf(await asked(request))),
  )
}

function sheetRoute(app: FastifyInstance): void {
  app.get<{ Params: contract.SheetPath }>(
    '/api/v1/open-data/:dataset/ms-indikator.:format',
    {
      config: PUBLIC,
      schema: {
        params: contract.sheetPath,
        tags: ['open-data'],
        summary: 'What the indicator means, as the sheet MS-Indikator',
      },
    },
    async ({ params: { dataset, format } }, reply) => {
      const rows = indicatorSheetOf(dataset)
      publicFor(reply)
      if (format === 'csv')
        return reply.type('text/csv; charset=utf-8').send(csvText(INDICATOR_COLUMNS, rows))
      const book = await textWorkbookOf([{ name: 'MS-Indikator', rows: [INDICATOR_COLUMNS, ...rows] }])
      return reply.type(XLSX).send(Buffer.from(book))
    },
  )
}

/** What is the same for everybody may be kept on the way for a while. */
function publicFor(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'public, max-age=300').header('access-control-allow-origin', '*')
}

function keptDatasets(deps: CoverageDeps): (question: DatasetQuestion) => Promise<OpenDataset> {
  const kept = new Map<string, { readonly until: number; readonly dataset: Promise<OpenDataset> }>()
  return (question) => {
    const key = `${question.name} ${String(question.region)} ${String(question.months)}`
    const now = deps.clock.now().getTime()
    const found = kept.get(key)
    if (found && found.until > now) return found.dataset
    const dataset = askDataset(deps, question)
    // A question that failed is asked again.
    dataset.catch(() => kept.delete(key))
    kept.delete(key)
    const [oldest] = kept.keys()
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(key, { until: now + KEPT_MS, dataset })
    return dataset
  }
}
