import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../kernel/refusal.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { holdsOn } from './access.ts'
import type { SignedIn } from './current-actor.ts'
import { rotateSession } from './open-session.ts'
import { throughGate } from './scope.ts'
import { listHeldRoles } from './session-queries.ts'
import { actAsUser, endSession, endSessionsOf } from './session-store.ts'
import { comingFrom, type Caller } from './sign-in-deps.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A role the user does not hold today, or never held: never said which. */
    'role-not-held': Readonly<Record<string, never>>
  }
}

/** Ends the session of this browser. */
export function signOut(deps: AccessDeps, signedIn: SignedIn, caller: Caller): Promise<void> {
  return act(deps, signedIn, caller, 'session.close', async (tx, now) => {
    await endSession(tx, { id: signedIn.sessionId, userId: signedIn.user.id, now, because: 'signed-out' })
    return {}
  })
}

/** Ends another session of the same user; ending one that is over or not his does nothing and says nothing. */
export function endOwnSession(
  deps: AccessDeps,
  signedIn: SignedIn,
  id: string,
  caller: Caller,
): Promise<void> {
  return act(deps, signedIn, caller, 'session.end', async (tx, now) => {
    const ended = await endSession(tx, { id, userId: signedIn.user.id, now, because: 'elsewhere' })
    return { sessions: ended ? 1 : 0 }
  })
}

/** Ends every session of the user but this one. */
export function endOtherSessions(deps: AccessDeps, signedIn: SignedIn, caller: Caller): Promise<void> {
  return act(deps, signedIn, caller, 'session.end-others', async (tx, now) => {
    const { user, sessionId } = signedIn
    return {
      sessions: await endSessionsOf(tx, { userId: user.id, now, because: 'elsewhere', but: sessionId }),
    }
  })
}

/** The user acts in another role he holds today; the session gets a new token, which is returned. Throws `role-not-held`. */
export async function chooseRole(
  deps: AccessDeps,
  signedIn: SignedIn,
  { grantId, caller }: { readonly grantId: string; readonly caller: Caller },
): Promise<string> {
  const rotated: { token?: string | null } = {}
  await act(deps, signedIn, caller, 'session.choose-role', async (tx) => {
    const roles = await listHeldRoles(tx, signedIn.user.id)
    const chosen = roles.find((held) => held.grantId === grantId && holdsOn(held, deps.clock.today()))
    if (!chosen) throw refuse('role-not-held', {})
    rotated.token = await rotateSession(
      tx,
      deps,
      {
        ref: { id: signedIn.sessionId, userId: signedIn.user.id },
        grantId,
        createdAt: signedIn.since,
        secondFactorAt: signedIn.actor.hasSecondFactor ? deps.clock.now() : null,
      },
      { caller },
    )
    return { chosen: chosen.role }
  })
  if (!rotated.token) throw refuse('not-signed-in', { because: 'ended' })
  return rotated.token
}

type Said = Readonly<Record<string, string | number>>

function act(
  { db, clock }: AccessDeps,
  { user, actor }: SignedIn,
  caller: Caller,
  action: string,
  work: (tx: Tx, now: Date) => Promise<Said>,
): Promise<void> {
  return throughGate(db, 'sign-in', async (tx) => {
    await actAsUser(tx, user.id)
    const details = await work(tx, clock.now())
    await recordAudit(tx, {
      actor: {
        kind: 'user',
        id: user.id,
        organisationId: actor.organisationId,
        ...(actor.held && { role: actor.held.role }),
      },
      action,
      subject: { kind: 'user', id: user.id },
      details,
      ...comingFrom(caller),
    })
  })
}
