import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { createChallenge, findChallenge, takeChallenge, useUpChallenges } from './challenge-store.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import { hashPassword, provedHashes, requirePassword, saltOfAddress } from './password.ts'
import { rotateSession, type RotatedSession } from './open-session.ts'
import { throughGate } from './scope.ts'
import { refuseSharedAccount } from './second-factor.ts'
import { actAsUser, endSessionsOf } from './session-store.ts'
import { comingFrom, type Caller, type SignInDeps } from './sign-in-deps.ts'
import { findSignInUser, type SignInUser } from './sign-in-queries.ts'
import { setPasswordHash } from './sign-in-store.ts'
import { addressGroup } from './throttle.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A one-time link or secret that is unknown, was used, or is over: never said which. */
    'link-not-good': Readonly<Record<string, never>>
    /** The present password was not right. */
    'password-wrong': Readonly<Record<string, never>>
  }
}

/** What a link to set a password was made for. */
export type PasswordLinkPurpose = 'set-up' | 'invitation' | 'recovery'
const PASSWORD_LINKS = ['set-up', 'invitation', 'recovery'] as const

const LIFE_MS: { readonly [Purpose in PasswordLinkPurpose]: number } = {
  'set-up': 24 * 3_600_000,
  invitation: 7 * 24 * 3_600_000,
  recovery: 30 * 60_000,
}

/**
 * Makes a one-time link by which a user sets a password and returns its path. Links made for him before no longer work. Whoever calls
 * it decides that the link may be made, audits it, and hands it over; it is shown once.
 */
export async function createPasswordLink(
  tx: Tx,
  deps: Pick<AccessDeps, 'clock' | 'ring'>,
  userId: string,
  purpose: PasswordLinkPurpose,
): Promise<string> {
  await useUpChallenges(tx, deps, userId, [...PASSWORD_LINKS, 'recovery-request'])
  const token = await createChallenge(tx, deps, { purpose, userId, lifeMs: LIFE_MS[purpose] })
  return `/atur-sandi/${token}`
}

/** The user a link is for, without using the link up. Throws `link-not-good`, which is audited, or `too-many-attempts`. */
export async function findLinkUser(deps: SignInDeps, token: string, caller: Caller): Promise<SignInUser> {
  const keys = [{ bucket: 'link', text: addressGroup(caller.address) }] as const
  await countAttempt(deps, keys)
  const user = await throughGate(deps.db, 'sign-in', async (tx) => {
    const challenge = await findChallenge(tx, deps, PASSWORD_LINKS, token)
    return challenge?.userId ? findSignInUser(tx, challenge.userId, deps) : null
  })
  if (!user) return refuseLink(deps, caller)
  await forgiveAttempt(deps, keys)
  return user
}

/** Sets the password a link allows, uses the link up, and ends every session of the user. Throws `link-not-good`, `password-refused`. */
export async function setPasswordByLink(
  deps: SignInDeps,
  { token, password, caller }: { readonly token: string; readonly password: string; readonly caller: Caller },
): Promise<void> {
  const { id, name, email } = await findLinkUser(deps, token, caller)
  requirePassword(password, ownWords(name, email), deps.breached)
  const hash = await hashPassword(password, saltOfAddress(deps.ring, email))
  const isSet = await throughGate(deps.db, 'sign-in', async (tx) => {
    const challenge = await takeChallenge(tx, deps, PASSWORD_LINKS, token)
    if (challenge?.userId !== id) return false
    await actAsUser(tx, id)
    const now = deps.clock.now()
    await setPasswordHash(tx, id, hash, now)
    await useUpChallenges(tx, deps, id, PASSWORD_LINKS)
    const ended = await endSessionsOf(tx, { userId: id, now, because: 'recovered' })
    await recordAudit(tx, {
      actor: { kind: 'user', id },
      action: 'account.set-password',
      subject: { kind: 'user', id },
      details: { by: challenge.purpose, sessionsEnded: ended },
      ...comingFrom(caller),
    })
    return true
  })
  if (!isSet) await refuseLink(deps, caller)
  await forgiveAttempt(deps, [{ bucket: 'account', text: email }])
}

async function refuseLink(deps: AccessDeps, caller: Caller): Promise<never> {
  await throughGate(deps.db, 'sign-in', (tx) =>
    recordAudit(tx, { actor: { kind: 'public' }, action: 'account.refuse-link', ...comingFrom(caller) }),
  )
  throw refuse('link-not-good', {})
}

export type PasswordChange = {
  readonly present: string
  readonly wanted: string
  readonly session: RotatedSession
  readonly caller: Caller
}

/** Changes a signed-in user's password, ends all other sessions and returns this one's new token. */
export async function changePassword(deps: SignInDeps, change: PasswordChange): Promise<string | null> {
  const { session, caller, present, wanted } = change
  const { userId } = session.ref
  const user = await throughGate(deps.db, 'sign-in', (tx) => findSignInUser(tx, userId, deps))
  if (!user) throw refuse('not-signed-in', { because: 'ended' })
  refuseSharedAccount(user)
  const keys = [{ bucket: 'code', text: `password ${userId}` }] as const
  await countAttempt(deps, keys)
  const salt = saltOfAddress(deps.ring, user.email)
  const [isRight] = await provedHashes(present, [user.passwordHash], salt)
  if (isRight !== true) throw refuse('password-wrong', {})
  await forgiveAttempt(deps, keys)
  requirePassword(wanted, ownWords(user.name, user.email), deps.breached)
  const hash = await hashPassword(wanted, salt)
  return throughGate(deps.db, 'sign-in', async (tx) => {
    await actAsUser(tx, userId)
    const now = deps.clock.now()
    await setPasswordHash(tx, userId, hash, now)
    await endSessionsOf(tx, { userId, now, because: 'password-changed', but: session.ref.id })
    const token = await rotateSession(tx, deps, session, { caller })
    await recordAudit(tx, {
      actor: { kind: 'user', id: userId, organisationId: user.organisationId },
      action: 'account.change-password',
      subject: { kind: 'user', id: userId },
      ...comingFrom(caller),
    })
    return token
  })
}

/** Words a password may not hold: the parts of the user's own name and address. */
function ownWords(name: string, email: string): string[] {
  return [...name.split(/\s+/), email.split('@')[0] ?? '', email]
}
