import type { ApiExample } from './admin-api-examples.ts'

const LINE = '5b0c6f0e-2c5a-4f6e-9b1d-8d4f0a1c2e30'

/** Requests about budgets, places and what follows a programme. They need a session or a key; ids are made up. */
export const BUDGET_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'POST /api/v1/programmes/{id}/places/list': {
    path: `/api/v1/programmes/${LINE}/places/list`,
    body: { rows: [{ region: '16.06.01.2001', places: '50' }], reason: 'Lampiran Perbup 12/2026' },
  },
  'GET /api/v1/programmes/{id}/unfilled': { path: `/api/v1/programmes/${LINE}/unfilled?region=16.06.01` },
  'POST /api/v1/programmes/{id}/escalate': {
    path: `/api/v1/programmes/${LINE}/escalate`,
    body: { region: '16.06.01', reason: 'Tidak ada usulan' },
  },
  'POST /api/v1/programmes/{id}/renew': {
    path: `/api/v1/programmes/${LINE}/renew`,
    body: { into: LINE, reason: 'Dilanjutkan tahun 2028' },
  },
  'POST /api/v1/programmes/{id}/taper': {
    path: `/api/v1/programmes/${LINE}/taper`,
    body: { into: LINE, reason: 'Bantuan berkurang bertahap' },
  },
  'POST /api/v1/programmes/{id}/hand-over': {
    path: `/api/v1/programmes/${LINE}/hand-over`,
    body: { from: '2028-01', months: 12, people: [1001], reason: 'Sanggup membayar sendiri' },
  },
  'GET /api/v1/protection/cohort': { path: '/api/v1/protection/cohort?ended=2027-12&region=16.06' },
  'GET /api/v1/budgets': { path: '/api/v1/budgets?region=16&year=2027' },
  'GET /api/v1/budgets/{id}': { path: `/api/v1/budgets/${LINE}` },
  'POST /api/v1/budgets': {
    path: '/api/v1/budgets',
    body: {
      payerId: LINE,
      year: 2027,
      name: 'Iuran pekerja rentan',
      amount: 2_000_000_000,
      fundSource: 'dbh-sawit',
      legalBasis: 'Perbup 12/2026',
      documentNumber: 'DPA/1.05/2027',
      documentOn: '2027-01-04',
      reason: 'APBD 2027',
    },
  },
  'POST /api/v1/budgets/{id}/change': {
    path: `/api/v1/budgets/${LINE}/change`,
    body: {
      kind: 'amendment',
      amount: 2_400_000_000,
      legalBasis: 'Perda 7/2027 tentang Perubahan APBD',
      documentNumber: 'DPPA/1.05/2027',
      documentOn: '2027-09-21',
      reason: 'Perubahan APBD 2027',
    },
  },
  'POST /api/v1/budgets/{id}/lapse': {
    path: `/api/v1/budgets/${LINE}/lapse`,
    body: { reason: 'Tutup tahun 2027' },
  },
}
