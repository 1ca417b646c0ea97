import { tokenHash, tokenHashes } from '../../platform/crypto.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { AccessDeps } from './access-deps.ts'
import { foldRecoveryCode, newRecoveryCode, RECOVERY_CODE_COUNT } from './recovery-code.ts'

type RecoveryDeps = Pick<AccessDeps, 'clock' | 'ring'>

/** Makes new recovery codes of a user, to be shown this once; those from before are good no longer. */
export async function replaceRecoveryCodes(
  tx: Tx,
  { clock, ring }: RecoveryDeps,
  userId: string,
): Promise<string[]> {
  await deleteRecoveryCodes(tx, userId)
  const codes = Array.from({ length: RECOVERY_CODE_COUNT }, newRecoveryCode)
  const now = clock.now()
  await tx
    .insertInto('recovery_codes')
    .values(
      codes.map((code) => ({
        user_id: userId,
        code_hash: tokenHash(ring, textOf(userId, foldRecoveryCode(code) ?? code)),
        created_at: now,
      })),
    )
    .execute()
  return codes
}

export async function deleteRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
}

/** Uses a code up. False when it is not one of the user's or was used: of two that send it at once one gets it. */
export async function useRecoveryCode(
  tx: Tx,
  { clock, ring }: RecoveryDeps,
  userId: string,
  typed: string,
): Promise<boolean> {
  const code = foldRecoveryCode(typed)
  if (code === null) return false
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ used_at: clock.now() })
    .where('user_id', '=', userId)
    .where('code_hash', 'in', tokenHashes(ring, textOf(userId, code)))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** How many codes a user has left. */
export async function countRecoveryCodes(db: Queryable, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function textOf(userId: string, code: string): string {
  return `recovery-code ${userId} ${code}`
}
