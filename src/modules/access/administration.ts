import { addDays, addYears, daysBetween, type PlainDate } from '../../kernel/plain-date.ts'
import {
  depthOf,
  dottedCode,
  INDONESIA,
  isWithin,
  type RegionCode,
  type RegionDepth,
} from '../../kernel/region-code.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { holdsOn, isForPrograms, reachedRegion, type Actor, type HeldRole } from './access.ts'
import type { Action } from './action.ts'
import { ACTIONS, type ActionName } from './actions.ts'
import {
  mayAppoint,
  roleNamed,
  ROLE_NAMES,
  type OrganisationKind,
  type Reach,
  type RoleName,
} from './roles.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** It does not exist, or it is not the asker's to know of: both say the same. */
    'no-such-record': { readonly kind: RecordKind }
    /** A region beyond what the granter reaches or beyond the organisation. */
    'region-outside': { readonly field: string; readonly value: string; readonly within: string }
    /** A kind of organisation belongs to another level of region. */
    'region-wrong-level': {
      readonly field: string
      readonly value: string
      readonly expected: readonly RegionDepth[]
    }
    /** Nobody makes or unmakes what stands above himself. */
    'role-above-oneself': { readonly role: string }
    /** Nobody changes his own roles or switches himself off. */
    'not-on-oneself': Readonly<Record<string, never>>
    /** Without him nobody could administer the system. */
    'last-administrator': Readonly<Record<string, never>>
    'delegation-refused': { readonly because: DelegationFault; readonly mostDays: number }
    /** The act was done before: switched off, ended, revoked, closed, held. */
    'already-so': { readonly kind: RecordKind }
    /** Only what is closed can be reopened. */
    'organisation-open': Readonly<Record<string, never>>
    'email-taken': { readonly field: string }
    'name-taken': { readonly field: string }
  }
}

export type RecordKind = 'user' | 'organisation' | 'grant' | 'api-key'
export type DelegationFault =
  'not-own-role' | 'delegated-already' | 'too-long' | 'other-organisation' | 'beyond-own'

/** Who does an administrative act: a user in a role, or the command line of the machine itself. */
export type Doer = { readonly kind: 'user'; readonly actor: Actor } | { readonly kind: 'system' }

export type Organisation = {
  readonly id: string
  readonly kind: OrganisationKind
  readonly regionCode: RegionCode
  readonly closedOn: PlainDate | null
}

/** A user as administration judges him: every role that holds today or later. */
export type AdministeredUser = {
  readonly id: string
  readonly isDisabled: boolean
  readonly organisation: Organisation
  readonly roles: readonly HeldRole[]
}

export type Span = { readonly validFrom: PlainDate; readonly validTo: PlainDate | null }
export type WantedRole = Span & { readonly role: RoleName; readonly regionCode: RegionCode }

export const MOST_DELEGATION_DAYS = 90
export const MOST_KEY_DAYS = 366
const MOST_GRANT_YEARS = 10

/** Which level of region each kind of organisation belongs to; kinds that are not here work at any. */
const LEVELS: { readonly [Kind in OrganisationKind]?: readonly RegionDepth[] } = {
  province: ['provinsi'],
  regency: ['kabupaten-kota'],
  district: ['kecamatan'],
  village: ['desa-kelurahan'],
}
/** Kinds whose users watch or run the system; only who runs it makes them. */
const RESERVED: readonly OrganisationKind[] = ['administrator', 'auditor']

/** Throws unless this doer may make such an organisation there. */
export function requireNewOrganisation(doer: Doer, kind: OrganisationKind, regionCode: RegionCode): void {
  requireMayMake(doer, { kind, regionCode })
  const expected = LEVELS[kind]
  if (expected && !expected.includes(depthOf(regionCode)))
    throw refuse('region-wrong-level', { field: 'region', value: written(regionCode), expected })
}

/** Throws unless new users may be added to this organisation. */
export function requireOpen(organisation: Organisation): void {
  if (organisation.closedOn !== null) throw refuse('already-so', { kind: 'organisation' })
}

/**
 * Throws unless this doer may close this organisation, whose users hold these roles: nobody his own, nobody what he could not have made,
 * and not the last one with an administrator of the system.
 */
export function requireClose(
  doer: Doer,
  organisation: Organisation,
  roles: readonly HeldRole[],
  administratorsElsewhere: number,
): void {
  if (doer.kind === 'user' && doer.actor.organisationId === organisation.id)
    throw refuse('not-on-oneself', {})
  requireMayMake(doer, organisation)
  requireMayUnmake(doer, roles)
  requireOpen(organisation)
  requireNotLast(roles, administratorsElsewhere)
}

/** Throws unless this organisation is closed. */
export function requireClosed({ closedOn }: Organisation): void {
  if (closedOn === null) throw refuse('organisation-open', {})
}

/** Throws unless this doer may make an organisation of this kind there, or reopen one. */
export function requireMayMake(
  doer: Doer,
  { kind, regionCode }: Pick<Organisation, 'kind' | 'regionCode'>,
): void {
  requireReached(doer, regionCode)
  if (RESERVED.includes(kind) && !isTop(doer)) throw refuse('role-above-oneself', { role: kind })
}

/** Throws unless this doer may give this role to this user: who, what, where, from when to when. */
export function requireGrant(doer: Doer, user: AdministeredUser, wanted: WantedRole, today: PlainDate): void {
  if (isSelf(doer, user.id)) throw refuse('not-on-oneself', {})
  if (user.isDisabled) throw refuse('already-so', { kind: 'user' })
  requireOpen(user.organisation)
  requireRoleFits(user.organisation, wanted)
  if (!mayGive(doer, wanted.role)) throw refuse('role-above-oneself', { role: wanted.role })
  requireReached(doer, wanted.regionCode)
  requireSpan(wanted, today)
  if (user.roles.some((held) => covers(held, wanted))) throw refuse('already-so', { kind: 'grant' })
}

/** Throws unless a role can be held in this organisation and this region. */
function requireRoleFits(organisation: Organisation, { role, regionCode }: WantedRole): void {
  const { kind } = organisation
  const allowed = ROLE_NAMES.filter((name) => roleNamed(name).organisations.includes(kind))
  if (!allowed.includes(role)) throw refuse('value-not-allowed', { field: 'role', value: role, allowed })
  if (!isWithin(regionCode, organisation.regionCode)) throw outside(regionCode, organisation.regionCode)
  // Half an administrator of the system would count as the last one and could not mend what is outside his half.
  if (role === 'system-administrator' && regionCode !== INDONESIA)
    throw refuse('region-wrong-level', { field: 'region', value: written(regionCode), expected: ['country'] })
}

function requireSpan({ validFrom, validTo }: Span, today: PlainDate): void {
  requireDay('validFrom', validFrom, today, addYears(today, 1))
  if (validTo !== null)
    requireDay('validTo', validTo, addDays(validFrom, 1), addYears(validFrom, MOST_GRANT_YEARS))
}

/** Throws unless this doer may end this role of this user on that day (null: now). */
export function requireGrantEnd(
  doer: Doer,
  user: AdministeredUser,
  held: HeldRole,
  {
    endsOn,
    today,
    otherAdministrators,
  }: { endsOn: PlainDate | null; today: PlainDate; otherAdministrators: number },
): void {
  const isOwnDelegation = doer.kind === 'user' && held.onBehalfOf === doer.actor.userId
  if (!isOwnDelegation) {
    if (isSelf(doer, user.id)) throw refuse('not-on-oneself', {})
    requireMayUnmake(doer, [held])
  }
  if (isOver(held, today)) throw refuse('already-so', { kind: 'grant' })
  if (endsOn !== null) requireDay('endsOn', endsOn, addDays(today, 1), held.validTo ?? addYears(today, 1))
  requireNotLast([held], otherAdministrators)
}

/** Throws unless this doer may switch this user off. */
export function requireDisable(doer: Doer, user: AdministeredUser, otherAdministrators: number): void {
  if (isSelf(doer, user.id)) throw refuse('not-on-oneself', {})
  requireMayUnmake(doer, user.roles)
  if (user.isDisabled) throw refuse('already-so', { kind: 'user' })
  requireNotLast(user.roles, otherAdministrators)
}

/**
 * Throws unless this doer may change by what this user proves himself: a link by which he sets his password, a second factor taken away.
 * Whoever has that is halfway to being that user: it is for those only who could have given him all his roles.
 */
export function requireProofs(doer: Doer, user: AdministeredUser): void {
  if (isSelf(doer, user.id)) throw refuse('not-on-oneself', {})
  requireMayUnmake(doer, user.roles)
  if (user.isDisabled) throw refuse('already-so', { kind: 'user' })
}

/** Throws unless this doer may hand every role of one user to another on that day. Gives back the roles that the other lacks. */
export function planHandOver(
  doer: Doer,
  leaving: AdministeredUser,
  successor: AdministeredUser,
  { on, today }: { readonly on: PlainDate; readonly today: PlainDate },
): { readonly ending: readonly HeldRole[]; readonly giving: readonly WantedRole[] } {
  if (isSelf(doer, leaving.id) || isSelf(doer, successor.id)) throw refuse('not-on-oneself', {})
  if (leaving.id === successor.id)
    throw refuse('value-not-allowed', { field: 'successor', value: successor.id, allowed: [] })
  requireDay('on', on, today, addYears(today, 1))
  // What he does in another's place ends with him; the other gives it to whom he likes.
  const ending = leaving.roles.filter(({ validTo }) => validTo === null || validTo > on)
  const own = ending.filter(({ onBehalfOf }) => onBehalfOf === undefined)
  if (own.length === 0) throw refuse('already-so', { kind: 'grant' })
  requireMayUnmake(doer, ending)
  const giving = own.map(({ role, regionCode, validFrom, validTo }): WantedRole => ({
    role,
    regionCode,
    validFrom: validFrom > on ? validFrom : on,
    validTo,
  }))
  const lacking = giving.filter((wanted) => !successor.roles.some((held) => covers(held, wanted)))
  for (const wanted of lacking) requireGrant(doer, successor, wanted, today)
  return { ending, giving: lacking }
}

/** Throws unless an official may lend this role of his to that colleague for these days. */
export function requireDelegation(
  actor: Actor,
  held: HeldRole,
  colleague: AdministeredUser,
  { validFrom, validTo, today }: { validFrom: PlainDate; validTo: PlainDate; today: PlainDate },
): void {
  const no = (because: DelegationFault): Refusal =>
    refuse('delegation-refused', { because, mostDays: MOST_DELEGATION_DAYS })
  if (actor.held?.grantId !== held.grantId || !holdsOn(held, today)) throw no('not-own-role')
  if (held.onBehalfOf !== undefined) throw no('delegated-already')
  if (colleague.id === actor.userId) throw refuse('not-on-oneself', {})
  if (colleague.organisation.id !== actor.organisationId) throw no('other-organisation')
  if (colleague.isDisabled) throw refuse('already-so', { kind: 'user' })
  requireDay('validFrom', validFrom, today, addYears(today, 1))
  requireDay('validTo', validTo, addDays(validFrom, 1), null)
  if (daysBetween(validFrom, validTo) > MOST_DELEGATION_DAYS) throw no('too-long')
  if (held.validTo !== null && validTo > held.validTo) throw no('beyond-own')
}

export type WantedKey = {
  readonly actions: readonly ActionName[]
  readonly reach: Reach
  readonly regionCode: RegionCode
  readonly expiresOn: PlainDate
}

/** Throws unless this doer may make such a key for this organisation: nothing in it that he may not do himself. */
export function requireKey(
  doer: Doer,
  organisation: Organisation,
  wanted: WantedKey,
  today: PlainDate,
): void {
  requireOpen(organisation)
  const allowed = (Object.keys(ACTIONS) as ActionName[]).filter(
    (name) => isForPrograms(name) && mayDo(doer, name),
  )
  const strange = wanted.actions.find((name) => !allowed.includes(name))
  if (strange !== undefined) throw refuse('value-not-allowed', { field: 'actions', value: strange, allowed })
  if (wanted.actions.length === 0) throw refuse('value-missing', { field: 'actions', allowed })
  if (wanted.reach === 'region' && !hasRegionRole(organisation.kind))
    throw refuse('value-not-allowed', { field: 'reach', value: 'region', allowed: ['organisation'] })
  if (!isWithin(wanted.regionCode, organisation.regionCode))
    throw outside(wanted.regionCode, organisation.regionCode)
  if (wanted.reach === 'region') requireReached(doer, wanted.regionCode)
  requireDay('expiresOn', wanted.expiresOn, addDays(today, 1), addDays(today, MOST_KEY_DAYS))
}

function hasRegionRole(kind: OrganisationKind): boolean {
  return ROLE_NAMES.map(roleNamed).some(
    ({ organisations, reach }) => reach === 'region' && organisations.includes(kind),
  )
}

function mayDo(doer: Doer, name: ActionName): boolean {
  const action: Action = ACTIONS[name]
  return doer.kind === 'system' || (doer.actor.held !== null && action.roles.includes(doer.actor.held.role))
}

function mayGive(doer: Doer, role: RoleName): boolean {
  return doer.kind === 'system' || (doer.actor.held !== null && mayAppoint(doer.actor.held.role, role))
}

function isTop(doer: Doer): boolean {
  return doer.kind === 'system' || doer.actor.held?.role === 'system-administrator'
}

/** Whoever could not have given these roles cannot take them. */
function requireMayUnmake(doer: Doer, roles: readonly HeldRole[]): void {
  for (const { role, regionCode } of roles) {
    if (!mayGive(doer, role)) throw refuse('role-above-oneself', { role })
    requireReached(doer, regionCode)
  }
}

function requireNotLast(roles: readonly HeldRole[], others: number): void {
  const isAdministrator = roles.some(({ role }) => role === 'system-administrator')
  if (isAdministrator && others === 0) throw refuse('last-administrator', {})
}

function requireReached(doer: Doer, regionCode: RegionCode): void {
  if (doer.kind === 'system') return
  const reached = reachedRegion(doer.actor)
  if (reached === null || !isWithin(regionCode, reached)) throw outside(regionCode, reached)
}

/** Throws unless a day lies from `first` to `last`, both counted in. */
function requireDay(field: string, day: PlainDate, first: PlainDate, last: PlainDate | null): void {
  if (day >= first && (last === null || day <= last)) return
  throw refuse('value-out-of-range', {
    field,
    value: day,
    minimum: first,
    ...(last !== null && { maximum: last }),
  })
}

function isSelf(doer: Doer, userId: string): boolean {
  return doer.kind === 'user' && doer.actor.userId === userId
}

function isOver({ validTo, endedEarly }: HeldRole, today: PlainDate): boolean {
  return endedEarly || (validTo !== null && validTo <= today)
}

/** Whether a role already held makes a wanted one needless. A lent role does not: it ends with its lender. */
function covers(held: HeldRole, wanted: WantedRole): boolean {
  if (held.endedEarly || held.onBehalfOf !== undefined) return false
  if (held.role !== wanted.role || held.regionCode !== wanted.regionCode) return false
  return (
    held.validFrom <= wanted.validFrom &&
    (held.validTo === null || (wanted.validTo !== null && held.validTo >= wanted.validTo))
  )
}

function outside(regionCode: RegionCode, within: RegionCode | null): Refusal {
  return refuse('region-outside', {
    field: 'region',
    value: written(regionCode),
    within: within === null ? '' : written(within),
  })
}

/** `16.06`, and ID for the whole country. */
function written(code: RegionCode): string {
  return code === INDONESIA ? 'ID' : dottedCode(code)
}
