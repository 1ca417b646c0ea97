import type { ApiExample } from './admin-api-examples.ts'

const ID = '3f2b8a14-6c5d-4e7f-9a01-2b3c4d5e6f70'

/** Requests about payments. They need a session or a key; ids are made up. */
export const PAYMENT_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/payments/banks': { path: '/api/v1/payments/banks' },
  'GET /api/v1/payments/virtual-accounts': { path: '/api/v1/payments/virtual-accounts?state=open' },
  'POST /api/v1/payments/virtual-accounts': {
    path: '/api/v1/payments/virtual-accounts',
    body: { bank: 'simulator', bill: ID, reason: 'Tagihan Januari' },
  },
  'GET /api/v1/payments/virtual-accounts/{id}': { path: `/api/v1/payments/virtual-accounts/${ID}` },
  'POST /api/v1/payments/virtual-accounts/{id}/cancel': {
    path: `/api/v1/payments/virtual-accounts/${ID}/cancel`,
    body: { reason: 'Salah tagihan' },
  },
  'POST /api/v1/payments/virtual-accounts/{id}/change': {
    path: `/api/v1/payments/virtual-accounts/${ID}/change`,
    body: { lastDay: '2026-12-31', reason: 'Diperpanjang' },
  },
  'POST /api/v1/payments/qr-codes/{id}/cancel': {
    path: `/api/v1/payments/qr-codes/${ID}/cancel`,
    body: { reason: 'Salah tagihan' },
  },
  'POST /api/v1/payments/qr-codes/{id}/check': {
    path: `/api/v1/payments/qr-codes/${ID}/check`,
    body: {},
  },
  'POST /api/v1/payments/virtual-accounts/{id}/check': {
    path: `/api/v1/payments/virtual-accounts/${ID}/check`,
    body: {},
  },
  'GET /api/v1/payments/qr-codes': { path: '/api/v1/payments/qr-codes?state=open' },
  'POST /api/v1/payments/qr-codes': {
    path: '/api/v1/payments/qr-codes',
    body: { bank: 'simulator', gift: ID, amount: 16_800, reason: 'Donasi satu bulan' },
  },
  'GET /api/v1/payments/qr-codes/{id}': { path: `/api/v1/payments/qr-codes/${ID}` },
  'GET /api/v1/payments/calls': { path: '/api/v1/payments/calls?outcome=booked&from=2026-05-01' },
  'GET /api/v1/finance-tasks': { path: '/api/v1/finance-tasks?state=open' },
  'POST /api/v1/finance-tasks/{id}/settle': {
    path: `/api/v1/finance-tasks/${ID}/settle`,
    body: { decision: 'place', bill: ID, reason: 'Sesuai bukti transfer' },
  },
}
