import type { ApiExample } from './admin-api-examples.ts'

/** Requests for open data: they need nothing but the address. */
export const OPEN_DATA_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/open-data': { path: '/api/v1/open-data' },
  'GET /api/v1/open-data/{dataset}/json-stat': {
    path: '/api/v1/open-data/cakupan-a/json-stat?region=16&months=3',
  },
  'GET /api/v1/open-data/{dataset}/datapackage.json': {
    path: '/api/v1/open-data/cakupan-a/datapackage.json?region=16',
  },
  'GET /api/v1/open-data/{dataset}/data.csv': { path: '/api/v1/open-data/cakupan-a/data.csv?region=16' },
  'GET /api/v1/open-data/{dataset}/ms-indikator.{format}': {
    path: '/api/v1/open-data/cakupan-c/ms-indikator.csv',
  },
}
