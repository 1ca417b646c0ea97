import { setTimeout as sleep } from 'node:timers/promises'
import { errorText } from '../../platform/operator-failure.ts'
import { cleanLists, type Keeping } from './clean-lists.ts'
import type { ListDeps } from './list-deps.ts'

/** The cleaning of a server. */
export type Cleaning = { stop(): Promise<void> }

const EVERY_MS = 3_600_000

/**
 * Deletes the files of lists that have been kept long enough, once an hour. `warn` gets one sentence when that fails; the next time tries
 * again.
 */
export function keepCleaning(
  deps: Pick<ListDeps, 'db' | 'clock' | 'folder'>,
  keeping: Keeping,
  warn: (sentence: string) => void,
  everyMs = EVERY_MS,
): Cleaning {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await cleanLists(deps, { kind: 'system' }, keeping)
      } catch (error) {
        warn(`Berkas daftar lama belum dapat dihapus: ${errorText(error)}`)
      }
      await sleep(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
