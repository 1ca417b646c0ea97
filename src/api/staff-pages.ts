import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { findPages } from './pages/staff/find-pages.ts'
import { galleryPage } from './pages/staff/gallery-page.ts'
import { landingPages } from './pages/staff/landing-pages.ts'
import { regionWorkPages } from './pages/summary/region-work-pages.ts'
import { summaryPages } from './pages/summary/summary-pages.ts'
import type { StaffPageDeps } from './pages/staff/staff-page-deps.ts'

/** The landing page of everybody who is signed in, the search for pages, the summary, and the gallery of parts. */
export function staffPages(deps: StaffPageDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    landingPages(app, deps)
    findPages(app, deps)
    summaryPages(app, deps)
    regionWorkPages(app, deps)
    galleryPage(app, deps)
  }
}
