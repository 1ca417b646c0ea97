import type { Queryable } from '../../platform/db.ts'

/** A user as signing in sees him: who may still sign in, and by what. */
export type SignInUser = {
  readonly id: string
  readonly organisationId: string
  readonly organisationName: string
  readonly name: string
  readonly email: string
  readonly passwordHash: string | null
  readonly training: boolean
}

/** Demonstration accounts are found in training mode only. */
export type Findable = { readonly training: boolean }

function signInUsers(db: Queryable, { training }: Findable) {
  const query = db
    .selectFrom('users')
    .innerJoin('organisations', 'organisations.id', 'users.organisation_id')
    .where('users.disabled_at', 'is', null)
    .where('organisations.closed_on', 'is', null)
    .select([
      'users.id',
      'users.organisation_id as organisationId',
      'organisations.name as organisationName',
      'users.name',
      'users.email',
      'users.password_hash as passwordHash',
      'users.training',
    ])
  return training ? query : query.where('users.training', '=', false)
}

/** Everybody with this address who may sign in, in every organisation, oldest first. */
export function findUsersByEmail(db: Queryable, email: string, findable: Findable): Promise<SignInUser[]> {
  return signInUsers(db, findable)
    .where('users.email', '=', email)
    .orderBy('users.created_at')
    .orderBy('users.id')
    .execute()
}

/** A user who may sign in, by id. */
export async function findSignInUser(
  db: Queryable,
  id: string,
  findable: Findable,
): Promise<SignInUser | null> {
  return (await signInUsers(db, findable).where('users.id', '=', id).executeTakeFirst()) ?? null
}

/** Everybody with this identity at a government provider (`issuer|subject`). */
export function findUsersBySubject(
  db: Queryable,
  subject: string,
  findable: Findable,
): Promise<SignInUser[]> {
  return signInUsers(db, findable).where('users.sso_subject', '=', subject).orderBy('users.id').execute()
}

/** The second factor of a user as it is stored. */
export type StoredCode = {
  readonly secret: Buffer | null
  readonly confirmedAt: Date | null
  readonly lastStep: bigint | null
}

export async function findStoredCode(db: Queryable, userId: string): Promise<StoredCode> {
  return db
    .selectFrom('users')
    .where('id', '=', userId)
    .select(['totp_secret as secret', 'totp_confirmed_at as confirmedAt', 'totp_last_step as lastStep'])
    .executeTakeFirstOrThrow()
}

/** The secret that this session began to set up, as it is stored, and when; null when it began none or is over. */
export async function findBegunCode(
  db: Queryable,
  sessionId: string,
): Promise<{ readonly secret: Buffer; readonly begunAt: Date } | null> {
  const row = await db
    .selectFrom('sessions')
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .select(['begun_secret as secret', 'begun_at as begunAt'])
    .executeTakeFirst()
  return row?.secret && row.begunAt ? { secret: row.secret, begunAt: row.begunAt } : null
}
