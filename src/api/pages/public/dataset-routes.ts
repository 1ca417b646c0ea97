import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { DataPage, DatasetPage, type Dataset } from '../../../../web/public/dataset-pages.tsx'
import { frameOf } from '../send-page.ts'
import type { KeptPages } from './kept-pages.ts'

const OPEN = { schema: { hide: true }, config: PUBLIC } as const

/** Every table that anybody may take: whole-country forms; a region's own are named by its code in their place. */
export const DATASETS: readonly Dataset[] = [
  {
    name: 'cakupan',
    forms: [
      { form: 'CSV', href: '/cakupan/ID.csv' },
      { form: 'JSON', href: '/cakupan/ID.json' },
      { form: 'JSON-stat', href: '/api/v1/open-data/cakupan-a/json-stat' },
      { form: 'CSV (Data Package)', href: '/api/v1/open-data/cakupan-a/data.csv' },
      { form: 'datapackage.json', href: '/api/v1/open-data/cakupan-a/datapackage.json' },
      { form: 'MS-Indikator (XLSX)', href: '/api/v1/open-data/cakupan-a/ms-indikator.xlsx' },
    ],
    licence: null,
  },
  { name: 'angka-terbit', forms: [{ form: 'JSON', href: '/api/v1/figures/published' }], licence: null },
  { name: 'penyebut', forms: [{ form: 'JSON', href: '/api/v1/figures/denominators' }], licence: null },
  { name: 'target', forms: [{ form: 'JSON', href: '/api/v1/figures/targets' }], licence: null },
  {
    name: 'wilayah',
    forms: [
      { form: 'CSV', href: '/wilayah/ID.csv' },
      { form: 'JSON', href: '/api/v1/regions/ID/children' },
    ],
    licence: 'ODbL 1.0 (Open Database License)',
  },
  { name: 'peraturan', forms: [{ form: 'CSV', href: '/peraturan.csv' }], licence: null },
]

/** `/data` and a page for each table at its permanent address. */
export function datasetRoutes(app: FastifyInstance, kept: KeptPages): void {
  app.get('/data', OPEN, (request, reply) =>
    kept.send(request, reply, () => createElement(DataPage, { frame: frameOf(request), datasets: DATASETS })),
  )
  app.get<{ Params: { dataset: string } }>('/data/:dataset', OPEN, (request, reply) => {
    const dataset = DATASETS.find(({ name }) => name === request.params.dataset)
    if (!dataset) {
      reply.callNotFound()
      return reply
    }
    return kept.send(request, reply, () => createElement(DatasetPage, { frame: frameOf(request), dataset }))
  })
}
