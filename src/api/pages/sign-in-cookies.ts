import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieNames, cookieText, readCookie, type SignedIn } from '../../modules/access/current-actor.ts'
import type { RotatedSession, SessionRef } from '../../modules/access/open-session.ts'
import { formToken, isToken, newToken } from '../../modules/access/session-token.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Caller } from '../../modules/access/sign-in-deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'

type CookieDeps = { readonly ring: KeyRing; readonly overHttps: boolean }

const HALF_YEAR_SECONDS = 180 * 86_400

/** The secret for a form that nobody has signed in for, bound to a cookie of this browser that is set when it is not there yet. */
export function guestFormToken(
  request: FastifyRequest,
  reply: FastifyReply,
  { ring, overHttps }: CookieDeps,
): string {
  const { form } = cookieNames(overHttps)
  const present = readCookie(request, form)
  const cookie = isToken(present) ? present : newToken()
  if (cookie !== present) reply.header('set-cookie', cookieText(form, cookie, overHttps))
  return formToken(ring, cookie)
}

/** The cookie that a guest's forms are bound to. */
export function guestCookie(request: FastifyRequest, { overHttps }: CookieDeps): string | undefined {
  return readCookie(request, cookieNames(overHttps).form)
}

/** The same, set when it is not there yet. */
export function ensureGuestCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { overHttps }: CookieDeps,
): string {
  const present = guestCookie(request, { overHttps } as CookieDeps)
  if (isToken(present)) return present
  const cookie = newToken()
  reply.header('set-cookie', cookieText(cookieNames(overHttps).form, cookie, overHttps))
  return cookie
}

export function setSessionCookie(reply: FastifyReply, token: string, { overHttps }: CookieDeps): void {
  reply.header('set-cookie', cookieText(cookieNames(overHttps).session, token, overHttps))
}

export function clearSessionCookie(reply: FastifyReply, { overHttps }: CookieDeps): void {
  reply.header('set-cookie', cookieText(cookieNames(overHttps).session, '', overHttps, 0))
}

export function readDeviceCookie(request: FastifyRequest, { overHttps }: CookieDeps): string | undefined {
  return readCookie(request, cookieNames(overHttps).device)
}

export function setDeviceCookie(reply: FastifyReply, mark: string, { overHttps }: CookieDeps): void {
  reply.header('set-cookie', cookieText(cookieNames(overHttps).device, mark, overHttps, HALF_YEAR_SECONDS))
}

export function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, agent: request.headers['user-agent'] ?? '', requestId: request.id }
}

/** Who is signed in; for routes that ask for a session. */
export function signedInOf(request: FastifyRequest): SignedIn {
  if (!request.actor) throw refuse('not-signed-in', { because: request.sessionFault })
  return request.actor
}

export function sessionRefOf(request: FastifyRequest): SessionRef | null {
  return request.actor && { id: request.actor.sessionId, userId: request.actor.user.id }
}

/** The session of a request as it goes on under a new token. */
export function rotatedSessionOf(signedIn: SignedIn, now: Date): RotatedSession {
  const { actor, sessionId, user, since } = signedIn
  return {
    ref: { id: sessionId, userId: user.id },
    grantId: actor.held?.grantId ?? null,
    createdAt: since,
    secondFactorAt: actor.hasSecondFactor ? now : null,
  }
}
