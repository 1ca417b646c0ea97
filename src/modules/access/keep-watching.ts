import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../../platform/deps.ts'
import { errorText } from '../../platform/operator-failure.ts'
import type { AlertAction, AlertThresholds } from './alerts.ts'
import { raiseAlerts } from './raise-alerts.ts'

/** The watch of a server. */
export type Watch = {
  /** How many alerts of each kind today has, as of the last look. */
  readonly counts: () => ReadonlyMap<AlertAction, number>
  /** Begins to look. `warn` gets one sentence when a look fails; the next look tries again. */
  begin(warn: (sentence: string) => void): void
  stop(): Promise<void>
}

const EVERY_MS = 60_000

/** A watch that looks for alerts once a minute, when it has begun. */
export function watchForAlerts(deps: Deps, thresholds: AlertThresholds, everyMs = EVERY_MS): Watch {
  const stopping = new AbortController()
  let counts: ReadonlyMap<AlertAction, number> = new Map()
  let running = Promise.resolve()
  const keepLooking = async (warn: (sentence: string) => void) => {
    while (!stopping.signal.aborted) {
      try {
        counts = await raiseAlerts(deps, thresholds)
      } catch (error) {
        warn(`Peringatan belum dapat diperiksa: ${errorText(error)}`)
      }
      await sleep(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }
  return {
    counts: () => counts,
    begin(warn) {
      running = keepLooking(warn)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
