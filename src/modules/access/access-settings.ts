import type { BreachedPasswords } from './password.ts'
import { COMMON_PASSWORDS } from './breached-passwords.ts'
import type { SessionLimits } from './session.ts'

/** A government identity provider (OpenID Connect) by which invited users may sign in. */
export type SingleSignOn = {
  /** Its address; `/.well-known/openid-configuration` below it says the rest. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** How far the invented province of a data folder for training is; `all` is null until it is known how many people it gets. */
export type TwinProgress = { readonly people: number; readonly all: number | null }

/** How people sign in at this installation. */
export type AccessSettings = {
  readonly session: SessionLimits
  /** Demonstration accounts exist and may sign in, and every page says so. */
  readonly training: boolean
  /** The invented province while it is being made; null otherwise. */
  readonly twin: () => TwinProgress | null
  readonly breached: BreachedPasswords
  readonly singleSignOn: SingleSignOn | null
  /** A program that gets each message to a user on its standard input; null when administrators hand links over. */
  readonly mailCommand: readonly string[] | null
}

export const DEFAULT_ACCESS: AccessSettings = {
  session: { idleMs: 30 * 60_000, longestMs: 12 * 3_600_000 },
  training: false,
  twin: () => null,
  breached: COMMON_PASSWORDS,
  singleSignOn: null,
  mailCommand: null,
}
