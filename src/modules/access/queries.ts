import { isUuid } from '../../kernel/uuid.ts'
import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from './act.ts'
import type { AdministeredUser, Organisation, RecordKind } from './administration.ts'
import type { HeldRole } from './access.ts'
import { isRoleName, type OrganisationKind } from './roles.ts'

/** An id as the database takes it; what cannot be an id is answered like one that does not exist. */
export function requireId(kind: RecordKind, id: string): string {
  if (!isUuid(id)) throw refuse('no-such-record', { kind })
  return id
}

/** Rows of organisations within sight. Row-level security says the same once more. */
function inSight({ first, last, organisationId }: Sight) {
  return sql<boolean>`(o.region_code between ${first}::bigint and ${last}::bigint or o.id = ${organisationId}::uuid)`
}

export type OrganisationRow = Organisation & { readonly name: string; readonly userCount: number }

type OrganisationColumns = {
  id: string
  kind: OrganisationKind
  name: string
  regionCode: bigint
  closedOn: PlainDate | null
  userCount: bigint
}

const numbered = (code: bigint) => Number(code) as RegionCode

export type OrganisationFilter = {
  readonly query?: string
  readonly kind?: OrganisationKind
  readonly region?: RegionCode
  readonly limit: number
  readonly offset: number
}

/** Organisations within sight, by region and name, with how many users each has that are not switched off. */
export async function listOrganisations(
  db: Queryable,
  sight: Sight,
  { query = '', kind, region, limit, offset }: OrganisationFilter,
): Promise<OrganisationRow[]> {
  const subtree = region === undefined ? null : subtreeOf(region)
  const { rows } = await sql<OrganisationColumns>`
    select o.id, o.kind, o.name, o.region_code as "regionCode", o.closed_on as "closedOn",
      (select count(*) from users u where u.organisation_id = o.id and u.disabled_at is null) as "userCount"
    from organisations o
    where ${inSight(sight)}
      and (${kind ?? null}::text is null or o.kind = ${kind ?? null})
      and (${subtree?.first ?? null}::bigint is null or o.region_code between ${subtree?.first ?? null}::bigint and ${subtree?.last ?? null}::bigint)
      and (${query} = '' or position(lower(${query}) in lower(o.name)) > 0)
    order by o.region_code, o.name, o.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map((row) => ({
    ...row,
    regionCode: numbered(row.regionCode),
    userCount: Number(row.userCount),
  }))
}

/** One organisation within sight; otherwise refuses as if it did not exist. */
export async function getOrganisation(
  db: Queryable,
  sight: Sight,
  id: string,
): Promise<Organisation & { readonly name: string }> {
  const { rows } = await sql<Omit<OrganisationColumns, 'userCount'>>`
    select o.id, o.kind, o.name, o.region_code as "regionCode", o.closed_on as "closedOn"
    from organisations o where o.id = ${requireId('organisation', id)} and ${inSight(sight)}`.execute(db)
  const [row] = rows
  if (!row) throw refuse('no-such-record', { kind: 'organisation' })
  return { ...row, regionCode: numbered(row.regionCode) }
}

export type UserRow = AdministeredUser & {
  readonly name: string
  readonly email: string
  readonly organisationName: string
  readonly createdAt: Date
  readonly disabledAt: Date | null
  readonly hasPassword: boolean
  readonly hasCode: boolean
  readonly lastSeenAt: Date | null
}

type RoleColumns = {
  grantId: string
  role: string
  regionCode: number
  validFrom: PlainDate
  validTo: PlainDate | null
  endedEarly: boolean
  onBehalfOf: string | null
}

type UserColumns = Omit<UserRow, 'organisation' | 'roles' | 'isDisabled'> & {
  organisationId: string
  kind: OrganisationKind
  regionCode: bigint
  closedOn: PlainDate | null
  roles: RoleColumns[]
}

export type UserFilter = {
  readonly id?: string
  readonly query?: string
  readonly role?: string
  readonly organisation?: string
  readonly region?: RegionCode
  readonly state?: 'active' | 'disabled'
}

/** Users of organisations within sight, by name, each with the roles that hold on `today` or later. */
export function listUsers(
  db: Queryable,
  sight: Sight,
  filter: UserFilter & { readonly limit: number; readonly offset: number },
  today: PlainDate,
): Promise<UserRow[]> {
  const { limit, offset } = filter
  const part = sql`order by u.name, u.id limit ${limit} offset ${offset}`
  return readUsers(db, usersWhere(sight, filter, today), part, today)
}

/** Where a user stands in the order of an export, which nothing can change: organisations cannot move, nor users between them. */
export type UserPlace = { readonly region: RegionCode; readonly organisation: string; readonly id: string }

/** The next users after a place, by region and organisation: however many there are, no page costs more than the first. */
export function listUsersAfter(
  db: Queryable,
  sight: Sight,
  filter: UserFilter,
  { after, limit }: { readonly after: UserPlace | undefined; readonly limit: number },
  today: PlainDate,
): Promise<UserRow[]> {
  const { region, organisation, id } = after ?? {
    region: -1,
    organisation: FIRST_UUID,
    id: FIRST_UUID,
  }
  const where = sql`${usersWhere(sight, filter, today)}
      and (o.region_code, o.id, u.id) > (${region}::bigint, ${organisation}::uuid, ${id}::uuid)`
  return readUsers(db, where, sql`order by o.region_code, o.id, u.id limit ${limit}`, today)
}
const FIRST_UUID = '00000000-0000-0000-0000-000000000000'

/** How many users within sight the filter finds. */
export async function countUsers(
  db: Queryable,
  sight: Sight,
  filter: UserFilter,
  today: PlainDate,
): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from users u join organisations o on o.id = u.organisation_id
    where ${usersWhere(sight, filter, today)}`.execute(db)
  return Number(rows[0]?.count ?? 0n)
}

async function readUsers(
  db: Queryable,
  where: RawBuilder<unknown>,
  part: RawBuilder<unknown>,
  today: PlainDate,
): Promise<UserRow[]> {
  const { rows } = await sql<UserColumns>`
    select u.id, u.name, u.email, u.created_at as "createdAt", u.disabled_at as "disabledAt",
      u.password_hash is not null as "hasPassword", u.totp_confirmed_at is not null as "hasCode",
      o.id as "organisationId", o.name as "organisationName", o.kind, o.region_code as "regionCode", o.closed_on as "closedOn",
      (select max(s.last_seen_at) from sessions s where s.user_id = u.id) as "lastSeenAt",
      coalesce((select jsonb_agg(jsonb_build_object('grantId', g.id, 'role', g.role, 'regionCode', g.region_code,
          'validFrom', g.valid_from, 'validTo', g.valid_to, 'endedEarly', g.ended_early, 'onBehalfOf', g.on_behalf_of)
          order by g.valid_from, g.granted_at, g.id)
        from held_grants g
        where g.user_id = u.id and not g.ended_early and (g.valid_to is null or g.valid_to > ${today}::date)), '[]') as roles
    from users u join organisations o on o.id = u.organisation_id
    where ${where} ${part}`.execute(db)
  return rows.map(userOf)
}

function usersWhere(sight: Sight, filter: UserFilter, today: PlainDate): RawBuilder<unknown> {
  const { id, query, role, organisation, state, first, last } = wanted(filter)
  return sql`${inSight(sight)}
      and (${id}::uuid is null or u.id = ${id}::uuid)
      and (${organisation}::uuid is null or o.id = ${organisation}::uuid)
      and (${first}::bigint is null or o.region_code between ${first}::bigint and ${last}::bigint)
      and (${state}::text is null or (u.disabled_at is null) = (${state} = 'active'))
      and (${query} = '' or position(lower(${query}) in lower(u.name || ' ' || u.email)) > 0)
      and (${role}::text is null or exists (select from held_grants g where g.user_id = u.id and g.role = ${role}
        and not g.ended_early and (g.valid_to is null or g.valid_to > ${today}::date)))`
}

/** A filter with null for what is not asked, as the statement takes it. */
function wanted({ id, query, role, organisation, region, state }: UserFilter) {
  const nothing = {
    id: null,
    query: '',
    role: null,
    organisation: null,
    state: null,
    first: null,
    last: null,
  }
  return {
    ...nothing,
    ...(id !== undefined && { id }),
    ...(query !== undefined && { query }),
    ...(role !== undefined && { role }),
    ...(organisation !== undefined && { organisation }),
    ...(state !== undefined && { state }),
    ...(region !== undefined && subtreeOf(region)),
  }
}

function userOf(row: UserColumns): UserRow {
  const { organisationId, kind, regionCode, closedOn, roles, ...user } = row
  return {
    ...user,
    isDisabled: user.disabledAt !== null,
    organisation: { id: organisationId, kind, regionCode: numbered(regionCode), closedOn },
    roles: roles.flatMap(heldRoleOf),
  }
}

/** A role that the program no longer knows gives nobody anything. */
function heldRoleOf({ role, regionCode, onBehalfOf, ...rest }: RoleColumns): HeldRole[] {
  if (!isRoleName(role)) return []
  return [{ ...rest, role, regionCode: regionCode as RegionCode, ...(onBehalfOf !== null && { onBehalfOf }) }]
}

/** One user within sight, or nothing. */
export async function findUser(
  db: Queryable,
  sight: Sight,
  id: string,
  today: PlainDate,
): Promise<UserRow | undefined> {
  if (!isUuid(id)) return undefined
  const [user] = await listUsers(db, sight, { id, limit: 1, offset: 0 }, today)
  return user
}

/** One user within sight; otherwise refuses as if he did not exist. */
export async function getUser(db: Queryable, sight: Sight, id: string, today: PlainDate): Promise<UserRow> {
  const user = await findUser(db, sight, id, today)
  if (!user) throw refuse('no-such-record', { kind: 'user' })
  return user
}

/** The user whose role it is, within sight, with that role; otherwise refuses as if it did not exist. */
export async function getGrant(
  db: Queryable,
  sight: Sight,
  grantId: string,
  today: PlainDate,
): Promise<{ readonly user: UserRow; readonly held: HeldRole }> {
  const { rows } = await sql<{ userId: string }>`
    select g.user_id as "userId" from grants g join users u on u.id = g.user_id join organisations o on o.id = u.organisation_id
    where g.id = ${requireId('grant', grantId)} and ${inSight(sight)}`.execute(db)
  const [row] = rows
  if (!row) throw refuse('no-such-record', { kind: 'grant' })
  const user = await getUser(db, sight, row.userId, today)
  const held = user.roles.find((role) => role.grantId === grantId)
  // It is there but over: whoever reaches it may know.
  if (!held) throw refuse('already-so', { kind: 'grant' })
  return { user, held }
}

/** The colleague of this organisation with this address; otherwise refuses as if there were none. */
export async function getColleague(
  db: Queryable,
  organisationId: string,
  email: string,
  today: PlainDate,
): Promise<UserRow> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst()
  if (!row) throw refuse('no-such-record', { kind: 'user' })
  return getUser(db, { first: 1, last: 0, organisationId }, row.id, today)
}

/** Open-ended grants lent from this one that still hold or will: they end with it. */
export async function listDelegations(db: Queryable, grantIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.id from held_grants g where g.delegated_from = any (${[...grantIds]}::uuid[]) and not g.ended_early`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** One role lent by a user to a colleague, as its lender lists it. */
export type LentRole = HeldRole & { readonly colleague: string }

/** The roles a user has lent that hold or will hold. */
export async function listLentRoles(db: Queryable, userId: string, today: PlainDate): Promise<LentRole[]> {
  const { rows } = await sql<RoleColumns & { regionCode: bigint; colleague: string }>`
    select g.id as "grantId", g.role, g.region_code::float8 as "regionCode", g.valid_from as "validFrom", g.valid_to as "validTo",
      g.ended_early as "endedEarly", g.on_behalf_of as "onBehalfOf", u.name as colleague
    from held_grants g join users u on u.id = g.user_id
    where g.on_behalf_of = ${userId} and not g.ended_early and g.valid_to > ${today}::date
    order by g.valid_from, g.id`.execute(db)
  return rows.flatMap(({ colleague, ...row }) => heldRoleOf(row).map((held) => ({ ...held, colleague })))
}

/** How many users besides this one can administer the whole system today: not switched off, with a role that holds. */
export async function countOtherAdministrators(
  db: Queryable,
  userId: string,
  today: PlainDate,
): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(distinct u.id) as count from held_grants g
    join users u on u.id = g.user_id join organisations o on o.id = u.organisation_id
    where g.role = 'system-administrator' and u.id <> ${userId} and u.disabled_at is null and o.closed_on is null
      and g.on_behalf_of is null and not g.ended_early and g.valid_from <= ${today}::date and g.valid_to is null`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0n)
}

/** Which of these users asked for a recovery link that nobody has made yet. */
export async function listRecoveryRequests(
  db: Queryable,
  userIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('challenges')
    .where('purpose', '=', 'recovery-request')
    .where('user_id', 'in', [...userIds])
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .select('user_id')
    .execute()
  return new Set(rows.flatMap(({ user_id }) => user_id ?? []))
}
