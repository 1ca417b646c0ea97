import { checkInvariants, cloneDatabase, type TestDatabase } from '../database.ts'

/** What a seed counted, by a word each: how many were acknowledged, refused, repeated … A count shows that something happened at all. */
export type Counts = Readonly<Record<string, number>>

/** One kind of fault. `run` throws when something does not hold. */
export type Campaign = {
  readonly code: string
  readonly title: string
  /** Seeds of the short form inside `npm test`. */
  readonly shortSeeds: number
  begin(): Promise<{ run(seed: number): Promise<Counts>; end(): Promise<void> }>
}

/** Regions and the audit are not what these faults could break; they are looked through with every database test. */
export const isOfMoney = (check: string) => !check.startsWith('regions') && !check.startsWith('audit')
/** A load that posts to the ledger past every bill is no business for the checks of bills. */
export const isOfLedger = (check: string) => check.startsWith('ledger-')

/**
 * A campaign whose seeds share a database: what one seed leaves is history for the next, and the checks look at all of it each time.
 * `run` gets the turn within the database, from 0.
 */
export function onOneDatabase(
  of: Pick<Campaign, 'code' | 'title' | 'shortSeeds'>,
  prepare: (database: TestDatabase) => Promise<void>,
  run: (database: TestDatabase, seed: number, turn: number) => Promise<Counts>,
  options: { readonly isChecked?: (check: string) => boolean; readonly seedsPerDatabase?: number } = {},
): Campaign {
  const { isChecked = isOfMoney, seedsPerDatabase = Infinity } = options
  return {
    ...of,
    async begin() {
      let database = await prepared(prepare)
      let turn = 0
      return {
        async run(seed) {
          if (turn === seedsPerDatabase) {
            await database.close()
            database = await prepared(prepare)
            turn = 0
          }
          const counts = await run(database, seed, turn)
          turn += 1
          await checkInvariants(database.owner.pool, isChecked)
          return counts
        },
        end: () => database.close(),
      }
    },
  }
}

async function prepared(prepare: (database: TestDatabase) => Promise<void>) {
  const database = await cloneDatabase()
  try {
    await prepare(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Adds the counts of several seeds. */
export function addCounts(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {}
  for (const counts of all)
    for (const [word, count] of Object.entries(counts)) sums[word] = (sums[word] ?? 0) + count
  return sums
}
