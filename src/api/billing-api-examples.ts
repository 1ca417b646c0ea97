import type { ApiExample } from './admin-api-examples.ts'

const ID = '6b1f0c52-3d7e-4a90-8c15-9e2a4d7f1b60'
const reason = 'SK 460/27/2026'

/** Requests about payers, rosters and bills. They need a session or a key; ids are made up. */
export const BILLING_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/payers': { path: '/api/v1/payers?region=16.06&kind=apbdes' },
  'GET /api/v1/payers/{id}': { path: `/api/v1/payers/${ID}` },
  'POST /api/v1/payers': {
    path: '/api/v1/payers',
    body: { kind: 'apbdes', name: 'Desa Contoh', region: '16.06.01.2001', reason },
  },
  'GET /api/v1/rosters': { path: '/api/v1/rosters?region=16.06&kind=village' },
  'POST /api/v1/rosters': {
    path: '/api/v1/rosters',
    body: { payerId: ID, kind: 'village', name: 'Perangkat RT dan RW', income: 1_000_000, reason },
  },
  'GET /api/v1/rosters/{id}/members': { path: `/api/v1/rosters/${ID}/members?month=2026-11` },
  'POST /api/v1/rosters/{id}/members': {
    path: `/api/v1/rosters/${ID}/members`,
    body: { importId: ID, from: '2026-11', until: '2027-05', ground: 'SK Kepala Desa 4/2026', reason },
  },
  'POST /api/v1/rosters/{id}/change': {
    path: `/api/v1/rosters/${ID}/change`,
    body: { personId: 12_001, from: '2026-12', pay: 3_500_000, reason },
  },
  'GET /api/v1/bills': { path: '/api/v1/bills?month=2026-11&overdue=yes' },
  'GET /api/v1/bills.xlsx': { path: '/api/v1/bills.xlsx?month=2026-11' },
  'GET /api/v1/bills/{id}/receipt.pdf': { path: '/api/v1/bills/T2611-00000042/receipt.pdf' },
  'GET /api/v1/bills/{id}/invoice.pdf': { path: '/api/v1/bills/T2611-00000042/invoice.pdf' },
  'GET /api/v1/bills/ageing': { path: '/api/v1/bills/ageing?region=16.06' },
  'GET /api/v1/bills/{id}': { path: '/api/v1/bills/T2611-00000042' },
  'POST /api/v1/bills/credit': {
    path: '/api/v1/bills/credit',
    body: { roster: ID, personId: 12_001, from: '2026-11', why: 'death', reason: 'Akta kematian' },
  },
  'POST /api/v1/bill-runs': { path: '/api/v1/bill-runs', body: { month: '2026-11', region: '16.06' } },
  'GET /api/v1/bill-runs': { path: '/api/v1/bill-runs' },
  'GET /api/v1/bill-runs/{id}': { path: `/api/v1/bill-runs/${ID}` },
}
