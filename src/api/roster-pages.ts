import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import type { BillRunner } from '../modules/billing/bill-runner.ts'
import type { BillingDeps } from '../modules/billing/run-bills.ts'
import type { PeopleDeps } from '../modules/people/people-deps.ts'
import { readMultipartForms } from '../platform/multipart-form.ts'
import { agencyMonthForms } from './pages/agency-months/month-forms.ts'
import { agencyMonthPages } from './pages/agency-months/month-pages.ts'
import { electionPages } from './pages/elections/election-pages.ts'
import { officerPages } from './pages/elections/officer-pages.ts'

/** The pages of monthly reports about agencies, and of election officers. */
export function rosterPages(
  people: PeopleDeps,
  billing: BillingDeps,
  runner: BillRunner,
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    readMultipartForms(app)
    agencyMonthPages(app, billing, runner)
    agencyMonthForms(app, people)
    electionPages(app, people)
    officerPages(app, people)
  }
}
