import assert from 'node:assert/strict'
import { Refusal } from '../../src/kernel/refusal.ts'
import type { NewEntry } from '../../src/modules/ledger/ledger.ts'
import { postEntry } from '../../src/modules/ledger/post-entry.ts'
import { retryRaces } from '../../src/modules/payments/retry-races.ts'
import type { Database, Db } from '../../src/platform/db.ts'
import { errorCode } from '../../src/platform/operator-failure.ts'
import { rowsOf } from '../people.ts'
import { isOfLedger, onOneDatabase } from './campaign.ts'
import { chanceOf } from './chance.ts'
import { addLoadAccounts, anyEntry } from './ledger-load.ts'

const CLIENTS = 8
const TURNS = 12
const ENTRIES = 3
const DEADLOCK = '40P01'

type Counted = { done: number; refused: number; deadlocks: number; gaveUp: number }

/**
 * Transactions of several entries each, whose accounts come in any order: the ledger locks in order within an entry, and not within
 * somebody's transaction, so they deadlock. Each is tried again, a bounded number of times with jitter, and then fails as a whole.
 */
export const lostRaces = onOneDatabase(
  { code: 'F15', title: 'deadlocks: bounded retries with jitter, then a clear error', shortSeeds: 2 },
  async (database) => {
    // The default of a second would make a pause of each deadlock.
    await rowsOf(
      database.owner,
      `do $$ begin execute format('alter database %I set deadlock_timeout = ''10ms''', current_database()); end $$`,
    )
    await addLoadAccounts(database)
  },
  async ({ db, owner }, seed) => {
    const chance = chanceOf(seed)
    const counted: Counted = { done: 0, refused: 0, deadlocks: 0, gaveUp: 0 }
    const client = async (name: number) => {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const entries = Array.from({ length: ENTRIES }, (_, at) =>
          anyEntry(chance, `campaign/${seed}/${name}/${turn}/${at}`),
        )
        const isDone = await postTogether(db, entries, counted)
        await requireAllOrNone(owner, entries, isDone)
      }
    }
    await Promise.all(Array.from({ length: CLIENTS }, (_, name) => client(name)))
    return counted
  },
  { isChecked: isOfLedger },
)

async function postTogether(db: Db, entries: readonly NewEntry[], counted: Counted): Promise<boolean> {
  try {
    await retryRaces(async () => {
      try {
        await db.transaction().execute(async (tx) => {
          for (const entry of entries) await postEntry(tx, entry)
        })
      } catch (error) {
        if (errorCode(error) === DEADLOCK) counted.deadlocks += 1
        throw error
      }
    })
    counted.done += 1
    return true
  } catch (error) {
    if (error instanceof Refusal) counted.refused += 1
    else {
      assert.equal(errorCode(error), DEADLOCK, String(error))
      counted.gaveUp += 1
    }
    return false
  }
}

async function requireAllOrNone(
  owner: Database,
  entries: readonly NewEntry[],
  isDone: boolean,
): Promise<void> {
  const found = await rowsOf(owner, 'select from entries where idempotency_key = any ($1)', [
    entries.map(({ key }) => key),
  ])
  assert.equal(found.length, isDone ? entries.length : 0)
}
