import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** A session to be opened. `createdAt` is when the person signed in, also after the token was changed. */
export type NewSession = {
  readonly tokenHash: Buffer
  readonly userId: string
  readonly grantId: string | null
  readonly createdAt: Date
  readonly seenAt: Date
  readonly secondFactorAt: Date | null
  readonly address: string
  readonly agent: string
}

/** Why a session ended. `elsewhere`: from another browser of its owner; `rotated`: it goes on under a new token. */
export type EndedBecause =
  | 'signed-out'
  | 'elsewhere'
  | 'rotated'
  | 'password-changed'
  | 'switched-off'
  | 'recovered'
  | 'code-reset'
  | 'organisation-closed'

const LONGEST_AGENT = 300
/** A secret that was being set up goes with its session. */
const NOTHING_BEGUN = { begun_secret: null, begun_at: null } as const

export async function insertSession(tx: Tx, session: NewSession): Promise<string> {
  const { id } = await tx
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      grant_id: session.grantId,
      created_at: session.createdAt,
      last_seen_at: session.seenAt,
      second_factor_at: session.secondFactorAt,
      address: session.address,
      agent: session.agent.slice(0, LONGEST_AGENT),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Notes that a session was used. Never moves the time back, so that two servers cannot undo one another. */
export async function touchSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: now })
    .where('id', '=', id)
    .where('last_seen_at', '<', now)
    .execute()
}

/** Ends one open session of a user. Says whether there was one. */
export async function endSession(
  tx: Tx,
  { id, userId, now, because }: { id: string; userId: string; now: Date; because: EndedBecause },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sessions')
    .set({ ended_at: now, ended_because: because, ...NOTHING_BEGUN })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends every open session of a user but, if given, one. Says how many. Used when a password changes or a user is switched off. */
export async function endSessionsOf(
  tx: Tx,
  { userId, now, because, but }: { userId: string; now: Date; because: EndedBecause; but?: string },
): Promise<number> {
  let query = tx
    .updateTable('sessions')
    .set({ ended_at: now, ended_because: because, ...NOTHING_BEGUN })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
  if (but !== undefined) query = query.where('id', '<>', but)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Says to row-level security and to the audit whose transaction this is, once that has been proved. */
export async function actAsUser(tx: Tx, userId: string): Promise<void> {
  await sql`select set_config('app.user_id', ${userId}, true)`.execute(tx)
}
