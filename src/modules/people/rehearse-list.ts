import type pg from 'pg'
import { chunkInTransaction } from '../imports/chunk-transaction.ts'
import { EMPTY_TALLY, tallyAfter, type Merged, type RowFate, type Tally } from '../imports/imports.ts'
import { chunksOf, type Run } from '../imports/run-import.ts'
import { findKnownPeople } from './known-people.ts'
import { seesPerson, type KnownPerson, type Teller } from './people.ts'
import { outcome, type Outcome } from './row/outcome.ts'
import { fateOf, type ToldRow } from './told-row.ts'

/**
 * What a list would come to, without writing anything: the same validation, the same look into the registry, doubles within the file
 * found by their keyed index. Only what the registry would say about differing names and dates is not told before the list is taken in.
 */
export async function rehearse(pool: pg.Pool, run: Run<ToldRow>): Promise<Tally> {
  let tally = EMPTY_TALLY
  for await (const merged of rehearsed(pool, run, EVERYWHERE)) {
    tally = tallyAfter(tally, merged)
    run.onProgress?.(tally)
  }
  return tally
}

const EVERYWHERE: Teller = { organisationId: null, first: 0, last: Number.MAX_SAFE_INTEGER }

/**
 * The same chunk by chunk, with what each row would be told. Whom the teller may not see counts as known only by the teller's own words:
 * nobody learns from a rehearsal that another organisation knows somebody.
 */
export async function* rehearsed(pool: pg.Pool, run: Run<ToldRow>, teller: Teller): AsyncGenerator<Merged> {
  const seen = new Map<string, Seen>()
  for await (const { fit, fates } of chunksOf(run, 0)) {
    const { fates: more, takenBack } = await rehearseChunk(pool, run.scope, fit, seen, teller)
    yield { fates: [...fates, ...more], takenBack }
  }
}

/** The first row of a NIK; `inDoubt` since another row gave it to somebody else, `isKnown` when the registry has the row as it is. */
type Seen = { readonly rowNumber: number; readonly sign: string; inDoubt: boolean; readonly isKnown: boolean }

async function rehearseChunk(
  pool: pg.Pool,
  scope: string,
  rows: readonly ToldRow[],
  seen: Map<string, Seen>,
  teller: Teller,
): Promise<Merged> {
  const known = await chunkInTransaction(pool, scope, (client) => findMarks(client, rows, teller))
  const fates: RowFate[] = []
  const takenBack: RowFate[] = []
  for (const [place, row] of rows.entries()) {
    const key = row.nikIndex.toString('latin1', 0, 16)
    const first = seen.get(key)
    const found = known.get(place)
    const isKnown = found !== undefined && row.mark.equals(found)
    if (!first) {
      seen.set(key, { rowNumber: row.rowNumber, sign: signOf(row), inDoubt: false, isKnown })
      fates.push(isKnown ? fateOf(row, null, outcome('SUDAH_TERCATAT', null, {})) : fateOf(row, null))
    } else if (first.sign === signOf(row)) {
      fates.push(fateOf(row, null, outcome('NIK_GANDA_BERKAS', 'nik', { firstRow: first.rowNumber })))
    } else {
      fates.push(fateOf(row, null, inDoubt(first.rowNumber)))
      if (!first.inDoubt && !first.isKnown)
        takenBack.push({
          rowNumber: first.rowNumber,
          fate: 'held',
          outcomes: [inDoubt(row.rowNumber)],
          personId: null,
        })
      first.inDoubt = true
    }
  }
  return { fates, takenBack }
}

/** The mark under which each row's person stands on record for this teller, by place in the chunk. */
async function findMarks(
  client: pg.ClientBase,
  rows: readonly ToldRow[],
  teller: Teller,
): Promise<Map<number, Uint8Array>> {
  const known = await findKnownPeople(
    client,
    rows.map(({ nikIndex }) => nikIndex),
  )
  const isSeen = (person: KnownPerson) => seesPerson(teller, person)
  const apart = [...known.values()].filter((person) => !isSeen(person))
  const own = new Map<number, Uint8Array>()
  if (apart.length > 0) {
    const { rows: stated } = await client.query<{ person_id: bigint; stated_mark: Buffer }>(
      'select person_id, stated_mark from person_statements where organisation_id = $1 and person_id = any ($2::bigint[])',
      [teller.organisationId, apart.map(({ id }) => id)],
    )
    for (const { person_id, stated_mark } of stated) own.set(Number(person_id), stated_mark)
  }
  const marks = new Map<number, Uint8Array>()
  for (const [place, person] of known) {
    const mark = isSeen(person) ? person.mark : own.get(person.id)
    if (mark) marks.set(place, mark)
  }
  return marks
}

function inDoubt(otherRow: number): Outcome {
  return outcome('NIK_GANDA_NAMA_BEDA', 'nik', { otherRow })
}

function signOf({ told: { open } }: ToldRow): string {
  return `${open.name}|${open.bornOn ?? ''}`
}
