import type { Tx } from '../../platform/db.ts'

/** Since when somebody has put his first steps away; null shows them again. */
export async function markPutAway(tx: Tx, userId: string, since: Date | null): Promise<void> {
  await tx.updateTable('users').set({ first_steps_put_away_at: since }).where('id', '=', userId).execute()
}
