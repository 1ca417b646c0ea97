import { tokenHash } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { holdsOn, type HeldRole } from './access.ts'
import type { AccessDeps } from './access-deps.ts'
import { roleNamed } from './roles.ts'
import { listHeldRoles } from './session-queries.ts'
import { actAsUser, endSession, insertSession, type EndedBecause } from './session-store.ts'
import { newToken } from './session-token.ts'
import { comingFrom, type Caller } from './sign-in-deps.ts'

/** By what a person proved who he is. */
export type ProvedBy = 'password' | 'passkey' | 'single-sign-on'

/** A session that has just begun or got a new token. The token is for the cookie and is kept nowhere else. */
export type OpenedSession = {
  readonly token: string
  readonly userId: string
  /** The role acts only after a second factor that this session has not shown. */
  readonly needsSecondFactor: boolean
}

type Proved = { readonly id: string; readonly organisationId: string; readonly training: boolean }

/**
 * Opens a session in the first role the user holds today, in the transaction that proved him. Always under a new token: a session the
 * browser had before is ended and never becomes this one.
 */
export async function openSession(
  tx: Tx,
  { clock, ring }: AccessDeps,
  user: Proved,
  how: { readonly by: ProvedBy; readonly caller: Caller; readonly before?: SessionRef | null },
): Promise<OpenedSession> {
  const now = clock.now()
  await actAsUser(tx, user.id)
  const held = firstRole(await listHeldRoles(tx, user.id), clock.today())
  const token = newToken()
  // A passkey is asked for together with the device's own lock: something held and something known at once.
  // A demonstration account is shared, so nobody's phone can hold its codes; it exists in training mode only.
  const secondFactorAt = how.by === 'passkey' || user.training ? now : null
  const { address, agent } = how.caller
  await insertSession(tx, {
    tokenHash: tokenHash(ring, token),
    userId: user.id,
    grantId: held?.grantId ?? null,
    createdAt: now,
    seenAt: now,
    secondFactorAt,
    address,
    agent,
  })
  if (how.before) await endSession(tx, { ...how.before, now, because: 'rotated' })
  await recordAudit(tx, {
    actor: {
      kind: 'user',
      id: user.id,
      organisationId: user.organisationId,
      ...(held && { role: held.role }),
    },
    action: 'session.open',
    subject: { kind: 'user', id: user.id },
    ...(held && { region: held.regionCode }),
    details: { by: how.by },
    ...comingFrom(how.caller),
  })
  const needsSecondFactor = secondFactorAt === null && held !== null && roleNamed(held.role).secondFactor
  return { token, userId: user.id, needsSecondFactor }
}

export type SessionRef = { readonly id: string; readonly userId: string }

function firstRole(roles: readonly HeldRole[], today: Parameters<typeof holdsOn>[1]): HeldRole | null {
  return roles.find((held) => holdsOn(held, today)) ?? null
}

/** What goes on when a session gets a new token. */
export type RotatedSession = {
  readonly ref: SessionRef
  readonly grantId: string | null
  readonly createdAt: Date
  readonly secondFactorAt: Date | null
}

/** Gives a session a new token and makes the old one useless; its longest life still counts from signing in. */
export async function rotateSession(
  tx: Tx,
  { clock, ring }: AccessDeps,
  session: RotatedSession,
  { caller, because = 'rotated' }: { readonly caller: Caller; readonly because?: EndedBecause },
): Promise<string | null> {
  const now = clock.now()
  // Of two requests at once one goes on; the other's session has just ended.
  if (!(await endSession(tx, { ...session.ref, now, because }))) return null
  const token = newToken()
  await insertSession(tx, {
    tokenHash: tokenHash(ring, token),
    userId: session.ref.userId,
    grantId: session.grantId,
    createdAt: session.createdAt,
    seenAt: now,
    secondFactorAt: session.secondFactorAt,
    address: caller.address,
    agent: caller.agent,
  })
  return token
}
