import type { Db } from '../../platform/db.ts'
import { sealRound } from './store.ts'

const MOST_PER_ROUND = 20_000

/** Links entries to the chain; each call begins where entries can still be unlinked. */
export type Sealer = {
  /** Links every entry that is committed by now; resolves to how many it linked and where the chain ends. */
  seal(signal?: AbortSignal): Promise<{ readonly sealed: number; readonly position: number }>
}

/**
 * Makes a sealer. Its first call looks at all entries, later ones only at those whose transactions had not ended at the call
 * before, so that an entry which a long transaction commits late is linked when it appears and the old ones cost nothing.
 */
export function createSealer(db: Db, mostPerRound = MOST_PER_ROUND): Sealer {
  let since = '0'
  return {
    async seal(signal) {
      let sealed = 0
      for (;;) {
        signal?.throwIfAborted()
        const round = await sealRound(db, mostPerRound, since)
        since = round.nextSince
        sealed += round.sealed
        if (round.sealed < mostPerRound) return { sealed, position: round.position }
      }
    },
  }
}
