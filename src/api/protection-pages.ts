import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import type { MinutesDeps } from '../modules/proposals/add-minutes.ts'
import { readMultipartForms } from '../platform/multipart-form.ts'
import { budgetForms } from './pages/budgets/budget-forms.ts'
import { budgetPages } from './pages/budgets/budget-pages.ts'
import { newProgrammePages } from './pages/programmes/new-programme-pages.ts'
import type { ProgrammePageDeps } from './pages/programmes/parts.ts'
import { placesPages } from './pages/programmes/places-pages.ts'
import { programmePages } from './pages/programmes/programme-pages.ts'
import { decidePages } from './pages/proposals/decide-pages.ts'
import { minutesPages } from './pages/proposals/minutes-pages.ts'
import { newProposalPages } from './pages/proposals/new-proposal-pages.ts'
import { proposalPages } from './pages/proposals/proposal-pages.ts'
import { endingPages } from './pages/protection/ending-pages.ts'

const PAGES = [
  newProgrammePages,
  programmePages,
  placesPages,
  newProposalPages,
  proposalPages,
  decidePages,
  endingPages,
  budgetForms,
  budgetPages,
]

/** The pages of programmes, places, proposals and of protection that ends. */
export function protectionPages(
  deps: ProgrammePageDeps & MinutesDeps,
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    readMultipartForms(app)
    for (const add of PAGES) add(app, deps)
    minutesPages(app, deps)
  }
}
