import type { ApiExample } from './admin-api-examples.ts'

const STATEMENT = '3f2b8a14-6c5d-4e7f-9a01-2b3c4d5e6f71'
const CODE = '12345678901'

/** Requests about bank statements and settlement. They need a session or a key; ids are made up. */
export const BANKING_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/statements': { path: '/api/v1/statements?page=1' },
  'POST /api/v1/statements': {
    path: '/api/v1/statements?bank=simulator',
    body: { fileName: 'mutasi.csv', content: 'VGFuZ2dhbDtEZWJldDtLcmVkaXQK' },
  },
  'GET /api/v1/statements/{id}': { path: `/api/v1/statements/${STATEMENT}` },
  'POST /api/v1/statements/match': { path: '/api/v1/statements/match', body: { bank: 'simulator' } },
  'GET /api/v1/statement-lines': { path: '/api/v1/statement-lines?state=open&bank=simulator' },
  'GET /api/v1/statement-days': {
    path: '/api/v1/statement-days?bank=simulator&from=2026-05-01&to=2026-05-31',
  },
  'POST /api/v1/statement-lines/{id}/link': {
    path: '/api/v1/statement-lines/41/link',
    body: { service: 'va-payment', key: 'INQ-7f3a', reason: 'Nomor referensi pada struk' },
  },
  'POST /api/v1/statement-lines/{id}/ignore': {
    path: '/api/v1/statement-lines/41/ignore',
    body: { reason: 'Bunga giro' },
  },
  'POST /api/v1/statement-lines/{id}/book': {
    path: '/api/v1/statement-lines/41/book',
    body: { reason: 'Pengirim ditanya bank' },
  },
  'GET /api/v1/settlement/owed': { path: '/api/v1/settlement/owed' },
  'GET /api/v1/settlement/recoveries': { path: '/api/v1/settlement/recoveries' },
  'GET /api/v1/settlement/codes': { path: '/api/v1/settlement/codes?state=billed&month=2026-05' },
  'POST /api/v1/settlement/codes': {
    path: '/api/v1/settlement/codes',
    body: { code: CODE, month: '2026-05', amount: 16_800, jkk: 10_000, jkm: 6_800 },
  },
  'POST /api/v1/settlement/codes/{code}/pay': {
    path: `/api/v1/settlement/codes/${CODE}/pay`,
    body: { bank: 'simulator', paidOn: '2026-06-12', reference: 'EPS-000123' },
  },
  'POST /api/v1/settlement/codes/file': {
    path: '/api/v1/settlement/codes/file',
    body: {
      content: Buffer.from(
        `Kode Iuran;Bulan;Jumlah;JKK;JKM\n${CODE};Mei 2026;16.800;10.000;6.800\n`,
      ).toString('base64'),
    },
  },
  'POST /api/v1/settlement/recoveries/settle': {
    path: '/api/v1/settlement/recoveries/settle',
    body: { recoveries: ['00000000-0000-4000-8000-000000000001'], way: 'code', code: CODE },
  },
  'POST /api/v1/settlement/codes/{code}/cancel': {
    path: `/api/v1/settlement/codes/${CODE}/cancel`,
    body: { reason: 'Diganti kode baru' },
  },
}
