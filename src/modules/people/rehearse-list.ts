import type pg from 'pg'
import { chunkInTransaction } from '../imports/chunk-transaction.ts'
import { EMPTY_TALLY, tallyAfter, type Merged, type RowFate, type Tally } from '../imports/imports.ts'
import { chunksOf, type Run } from '../imports/run-import.ts'
import { findKnownPeople } from './known-people.ts'
import { knownRemarks } from './known-remarks.ts'
import { seesPerson, type KnownPerson, type Teller } from './people.ts'
import { outcome, type Outcome } from './row/outcome.ts'
import { fateOf, type ToldRow } from './told-row.ts'

/**
 * What a list would come to for this teller, without writing anything: the same validation, the same look into the registry, doubles
 * within the file found by their keyed index. Only what the registry would say about names and dates that differ a little is not told
 * before the list is taken in.
 */
export async function rehearse(pool: pg.Pool, run: Run<ToldRow>, teller: Teller): Promise<Tally> {
  let tally = EMPTY_TALLY
  for await (const merged of rehearsed(pool, run, teller)) {
    tally = tallyAfter(tally, merged)
    run.onProgress?.(tally)
  }
  return tally
}

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

/** The first row of a NIK; `inDoubt` since another row gave it to somebody else. One that brings nothing cannot be taken back. */
type Seen = {
  readonly rowNumber: number
  readonly sign: string
  inDoubt: boolean
  readonly bringsNothing: boolean
}

async function rehearseChunk(
  pool: pg.Pool,
  scope: string,
  rows: readonly ToldRow[],
  seen: Map<string, Seen>,
  teller: Teller,
): Promise<Merged> {
  const known = await chunkInTransaction(pool, scope, (client) => findRemarks(client, rows, teller))
  const fates: RowFate[] = []
  const takenBack: RowFate[] = []
  for (const [place, row] of rows.entries()) {
    const key = row.key.slice(0, 16)
    const first = seen.get(key)
    if (!first) {
      const fate = fateOf(row, null, ...(known.get(place) ?? []))
      const bringsNothing = fate.fate !== 'accepted'
      seen.set(key, { rowNumber: row.rowNumber, sign: signOf(row), inDoubt: false, bringsNothing })
      fates.push(fate)
    } else if (first.sign === signOf(row)) {
      fates.push(fateOf(row, null, outcome('NIK_GANDA_BERKAS', 'nik', { firstRow: first.rowNumber })))
    } else {
      fates.push(fateOf(row, null, inDoubt(first.rowNumber)))
      if (!first.inDoubt && !first.bringsNothing)
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

/** What this teller's rows are told because their people are on record, by place in the chunk. */
async function findRemarks(
  client: pg.ClientBase,
  rows: readonly ToldRow[],
  teller: Teller,
): Promise<Map<number, Outcome[]>> {
  const known = await findKnownPeople(
    client,
    rows.map(({ key }) => key),
  )
  const isSeen = (person: KnownPerson) => seesPerson(teller, person)
  const apart = [...known.values()].filter((person) => !isSeen(person))
  const own = await findOwnMarks(client, teller, apart)
  const remarks = new Map<number, Outcome[]>()
  for (const [place, person] of known) {
    const row = rows[place]
    if (!row) continue
    const mark = isSeen(person) ? person.mark : own.get(person.id)
    const there = mark && row.mark.equals(mark) ? [outcome('SUDAH_TERCATAT', null, {})] : []
    remarks.set(place, [...(isSeen(person) ? knownRemarks(row, person) : []), ...there])
  }
  return remarks
}

/** The marks under which the teller's own words about these people stand on record. */
async function findOwnMarks(
  client: pg.ClientBase,
  { organisationId }: Teller,
  apart: readonly KnownPerson[],
): Promise<Map<number, Uint8Array>> {
  if (apart.length === 0) return new Map()
  const { rows } = await client.query<{ person_id: bigint; stated_mark: Buffer }>(
    'select person_id, stated_mark from person_statements where organisation_id = $1 and person_id = any ($2::bigint[])',
    [organisationId, apart.map(({ id }) => id)],
  )
  return new Map(rows.map(({ person_id, stated_mark }) => [Number(person_id), stated_mark]))
}

function inDoubt(otherRow: number): Outcome {
  return outcome('NIK_GANDA_NAMA_BEDA', 'nik', { otherRow })
}

function signOf({ told: { open } }: ToldRow): string {
  return `${open.name}|${open.bornOn ?? ''}`
}
