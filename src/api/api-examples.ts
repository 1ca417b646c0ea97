import { ADMIN_API_EXAMPLES, type ApiExample } from './admin-api-examples.ts'
import { BANKING_API_EXAMPLES } from './banking-api-examples.ts'
import { BILLING_API_EXAMPLES } from './billing-api-examples.ts'
import { BUDGET_API_EXAMPLES } from './budget-api-examples.ts'
import { GIFT_API_EXAMPLES } from './gift-api-examples.ts'
import { LEDGER_API_EXAMPLES } from './ledger-api-examples.ts'
import { OPEN_DATA_API_EXAMPLES } from './dataset-api-examples.ts'
import { PAYMENT_API_EXAMPLES } from './payment-api-examples.ts'
import { PEOPLE_API_EXAMPLES } from './people-api-examples.ts'
import { ROSTER_API_EXAMPLES } from './roster-api-examples.ts'
import { SUBMISSION_API_EXAMPLES } from './submission-api-examples.ts'

const PAYER = '5b0c6f0e-2c5a-4f6e-9b1d-8d4f0a1c2e30'

/** A request worth trying for each route of the API; the documentation page shows it as curl, and a test sends each one. */
export const API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  ...ADMIN_API_EXAMPLES,
  ...PEOPLE_API_EXAMPLES,
  ...BANKING_API_EXAMPLES,
  ...BILLING_API_EXAMPLES,
  ...GIFT_API_EXAMPLES,
  ...LEDGER_API_EXAMPLES,
  ...BUDGET_API_EXAMPLES,
  ...PAYMENT_API_EXAMPLES,
  ...ROSTER_API_EXAMPLES,
  ...OPEN_DATA_API_EXAMPLES,
  ...SUBMISSION_API_EXAMPLES,
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
  'GET /api/v1/checks': { path: '/api/v1/checks' },
  'GET /api/v1/audit/heads': { path: '/api/v1/audit/heads?limit=10' },
  'GET /api/v1/programmes': { path: '/api/v1/programmes?region=16&month=2027-01' },
  'GET /api/v1/programmes/{id}': { path: `/api/v1/programmes/${PAYER}` },
  'POST /api/v1/programmes': {
    path: '/api/v1/programmes',
    body: {
      payerId: PAYER,
      name: 'Pekerja rentan 2027',
      firstMonth: '2027-01',
      months: 12,
      ageFrom: 18,
      ageBelow: 65,
      decileTo: 4,
      legalBasis: 'Perbup 12/2026',
      reason: 'APBD 2027',
    },
  },
  'POST /api/v1/programmes/preview': {
    path: '/api/v1/programmes/preview',
    body: { payerId: PAYER, firstMonth: '2027-01', months: 12, occupations: ['farming'], places: 5000 },
  },
  'POST /api/v1/programmes/{id}/close': {
    path: `/api/v1/programmes/${PAYER}/close`,
    body: { reason: 'Anggaran habis' },
  },
  'GET /api/v1/programmes/{id}/places': { path: `/api/v1/programmes/${PAYER}/places?region=16.06.01` },
  'POST /api/v1/programmes/{id}/places': {
    path: `/api/v1/programmes/${PAYER}/places`,
    body: { region: '16.06', each: 50, reason: 'Perbup 12/2026' },
  },
  'POST /api/v1/programmes/{id}/places/move': {
    path: `/api/v1/programmes/${PAYER}/places/move`,
    body: { from: '16.06.01.2001', to: '16.06.01.2002', places: 5, reason: 'Kosong' },
  },
  'GET /api/v1/proposals': { path: '/api/v1/proposals?region=16.06&open=yes' },
  'GET /api/v1/proposals/{id}': { path: `/api/v1/proposals/${PAYER}` },
  'POST /api/v1/proposals': {
    path: '/api/v1/proposals',
    body: {
      programmeId: PAYER,
      region: '16.06.01.2001',
      people: [1001, 1002],
      minutesNumber: '140/07/2026',
      minutesOn: '2026-05-04',
      reason: 'Musyawarah desa',
    },
  },
  'POST /api/v1/proposals/{id}/undo': {
    path: `/api/v1/proposals/${PAYER}/undo`,
    body: { reason: 'Salah pilih usulan' },
  },
  'POST /api/v1/proposals/{id}/minutes': { path: `/api/v1/proposals/${PAYER}/minutes`, body: {} },
  'GET /api/v1/proposals/{id}/minutes/{file}': { path: `/api/v1/proposals/${PAYER}/minutes/${PAYER}` },
  'POST /api/v1/proposals/{id}/withdraw': {
    path: `/api/v1/proposals/${PAYER}/withdraw`,
    body: { reason: 'Salah daftar' },
  },
  'POST /api/v1/proposals/{id}/approve': {
    path: `/api/v1/proposals/${PAYER}/approve`,
    body: { reason: 'Sesuai berita acara' },
  },
  'POST /api/v1/proposals/{id}/refuse': {
    path: `/api/v1/proposals/${PAYER}/refuse`,
    body: { people: [1002], reason: 'Sudah pindah' },
  },
  'GET /api/v1/coverage': { path: '/api/v1/coverage?region=16&by=region' },
  'GET /api/v1/coverage/ranking': { path: '/api/v1/coverage/ranking?region=16' },
  'GET /api/v1/coverage/movers': { path: '/api/v1/coverage/movers?region=16&from=2026-10-31' },
  'GET /api/v1/coverage/trend': { path: '/api/v1/coverage/trend?region=16&months=13' },
  'GET /api/v1/people/{id}/protection': { path: '/api/v1/people/1001/protection?on=2026-11-20' },
  'GET /api/v1/protection/ending': { path: '/api/v1/protection/ending?within=60&region=16.06' },
  'GET /api/v1/figures/indicators': { path: '/api/v1/figures/indicators' },
  'GET /api/v1/figures/published': { path: '/api/v1/figures/published?region=16' },
  'GET /api/v1/figures/denominators': { path: '/api/v1/figures/denominators?region=16.06' },
  'GET /api/v1/figures/targets': { path: '/api/v1/figures/targets?region=16' },
  'POST /api/v1/figures': {
    path: '/api/v1/figures',
    body: {
      kind: 'denominators',
      rows: [
        { region: '16.06', persons: '213582', countedOn: '2024-08-31', source: 'Sakernas Agustus 2024' },
      ],
      reason: 'Rilis BPS Agustus 2024',
    },
  },
  'GET /api/v1/regions': { path: '/api/v1/regions?query=musi%20banyu%20asin' },
  'GET /api/v1/regions/{code}': { path: '/api/v1/regions/16.06' },
  'GET /api/v1/regions/{code}/children': { path: '/api/v1/regions/16/children' },
}
