import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { Purpose, PurposeFacts } from './installation-purpose.ts'
import type { RoleName } from './roles.ts'

/** Two set-ups at once: the second waits for the first and then sees its administrator. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7298642)`.execute(tx)
}

export type KnownAdministrator = {
  readonly id: string
  readonly email: string
  readonly hasPassword: boolean
}

/** Everybody who is a system administrator today and not switched off. */
export async function findAdministrators(db: Queryable, today: PlainDate): Promise<KnownAdministrator[]> {
  const { rows } = await sql<KnownAdministrator>`
    select distinct u.id, u.email, u.password_hash is not null or u.sso_subject is not null as "hasPassword"
    from users u join grants g on g.user_id = u.id
    where u.disabled_at is null and g.role = 'system-administrator' and g.valid_from <= ${today}
      and (g.valid_to is null or g.valid_to > ${today})
      and not exists (select from grant_ends e where e.grant_id = g.id)`.execute(db)
  return rows
}

export type NewAdministrator = {
  readonly name: string
  readonly email: string
  readonly organisation: string
  readonly region: RegionCode
  readonly now: Date
  readonly today: PlainDate
}

/** Adds the administrators' organisation if it is not there, a user in it, and his role for the whole country from today. */
export async function insertFirstAdministrator(tx: Tx, admin: NewAdministrator): Promise<string> {
  const organisationId = await organisationNamed(
    tx,
    'administrator',
    admin.organisation,
    admin.region,
    admin.now,
  )
  const { id } = await tx
    .insertInto('users')
    .values({ organisation_id: organisationId, name: admin.name, email: admin.email, created_at: admin.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertGrant(tx, { userId: id, role: 'system-administrator', reason: 'set-up', ...admin })
  return id
}

async function organisationNamed(
  tx: Tx,
  kind: string,
  name: string,
  region: RegionCode,
  now: Date,
): Promise<string> {
  await tx
    .insertInto('organisations')
    .values({ kind, name, region_code: BigInt(region), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id } = await tx
    .selectFrom('organisations')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('region_code', '=', BigInt(region))
    .select('id')
    .executeTakeFirstOrThrow()
  return id
}

type NewGrant = {
  readonly userId: string
  readonly role: RoleName
  readonly region: RegionCode
  readonly reason: string
  readonly now: Date
  readonly today: PlainDate
}

async function insertGrant(tx: Tx, { userId, role, region, reason, now, today }: NewGrant): Promise<void> {
  await tx
    .insertInto('grants')
    .values({
      user_id: userId,
      role,
      region_code: BigInt(region),
      valid_from: today,
      reason,
      granted_at: now,
    })
    .execute()
}

/** A demonstration account as it is made: with its own organisation in its region. */
export type NewTrainingAccount = Omit<NewAdministrator, 'organisation'> & {
  readonly organisation: string
  readonly kind: string
  readonly role: RoleName
  readonly passwordHash: string
}

/** Adds one demonstration account. */
export async function insertTrainingAccount(tx: Tx, account: NewTrainingAccount): Promise<void> {
  const { kind, organisation, region, now, name, email, passwordHash, role, today } = account
  const organisationId = await organisationNamed(tx, kind, organisation, region, now)
  const { id } = await tx
    .insertInto('users')
    .values({
      organisation_id: organisationId,
      name,
      email,
      password_hash: passwordHash,
      password_changed_at: now,
      training: true,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertGrant(tx, { userId: id, role, region, reason: 'training', now, today })
}

/** What the database is marked for, and whether anybody has begun to use it. Through the gate `system`. */
export async function readPurposeFacts(db: Queryable): Promise<PurposeFacts> {
  const { rows } = await sql<PurposeFacts>`
    select case when exists (select from training_mark) then 'training' when exists (select from work_mark) then 'work' end as marked,
      exists (select from users) or exists (select from people) or exists (select from imports)
        or exists (select from payers) as "isInUse"`.execute(db)
  return rows[0] ?? { marked: null, isInUse: false }
}

/** Marks a database that has no mark, once and for ever. */
export async function markPurpose(tx: Tx, purpose: Purpose, now: Date): Promise<void> {
  const table = purpose === 'training' ? 'training_mark' : 'work_mark'
  await tx.insertInto(table).values({ marked_at: now }).execute()
}

/** The demonstration accounts for the sign-in page. */
export async function listTrainingAccounts(
  db: Queryable,
): Promise<
  { readonly email: string; readonly name: string; readonly role: string; readonly organisation: string }[]
> {
  return db
    .selectFrom('users')
    .innerJoin('grants', 'grants.user_id', 'users.id')
    .innerJoin('organisations', 'organisations.id', 'users.organisation_id')
    .where('users.training', '=', true)
    .where('users.disabled_at', 'is', null)
    .orderBy('users.created_at')
    .orderBy('users.email')
    .select(['users.email', 'users.name', 'grants.role', 'organisations.name as organisation'])
    .execute()
}
