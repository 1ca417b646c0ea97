import { generateSecret, generateURI } from 'otplib'
import { refuse } from '../../kernel/refusal.ts'
import { decryptField, encryptField, type FieldPlace } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import type { SignedIn } from './current-actor.ts'
import { rotateSession } from './open-session.ts'
import { listPasskeyIds } from './passkey-queries.ts'
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-code-store.ts'
import { throughGate } from './scope.ts'
import {
  entryOf,
  provedSession,
  refuseCode,
  refuseSharedAccount,
  secretPlace,
  stepOfCode,
} from './second-factor.ts'
import { actAsUser } from './session-store.ts'
import type { Caller } from './sign-in-deps.ts'
import { findBegunCode, findStoredCode } from './sign-in-queries.ts'
import { setBegunCode, setCode } from './sign-in-store.ts'

/** A set-up that is not finished by then is begun anew: a screen left alone does not keep a secret open. */
const BEGUN_LIFE_MS = 10 * 60_000

const begunPlace = (sessionId: string): FieldPlace => ({
  table: 'sessions',
  column: 'begun_secret',
  rowId: sessionId,
})

/** How far a user has come with a second factor: none, begun (with what an app must be told), or in use. */
export type CodeState =
  | { readonly kind: 'none' }
  | { readonly kind: 'in-use'; readonly recoveryCodesLeft: number }
  | { readonly kind: 'begun'; readonly secret: string; readonly uri: string }

/** Reads how far the signed-in user has come. The secret is shown to the session that began it, for ten minutes, and to no other. */
export function readCodeState(deps: AccessDeps, signedIn: SignedIn): Promise<CodeState> {
  const { user } = signedIn
  return throughGate(deps.db, 'sign-in', async (tx) => {
    const { confirmedAt } = await findStoredCode(tx, user.id)
    if (confirmedAt !== null)
      return { kind: 'in-use', recoveryCodesLeft: await countRecoveryCodes(tx, user.id) }
    const secret = await findBegunSecret(tx, deps, signedIn)
    if (secret === null) return { kind: 'none' }
    return { kind: 'begun', secret, uri: generateURI({ issuer: 'Payung', label: user.email, secret }) }
  })
}

async function findBegunSecret(
  tx: Tx,
  { clock, ring }: AccessDeps,
  { sessionId }: SignedIn,
): Promise<string | null> {
  const begun = await findBegunCode(tx, sessionId)
  if (!begun || clock.now().getTime() - begun.begunAt.getTime() >= BEGUN_LIFE_MS) return null
  return decryptField(ring, begunPlace(sessionId), begun.secret)
}

/**
 * Begins a second factor. Throws `code-not-open` when one is in use: it must be taken away first, by a session that has shown it; and
 * when the user has a passkey that this session has not shown: whoever knows only the password must not add a proof of his own.
 */
export async function beginCode({ db, clock, ring }: AccessDeps, signedIn: SignedIn): Promise<void> {
  const { user, actor, sessionId } = signedIn
  refuseSharedAccount(user)
  const secret = encryptField(ring, begunPlace(sessionId), generateSecret())
  await throughGate(db, 'sign-in', async (tx) => {
    const stored = await findStoredCode(tx, user.id)
    if (stored.confirmedAt !== null) throw refuse('code-not-open', { because: 'already-set' })
    const hasPasskey = (await listPasskeyIds(tx, user.id)).length > 0
    if (hasPasskey && !actor.hasSecondFactor) throw refuse('code-not-open', { because: 'passkey-first' })
    await setBegunCode(tx, sessionId, secret, clock.now())
  })
}

/** A session under its new token, and the recovery codes, which are shown this once. */
export type ConfirmedCode = { readonly token: string; readonly recoveryCodes: readonly string[] }

/**
 * Confirms the second factor that this session began, by its first code, and makes its recovery codes. Guesses are counted like those
 * of a code in use. Throws `code-refused`, `code-not-open`, `too-many-attempts`.
 */
export async function confirmCode(
  deps: AccessDeps,
  signedIn: SignedIn,
  { code, caller }: { readonly code: string; readonly caller: Caller },
): Promise<ConfirmedCode> {
  const keys = [{ bucket: 'code', text: signedIn.user.id }] as const
  await countAttempt(deps, keys)
  const confirmed = await throughGate(deps.db, 'sign-in', async (tx) => {
    const secret = await findBegunSecret(tx, deps, signedIn)
    if (secret === null) throw refuse('code-not-open', { because: 'not-begun' })
    const step = stepOfCode(secret, code, deps.clock.now())
    return step === null ? null : keepCode(tx, deps, signedIn, { secret, step, caller })
  })
  if (confirmed === null) return refuseCode(deps, signedIn, caller)
  await forgiveAttempt(deps, keys)
  return confirmed
}

async function keepCode(
  tx: Tx,
  deps: AccessDeps,
  signedIn: SignedIn,
  { secret, step, caller }: { readonly secret: string; readonly step: number; readonly caller: Caller },
): Promise<ConfirmedCode> {
  const userId = signedIn.user.id
  const now = deps.clock.now()
  await actAsUser(tx, userId)
  const stored = encryptField(deps.ring, secretPlace(userId), secret)
  if (!(await setCode(tx, userId, { secret: stored, step, now })))
    throw refuse('code-not-open', { because: 'already-set' })
  const recoveryCodes = await replaceRecoveryCodes(tx, deps, userId)
  await recordAudit(tx, { ...entryOf(signedIn, caller), action: 'account.set-code' })
  const token = await rotateSession(tx, deps, provedSession(signedIn, now), { caller })
  // Ended in another browser a moment ago: nothing of this is kept.
  if (token === null) throw refuse('not-signed-in', { because: 'ended' })
  return { token, recoveryCodes }
}
