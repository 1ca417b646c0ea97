import { inFlatMemory } from '../platform/flat-memory.ts'
import { migrate } from '../platform/migrate.ts'
import type { PayungDatabase } from '../platform/payung-database.ts'
import type { Progress } from '../platform/progress.ts'

/** Brings a database to this program's schema and its reference tables. Does nothing when both are there. */
export async function readyDatabase(
  database: PayungDatabase,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  await migrate(database.ownerUrl, { progress, signal })
  signal.throwIfAborted()
  // Loaded here, because the 92,000 regions' reader is of no use to the commands that need no database.
  const { loadRegionsIfMissing } = await import('../modules/regions/load-regions.ts')
  const owner = database.openAsOwner()
  try {
    await inFlatMemory(() => loadRegionsIfMissing(owner, progress))
  } finally {
    await owner.close()
  }
}
