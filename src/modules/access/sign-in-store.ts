import type { Tx } from '../../platform/db.ts'

/** Writes a user's own proofs: password, codes of an app, government identity. Called by signing in and by nothing else. */
export async function setPasswordHash(tx: Tx, userId: string, hash: string, now: Date): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: hash, password_changed_at: now })
    .where('id', '=', userId)
    .execute()
}

/** A secret that counts once its first code was shown; null takes the second factor away. */
export async function setCodeSecret(tx: Tx, userId: string, secret: Buffer | null): Promise<void> {
  await tx
    .updateTable('users')
    .set({ totp_secret: secret, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', userId)
    .execute()
}

/** Notes that the code of a step was used. False when that step or a later one was used before: a code counts once. */
export async function useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ totp_last_step: BigInt(step) })
    .where('id', '=', userId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', BigInt(step))]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function confirmCode(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.updateTable('users').set({ totp_confirmed_at: now }).where('id', '=', userId).execute()
}

/** Binds a government identity to a user who had none. False when he has another. */
export async function bindSubject(tx: Tx, userId: string, subject: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ sso_subject: subject })
    .where('id', '=', userId)
    .where('sso_subject', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
