import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readyDatabase } from '../src/cli/ready-database.ts'
import { readConfig } from '../src/platform/config.ts'
import { openPayungDatabase } from '../src/platform/payung-database.ts'
import type { Progress } from '../src/platform/progress.ts'

/** The one PostgreSQL of a test run, with a migrated and filled template in it. */
export type TestServer = { readonly environment: Record<string, string>; stop(): Promise<void> }

/** Starts it in a new folder that `stop` removes. */
export async function startTestServer(progress: Progress, signal: AbortSignal): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'payung-test-'))
  chmodSync(folder, 0o711)
  const remove = () => {
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const config = readConfig({ PAYUNG_DATA: folder })
    const database = await openPayungDatabase(config, {
      purpose: 'serve',
      progress,
      signal,
      isDisposable: true,
    })
    const stop = async () => {
      await database.stop()
      remove()
    }
    try {
      await readyDatabase(database, progress, signal)
    } catch (error) {
      await stop()
      throw error
    }
    return {
      environment: { TEST_DATABASE_OWNER_URL: database.ownerUrl, TEST_DATABASE_APP_URL: database.appUrl },
      stop,
    }
  } catch (error) {
    remove()
    throw error
  }
}
