import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from './act.ts'
import { requireId } from './queries.ts'
import type { Reach } from './roles.ts'

export type ApiKeyRow = {
  readonly id: string
  readonly name: string
  readonly hint: string
  readonly organisationId: string
  readonly organisationName: string
  readonly organisationRegion: RegionCode
  readonly actions: readonly string[]
  readonly reach: Reach
  readonly regionCode: RegionCode
  readonly personsPerDay: number
  readonly personsToday: number
  readonly createdAt: Date
  readonly expiresOn: PlainDate
  readonly revokedAt: Date | null
}

export type ApiKeyFilter = {
  readonly id?: string
  readonly organisation?: string
  readonly state?: 'active' | 'over'
  readonly limit: number
  readonly offset: number
}

/** Keys of organisations within sight, newest first, with how many persons each asked about on `today`. */
export async function listApiKeys(
  db: Queryable,
  { first, last, organisationId }: Sight,
  { id, organisation, state, limit, offset }: ApiKeyFilter,
  today: PlainDate,
): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select k.id, k.name, k.hint, o.id as "organisationId", o.name as "organisationName",
      o.region_code::float8 as "organisationRegion", k.actions, k.reach, k.region_code::float8 as "regionCode",
      k.persons_per_day as "personsPerDay", k.created_at as "createdAt", k.expires_on as "expiresOn", k.revoked_at as "revokedAt",
      (select count(*)::float8 from api_key_persons p where p.api_key_id = k.id and p.on_day = ${today}::date) as "personsToday"
    from api_keys k join organisations o on o.id = k.organisation_id
    where (o.region_code between ${first}::bigint and ${last}::bigint or o.id = ${organisationId}::uuid)
      and (${id ?? null}::uuid is null or k.id = ${id ?? null}::uuid)
      and (${organisation ?? null}::uuid is null or o.id = ${organisation ?? null}::uuid)
      and (${state ?? null}::text is null
        or (${state ?? null} = 'active') = (k.revoked_at is null and k.expires_on > ${today}::date))
    order by k.created_at desc, k.id limit ${limit} offset ${offset}`.execute(db)
  return rows
}

/** One key within sight; otherwise refuses as if it did not exist. */
export async function getApiKey(
  db: Queryable,
  sight: Sight,
  id: string,
  today: PlainDate,
): Promise<ApiKeyRow> {
  const [key] = await listApiKeys(db, sight, { id: requireId('api-key', id), limit: 1, offset: 0 }, today)
  if (!key) throw refuse('no-such-record', { kind: 'api-key' })
  return key
}

/** A key as a request proves it. */
export type FoundKey = {
  readonly id: string
  readonly organisationId: string
  readonly actions: readonly string[]
  readonly reach: Reach
  readonly regionCode: RegionCode
  readonly expiresOn: PlainDate
  readonly revokedAt: Date | null
  readonly organisationClosedOn: PlainDate | null
}

/** The key of its hashes, or null. One statement, whose function opens the gate for itself alone. */
export async function findApiKey(db: Queryable, hashes: readonly Buffer[]): Promise<FoundKey | null> {
  const { rows } = await sql<FoundKey>`
    select id, organisation_id as "organisationId", actions, reach, region_code::float8 as "regionCode", expires_on as "expiresOn",
      revoked_at as "revokedAt", closed_on as "organisationClosedOn"
    from api_key_of_hash(${[...hashes]}::bytea[])`.execute(db)
  return rows[0] ?? null
}

/** Whether all these persons are counted on a key's day already. */
export async function areCounted(
  db: Queryable,
  { keyId, persons, onDay }: { keyId: string; persons: readonly Buffer[]; onDay: PlainDate },
): Promise<boolean> {
  const { rows } = await sql<{ all: boolean }>`
    select not exists (select from unnest(${[...persons]}::bytea[]) as asked (person)
      where not exists (select from api_key_persons p
        where p.api_key_id = ${keyId}::uuid and p.on_day = ${onDay}::date and p.person = asked.person)) as all`.execute(
    db,
  )
  return rows[0]?.all === true
}

/** The quota of a key that has asked about as many persons on a day as it may; null while some are left. */
export async function findSpentQuota(db: Queryable, keyId: string, onDay: PlainDate): Promise<number | null> {
  const { rows } = await sql<{ quota: number }>`
    select k.persons_per_day as quota from api_keys k
    where k.id = ${keyId}::uuid and k.persons_per_day <= (select count(*) from api_key_persons p
      where p.api_key_id = k.id and p.on_day = ${onDay}::date)`.execute(db)
  return rows[0]?.quota ?? null
}
