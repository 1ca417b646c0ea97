import type { ApiExample } from './admin-api-examples.ts'

const GIFT = '5b0c6f0e-2c5a-4f6e-9b1d-8d4f0a1c2e34'

/** Requests worth trying about gifts. */
export const GIFT_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/gifts': { path: '/api/v1/gifts?region=16.06&state=paid' },
  'GET /api/v1/gifts/{id}': { path: `/api/v1/gifts/${GIFT}` },
  'GET /api/v1/gifts/{id}/receipt.pdf': { path: `/api/v1/gifts/${GIFT}/receipt.pdf` },
  'GET /api/v1/gifts/{id}/statement': { path: `/api/v1/gifts/${GIFT}/statement` },
  'POST /api/v1/gifts/preview': {
    path: '/api/v1/gifts/preview',
    body: { region: '16.06', occupationGroup: 'farming', people: 100, months: 6 },
  },
  'POST /api/v1/gifts': {
    path: '/api/v1/gifts',
    body: {
      region: '16.06',
      occupationGroup: 'farming',
      people: 100,
      months: 6,
      payer: 'Yayasan Contoh',
      rest: 'return',
      key: 'hadiah-2026-11-contoh',
      reason: 'Ulang tahun perusahaan',
    },
  },
  'POST /api/v1/gifts/{id}/cancel': {
    path: `/api/v1/gifts/${GIFT}/cancel`,
    body: { reason: 'Salah wilayah' },
  },
  'POST /api/v1/gifts/{id}/allocate': {
    path: `/api/v1/gifts/${GIFT}/allocate`,
    body: { reason: 'Dibagikan di depan donatur' },
  },
  'POST /api/v1/gifts/{id}/confirm': {
    path: `/api/v1/gifts/${GIFT}/confirm`,
    body: { reason: 'Sudah dicocokkan dengan kartu tanda penduduk' },
  },
}
