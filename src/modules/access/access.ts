import type { PlainDate } from '../../kernel/plain-date.ts'
import { isWithin, type RegionCode } from '../../kernel/region-code.ts'
import { ACTIONS, type Action, type ActionName } from './actions.ts'
import { roleNamed, type RoleName } from './roles.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Nobody is signed in, or the session has ended. */
    'not-signed-in': { readonly because: 'none' | 'ended' | 'expired' }
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
}

/** Who acts, in which role, and what his session has shown. */
export type Actor = {
  readonly userId: string
  readonly organisationId: string
  readonly held: HeldRole | null
  readonly hasSecondFactor: boolean
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
  const { held } = actor
  if (!held || !holdsOn(held, today)) return no('no-role-today')
  if (!action.roles.includes(held.role)) return no('role')
  if (action.condition === 'oneself' && subject.userId !== actor.userId) return no('not-oneself')
  if (action.condition === 'within-reach' && !reaches(actor, held, subject)) return no('out-of-reach')
  const needsSecondFactor = action.secondFactor || roleNamed(held.role).secondFactor
  return needsSecondFactor && !actor.hasSecondFactor ? no('second-factor') : ALLOWED
}

/** A subject without a place is the list itself: what the list shows is cut to the reach by every query. */
function reaches(actor: Actor, held: HeldRole, { regionCode, organisationId }: Subject): boolean {
  if (organisationId !== undefined && organisationId === actor.organisationId) return true
  if (roleNamed(held.role).reach === 'organisation')
    return organisationId === undefined && regionCode === undefined
  return regionCode === undefined || isWithin(regionCode, held.regionCode)
}
