import { refuse } from '../../kernel/refusal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import { inOwnerTransaction } from './owner-transaction.ts'
import { decidePlan, readChangeFile } from './preview-change.ts'
import type { ChangePlan, RegionChange } from './region-change.ts'
import {
  beginRegions,
  copyAliases,
  countBuiltUpon,
  deleteAliasesOf,
  endRegions,
  findAppliedChange,
  findLaterChange,
  insertChange,
  insertPairs,
  listTouchedCodes,
  markReverted,
  undoRegions,
} from './change-store.ts'
import { lockRegionTables } from './store.ts'

/** Redraws the map from the change's day on, in one transaction: rows end and begin, weights are kept. Refuses as `previewChange`. */
export async function applyChange(
  owner: Database,
  clock: Clock,
  file: unknown,
): Promise<{ change: RegionChange; plan: ChangePlan }> {
  const read = readChangeFile(file)
  return inOwnerTransaction(owner, async (client) => {
    await lockRegionTables(client)
    const plan = await decidePlan(client, read)
    const id = await insertChange(client, read, plan.weightUnit, clock.now())
    await endRegions(client, id, plan.end, read.change.effectiveOn)
    await beginRegions(client, id, plan.begin, read.change)
    await insertPairs(client, id, plan.pairs)
    await copyAliases(client, id)
    return { change: read.change, plan }
  })
}

/**
 * Takes an applied change back as if its day had not come: its rows keep no day, the old ones hold again, and the change
 * stays on record with the reason. Refused once a later change, a population or an outline stands on the new map.
 */
export async function revertChange(
  owner: Database,
  clock: Clock,
  file: unknown,
  reason: string,
): Promise<RegionChange> {
  const { change, sha256 } = readChangeFile(file)
  if (reason.trim() === '') throw refuse('value-missing', { field: 'reason' })
  return inOwnerTransaction(owner, async (client) => {
    await lockRegionTables(client)
    const id = await findAppliedChange(client, sha256)
    if (id === null) throw refuse('region-change-not-applied', { title: change.title })
    const codes = await listTouchedCodes(client, id)
    const later = await findLaterChange(client, codes, change.effectiveOn, id)
    if (later) throw refuse('region-change-out-of-order', later)
    const built = await countBuiltUpon(client, codes, change.effectiveOn)
    if (built.populations + built.boundaries > 0) throw refuse('region-change-built-upon', built)
    await undoRegions(client, id)
    await deleteAliasesOf(client, id)
    await markReverted(client, id, reason.trim(), clock.now())
    return change
  })
}
