import { refuse } from '../../kernel/refusal.ts'
import { tokenHash, tokenHashes } from '../../platform/crypto.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { countAttempt, forgiveAttempt, type AttemptKey } from './count-attempt.ts'
import { openSession, type OpenedSession, type SessionRef } from './open-session.ts'
import { provedHashes, saltOfAddress } from './password.ts'
import { throughGate } from './scope.ts'
import { isOneOf, newToken } from './session-token.ts'
import { comingFrom, type Caller, type SignInDeps } from './sign-in-deps.ts'
import { findUsersByEmail, type SignInUser } from './sign-in-queries.ts'
import { addressGroup } from './throttle.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Address and password do not belong together, or there is no such user: never said which. */
    'sign-in-failed': Readonly<Record<string, never>>
    /** The password is right in several organisations; shown only to whoever knows it. */
    'sign-in-names-several': {
      readonly organisations: readonly { readonly id: string; readonly name: string }[]
    }
  }
}

export type PasswordSignIn = {
  readonly email: string
  readonly password: string
  /** Chosen when the same address and password are good in several organisations. */
  readonly organisationId?: string
  /** What `deviceToken` gave this browser when it signed in before. */
  readonly device?: string | undefined
  readonly caller: Caller
  /** The session this browser still has. */
  readonly before?: SessionRef | null
}

/**
 * Opens a session for an address and its password. Throws `sign-in-failed` for every wrong pair alike, after the same work, so that
 * nobody learns whether an address is known; `too-many-attempts` when the account or the address must wait.
 */
export async function signIn(deps: SignInDeps, asked: PasswordSignIn): Promise<OpenedSession> {
  const email = foldEmail(asked.email)
  const keys = attemptKeys(deps, email, asked)
  await countAttempt(deps, keys)
  const users = await throughGate(deps.db, 'sign-in', (tx) => findUsersByEmail(tx, email, deps))
  const hashes = users.map(({ passwordHash }) => passwordHash)
  const results = await provedHashes(asked.password, hashes, saltOfAddress(deps.ring, email))
  const proved = users.filter((_, index) => results[index])
  const user = chosenUser(proved, asked.organisationId)
  if (!user) {
    await auditFailure(deps, users, asked.caller)
    throw refuse('sign-in-failed', {})
  }
  await forgiveAttempt(deps, keys)
  const { caller, before = null } = asked
  return throughGate(deps.db, 'sign-in', (tx) =>
    openSession(tx, deps, user, { by: 'password', caller, before }),
  )
}

export function foldEmail(email: string): string {
  return email.trim().toLowerCase()
}

function chosenUser(
  proved: readonly SignInUser[],
  organisationId: string | undefined,
): SignInUser | undefined {
  if (organisationId !== undefined) return proved.find((user) => user.organisationId === organisationId)
  if (proved.length <= 1) return proved[0]
  const organisations = proved.map((user) => ({ id: user.organisationId, name: user.organisationName }))
  throw refuse('sign-in-names-several', { organisations })
}

/** One entry whether the address is known or not; an account is named when it is clear which. */
function auditFailure(deps: AccessDeps, users: readonly SignInUser[], caller: Caller): Promise<void> {
  const [only] = users
  return throughGate(deps.db, 'sign-in', (tx) =>
    recordAudit(tx, {
      actor: { kind: 'public' },
      action: 'session.refuse',
      ...(users.length === 1 && only && { subject: { kind: 'user', id: only.id } }),
      details: { by: 'password' },
      ...comingFrom(caller),
    }),
  )
}

function attemptKeys(deps: AccessDeps, email: string, { caller, device }: PasswordSignIn): AttemptKey[] {
  const address = addressGroup(caller.address)
  const account: AttemptKey = isDeviceOf(deps, email, device)
    ? { bucket: 'device', text: `${email} ${device ?? ''}` }
    : { bucket: 'account', text: email }
  return [
    account,
    { bucket: 'address', text: address },
    { bucket: 'account-and-address', text: `${email} ${address}` },
  ]
}

/**
 * A mark for a browser that has signed in to this account, so that wrong guesses from elsewhere do not make its owner wait. It opens
 * nothing: it only chooses which count a guess falls in.
 */
export function deviceToken({ ring }: Pick<AccessDeps, 'ring'>, email: string): string {
  const name = newToken()
  return `${name}.${tokenHash(ring, deviceText(foldEmail(email), name)).toString('base64url')}`
}

function deviceText(email: string, name: string): string {
  return `device ${name} ${email}`
}

function isDeviceOf({ ring }: Pick<AccessDeps, 'ring'>, email: string, device: string | undefined): boolean {
  const match = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/.exec(device ?? '')
  if (!match) return false
  const [, name = '', mark = ''] = match
  return isOneOf(tokenHashes(ring, deviceText(email, name)), Buffer.from(mark, 'base64url'))
}
