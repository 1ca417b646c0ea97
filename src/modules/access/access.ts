import type { PlainDate } from '../../kernel/plain-date.ts'
import { isWithin, type RegionCode } from '../../kernel/region-code.ts'
import type { Action } from './action.ts'
import { ACTION_NAMES, ACTIONS, type ActionName } from './actions.ts'
import { ORGANISATION_KINDS, ROLE_NAMES, roleNamed, type Reach, type RoleName } from './roles.ts'
import type { SessionFault } from './session.ts'

/** The tables of who may do what, for contract and pages, which see no other file of this module. */
export { ACTION_NAMES, ORGANISATION_KINDS, ROLE_NAMES }

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Nobody is signed in, or the session has ended. */
    'not-signed-in': { readonly because: SessionFault }
    /** The role may not do this; `reason` says why, for the disabled control and for the answer. */
    'not-allowed': { readonly action: string; readonly reason: AccessReason }
  }
}

export type AccessReason = 'role' | 'out-of-reach' | 'not-oneself' | 'no-role-today' | 'second-factor'

/** A role a user holds, where and from when to when. `validTo` is the first day without it. */
export type HeldRole = {
  readonly grantId: string
  readonly role: RoleName
  readonly regionCode: RegionCode
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
  readonly endedEarly: boolean
  /** The user whose role it is, when he delegated it: what is done counts for both in the audit. */
  readonly onBehalfOf?: string
}

/** What the key of a program may do, in place of a role. */
export type HeldKey = {
  readonly actions: readonly string[]
  readonly reach: Reach
  readonly regionCode: RegionCode
  /** The first day on which it no longer works. */
  readonly expiresOn: PlainDate
}

/** Who acts, in which role, and what his session has shown. A program acts by its key, whose id then stands in `userId`. */
export type Actor = {
  readonly userId: string
  readonly organisationId: string
  readonly held: HeldRole | null
  readonly hasSecondFactor: boolean
  readonly key?: HeldKey
}

/** What an act is about: whose it is, and where it lies. */
export type Subject = {
  readonly regionCode?: RegionCode
  readonly organisationId?: string
  readonly userId?: string
}

export type Access = { readonly allowed: true } | { readonly allowed: false; readonly reason: AccessReason }

const ALLOWED: Access = { allowed: true }
const no = (reason: AccessReason): Access => ({ allowed: false, reason })

/** Whether a role holds on a day: begun, not over, not ended early. */
export function holdsOn({ validFrom, validTo, endedEarly }: HeldRole, day: PlainDate): boolean {
  return !endedEarly && validFrom <= day && (validTo === null || day < validTo)
}

/**
 * May this actor do this to this subject today? The answer of the server, of the pages (a control that may not be used shows the
 * reason) and of the documents. The database holds the reach a second time.
 */
export function decideAccess(actor: Actor, name: ActionName, subject: Subject, today: PlainDate): Access {
  const action: Action = ACTIONS[name]
  if (actor.key) return decideForProgram(actor, actor.key, name, subject, today)
  const { held } = actor
  if (!held || !holdsOn(held, today)) return no('no-role-today')
  if (!action.roles.includes(held.role)) return no('role')
  if (action.condition === 'oneself' && subject.userId !== actor.userId) return no('not-oneself')
  if (action.condition === 'within-reach' && !reaches(actor, subject)) return no('out-of-reach')
  const needsSecondFactor = action.secondFactor || roleNamed(held.role).secondFactor
  return needsSecondFactor && !actor.hasSecondFactor ? no('second-factor') : ALLOWED
}

/**
 * Whether a key can carry an action at all: one that concerns others and needs no second factor, which a program cannot show. What
 * changes users, roles or keys always needs one.
 */
export function isForPrograms(name: ActionName): boolean {
  const action: Action = ACTIONS[name]
  return action.condition === 'within-reach' && !action.secondFactor
}

function decideForProgram(
  actor: Actor,
  key: HeldKey,
  name: ActionName,
  subject: Subject,
  today: PlainDate,
): Access {
  if (today >= key.expiresOn) return no('no-role-today')
  if (!isForPrograms(name) || !key.actions.includes(name)) return no('role')
  return reaches(actor, subject) ? ALLOWED : no('out-of-reach')
}

/** Where an actor's role or key reaches, or null when it reaches his organisation only. */
export function reachedRegion({ held, key }: Actor): RegionCode | null {
  if (key) return key.reach === 'region' ? key.regionCode : null
  return held && roleNamed(held.role).reach === 'region' ? held.regionCode : null
}

/** A subject without a place is the list itself: what the list shows is cut to the reach by every query. */
function reaches(actor: Actor, { regionCode, organisationId }: Subject): boolean {
  if (organisationId !== undefined && organisationId === actor.organisationId) return true
  const reached = reachedRegion(actor)
  if (reached === null) return organisationId === undefined && regionCode === undefined
  return regionCode === undefined || isWithin(regionCode, reached)
}
