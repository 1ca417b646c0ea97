import { timingSafeEqual } from 'node:crypto'
import { generateSync } from 'otplib'
import { refuse } from '../../kernel/refusal.ts'
import { decryptField, type FieldPlace } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import type { SignedIn } from './current-actor.ts'
import { rotateSession, type RotatedSession } from './open-session.ts'
import {
  countRecoveryCodes,
  deleteRecoveryCodes,
  replaceRecoveryCodes,
  useRecoveryCode,
} from './recovery-code-store.ts'
import { throughGate } from './scope.ts'
import { actAsUser } from './session-store.ts'
import { comingFrom, type Caller } from './sign-in-deps.ts'
import { findStoredCode } from './sign-in-queries.ts'
import { clearCode, useStep } from './sign-in-store.ts'

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

/** Where the secret of a second factor in use stands. */
export const secretPlace = (userId: string): FieldPlace => ({
  table: 'users',
  column: 'totp_secret',
  rowId: userId,
})

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

/** By what a second factor was shown: a code of the app, or a recovery code, and how many of those are left. */
type Shown = { readonly action: 'session.show-code' | 'session.use-recovery-code'; readonly left?: number }

/**
 * Shows the second factor in use: a code of the app, or a recovery code in its place. The session goes on under a new token, which is
 * returned. Each counts once and after five wrong ones each takes longer. Throws `code-refused`, `too-many-attempts`.
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
    const shown = await proveCode(tx, deps, userId, code)
    if (shown === null) return null
    const { action, left } = shown
    await actAsUser(tx, userId)
    const details = left === undefined ? {} : { left }
    await recordAudit(tx, { ...entryOf(signedIn, caller), action, details })
    return rotateSession(tx, deps, provedSession(signedIn, deps.clock.now()), { caller })
  })
  if (token === null) return refuseCode(deps, signedIn, caller)
  await forgiveAttempt(deps, keys)
  return token
}

async function proveCode(tx: Tx, deps: AccessDeps, userId: string, code: string): Promise<Shown | null> {
  const { secret, confirmedAt } = await findStoredCode(tx, userId)
  if (secret === null || confirmedAt === null) throw refuse('code-not-open', { because: 'not-begun' })
  const step = stepOfCode(decryptField(deps.ring, secretPlace(userId), secret), code, deps.clock.now())
  if (step !== null) return (await useStep(tx, userId, step)) ? { action: 'session.show-code' } : null
  if (!(await useRecoveryCode(tx, deps, userId, code))) return null
  return { action: 'session.use-recovery-code', left: await countRecoveryCodes(tx, userId) }
}

/** A session as it goes on after its second factor was shown. */
export function provedSession({ sessionId, user, actor, since }: SignedIn, now: Date): RotatedSession {
  return {
    ref: { id: sessionId, userId: user.id },
    grantId: actor.held?.grantId ?? null,
    createdAt: since,
    secondFactorAt: now,
  }
}

/** New recovery codes for a user who has shown his second factor in this session. Throws `code-not-open` when he has none. */
export function renewRecoveryCodes(deps: AccessDeps, signedIn: SignedIn, caller: Caller): Promise<string[]> {
  const userId = signedIn.user.id
  return throughGate(deps.db, 'sign-in', async (tx) => {
    const { confirmedAt } = await findStoredCode(tx, userId)
    if (confirmedAt === null) throw refuse('code-not-open', { because: 'not-begun' })
    await actAsUser(tx, userId)
    const codes = await replaceRecoveryCodes(tx, deps, userId)
    const entry = { ...entryOf(signedIn, caller), action: 'account.renew-recovery-codes' }
    await recordAudit(tx, { ...entry, count: codes.length })
    return codes
  })
}

/** Takes the second factor of a user away, who proved it in this session; a role that needs one asks for a new one at once. */
export async function removeCode(deps: AccessDeps, signedIn: SignedIn, caller: Caller): Promise<void> {
  await throughGate(deps.db, 'sign-in', async (tx) => {
    await actAsUser(tx, signedIn.user.id)
    await clearCode(tx, signedIn.user.id)
    await deleteRecoveryCodes(tx, signedIn.user.id)
    await recordAudit(tx, { ...entryOf(signedIn, caller), action: 'account.remove-code' })
  })
}

/** Throws `training-account`: whoever changed a shared account's proofs would lock the others out. */
export function refuseSharedAccount({ training }: Pick<SignedIn['user'], 'training'>): void {
  if (training) throw refuse('training-account', {})
}

/** Records that a code was wrong and throws `code-refused`. */
export async function refuseCode(deps: AccessDeps, signedIn: SignedIn, caller: Caller): Promise<never> {
  await throughGate(deps.db, 'sign-in', async (tx) => {
    await actAsUser(tx, signedIn.user.id)
    await recordAudit(tx, { ...entryOf(signedIn, caller), action: 'session.refuse-code' })
  })
  throw refuse('code-refused', {})
}

/** What every entry of the audit about one's own second factor says. */
export function entryOf({ actor, user }: SignedIn, caller: Caller) {
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
