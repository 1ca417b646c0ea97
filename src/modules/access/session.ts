/** How long a session lives without use and at most, in milliseconds. */
export type SessionLimits = { readonly idleMs: number; readonly longestMs: number }

/** What the row of a session, its user and his organisation say about its life. */
export type SessionLife = {
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly endedAt: Date | null
  readonly endedBecause: string | null
  readonly userDisabledAt: Date | null
  readonly organisationClosedOn: string | null
}

/** Why a session is no longer good. `elsewhere`: its owner or an administrator ended it from another browser. */
export type SessionFault = 'none' | 'ended' | 'elsewhere' | 'expired'

const LAST_SEEN_EVERY_MS = 60_000
/** How far the clocks of two servers may lie apart before we believe neither. */
const CLOCK_SKEW_MS = 5 * 60_000

/** Whether a session is good now; when not, why. Times exactly on the limit are over it. */
export function sessionFault(life: SessionLife, now: Date, limits: SessionLimits): SessionFault | null {
  if (life.endedAt !== null) return life.endedBecause === 'elsewhere' ? 'elsewhere' : 'ended'
  if (life.userDisabledAt !== null || life.organisationClosedOn !== null) return 'ended'
  const age = now.getTime() - life.createdAt.getTime()
  const quiet = now.getTime() - life.lastSeenAt.getTime()
  if (Math.min(age, quiet) < -CLOCK_SKEW_MS) return 'expired'
  return age >= limits.longestMs || quiet >= limits.idleMs ? 'expired' : null
}

/** Whether the time a session was last seen is old enough to be written again: at most once a minute. */
export function isSeenLongAgo(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= LAST_SEEN_EVERY_MS
}
