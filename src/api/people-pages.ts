import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { readMultipartForms } from '../platform/multipart-form.ts'
import { columnPages } from './pages/lists/column-pages.ts'
import { employerPlace, peoplePlace } from './pages/lists/list-place.ts'
import { listPages } from './pages/lists/list-pages.ts'
import { newListPages } from './pages/lists/new-list-pages.ts'
import type { ListPageDeps } from './pages/lists/parts.ts'
import { previewPages } from './pages/lists/preview-pages.ts'
import { employerPages } from './pages/employers/employer-pages.ts'
import { changePages } from './pages/people/change-pages.ts'
import { exportPages } from './pages/people/export-pages.ts'
import { personPages } from './pages/people/person-pages.ts'
import { requestPages } from './pages/people/request-pages.ts'
import { cardPages } from './pages/protection/person-protection.ts'
import { searchPages } from './pages/people/search-pages.ts'

/** The pages of lists and of people. Only here are files taken by a form. */
export function peoplePages(deps: ListPageDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    readMultipartForms(app)
    for (const place of [peoplePlace(deps), employerPlace(deps)]) {
      const placed = { ...deps, place }
      newListPages(app, placed)
      listPages(app, placed)
      columnPages(app, placed)
      previewPages(app, placed)
    }
    searchPages(app, deps)
    personPages(app, deps)
    cardPages(app, deps)
    changePages(app, deps)
    requestPages(app, deps)
    exportPages(app, deps)
    employerPages(app, deps)
  }
}
