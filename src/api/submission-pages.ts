import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { readMultipartForms } from '../platform/multipart-form.ts'
import { actPages } from './pages/submissions/act-pages.ts'
import { listPages } from './pages/submissions/list-pages.ts'
import { onePages } from './pages/submissions/one-pages.ts'
import type { SubmissionPageDeps } from './pages/submissions/parts.ts'
import { rejectedPages } from './pages/submissions/rejected-pages.ts'
import { resultPages } from './pages/submissions/result-pages.ts'

/** The pages of what BPJS Ketenagakerjaan is told and answers. */
export function submissionPages(deps: SubmissionPageDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    readMultipartForms(app)
    listPages(app, deps)
    rejectedPages(app, deps)
    onePages(app, deps)
    actPages(app, deps)
    resultPages(app, deps)
  }
}
