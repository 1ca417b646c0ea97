import type { ApiExample } from './admin-api-examples.ts'

const ID = '6b1f0c52-3d7e-4a90-8c15-9e2a4d7f1b60'
const MONTH = `/api/v1/rosters/${ID}/months/2026-11`
const ELECTION = `/api/v1/elections/${ID}`
const reason = 'SK 270/11/2026'

/** Requests about monthly reports and election officers. They need a session or a key; ids are made up. */
export const ROSTER_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/roster-months': { path: '/api/v1/roster-months?month=2026-11&state=draft' },
  'GET /api/v1/rosters/{id}/months/{month}': { path: MONTH },
  'POST /api/v1/rosters/{id}/months/{month}/changes': {
    path: `${MONTH}/changes`,
    body: { personId: 12_001, change: 'left', cause: 'contract-ended' },
  },
  'POST /api/v1/rosters/{id}/months/{month}/send': {
    path: `${MONTH}/send`,
    body: { people: 40, contribution: 432_000, reason: 'Laporan bulanan' },
  },
  'POST /api/v1/rosters/{id}/months/{month}/reopen': {
    path: `${MONTH}/reopen`,
    body: { reason: 'Salah kirim' },
  },
  'GET /api/v1/elections': { path: '/api/v1/elections?region=16.06' },
  'GET /api/v1/elections/{id}': { path: `${ELECTION}?region=16.06.01` },
  'GET /api/v1/elections/{id}/posts': { path: `${ELECTION}/posts?region=16.06.01.2001&missing=yes` },
  'POST /api/v1/elections': {
    path: '/api/v1/elections',
    body: {
      ...{
        payerId: ID,
        name: 'Pemilihan kepala daerah',
        region: '16.06',
        votedOn: '2024-11-27',
        rule: 'pilkada-2024',
      },
      serviceDays: [
        ...['ppk-secretariat', 'panwascam'].map((role) => `${role}:2024-05-16:2025-01-27`),
        ...['pps-secretariat', 'pkd'].map((role) => `${role}:2024-05-26:2025-01-27`),
        'ptps:2024-11-04:2024-12-04',
      ],
      ...{ income: 1_000_000, legalBasis: 'Keputusan bupati', reason },
    },
  },
  'POST /api/v1/elections/{id}/stations': {
    path: `${ELECTION}/stations`,
    body: { villages: [{ region: '16.06.01.2001', stations: 4 }], source: 'Keputusan KPU kabupaten', reason },
  },
  'POST /api/v1/elections/{id}/posts': { path: `${ELECTION}/posts`, body: { reason } },
  'POST /api/v1/elections/{id}/officers': {
    path: `${ELECTION}/officers`,
    body: {
      region: '16.06.01',
      officers: [{ personId: 12_001, role: 'kpps', village: '16.06.01.2001', station: 1 }],
      reason,
    },
  },
  'POST /api/v1/elections/{id}/replace': {
    path: `${ELECTION}/replace`,
    body: { postId: 4_711, officerId: 815, personId: 12_002, from: '2024-11-20', reason },
  },
}
