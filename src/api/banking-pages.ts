import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { readMultipartForms } from '../platform/multipart-form.ts'
import { codeFilePages } from './pages/banking/code-file-pages.ts'
import { linePages } from './pages/banking/line-pages.ts'
import { movePages } from './pages/banking/move-pages.ts'
import type { BankingPageDeps } from './pages/banking/parts.ts'
import { returnPages } from './pages/banking/return-pages.ts'
import { settlementPages } from './pages/banking/settlement-pages.ts'
import { simulatorPages } from './pages/banking/simulator-pages.ts'
import { statementPages } from './pages/banking/statement-pages.ts'

/** The pages of bank statements, of settlement with BPJS Ketenagakerjaan, and of the simulator. */
export function bankingPages(deps: BankingPageDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    readMultipartForms(app)
    statementPages(app, deps)
    linePages(app, deps)
    settlementPages(app, deps)
    returnPages(app, deps)
    codeFilePages(app, deps)
    simulatorPages(app, deps)
    movePages(app, deps)
  }
}
