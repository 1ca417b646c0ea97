import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { singleSignOnDoor } from '../modules/access/single-sign-on.ts'
import { delegationPages } from './pages/administration/delegation-pages.ts'
import { checkPages } from './pages/checks/check-pages.ts'
import { duplicatePages } from './pages/duplicates/duplicate-pages.ts'
import { keyPages } from './pages/administration/key-pages.ts'
import { ledgerPages } from './pages/ledger/ledger-pages.ts'
import { organisationPages } from './pages/administration/organisation-pages.ts'
import { trailPages } from './pages/administration/trail-pages.ts'
import { userActPages } from './pages/administration/user-act-pages.ts'
import { userPages } from './pages/administration/user-pages.ts'
import { accountRoutes } from './pages/account-routes.ts'
import { passwordRoutes } from './pages/password-routes.ts'
import { secondFactorRoutes } from './pages/second-factor-routes.ts'
import { signInRoutes } from './pages/sign-in-routes.ts'
import type { SignInPageDeps } from './pages/sign-in-page-deps.ts'
import { tryPages, type TryPageDeps } from './pages/training/try-pages.ts'

const ADMINISTRATION = [
  userPages,
  userActPages,
  organisationPages,
  keyPages,
  trailPages,
  delegationPages,
  duplicatePages,
  checkPages,
  ledgerPages,
]

/** Every page with forms that change something. Only here are forms read: the API takes JSON and nothing else. */
export function privatePages(
  deps: Omit<SignInPageDeps, 'government'> & TryPageDeps,
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(formbody)
    const { singleSignOn } = deps
    const all = { ...deps, government: singleSignOn === null ? null : singleSignOnDoor(deps, singleSignOn) }
    signInRoutes(app, all)
    secondFactorRoutes(app, all)
    passwordRoutes(app, all)
    accountRoutes(app, all)
    tryPages(app, all)
    for (const add of ADMINISTRATION) add(app, all)
  }
}
