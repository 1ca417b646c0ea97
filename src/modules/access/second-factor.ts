import { timingSafeEqual } from 'node:crypto'
import { generateSecret, generateSync, generateURI } from 'otplib'
import { refuse } from '../../kernel/refusal.ts'
import { decryptField, encryptField, type FieldPlace } from '../../platform/crypto.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import type { SignedIn } from './current-actor.ts'
import { rotateSession } from './open-session.ts'
import { listPasskeyIds } from './passkey-queries.ts'
import { throughGate } from './scope.ts'
import { actAsUser } from './session-store.ts'
import { comingFrom, type Caller } from './sign-in-deps.ts'
import { findStoredCode, type StoredCode } from './sign-in-queries.ts'
import { confirmCode, setCodeSecret, useStep } from './sign-in-store.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A code that is wrong, too old, or was used. */
    'code-refused': Readonly<Record<string, never>>
    /** A demonstration account's password, codes and passkeys, which many people use. */
    'training-account': Readonly<Record<string, never>>
    /** A second factor is there already, or was never begun. */
    'code-not-open': { readonly because: 'already-set' | 'not-begun' | 'passkey-first' }
  }
}

const STEP_SECONDS = 30
/** Phones' clocks are a little off: the code before and the code after count too. */
const STEPS_AROUND = 1

const secretPlace = (userId: string): FieldPlace => ({ table: 'users', column: 'totp_secret', rowId: userId })

/** The 30-second step whose code this is, looking one step back and ahead; null when none. RFC 6238, SHA-1, six digits. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const digits = code.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const present = Math.floor(now.getTime() / 1_000 / STEP_SECONDS)
  const steps = [
    present,
    ...Array.from({ length: STEPS_AROUND }, (_, n) => [present - n - 1, present + n + 1]),
  ].flat()
  const found = steps.filter((step) =>
    timingSafeEqual(Buffer.from(generateSync({ secret, epoch: step * STEP_SECONDS })), Buffer.from(digits)),
  )
  return found[0] ?? null
}

/** How far a user has come with a second factor: none, begun (with what an app must be told), or in use. */
export type CodeState =
  | { readonly kind: 'none' | 'in-use' }
  | { readonly kind: 'begun'; readonly secret: string; readonly uri: string }

/** Reads how far the signed-in user has come. The secret is shown only while it is not in use yet. */
export async function readCodeState({ db, ring }: AccessDeps, { user }: SignedIn): Promise<CodeState> {
  const stored = await throughGate(db, 'sign-in', (tx) => findStoredCode(tx, user.id))
  if (stored.confirmedAt !== null) return { kind: 'in-use' }
  if (stored.secret === null) return { kind: 'none' }
  const secret = decryptField(ring, secretPlace(user.id), stored.secret)
  return { kind: 'begun', secret, uri: generateURI({ issuer: 'Payung', label: user.email, secret }) }
}

/**
 * Begins a second factor. Throws `code-not-open` when one is in use: it must be taken away first, by a session that has shown it; and
 * when the user has a passkey that this session has not shown: whoever knows only the password must not add a proof of his own.
 */
export async function beginCode({ db, ring }: AccessDeps, { user, actor }: SignedIn): Promise<void> {
  refuseSharedAccount(user)
  const secret = encryptField(ring, secretPlace(user.id), generateSecret())
  await throughGate(db, 'sign-in', async (tx) => {
    const stored = await findStoredCode(tx, user.id)
    if (stored.confirmedAt !== null) throw refuse('code-not-open', { because: 'already-set' })
    const hasPasskey = (await listPasskeyIds(tx, user.id)).length > 0
    if (hasPasskey && !actor.hasSecondFactor) throw refuse('code-not-open', { because: 'passkey-first' })
    await setCodeSecret(tx, user.id, secret)
  })
}

/**
 * Shows a code: confirms a second factor that was begun, or proves one that is in use. The session goes on under a new token, which is
 * returned. A code counts once and after five wrong ones each takes longer. Throws `code-refused`, `too-many-attempts`.
 */
export async function showCode(
  deps: AccessDeps,
  signedIn: SignedIn,
  { code, caller }: { readonly code: string; readonly caller: Caller },
): Promise<string> {
  const userId = signedIn.user.id
  const keys = [{ bucket: 'code', text: userId }] as const
  await countAttempt(deps, keys)
  const token = await throughGate(deps.db, 'sign-in', async (tx) => {
    const stored = await findStoredCode(tx, userId)
    const step = stepOf(deps, userId, stored, code)
    if (step === null || !(await useStep(tx, userId, step))) return null
    await actAsUser(tx, userId)
    const now = deps.clock.now()
    if (stored.confirmedAt === null) await confirmCode(tx, userId, now)
    await recordAudit(tx, {
      ...entryOf(signedIn, caller),
      action: stored.confirmedAt === null ? 'account.set-code' : 'session.show-code',
    })
    return rotateSession(
      tx,
      deps,
      {
        ref: { id: signedIn.sessionId, userId },
        grantId: signedIn.actor.held?.grantId ?? null,
        createdAt: signedIn.since,
        secondFactorAt: now,
      },
      { caller },
    )
  })
  if (token === null) return refuseCode(deps, signedIn, caller)
  await forgiveAttempt(deps, keys)
  return token
}

/** Takes the second factor of a user away, who proved it in this session; a role that needs one asks for a new one at once. */
export async function removeCode(deps: AccessDeps, signedIn: SignedIn, caller: Caller): Promise<void> {
  await throughGate(deps.db, 'sign-in', async (tx) => {
    await actAsUser(tx, signedIn.user.id)
    await setCodeSecret(tx, signedIn.user.id, null)
    await recordAudit(tx, { ...entryOf(signedIn, caller), action: 'account.remove-code' })
  })
}

/** Throws `training-account`: whoever changed a shared account's proofs would lock the others out. */
export function refuseSharedAccount({ training }: Pick<SignedIn['user'], 'training'>): void {
  if (training) throw refuse('training-account', {})
}

function stepOf(deps: AccessDeps, userId: string, stored: StoredCode, code: string): number | null {
  if (stored.secret === null) throw refuse('code-not-open', { because: 'not-begun' })
  return stepOfCode(decryptField(deps.ring, secretPlace(userId), stored.secret), code, deps.clock.now())
}

async function refuseCode(deps: AccessDeps, signedIn: SignedIn, caller: Caller): Promise<never> {
  await throughGate(deps.db, 'sign-in', async (tx) => {
    await actAsUser(tx, signedIn.user.id)
    await recordAudit(tx, { ...entryOf(signedIn, caller), action: 'session.refuse-code' })
  })
  throw refuse('code-refused', {})
}

function entryOf({ actor, user }: SignedIn, caller: Caller) {
  return {
    actor: {
      kind: 'user' as const,
      id: user.id,
      organisationId: actor.organisationId,
      ...(actor.held && { role: actor.held.role }),
    },
    subject: { kind: 'user', id: user.id },
    ...comingFrom(caller),
  }
}
