import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/platform/config.ts'
import type { Database } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { openPayungDatabase } from '../src/platform/payung-database.ts'

/** A migrated database without rows, in a folder that `stop` removes. */
export type ThrowAwayDatabase = {
  readonly app: Database
  readonly owner: Database
  /** For a process of its own, which opens it as the application. */
  readonly appUrl: string
  stop(): Promise<void>
}

export async function startThrowAwayDatabase(): Promise<ThrowAwayDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'payung-bench-'))
  chmodSync(folder, 0o711)
  const silent = () => undefined
  const database = await openPayungDatabase(readConfig({ PAYUNG_DATA: folder }), {
    purpose: 'serve',
    progress: silent,
    signal: new AbortController().signal,
    // Not `isDisposable`: a commit that need not reach the disk would flatter or hide what we measure.
  })
  await migrate(database.ownerUrl, { progress: silent })
  const app = database.openAsApplication(2)
  const owner = database.openAsOwner()
  return {
    app,
    owner,
    appUrl: database.appUrl,
    async stop() {
      await app.close()
      await owner.close()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
