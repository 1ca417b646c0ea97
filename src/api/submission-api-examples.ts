import type { ApiExample } from './admin-api-examples.ts'

const ID = '6b1f0c52-3d7e-4a90-8c15-9e2a4d7f1b60'
const NUMBER = 'PGJ-2026-000001'
const SUBMISSIONS = '/api/v1/submissions'
const RESULTS = '/api/v1/submission-results'

/** Requests about submissions to BPJS Ketenagakerjaan. They need a session or a key; ids are made up. */
export const SUBMISSION_API_EXAMPLES: Readonly<Record<string, ApiExample>> = {
  'GET /api/v1/submissions': { path: `${SUBMISSIONS}?state=sent&region=16.06` },
  'POST /api/v1/submissions': {
    path: SUBMISSIONS,
    body: { segment: 'BPU', region: '16.06', month: '2026-05' },
  },
  'GET /api/v1/submissions/{id}': { path: `${SUBMISSIONS}/${NUMBER}` },
  'GET /api/v1/submissions/{id}/people': { path: `${SUBMISSIONS}/${NUMBER}/people?state=rejected` },
  'GET /api/v1/submissions/{id}/files/{file}': { path: `${SUBMISSIONS}/${NUMBER}/files/1?format=csv` },
  'POST /api/v1/submissions/{id}/send': {
    path: `${SUBMISSIONS}/${NUMBER}/send`,
    body: { on: '2026-05-20' },
  },
  'POST /api/v1/submissions/{id}/withdraw': {
    path: `${SUBMISSIONS}/${NUMBER}/withdraw`,
    body: { reason: 'Salah bulan' },
  },
  'POST /api/v1/submissions/{id}/results': {
    path: `${SUBMISSIONS}/${NUMBER}/results`,
    body: { fileName: 'hasil.csv', content: 'TklLO0tQSg==', on: '2026-05-20' },
  },
  'POST /api/v1/submissions/{id}/mended': {
    path: `${SUBMISSIONS}/${NUMBER}/mended`,
    body: { people: [12_001], reason: 'Dukcapil sudah memutakhirkan' },
  },
  'GET /api/v1/submission-results/{id}': { path: `${RESULTS}/${ID}` },
  'POST /api/v1/submission-results/{id}/apply': { path: `${RESULTS}/${ID}/apply`, body: {} },
  'POST /api/v1/submission-results/{id}/discard': { path: `${RESULTS}/${ID}/discard`, body: {} },
  'GET /api/v1/submissions/rejected': { path: `${SUBMISSIONS}/rejected?reason=nik-invalid` },
  'GET /api/v1/submissions/rejected/file': { path: `${SUBMISSIONS}/rejected/file?region=16.06.01.2001` },
  'GET /api/v1/submissions/progress': { path: `${SUBMISSIONS}/progress?region=16.06` },
}
