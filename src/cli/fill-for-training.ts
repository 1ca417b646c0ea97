import type { TwinProgress } from '../modules/access/access-settings.ts'
import type { PeopleDeps } from '../modules/people/people-deps.ts'

/** A data folder for training that fills while the server already answers. */
export type Filling = {
  /** How far it is; null when it is done, or was given up. */
  readonly progress: () => TwinProgress | null
  /** Ends it at its next people; the next start goes on from there. */
  readonly stop: () => Promise<void>
}

/** Nothing to fill. */
export const FILLED: Filling = { progress: () => null, stop: () => Promise.resolve() }

/** Begins to fill; what goes wrong is told and does not stop the server. */
export function beginFilling(deps: PeopleDeps, tell: (line: string) => void): Filling {
  const stopping = new AbortController()
  let progress: TwinProgress | null = { people: 0, all: null }
  const filling = fill(deps, stopping.signal, (next) => {
    progress = next
  })
    .then((isFilled) => {
      if (isFilled) tell('Provinsi kembar untuk latihan sudah terisi.')
    })
    .catch((error: unknown) => {
      if (!stopping.signal.aborted) tell(`Provinsi kembar belum terisi: ${String(error)}`)
    })
    .finally(() => {
      progress = null
    })
  return {
    progress: () => progress,
    async stop() {
      stopping.abort()
      await filling
    },
  }
}

async function fill(
  deps: PeopleDeps,
  signal: AbortSignal,
  onProgress: (progress: TwinProgress) => void,
): Promise<boolean> {
  // Loaded here: whoever works for real needs no invented people.
  const { fillForTraining } = await import('./commands/demo.ts')
  return fillForTraining(deps, { signal, onProgress })
}
