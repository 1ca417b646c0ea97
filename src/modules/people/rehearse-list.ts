import type pg from 'pg'
import { chunkInTransaction } from '../imports/chunk-transaction.ts'
import { EMPTY_TALLY, tallyAfter, type Merged, type RowFate, type Tally } from '../imports/imports.ts'
import { chunksOf, type Run } from '../imports/run-import.ts'
import { findKnownPeople } from './known-people.ts'
import { outcome } from './row/outcome.ts'
import { fateOf, type ToldRow } from './told-row.ts'

/**
 * What a list would come to, without writing anything: the same validation, the same look into the registry, doubles within the file
 * found by their keyed index. Only what the registry would say about differing names and dates is not told before the list is taken in.
 */
export async function rehearse(pool: pg.Pool, run: Run<ToldRow>): Promise<Tally> {
  let tally = EMPTY_TALLY
  const seen = new Map<string, Seen>()
  for await (const { fit, fates } of chunksOf(run, 0)) {
    const merged = await rehearseChunk(pool, run.scope, fit, seen)
    tally = tallyAfter(tally, { fates: [...fates, ...merged.fates], takenBack: merged.takenBack })
    run.onProgress?.(tally)
  }
  return tally
}

/** The first row of a NIK; `inDoubt` since another row gave it to somebody else, `isKnown` when the registry has the row as it is. */
type Seen = { readonly rowNumber: number; readonly sign: string; inDoubt: boolean; readonly isKnown: boolean }

async function rehearseChunk(
  pool: pg.Pool,
  scope: string,
  rows: readonly ToldRow[],
  seen: Map<string, Seen>,
): Promise<Merged> {
  const known = await chunkInTransaction(pool, scope, (client) =>
    findKnownPeople(
      client,
      rows.map(({ nikIndex }) => nikIndex),
    ),
  )
  const fates: RowFate[] = []
  const takenBack: RowFate[] = []
  for (const [place, row] of rows.entries()) {
    const key = row.nikIndex.toString('latin1', 0, 16)
    const first = seen.get(key)
    const found = known.get(place)
    const isKnown = found !== undefined && row.mark.equals(found.mark)
    if (!first) {
      seen.set(key, { rowNumber: row.rowNumber, sign: signOf(row), inDoubt: false, isKnown })
      fates.push(isKnown ? fateOf(row, null, outcome('SUDAH_TERCATAT', null, {})) : fateOf(row, null))
    } else if (first.sign === signOf(row)) {
      fates.push(fateOf(row, null, outcome('NIK_GANDA_BERKAS', 'nik', { firstRow: first.rowNumber })))
    } else {
      fates.push(inDoubt(row, first.rowNumber))
      if (!first.inDoubt && !first.isKnown) takenBack.push({ ...inDoubt(row, row.rowNumber), rowNumber: first.rowNumber })
      first.inDoubt = true
    }
  }
  return { fates, takenBack }
}

function inDoubt(row: ToldRow, otherRow: number): RowFate {
  return fateOf({ ...row, outcomes: [] }, null, outcome('NIK_GANDA_NAMA_BEDA', 'nik', { otherRow }))
}

function signOf({ told: { open } }: ToldRow): string {
  return `${open.name}|${open.bornOn ?? ''}`
}
