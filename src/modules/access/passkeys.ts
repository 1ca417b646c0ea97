import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { createChallenge, takeChallenge } from './challenge-store.ts'
import { countAttempt, forgiveAttempt } from './count-attempt.ts'
import type { SignedIn } from './current-actor.ts'
import { openSession, type OpenedSession, type SessionRef } from './open-session.ts'
import { findPasskey, listPasskeyIds } from './passkey-queries.ts'
import { deletePasskey, insertPasskey, notePasskeyUse } from './passkey-store.ts'
import { throughGate } from './scope.ts'
import { refuseSharedAccount } from './second-factor.ts'
import { actAsUser } from './session-store.ts'
import { comingFrom, type Caller, type SignInDeps } from './sign-in-deps.ts'
import { findSignInUser } from './sign-in-queries.ts'
import { addressGroup } from './throttle.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A passkey that is not known, or whose proof is wrong, old or was used: never said which. */
    'passkey-refused': Readonly<Record<string, never>>
  }
}

/** Where passkeys are good: the name they are bound to and the address of our pages. */
export type PasskeyPlace = { readonly rpId: string; readonly origin: string }

const LIFE_MS = 5 * 60_000

/**
 * Where passkeys are good at this installation: its public https address, or `localhost` for a trial. Null elsewhere: browsers bind
 * no passkey to a bare IP address or to plain http.
 */
export function passkeyPlace(publicUrl: string | undefined, host: string): PasskeyPlace | null {
  const origin = publicUrl ?? `http://${host}`
  if (!URL.canParse(origin)) return null
  const { protocol, hostname } = new URL(origin)
  const isGood =
    hostname === 'localhost' ||
    (protocol === 'https:' && /[a-z]/i.test(hostname) && !hostname.startsWith('['))
  return isGood ? { rpId: hostname, origin: new URL(origin).origin } : null
}

/** What the browser needs to make a passkey for the signed-in user. */
export function offerRegistration(
  deps: AccessDeps,
  { user }: SignedIn,
  { rpId }: PasskeyPlace,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  refuseSharedAccount(user)
  return throughGate(deps.db, 'sign-in', async (tx) => {
    const challenge = await createChallenge(tx, deps, {
      purpose: 'passkey-registration',
      userId: user.id,
      lifeMs: LIFE_MS,
    })
    return generateRegistrationOptions({
      rpName: 'Payung',
      rpID: rpId,
      userName: user.email,
      userDisplayName: user.name,
      userID: new TextEncoder().encode(user.id),
      challenge: bytesOf(challenge),
      excludeCredentials: (await listPasskeyIds(tx, user.id)).map((id) => ({ id: id.toString('base64url') })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })
}

/** Keeps the passkey a browser made. Throws `passkey-refused`. */
export async function registerPasskey(
  deps: AccessDeps,
  { user, actor }: SignedIn,
  {
    response,
    name,
    place,
    caller,
  }: {
    readonly response: RegistrationResponseJSON
    readonly name: string
    readonly place: PasskeyPlace
    readonly caller: Caller
  },
): Promise<void> {
  refuseSharedAccount(user)
  await throughGate(deps.db, 'sign-in', async (tx) => {
    const challenge = challengeIn(response.response.clientDataJSON)
    const taken = await takeChallenge(tx, deps, ['passkey-registration'], challenge)
    if (taken?.userId !== user.id) throw refuse('passkey-refused', {})
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.rpId,
    }).catch(() => null)
    if (!verified?.verified) throw refuse('passkey-refused', {})
    const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential
    await actAsUser(tx, user.id)
    await insertPasskey(tx, {
      credentialId: Buffer.from(id, 'base64url'),
      userId: user.id,
      publicKey: Buffer.from(publicKey),
      signCount: counter,
      transports,
      name,
      now: deps.clock.now(),
    })
    await recordAudit(tx, {
      actor: { kind: 'user', id: user.id, organisationId: actor.organisationId },
      action: 'account.add-passkey',
      subject: { kind: 'user', id: user.id },
      ...comingFrom(caller),
    })
  })
}

/** Takes one of the user's own passkeys away; one that is not his stays, and nothing is said. */
export async function removePasskey(
  { db }: AccessDeps,
  { user, actor }: SignedIn,
  { credentialId, caller }: { readonly credentialId: Buffer; readonly caller: Caller },
): Promise<void> {
  await throughGate(db, 'sign-in', async (tx) => {
    await actAsUser(tx, user.id)
    const count = await deletePasskey(tx, user.id, credentialId)
    await recordAudit(tx, {
      actor: { kind: 'user', id: user.id, organisationId: actor.organisationId },
      action: 'account.remove-passkey',
      subject: { kind: 'user', id: user.id },
      count,
      ...comingFrom(caller),
    })
  })
}

/** What the browser needs to show a passkey of its own choice; it tells nothing about anybody. */
export function offerSignIn(
  deps: AccessDeps,
  { rpId }: PasskeyPlace,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return throughGate(deps.db, 'sign-in', async (tx) => {
    const challenge = await createChallenge(tx, deps, {
      purpose: 'passkey-sign-in',
      userId: null,
      lifeMs: LIFE_MS,
    })
    return generateAuthenticationOptions({
      rpID: rpId,
      challenge: bytesOf(challenge),
      userVerification: 'required',
    })
  })
}

export type PasskeySignIn = {
  readonly response: AuthenticationResponseJSON
  readonly place: PasskeyPlace
  readonly caller: Caller
  readonly before?: SessionRef | null
}

/** Opens a session for whoever shows a passkey. Throws `passkey-refused`, which is audited, or `too-many-attempts`. */
export async function signInByPasskey(deps: SignInDeps, asked: PasskeySignIn): Promise<OpenedSession> {
  const keys = [{ bucket: 'address', text: addressGroup(asked.caller.address) }] as const
  await countAttempt(deps, keys)
  const session = await throughGate(deps.db, 'sign-in', (tx) => openByPasskey(tx, deps, asked))
  if (!session) {
    await auditRefused(deps, asked.caller)
    throw refuse('passkey-refused', {})
  }
  await forgiveAttempt(deps, keys)
  return session
}

async function openByPasskey(
  tx: Tx,
  deps: SignInDeps,
  { response, place, caller, before = null }: PasskeySignIn,
): Promise<OpenedSession | null> {
  const challenge = challengeIn(response.response.clientDataJSON)
  const passkey = await findPasskey(tx, Buffer.from(response.id, 'base64url'))
  // Used up also by a wrong answer: a challenge is answered once.
  if (!(await takeChallenge(tx, deps, ['passkey-sign-in'], challenge)) || !passkey) return null
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.rpId,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.signCount),
    },
  }).catch(() => null)
  const user = await findSignInUser(tx, passkey.userId, deps)
  if (!verified?.verified || !user) return null
  await notePasskeyUse(tx, passkey.credentialId, verified.authenticationInfo.newCounter, deps.clock.now())
  return openSession(tx, deps, user, { by: 'passkey', caller, before })
}

async function auditRefused({ db }: AccessDeps, caller: Caller): Promise<void> {
  await throughGate(db, 'sign-in', (tx) =>
    recordAudit(tx, {
      actor: { kind: 'public' },
      action: 'session.refuse',
      details: { by: 'passkey' },
      ...comingFrom(caller),
    }),
  )
}

/** The challenge a browser says it answered; an empty text when it says none. */
function challengeIn(clientDataJSON: string): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    const challenge = typeof said === 'object' && said !== null && 'challenge' in said ? said.challenge : ''
    return typeof challenge === 'string' ? challenge : ''
  } catch {
    return ''
  }
}

function bytesOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(token, 'base64url'))
}
