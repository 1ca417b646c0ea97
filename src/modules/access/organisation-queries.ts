import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable } from '../../platform/db.ts'
import type { HeldRole } from './access.ts'
import type { OrganisationKind } from './roles.ts'
import { heldRole, type GrantRow } from './session-queries.ts'

/** Everybody of an organisation, switched off or not. */
export async function listUserIdsIn(db: Queryable, organisationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .where('organisation_id', '=', organisationId)
    .orderBy('id')
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Everybody with this address within the scope of the transaction, in whichever organisation. */
export async function listUserIdsByEmail(db: Queryable, email: string): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .where('email', '=', email.trim().toLowerCase())
    .orderBy('id')
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Every role that somebody of an organisation holds today or will. */
export async function listRolesIn(
  db: Queryable,
  organisationId: string,
  today: PlainDate,
): Promise<HeldRole[]> {
  const { rows } = await sql<GrantRow>`
    select g.id as "grantId", g.role, g.region_code as "regionCode", g.valid_from as "validFrom", g.valid_to as "validTo",
      g.ended_early as "endedEarly", g.on_behalf_of as "onBehalfOf"
    from held_grants g join users u on u.id = g.user_id
    where u.organisation_id = ${organisationId}::uuid and not g.ended_early
      and (g.valid_to is null or g.valid_to > ${today}::date)
    order by g.id`.execute(db)
  return rows.map(heldRole).filter((held) => held !== null)
}

/** How many users of other open organisations can administer the whole system today. */
export async function countAdministratorsElsewhere(
  db: Queryable,
  organisationId: string,
  today: PlainDate,
): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(distinct u.id) as count from held_grants g
    join users u on u.id = g.user_id join organisations o on o.id = u.organisation_id
    where g.role = 'system-administrator' and o.id <> ${organisationId}::uuid and u.disabled_at is null and o.closed_on is null
      and g.on_behalf_of is null and not g.ended_early and g.valid_from <= ${today}::date and g.valid_to is null`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0n)
}

/** The demonstration organisation of a kind, in a data folder for training; null elsewhere. */
export async function findTrainingOrganisation(
  db: Queryable,
  kind: OrganisationKind,
): Promise<string | null> {
  const found = await db
    .selectFrom('organisations')
    .innerJoin('users', 'users.organisation_id', 'organisations.id')
    .select('organisations.id')
    .where('organisations.kind', '=', kind)
    .where('users.training', '=', true)
    .limit(1)
    .executeTakeFirst()
  return found?.id ?? null
}
