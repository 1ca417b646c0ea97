import { tokenHash, tokenHashes } from '../../platform/crypto.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { AccessDeps } from './access-deps.ts'
import { isToken, newToken } from './session-token.ts'

/** What a one-time secret is for; one made for a purpose is never taken for another. */
export type ChallengePurpose =
  | 'set-up'
  | 'invitation'
  | 'recovery'
  | 'recovery-request'
  | 'passkey-registration'
  | 'passkey-sign-in'
  | 'single-sign-on'

export type Challenge = {
  readonly id: string
  readonly purpose: string
  readonly userId: string | null
  readonly payload: Readonly<Record<string, unknown>>
}

export type NewChallenge = {
  readonly purpose: ChallengePurpose
  readonly userId: string | null
  readonly payload?: Readonly<Record<string, string>>
  readonly lifeMs: number
}

type ChallengeDeps = Pick<AccessDeps, 'clock' | 'ring'>

/** Keeps a one-time secret and returns it; only its HMAC is stored. The transaction must be at a gate. */
export async function createChallenge(
  tx: Tx,
  { clock, ring }: ChallengeDeps,
  { purpose, userId, payload = {}, lifeMs }: NewChallenge,
): Promise<string> {
  const token = newToken()
  const now = clock.now()
  await tx
    .insertInto('challenges')
    .values({
      purpose,
      user_id: userId,
      secret_hash: tokenHash(ring, textOf(purpose, token)),
      payload: JSON.stringify(payload),
      created_at: now,
      expires_at: new Date(now.getTime() + lifeMs),
    })
    .execute()
  return token
}

/** Takes a secret that is good, once: of two that come at the same time one gets it. Null when unknown, used or over. */
export async function takeChallenge(
  tx: Tx,
  { clock, ring }: ChallengeDeps,
  purposes: readonly ChallengePurpose[],
  token: string | undefined,
): Promise<Challenge | null> {
  if (!isToken(token)) return null
  const now = clock.now()
  const row = await tx
    .updateTable('challenges')
    .set({ used_at: now })
    .where('secret_hash', 'in', hashesOf(ring, purposes, token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'purpose', 'user_id as userId', 'payload'])
    .executeTakeFirst()
  return row ? { ...row, payload: row.payload as Readonly<Record<string, unknown>> } : null
}

/** Looks whether a secret is good and leaves it so: what a page does before its form is sent, and what link scanners do. */
export async function findChallenge(
  db: Queryable,
  { clock, ring }: ChallengeDeps,
  purposes: readonly ChallengePurpose[],
  token: string | undefined,
): Promise<Challenge | null> {
  if (!isToken(token)) return null
  const row = await db
    .selectFrom('challenges')
    .where('secret_hash', 'in', hashesOf(ring, purposes, token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', clock.now())
    .select(['id', 'purpose', 'user_id as userId', 'payload'])
    .executeTakeFirst()
  return row ? { ...row, payload: row.payload as Readonly<Record<string, unknown>> } : null
}

/** Makes every open secret of a user for these purposes useless. */
export async function useUpChallenges(
  tx: Tx,
  { clock }: ChallengeDeps,
  userId: string,
  purposes: readonly ChallengePurpose[],
): Promise<void> {
  await tx
    .updateTable('challenges')
    .set({ used_at: clock.now() })
    .where('user_id', '=', userId)
    .where('purpose', 'in', [...purposes])
    .where('used_at', 'is', null)
    .execute()
}

function hashesOf(
  ring: AccessDeps['ring'],
  purposes: readonly ChallengePurpose[],
  token: string,
): readonly Buffer[] {
  return purposes.flatMap((purpose) => tokenHashes(ring, textOf(purpose, token)))
}

function textOf(purpose: ChallengePurpose, token: string): string {
  return `${purpose} ${token}`
}
