import { setImmediate } from 'node:timers/promises'
import type pg from 'pg'
import { inFlatMemory } from '../../platform/flat-memory.ts'
import { chunkInTransaction } from './chunk-transaction.ts'
import { insertChunk, lockImport } from './chunk-store.ts'
import { tallyAfter, type Merged, type RowFate, type Tally } from './imports.ts'
import type { SheetRow } from './reading/sheet-row.ts'
import type { RowContract } from './row-contract.ts'

/** Rows per commit: few enough to be quick to repeat after a race or a crash and to hold in memory, many enough that a commit costs nothing. */
const CHUNK_ROWS = 5_000
/** Chunks that are read and validated while the database takes one in. */
const CHUNKS_AHEAD = 2
/** Rows between two looks at what the database has answered and who else waits: about half a millisecond. */
const ROWS_PER_TURN = 25

export type Run<Fit> = {
  readonly importId: string
  readonly contract: RowContract<Fit>
  /** The rows of the list from its first, as often as asked for, always the same; one that cannot be read comes with its fate. */
  readonly lines: () => AsyncIterable<readonly (SheetRow | RowFate)[]>
  /** SQL that puts the transaction of a chunk into its scope. */
  readonly scope: string
  readonly onProgress?: (tally: Tally) => void
}

/** Why a run ended: all rows are decided, somebody cancelled it, or another process is at it. */
export type RunEnd = 'done' | 'cancelled' | 'taken-over'

/**
 * Decides the rows of a list chunk by chunk, each with everything it changes in one commit. Killed at any moment and started again it
 * goes on with the first row that is not decided. While the database takes one chunk in, the next two are read and validated.
 */
export function runImport<Fit>(pool: pg.Pool, run: Run<Fit>): Promise<Ran> {
  return inFlatMemory(() => decideRows(pool, run))
}

type Ran = { readonly end: RunEnd; readonly tally: Tally }

async function decideRows<Fit>(pool: pg.Pool, run: Run<Fit>): Promise<Ran> {
  let tally = await tallySoFar(pool, run)
  for await (const chunk of ahead(CHUNKS_AHEAD, chunksOf(run, tally.rows))) {
    const next = await commitChunk(pool, run, chunk, tally)
    if (typeof next === 'string') return { end: next, tally }
    tally = next
    run.onProgress?.(tally)
  }
  return { end: 'done', tally }
}

type Chunk<Fit> = { readonly fit: readonly Fit[]; readonly fates: readonly RowFate[] }

async function tallySoFar<Fit>(pool: pg.Pool, { importId, contract, scope }: Run<Fit>): Promise<Tally> {
  const point = await chunkInTransaction(pool, scope, async (client) => {
    await contract.begin?.(client)
    return lockImport(client, importId)
  })
  if (!point) throw new Error('an import that is run must be there')
  return point.tally
}

export async function* chunksOf<Fit>(
  { contract, lines }: Run<Fit>,
  skipped: number,
): AsyncGenerator<Chunk<Fit>> {
  let toSkip = skipped
  let inTurn = 0
  let fit: Fit[] = []
  let fates: RowFate[] = []
  for await (const some of lines()) {
    for (const line of toSkip === 0 ? some : some.slice(toSkip)) {
      const read = 'fate' in line ? { fate: line } : contract.readRow(line)
      if ('fit' in read) fit.push(read.fit)
      else fates.push(read.fate)
      inTurn += 1
      if (inTurn === ROWS_PER_TURN) {
        inTurn = 0
        await setImmediate()
      }
      if (fit.length + fates.length < CHUNK_ROWS) continue
      yield { fit, fates }
      fit = []
      fates = []
    }
    toSkip = Math.max(0, toSkip - some.length)
  }
  if (fit.length + fates.length > 0) yield { fit, fates }
}

/** Makes the next ones while one is used, as many at most. */
async function* ahead<Each>(count: number, source: AsyncGenerator<Each>): AsyncGenerator<Each> {
  const made: Promise<IteratorResult<Each, unknown>>[] = []
  const make = () => {
    const next = source.next()
    // It is awaited in its turn; until then its failure waits too.
    next.catch(() => undefined)
    made.push(next)
  }
  try {
    for (let place = 0; place < count; place += 1) make()
    for (;;) {
      const step = await made.shift()
      if (step === undefined || step.done === true) return
      make()
      yield step.value
    }
  } finally {
    await Promise.allSettled(made)
    await source.return(undefined)
  }
}

const TRIES = 5

async function commitChunk<Fit>(
  pool: pg.Pool,
  { importId, contract, scope }: Run<Fit>,
  chunk: Chunk<Fit>,
  before: Tally,
): Promise<Tally | Exclude<RunEnd, 'done'>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await chunkInTransaction(pool, scope, async (client) => {
        const point = await lockImport(client, importId)
        if (point?.state === 'cancelled') return 'cancelled'
        if (point?.state !== 'running' || point.tally.rows !== before.rows) return 'taken-over'
        const taken = await contract.merge(client, chunk.fit)
        const merged: Merged = { fates: [...chunk.fates, ...taken.fates], takenBack: taken.takenBack }
        const after = tallyAfter(before, merged)
        await insertChunk(client, importId, merged, after, (fate) => contract.isWorthKeeping(fate))
        return after
      })
    } catch (error) {
      if (attempt === TRIES || !wasOutrun(error, contract.races)) throw error
    }
  }
}

/** Another list wrote the same person between our look and our writing, or waited for us while we waited for it. */
function wasOutrun(error: unknown, races: readonly string[]): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return (
    code === '40P01' ||
    ((code === '23505' || code === '23514') && constraint !== undefined && races.includes(constraint))
  )
}
