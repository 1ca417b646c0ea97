import * as oidc from 'openid-client'
import { refuse } from '../../kernel/refusal.ts'
import { tokenHash } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { SingleSignOn } from './access-settings.ts'
import type { AccessDeps } from './access-deps.ts'
import { createChallenge, takeChallenge } from './challenge-store.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import { openSession, type OpenedSession, type SessionRef } from './open-session.ts'
import { throughGate } from './scope.ts'
import { comingFrom, type Caller, type SignInDeps } from './sign-in-deps.ts'
import { findUsersByEmail, findUsersBySubject, type SignInUser } from './sign-in-queries.ts'
import { bindSubject } from './sign-in-store.ts'
import { foldEmail } from './sign-in.ts'
import { addressGroup } from './throttle.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Government sign-in did not lead to a session. */
    'single-sign-on-refused': { readonly because: SingleSignOnFault }
  }
}

export type SingleSignOnFault = 'not-set' | 'not-answering' | 'not-trusted' | 'refused' | 'not-invited'

const LIFE_MS = 10 * 60_000
const PATIENCE_SECONDS = 10

/** Government sign-in by OpenID Connect. It never makes an account. */
export type SingleSignOnDoor = {
  /** The provider's address to send a browser to. `browser` is a secret of that browser, which must come back with the answer. */
  start(asked: { readonly browser: string; readonly returnTo: string; readonly next: string }): Promise<URL>
  /** Opens a session for the invited user whom the provider names. Throws `single-sign-on-refused`, which is audited. */
  finish(answer: SingleSignOnAnswer): Promise<{ readonly session: OpenedSession; readonly next: string }>
}

export type SingleSignOnAnswer = {
  /** The whole address the browser came back to. */
  readonly url: URL
  readonly browser: string | undefined
  readonly caller: Caller
  readonly before?: SessionRef | null
}

/** Builds the door. The provider is asked for its description at the first use, and again after it did not answer. */
export function singleSignOnDoor(deps: SignInDeps, settings: SingleSignOn): SingleSignOnDoor {
  let description: Promise<oidc.Configuration> | undefined
  const describe = (): Promise<oidc.Configuration> => {
    description ??= discover(settings).catch((error: unknown) => {
      description = undefined
      throw error
    })
    return description.catch((error: unknown) => {
      throw refuse('single-sign-on-refused', {
        because: isDistrust(error) ? 'not-trusted' : 'not-answering',
      })
    })
  }
  return {
    start: async (asked) => startAt(deps, await describe(), asked),
    finish: async (answer) => finishAt(deps, await describe(), answer),
  }
}

/** Whether it was the provider's certificate: false, over, for another name, or signed by nobody this machine trusts. */
function isDistrust(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as { readonly code?: unknown }
  const isCertificate =
    typeof code === 'string' && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)
  return isCertificate || isDistrust(error.cause)
}

function discover({ issuer, clientId, clientSecret }: SingleSignOn): Promise<oidc.Configuration> {
  const url = new URL(issuer)
  // The setting's parser lets plain http through for this machine only; the name is marked so that nobody uses it by accident.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const insecure = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  // Otherwise the signature of what the provider answers directly is not looked at, only where it came from.
  const execute = [oidc.enableNonRepudiationChecks, ...insecure]
  return oidc.discovery(url, clientId, clientSecret, undefined, { execute, timeout: PATIENCE_SECONDS })
}

async function startAt(
  deps: SignInDeps,
  provider: oidc.Configuration,
  { browser, returnTo, next }: { readonly browser: string; readonly returnTo: string; readonly next: string },
): Promise<URL> {
  const verifier = oidc.randomPKCECodeVerifier()
  const nonce = oidc.randomNonce()
  const payload = { verifier, nonce, returnTo, next, browser: browserMark(deps, browser) }
  const state = await throughGate(deps.db, 'sign-in', (tx) =>
    createChallenge(tx, deps, { purpose: 'single-sign-on', userId: null, payload, lifeMs: LIFE_MS }),
  )
  return oidc.buildAuthorizationUrl(provider, {
    redirect_uri: returnTo,
    scope: 'openid email',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    nonce,
    state,
  })
}

async function finishAt(
  deps: SignInDeps,
  provider: oidc.Configuration,
  { url, browser, caller, before = null }: SingleSignOnAnswer,
): Promise<{ readonly session: OpenedSession; readonly next: string }> {
  const keys = [{ bucket: 'address', text: addressGroup(caller.address) }] as const
  await countAttempt(deps, keys)
  const state = url.searchParams.get('state') ?? undefined
  const begun = await throughGate(deps.db, 'sign-in', (tx) =>
    takeChallenge(tx, deps, ['single-sign-on'], state),
  )
  const payload = begun?.payload as Readonly<Record<string, string>> | undefined
  if (!payload || browser === undefined || payload['browser'] !== browserMark(deps, browser)) {
    return refuseAnswer(deps, caller, 'refused')
  }
  const claims = await claimsOf(provider, url, state, payload)
  if (!claims) return refuseAnswer(deps, caller, 'refused')
  const session = await throughGate(deps.db, 'sign-in', async (tx) => {
    const user = await invitedUser(tx, deps, claims)
    return user && openSession(tx, deps, user, { by: 'single-sign-on', caller, before })
  })
  if (!session) return refuseAnswer(deps, caller, 'not-invited')
  await forgiveAttempt(deps, keys)
  return { session, next: payload['next'] ?? '/' }
}

type Claims = { readonly iss: string; readonly sub: string; readonly verifiedEmail: string | null }

/** What the provider says about the person, proved by its signature, our nonce and our code verifier; null when anything differs. */
async function claimsOf(
  provider: oidc.Configuration,
  url: URL,
  state: string | undefined,
  { verifier, nonce, returnTo }: Readonly<Record<string, string>>,
): Promise<Claims | null> {
  // Behind a proxy our own idea of the address differs from the one the browser was sent to.
  const answered = new URL(returnTo ?? url.href)
  answered.search = url.search
  try {
    const tokens = await oidc.authorizationCodeGrant(provider, answered, {
      ...(verifier !== undefined && { pkceCodeVerifier: verifier }),
      ...(nonce !== undefined && { expectedNonce: nonce }),
      ...(state !== undefined && { expectedState: state }),
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) return null
    const { email, email_verified: isVerified } = claims
    const verifiedEmail = isVerified === true && typeof email === 'string' ? foldEmail(email) : null
    return { iss: claims.iss, sub: claims.sub, verifiedEmail }
  } catch {
    return null
  }
}

/** Whoever has this identity already, else the one invited user of this verified address who has none; never one of several. */
async function invitedUser(
  tx: Tx,
  deps: SignInDeps,
  { iss, sub, verifiedEmail }: Claims,
): Promise<SignInUser | null> {
  const subject = `${iss}|${sub}`
  const known = await findUsersBySubject(tx, subject, deps)
  if (known.length > 0) return known.length === 1 ? (known[0] ?? null) : null
  if (verifiedEmail === null) return null
  const [user, ...others] = await findUsersByEmail(tx, verifiedEmail, deps)
  if (!user || user.training || others.length > 0) return null
  return (await bindSubject(tx, user.id, subject)) ? user : null
}

async function refuseAnswer(deps: AccessDeps, caller: Caller, because: SingleSignOnFault): Promise<never> {
  await throughGate(deps.db, 'sign-in', (tx) =>
    recordAudit(tx, {
      actor: { kind: 'public' },
      action: 'session.refuse',
      details: { by: 'single-sign-on', because },
      ...comingFrom(caller),
    }),
  )
  throw refuse('single-sign-on-refused', { because })
}

function browserMark({ ring }: AccessDeps, browser: string): string {
  return tokenHash(ring, `browser ${browser}`).toString('base64url')
}
