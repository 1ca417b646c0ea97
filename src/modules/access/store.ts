import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import type { WantedRole } from './administration.ts'
import type { OrganisationKind, Reach } from './roles.ts'

/** The id of a new organisation, or null when there is one of that kind, place and name. */
export async function insertOrganisation(
  tx: Tx,
  {
    kind,
    name,
    regionCode,
    now,
  }: { kind: OrganisationKind; name: string; regionCode: RegionCode; now: Date },
): Promise<string | null> {
  const row = await tx
    .insertInto('organisations')
    .values({ kind, name, region_code: BigInt(regionCode), created_at: now })
    .onConflict((conflict) => conflict.columns(['kind', 'region_code', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The id of a new user without password, or null when his organisation has one with that address. */
export async function insertUser(
  tx: Tx,
  { organisationId, name, email, now }: { organisationId: string; name: string; email: string; now: Date },
): Promise<string | null> {
  const row = await tx
    .insertInto('users')
    .values({ organisation_id: organisationId, name, email, created_at: now })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Switches a user off. False when he is already. */
export async function markDisabled(tx: Tx, userId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ disabled_at: now })
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type NewGrant = WantedRole & {
  readonly userId: string
  readonly reason: string
  readonly grantedBy: string | null
  readonly grantedAt: Date
  readonly delegatedFrom?: string
}

/** Gives roles; their ids in the order given. */
export async function insertGrants(tx: Tx, grants: readonly NewGrant[]): Promise<string[]> {
  if (grants.length === 0) return []
  const rows = await tx
    .insertInto('grants')
    .values(
      grants.map((grant) => ({
        user_id: grant.userId,
        role: grant.role,
        region_code: BigInt(grant.regionCode),
        valid_from: grant.validFrom,
        valid_to: grant.validTo,
        reason: grant.reason,
        granted_by: grant.grantedBy,
        granted_at: grant.grantedAt,
        delegated_from: grant.delegatedFrom ?? null,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Ends roles: at once, or from a day on. */
export async function insertGrantEnds(
  tx: Tx,
  grantIds: readonly string[],
  end: {
    readonly endsOn: PlainDate | null
    readonly endedAt: Date
    readonly endedBy: string | null
    readonly reason: string
  },
): Promise<void> {
  if (grantIds.length === 0) return
  await tx
    .insertInto('grant_ends')
    .values(
      grantIds.map((grantId) => ({
        grant_id: grantId,
        ends_on: end.endsOn,
        ended_at: end.endedAt,
        ended_by: end.endedBy,
        reason: end.reason,
      })),
    )
    .execute()
}

/** Whoever counts or changes the administrators of the system waits for one another until commit. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('system administrators'))`.execute(tx)
}

/** Changes to one user's roles wait for one another until commit, so that none is given twice or to one switched off meanwhile. */
export async function lockUsers(tx: Tx, userIds: readonly string[]): Promise<void> {
  await sql`select from users where id = any (${[...userIds]}::uuid[]) order by id for no key update`.execute(
    tx,
  )
}

/** Closing an organisation and adding somebody or a key to it wait for one another until commit. */
export async function lockOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await sql`select from organisations where id = ${organisationId}::uuid for no key update`.execute(tx)
}

/** Takes codes, recovery codes and passkeys of a user within the scope of the transaction away. */
export async function forgetSecondFactor(tx: Tx, userId: string): Promise<void> {
  const { rows } = await sql<{
    found: boolean
  }>`select forget_second_factor(${userId}::uuid) as found`.execute(tx)
  if (rows[0]?.found !== true) throw new Error('a user within sight is beyond the scope of the transaction')
}

export type NewApiKey = {
  readonly organisationId: string
  readonly name: string
  readonly hash: Buffer
  readonly hint: string
  readonly actions: readonly string[]
  readonly reach: Reach
  readonly regionCode: RegionCode
  readonly personsPerDay: number
  readonly createdBy: string | null
  readonly createdAt: Date
  readonly expiresOn: PlainDate
}

export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<string> {
  const { id } = await tx
    .insertInto('api_keys')
    .values({
      organisation_id: key.organisationId,
      name: key.name,
      key_hash: key.hash,
      hint: key.hint,
      actions: [...key.actions],
      reach: key.reach,
      region_code: BigInt(key.regionCode),
      persons_per_day: key.personsPerDay,
      created_by: key.createdBy,
      created_at: key.createdAt,
      expires_on: key.expiresOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Revokes a key. False when it is already. */
export async function markRevoked(
  tx: Tx,
  { id, by, now }: { id: string; by: string | null; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('api_keys')
    .set({ revoked_at: now, revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Counts the persons of a key's day that are not counted yet, one transaction after the other, up to its quota. */
export async function insertPersons(
  tx: Tx,
  { keyId, persons, onDay, now }: { keyId: string; persons: readonly Buffer[]; onDay: PlainDate; now: Date },
): Promise<{ readonly fits: boolean; readonly quota: number }> {
  const key = await tx
    .selectFrom('api_keys')
    .where('id', '=', keyId)
    .select('persons_per_day as quota')
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ count: bigint }>`
    with added as (
      insert into api_key_persons (api_key_id, on_day, person, first_asked_at)
      select ${keyId}::uuid, ${onDay}::date, person, ${now}::timestamptz from unnest(${[...persons]}::bytea[]) as asked (person)
      on conflict do nothing returning 1)
    select (select count(*) from api_key_persons where api_key_id = ${keyId}::uuid and on_day = ${onDay}::date)
      + (select count(*) from added) as count`.execute(tx)
  return { fits: Number(rows[0]?.count ?? 0n) <= key.quota, quota: key.quota }
}
