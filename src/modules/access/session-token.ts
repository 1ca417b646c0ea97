import { randomBytes, timingSafeEqual } from 'node:crypto'
import { tokenHash, tokenHashes } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'

const SHAPE = /^[A-Za-z0-9_-]{43}$/

/** A new secret of 32 random bytes, for a cookie or a link: 43 letters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether a text can be one of our secrets at all; nothing else is looked up. */
export function isToken(text: string | undefined): text is string {
  return text !== undefined && SHAPE.test(text)
}

/** The secret a form carries to show that it came from our own page: bound to the cookie, so it needs no row of its own. */
export function formToken(ring: KeyRing, cookie: string): string {
  return tokenHash(ring, `form ${cookie}`).toString('base64url')
}

/** Whether a form's secret belongs to this cookie. Takes the same time for every wrong one. */
export function isFormToken(ring: KeyRing, cookie: string, given: unknown): boolean {
  if (typeof given !== 'string' || !SHAPE.test(given)) return false
  return isOneOf(tokenHashes(ring, `form ${cookie}`), Buffer.from(given, 'base64url'))
}

/** Whether a proof is one of those that are good. Takes the same time for every wrong one. */
export function isOneOf(good: readonly Buffer[], given: Buffer): boolean {
  return good.map((each) => timingSafeEqual(each, given)).includes(true)
}
