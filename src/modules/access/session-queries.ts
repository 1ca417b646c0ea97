import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { HeldRole } from './access.ts'
import { isRoleName } from './roles.ts'
import type { SessionLife } from './session.ts'

/** A session with its user, his organisation and the role he acts in, as one query finds them. */
export type FoundSession = SessionLife & {
  readonly id: string
  readonly userId: string
  readonly organisationId: string
  readonly organisationName: string
  readonly name: string
  readonly email: string
  readonly training: boolean
  readonly secondFactorAt: Date | null
  /** The user has set up codes of an app, so every session must show one. */
  readonly hasCode: boolean
  readonly held: HeldRole | null
}

type Row = Omit<FoundSession, 'held'> & {
  readonly grantId: string | null
  readonly role: string | null
  readonly regionCode: bigint | null
  readonly validFrom: PlainDate | null
  readonly validTo: PlainDate | null
  readonly endedEarly: boolean
  readonly onBehalfOf: string | null
}

/**
 * The session of a token's hashes, or null. One statement: the function opens the gate for itself alone, so that no transaction is
 * needed and no gate stays open on a pooled connection.
 */
export async function findSession(db: Queryable, hashes: readonly Buffer[]): Promise<FoundSession | null> {
  const { rows } = await sql<Row>`
    select id, user_id as "userId", organisation_id as "organisationId", organisation_name as "organisationName", name, email,
      training, created_at as "createdAt", last_seen_at as "lastSeenAt", second_factor_at as "secondFactorAt",
      ended_at as "endedAt", ended_because as "endedBecause", disabled_at as "userDisabledAt",
      closed_on as "organisationClosedOn", has_code as "hasCode", grant_id as "grantId", role, region_code as "regionCode",
      valid_from as "validFrom", valid_to as "validTo", ended_early as "endedEarly", on_behalf_of as "onBehalfOf"
    from session_of_token(${[...hashes]}::bytea[])`.execute(db)
  const [row] = rows
  if (!row) return null
  const { grantId, role, regionCode, validFrom, validTo, endedEarly, onBehalfOf, ...session } = row
  return {
    ...session,
    held: heldRole({ grantId, role, regionCode, validFrom, validTo, endedEarly, onBehalfOf }),
  }
}

/** A row of the view `held_grants` that can lack in a session. */
export type GrantRow = Pick<
  Row,
  'grantId' | 'role' | 'regionCode' | 'validFrom' | 'validTo' | 'endedEarly' | 'onBehalfOf'
>

/** A role of the database as the decision reads it; null for a session without one or a role that no longer exists. */
export function heldRole(row: GrantRow): HeldRole | null {
  const { grantId, role, regionCode, validFrom, validTo, endedEarly, onBehalfOf } = row
  if (grantId === null || role === null || regionCode === null || validFrom === null) return null
  if (!isRoleName(role)) return null
  return {
    grantId,
    role,
    regionCode: Number(regionCode) as RegionCode,
    validFrom,
    validTo,
    endedEarly,
    ...(onBehalfOf !== null && { onBehalfOf }),
  }
}

/** One open session as its owner reads it in the list of his own. */
export type OwnSession = {
  readonly id: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly address: string
  readonly agent: string
  readonly role: string | null
}

/** The open sessions of a user, last seen first. */
export async function listOwnSessions(db: Queryable, userId: string): Promise<OwnSession[]> {
  return db
    .selectFrom('sessions')
    .leftJoin('grants', 'grants.id', 'sessions.grant_id')
    .where('sessions.user_id', '=', userId)
    .where('ended_at', 'is', null)
    .orderBy('last_seen_at', 'desc')
    .select([
      'sessions.id',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'address',
      'agent',
      'role',
    ])
    .execute()
}

/** Every role a user has been given that is not ended early, oldest first; which of them hold today is decided by `holdsOn`. */
export async function listHeldRoles(db: Queryable, userId: string): Promise<HeldRole[]> {
  const { rows } = await sql<GrantRow>`
    select g.id as "grantId", g.role, g.region_code as "regionCode", g.valid_from as "validFrom", g.valid_to as "validTo",
      g.ended_early as "endedEarly", g.on_behalf_of as "onBehalfOf"
    from held_grants g where g.user_id = ${userId} and not g.ended_early
    order by g.valid_from, g.granted_at, g.id`.execute(db)
  return rows.map(heldRole).filter((held) => held !== null)
}
