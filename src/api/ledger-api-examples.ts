import type { ApiExample } from './admin-api-examples.ts'

const PAYER = '5b0c6f0e-2c5a-4f6e-9b1d-8d4f0a1c2e30'

/** Requests about the ledger. They need a session or a key; ids are made up. */
export const LEDGER_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/accounts': { path: '/api/v1/accounts?path=bpjs' },
  'GET /api/v1/accounts/{path}/statement': {
    path: '/api/v1/accounts/bpjs%2Fowed/statement?from=2026-05-01&to=2026-05-31',
  },
  'GET /api/v1/accounts/{path}/statement.xlsx': {
    path: '/api/v1/accounts/bpjs%2Fowed/statement.xlsx?from=2026-05-01&to=2026-05-31',
  },
  'GET /api/v1/accounts/{path}/statement.pdf': {
    path: '/api/v1/accounts/bpjs%2Fowed/statement.pdf?from=2026-05-01&to=2026-05-31',
  },
  'GET /api/v1/accounts/{path}/balance': { path: '/api/v1/accounts/bpjs%2Fowed/balance?on=2026-05-31' },
  'GET /api/v1/payers/{id}/sums': { path: `/api/v1/payers/${PAYER}/sums` },
  'GET /api/v1/ledger/closings': { path: '/api/v1/ledger/closings' },
  'POST /api/v1/ledger/closings': {
    path: '/api/v1/ledger/closings',
    body: { month: '2026-04', reason: 'Laporan April selesai' },
  },
}
