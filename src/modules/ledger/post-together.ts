import { setImmediate as nextTurn } from 'node:timers/promises'
import { errorCode } from '../../platform/operator-failure.ts'
import type { Db } from '../../platform/db.ts'
import { LedgerRefusal } from './ledger-refusal.ts'
import type { NewEntry, Posted } from './ledger.ts'
import { postEntries, postEntry, requirePostable } from './post-entry.ts'

/** Posts for many callers at once: what arrives while a batch is being written goes together in the next. */
export type Poster = {
  /** Answers when the entry is on disk, each caller his own answer, and refuses as `postEntry` does: him alone, not his neighbours. */
  post(entry: NewEntry): Promise<Posted>
}

type Waiting = {
  readonly entry: NewEntry
  readonly resolve: (posted: Posted) => void
  readonly reject: (error: unknown) => void
}

/** More would let callers wait longer than it saves. */
const MOST_TOGETHER = 500
/**
 * Two batches at once, when so many wait that either is a large one: one is written while the other is made durable. Few callers in two
 * small batches would pay twice for what a batch costs however small it is.
 */
const BATCHES_AT_ONCE = 2
const WORTH_ANOTHER_BATCH = 250
/** After so many refusals the rest of a batch is posted one by one. */
const MOST_REFUSALS = 4
const MOST_TRIES = 5
/** Deadlock and serialization failure: nothing was written, and the same again may well succeed. */
const WORTH_ANOTHER_TRY: ReadonlySet<string> = new Set(['40P01', '40001'])

/** A poster outside any transaction: each batch is one. Pending entries hold money one by one. */
export function makePoster({ db }: { readonly db: Db }): Poster {
  const waiting: Waiting[] = []
  let batchCount = 0
  let isGathering = false
  const postWaiting = async () => {
    while (waiting.length > 0) {
      await postBatch(db, waiting.splice(0, MOST_TOGETHER))
      // Those who were answered and come again at once go together.
      await nextTurn()
    }
    batchCount -= 1
  }
  const start = async () => {
    isGathering = true
    // Whoever comes in the same turn goes along.
    await nextTurn()
    isGathering = false
    while (
      waiting.length > 0 &&
      (batchCount === 0 || (batchCount < BATCHES_AT_ONCE && waiting.length >= WORTH_ANOTHER_BATCH))
    ) {
      batchCount += 1
      void postWaiting()
    }
  }
  return {
    async post(entry) {
      requirePostable(entry)
      if (entry.pending === true) return postEntry(db, entry)
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject })
        if (!isGathering && batchCount < BATCHES_AT_ONCE) void start()
      })
    },
  }
}

/** Answers everybody of a batch, whatever happens; never rejects itself. */
async function postBatch(db: Db, batch: readonly Waiting[]): Promise<void> {
  const left = [...batch]
  let refusalCount = 0
  let tryCount = 0
  while (left.length > 1 && refusalCount < MOST_REFUSALS) {
    try {
      const posted = await postEntries(
        db,
        left.map(({ entry }) => entry),
      )
      left.forEach(({ resolve, reject }, index) => {
        const own = posted[index]
        if (own) resolve(own)
        else reject(new Error('the ledger answered fewer entries than it was given'))
      })
      return
    } catch (error) {
      if (error instanceof LedgerRefusal && error.position > 0) {
        refusalCount += 1
        for (const { reject } of left.splice(error.position - 1, 1)) reject(error)
      } else if (!isWorthAnotherTry(error) || (tryCount += 1) >= MOST_TRIES) {
        for (const { reject } of left) reject(error)
        return
      }
    }
  }
  for (const each of left) await postAlone(db, each)
}

async function postAlone(db: Db, { entry, resolve, reject }: Waiting): Promise<void> {
  for (let tryCount = 1; ; tryCount += 1) {
    try {
      resolve(await postEntry(db, entry))
      return
    } catch (error) {
      if (tryCount < MOST_TRIES && isWorthAnotherTry(error)) continue
      reject(error)
      return
    }
  }
}

function isWorthAnotherTry(error: unknown): boolean {
  return WORTH_ANOTHER_TRY.has(errorCode(error) ?? '')
}
