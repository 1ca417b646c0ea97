import type { Tx } from '../../platform/db.ts'

/** Writes a user's own proofs: password, codes of an app, government identity. Called by signing in and by nothing else. */
export async function setPasswordHash(tx: Tx, userId: string, hash: string, now: Date): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: hash, password_changed_at: now })
    .where('id', '=', userId)
    .execute()
}

/** A second factor whose first code was shown, with the step of that code. False when the user has one by now. */
export async function setCode(
  tx: Tx,
  userId: string,
  { secret, step, now }: { readonly secret: Buffer; readonly step: number; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ totp_secret: secret, totp_confirmed_at: now, totp_last_step: BigInt(step) })
    .where('id', '=', userId)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes the codes of an app away. */
export async function clearCode(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', userId)
    .execute()
}

/** A secret that a session begins to set up. It stays with that session and counts for nothing yet. */
export async function setBegunCode(tx: Tx, sessionId: string, secret: Buffer, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ begun_secret: secret, begun_at: now })
    .where('id', '=', sessionId)
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
