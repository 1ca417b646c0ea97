import type { ApiExample } from './admin-api-examples.ts'

const REQUEST = '5b1d2f60-7a3c-4c1e-9a52-8e0f6d4c3b21'
const EMPLOYER = '9c4e7d12-3b5a-4f80-8d6e-1a2b3c4d5e6f'
const reason = 'KTP asli dilihat'

/** Requests about one person, changes, exports and employers. They need a session or a key; ids are made up. */
export const PEOPLE_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/people/{id}': { path: '/api/v1/people/1001' },
  'POST /api/v1/people/{id}/unmask': {
    path: '/api/v1/people/1001/unmask',
    body: { group: 'contact', reason: 'Menelepon untuk verifikasi' },
  },
  'POST /api/v1/people/{id}/changes': {
    path: '/api/v1/people/1001/changes',
    body: {
      fields: {
        decile: '2',
        decileSource: 'DTSEN triwulan I 2026',
        decileOn: '31-03-2026',
        groups: 'TANI MAJU',
      },
      reason: 'Surat desa 12/2026',
    },
  },
  'GET /api/v1/changes': { path: '/api/v1/changes?state=pending&whose=others' },
  'GET /api/v1/changes/{id}': { path: `/api/v1/changes/${REQUEST}` },
  'POST /api/v1/changes/{id}/approve': { path: `/api/v1/changes/${REQUEST}/approve`, body: { reason } },
  'POST /api/v1/changes/{id}/refuse': {
    path: `/api/v1/changes/${REQUEST}/refuse`,
    body: { reason: 'KTP tidak cocok' },
  },
  'POST /api/v1/changes/{id}/withdraw': {
    path: `/api/v1/changes/${REQUEST}/withdraw`,
    body: { reason: 'Salah orang' },
  },
  'GET /api/v1/people/export': { path: '/api/v1/people/export?layout=bpu&region=16.06.01.2001' },
  'POST /api/v1/people/export': {
    path: '/api/v1/people/export',
    body: { layout: 'bpu', region: '16.06.01.2001', reason: 'Pendaftaran BPU bulan Juni' },
  },
  'GET /api/v1/employers': { path: '/api/v1/employers?name=maju%20jaya&region=16.06' },
  'POST /api/v1/employers/search': {
    path: '/api/v1/employers/search',
    body: { npwp: '012345678901234' },
  },
  'GET /api/v1/employers/export.xlsx': { path: '/api/v1/employers/export.xlsx?region=16.06' },
  'POST /api/v1/employers/lists': {
    path: '/api/v1/employers/lists',
    body: { region: '16.06' },
  },
  'GET /api/v1/employers/lists': { path: '/api/v1/employers/lists' },
  'GET /api/v1/employers/lists/{id}': { path: `/api/v1/employers/lists/${EMPLOYER}` },
  'GET /api/v1/employers/lists/{id}/rows': { path: `/api/v1/employers/lists/${EMPLOYER}/rows?fate=refused` },
  'GET /api/v1/employers/lists/{id}/columns': { path: `/api/v1/employers/lists/${EMPLOYER}/columns` },
  'POST /api/v1/employers/lists/{id}/columns': {
    path: `/api/v1/employers/lists/${EMPLOYER}/columns`,
    body: { columns: [{ column: 2, field: 'menCount' }] },
  },
  'POST /api/v1/employers/lists/{id}/repairs': {
    path: `/api/v1/employers/lists/${EMPLOYER}/repairs`,
    body: { cells: [{ row: 3, field: 'nib', text: '9120001112223' }], leaveOut: [7] },
  },
  'POST /api/v1/employers/lists/{id}/preview': {
    path: `/api/v1/employers/lists/${EMPLOYER}/preview`,
    body: {},
  },
  'POST /api/v1/employers/lists/{id}/confirm': {
    path: `/api/v1/employers/lists/${EMPLOYER}/confirm`,
    body: {},
  },
  'POST /api/v1/employers/lists/{id}/cancel': {
    path: `/api/v1/employers/lists/${EMPLOYER}/cancel`,
    body: {},
  },
  'GET /api/v1/employers/lists/{id}/errors.xlsx': {
    path: `/api/v1/employers/lists/${EMPLOYER}/errors.xlsx`,
  },
  'GET /api/v1/employers/lists/{id}/events': { path: `/api/v1/employers/lists/${EMPLOYER}/events` },
  'GET /api/v1/employers/lists/{id}/outcomes': { path: `/api/v1/employers/lists/${EMPLOYER}/outcomes` },
  'POST /api/v1/employers/lists/{id}/undo': {
    path: `/api/v1/employers/lists/${EMPLOYER}/undo`,
    body: { reason: 'Salah berkas' },
  },
  'GET /api/v1/employers/{id}': { path: `/api/v1/employers/${EMPLOYER}` },
  'POST /api/v1/employers': {
    path: '/api/v1/employers',
    body: {
      name: 'PT Maju Jaya',
      region: '16.06',
      nib: '1234567890123',
      menCount: '40',
      womenCount: '10',
      registeredCount: '20',
      reportedOn: '31-03-2026',
      reason: 'Bukti lapor WLKP',
    },
  },
  'POST /api/v1/employers/{id}/change': {
    path: `/api/v1/employers/${EMPLOYER}/change`,
    body: { registeredCount: '35', reason: 'Rekonsiliasi Mei' },
  },
}
