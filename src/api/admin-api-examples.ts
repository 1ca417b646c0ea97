const USER = '3f0b8c1e-5a51-4a0e-9d0c-2f6a1f4f7a10'
const ORGANISATION = '7d1c2a90-0c8e-4f6f-8f5c-0b9e4d3a2b11'
const reason = 'SK 800/12/2026'

/** A request worth trying for a route of the API. */
export type ApiExample = { readonly path: string; readonly body?: Readonly<Record<string, unknown>> }

/** Requests for whoever may administer. They need a session or a key; ids are made up. */
export const ADMIN_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/users': { path: '/api/v1/users?role=planner&region=16.06' },
  'POST /api/v1/users': {
    path: '/api/v1/users',
    body: { organisation: ORGANISATION, name: 'Siti Aminah', email: 'siti@contoh.go.id', reason },
  },
  'GET /api/v1/users/{id}': { path: `/api/v1/users/${USER}` },
  'POST /api/v1/users/{id}/disable': { path: `/api/v1/users/${USER}/disable`, body: { reason } },
  'POST /api/v1/users/{id}/reset-code': { path: `/api/v1/users/${USER}/reset-code`, body: { reason } },
  'POST /api/v1/users/{id}/grants': {
    path: `/api/v1/users/${USER}/grants`,
    body: { role: 'planner', region: '16.06', validFrom: '2026-06-01', validTo: '2027-01-01', reason },
  },
  'POST /api/v1/users/{id}/hand-over': {
    path: `/api/v1/users/${USER}/hand-over`,
    body: { successor: ORGANISATION, on: '2026-07-01', reason },
  },
  'POST /api/v1/grants/{id}/end': {
    path: `/api/v1/grants/${USER}/end`,
    body: { endsOn: '2026-07-01', reason },
  },
  'POST /api/v1/delegations': {
    path: '/api/v1/delegations',
    body: { colleague: 'budi@contoh.go.id', validFrom: '2026-06-01', validTo: '2026-06-15', reason: 'Cuti' },
  },
  'POST /api/v1/delegations/{id}/end': { path: `/api/v1/delegations/${USER}/end`, body: { reason } },
  'GET /api/v1/organisations': { path: '/api/v1/organisations?kind=village&region=16.06' },
  'POST /api/v1/organisations': {
    path: '/api/v1/organisations',
    body: { kind: 'regency', name: 'Pemerintah Kabupaten Musi Banyuasin', region: '16.06', reason },
  },
  'POST /api/v1/organisations/{id}/close': {
    path: `/api/v1/organisations/${ORGANISATION}/close`,
    body: { reason },
  },
  'POST /api/v1/organisations/{id}/reopen': {
    path: `/api/v1/organisations/${ORGANISATION}/reopen`,
    body: { reason },
  },
  'GET /api/v1/api-keys': { path: '/api/v1/api-keys?state=active' },
  'POST /api/v1/api-keys': {
    path: '/api/v1/api-keys',
    body: {
      organisation: ORGANISATION,
      name: 'Dasbor daerah',
      actions: ['users.read'],
      reach: 'region',
      region: '16.06',
      personsPerDay: 1_000,
      expiresOn: '2026-12-31',
      reason: 'PKS 4/2026',
    },
  },
  'POST /api/v1/api-keys/{id}/revoke': { path: `/api/v1/api-keys/${USER}/revoke`, body: { reason } },
  'GET /api/v1/duplicates': { path: '/api/v1/duplicates?band=same&region=16.06' },
  'GET /api/v1/duplicates/{pair}': { path: '/api/v1/duplicates/1001-2001' },
  'POST /api/v1/duplicates/{pair}/merge': {
    path: '/api/v1/duplicates/1001-2001/merge',
    body: { keep: 1_001, reason: 'KTP dilihat, surat desa 12/2026' },
  },
  'POST /api/v1/duplicates/{pair}/different': {
    path: '/api/v1/duplicates/1001-2001/different',
    body: { reason: 'Saudara kembar' },
  },
  'POST /api/v1/duplicates/{pair}/reopen': { path: '/api/v1/duplicates/1001-2001/reopen', body: { reason } },
  'POST /api/v1/merges/{id}/undo': { path: `/api/v1/merges/${USER}/undo`, body: { reason } },
  'GET /api/v1/imports': { path: '/api/v1/imports' },
  'POST /api/v1/imports': {
    path: '/api/v1/imports',
    body: {
      purpose: 'own-account',
      region: '16.06.01.2001',
      rows: [{ nik: '1699991702900001', name: 'SITI AMINAH', bornOn: '17-02-1990', occupation: 'PETANI' }],
    },
  },
  'POST /api/v1/imports/announce': {
    path: '/api/v1/imports/announce',
    body: { purpose: 'own-account', region: '16.06.01.2001', fileName: 'daftar.xlsx', byteCount: 1_000_000 },
  },
  'GET /api/v1/imports/{id}': { path: `/api/v1/imports/${USER}` },
  'GET /api/v1/imports/{id}/content': { path: `/api/v1/imports/${USER}/content` },
  'PUT /api/v1/imports/{id}/content': { path: `/api/v1/imports/${USER}/content` },
  'GET /api/v1/imports/{id}/columns': { path: `/api/v1/imports/${USER}/columns` },
  'POST /api/v1/imports/{id}/columns': {
    path: `/api/v1/imports/${USER}/columns`,
    body: { columns: [{ column: 3, field: 'fundingSource' }] },
  },
  'POST /api/v1/imports/{id}/preview': { path: `/api/v1/imports/${USER}/preview`, body: {} },
  'GET /api/v1/imports/{id}/rows': { path: `/api/v1/imports/${USER}/rows?fate=refused` },
  'POST /api/v1/imports/{id}/repairs': {
    path: `/api/v1/imports/${USER}/repairs`,
    body: { cells: [{ row: 5, field: 'bornOn', text: '17-02-1990' }], leaveOut: [12] },
  },
  'GET /api/v1/imports/{id}/errors.xlsx': { path: `/api/v1/imports/${USER}/errors.xlsx` },
  'POST /api/v1/imports/{id}/confirm': { path: `/api/v1/imports/${USER}/confirm`, body: {} },
  'POST /api/v1/imports/{id}/cancel': { path: `/api/v1/imports/${USER}/cancel`, body: {} },
  'POST /api/v1/imports/{id}/undo': { path: `/api/v1/imports/${USER}/undo`, body: { reason } },
  'GET /api/v1/imports/{id}/events': { path: `/api/v1/imports/${USER}/events` },
  'POST /api/v1/people/search': { path: '/api/v1/people/search', body: { name: 'siti aminah' } },
  'GET /api/v1/actions': { path: '/api/v1/actions' },
  'GET /api/v1/audit/entries': { path: '/api/v1/audit/entries?action=users.&from=2026-05-01' },
}
