import type { RawBuilder } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { insertSelectedProtections, type SelectedMembers, type TakenIn } from './selection-store.ts'

export type { SelectedMembers, TakenIn } from './selection-store.ts'

/** Protects whomever a query selects and says how many were selected and taken in; inside the gate `system`, for draws that decide about a whole region at once. */
export function protectSelected(
  tx: Tx,
  members: SelectedMembers,
  selection: RawBuilder<unknown>,
): Promise<TakenIn> {
  return insertSelectedProtections(tx, members, selection)
}
