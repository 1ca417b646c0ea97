import { ADMIN_API_EXAMPLES, type ApiExample } from './admin-api-examples.ts'

/** A request worth trying for each route of the API; the documentation page shows it as curl, and a test sends each one. */
export const API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  ...ADMIN_API_EXAMPLES,
  'POST /api/v1/law/price': {
    path: '/api/v1/law/price',
    body: { segment: 'BPU', income: 1_000_000, payer: 'csr', programmes: ['JKK', 'JKM'], month: '2026-05' },
  },
  'POST /api/v1/law/benefit': {
    path: '/api/v1/law/benefit',
    body: { kind: 'JKM', segment: 'BPU', on: '2026-05-01', memberMonths: 36, children: ['SD', 'SMP'] },
  },
  'POST /api/v1/law/liability': {
    path: '/api/v1/law/liability',
    body: {
      situation: 'not-registered',
      kind: 'JKK-death',
      segment: 'PU',
      on: '2026-05-01',
      wage: 4_000_000,
    },
  },
  'POST /api/v1/law/fine': {
    path: '/api/v1/law/fine',
    body: { kind: 'late', contribution: 381_600, month: '2026-05', monthsLate: 2 },
  },
  'GET /api/v1/law/parameters': { path: '/api/v1/law/parameters?on=2026-03-01' },
  'GET /api/v1/law/changes': { path: '/api/v1/law/changes?from=2025-12&to=2026-04' },
  'GET /api/v1/audit/heads': { path: '/api/v1/audit/heads?limit=10' },
  'GET /api/v1/regions': { path: '/api/v1/regions?query=musi%20banyu%20asin' },
  'GET /api/v1/regions/{code}': { path: '/api/v1/regions/16.06' },
  'GET /api/v1/regions/{code}/children': { path: '/api/v1/regions/16/children' },
}
