import { INDONESIA } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { throughGate } from './scope.ts'
import { createPasswordLink } from './set-password.ts'
import { findAdministrators, insertFirstAdministrator, lockSetUp } from './set-up-store.ts'
import { foldEmail } from './sign-in.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** There is a system administrator who can sign in: he adds the others. */
    'already-set-up': Readonly<Record<string, never>>
  }
}

export type FirstAdministrator = {
  readonly name: string
  readonly email: string
  readonly organisation: string
}

/**
 * Makes the first system administrator and returns the path of the one-time link, good for 24 hours, by which he sets his password.
 * Asked again before he did, it gives him a new link and the old one no longer works. Throws `already-set-up`.
 */
export function setUp(deps: AccessDeps, asked: FirstAdministrator): Promise<string> {
  return throughGate(deps.db, 'system', async (tx) => {
    await lockSetUp(tx)
    const administrators = await findAdministrators(tx, deps.clock.today())
    if (administrators.some(({ hasPassword }) => hasPassword)) throw refuse('already-set-up', {})
    const email = foldEmail(asked.email)
    const known = administrators.find((each) => each.email === email)
    const userId = known
      ? known.id
      : await insertFirstAdministrator(tx, {
          ...asked,
          email,
          region: INDONESIA,
          now: deps.clock.now(),
          today: deps.clock.today(),
        })
    await recordAudit(tx, {
      actor: { kind: 'system' },
      action: known ? 'account.set-up-again' : 'account.set-up',
      subject: { kind: 'user', id: userId },
    })
    return createPasswordLink(tx, deps, userId, 'set-up')
  })
}
