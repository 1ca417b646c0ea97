import type pg from 'pg'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Merged, RowFate } from '../imports/imports.ts'
import { findKnownPeople, lockPeople, type FoundPerson, type StoredPerson } from './known-people.ts'
import { knownRemarks } from './known-remarks.ts'
import { assessUpdate, seesPerson, type OpenFields, type SealedFields, type Update } from './people.ts'
import { outcome, type Outcome } from './row/outcome.ts'
import { openPerson, sealPerson } from './seal-person.ts'
import { mergeStatements } from './merge-statements.ts'
import { fateOf, type MergeContext, type ReadyPerson, type ToldRow } from './told-row.ts'
import { changeNumbers, personNumbers } from './person-numbers.ts'
import {
  copyPeople,
  insertChanges,
  newPersonRows,
  openColumns,
  personOrigin,
  updatePeople,
  writePerson,
  type PersonBefore,
} from './store.ts'

/**
 * Brings one chunk of a list into the registry, in the caller's transaction and inside the gate `matching`: new people are written,
 * known ones in the teller's sight brought up to date, others' told of apart. The same rows again change nothing. Throws the
 * database's `one_person_per_identity` when another list wrote one of them meanwhile: the caller rolls back and merges again.
 */
export async function mergeList(
  client: pg.ClientBase,
  context: MergeContext,
  rows: readonly ToldRow[],
): Promise<Merged & { readonly freshCount: number }> {
  const split = splitDoubles(rows)
  const doubtful = await findHeldIdentities(client, context.importId, split.single)
  const isDoubtful = (row: ToldRow) => doubtful.has(row.key)
  const single = doubtful.size === 0 ? split.single : split.single.filter((row) => !isDoubtful(row))
  const again = split.single
    .filter(isDoubtful)
    .map((row) => held(row, doubtful.get(row.key) ?? row.rowNumber))
  const found = await findKnownPeople(
    client,
    single.map(({ key }) => key),
  )
  const decided = decideRows(context, single, found)
  decided.takenBack.push(...(await findQuarrelled(client, context, split.quarrelled)))
  const ids = await writeNew(client, context, decided.fresh)
  const [updated, stated] = [
    await writeUpdates(client, context, decided.changed),
    await mergeStatements(client, context, decided.apart),
  ]
  await takeBack(client, decided.takenBack)
  return {
    fates: [...split.fates, ...again, ...decided.fates, ...ids, ...updated, ...stated],
    takenBack: decided.takenBack.map(({ known, row }) => ({
      rowNumber: known.importRow ?? 0,
      fate: 'held' as const,
      outcomes: [outcome('NIK_GANDA_NAMA_BEDA', 'nik', { otherRow: row.rowNumber })],
      personId: null,
      nikIndex: row.nikIndex,
    })),
    freshCount: decided.fresh.length,
  }
}

type Known = { readonly row: ToldRow; readonly known: FoundPerson }
/** `remarks`: what the row is told because his number is known. */
type Remarked = Known & { readonly remarks: readonly Outcome[] }

type Decided = {
  readonly fresh: ToldRow[]
  readonly changed: Remarked[]
  readonly apart: Known[]
  readonly takenBack: Known[]
  readonly fates: RowFate[]
}

function decideRows(
  { teller, importId }: MergeContext,
  rows: readonly ToldRow[],
  found: ReadonlyMap<number, FoundPerson>,
): Decided {
  const decided: Decided = { fresh: [], changed: [], apart: [], takenBack: [], fates: [] }
  const rowOf = new Map<number, number>()
  for (const [place, row] of rows.entries()) {
    const known = found.get(place)
    const earlier = known && rowOf.get(known.id)
    if (known) rowOf.set(known.id, row.rowNumber)
    if (!known) decided.fresh.push(row)
    // Since a merge two NIKs may be one person's: the first row of the chunk speaks for him.
    else if (earlier !== undefined)
      decided.fates.push(fateOf(row, known.id, outcome('NIK_GANDA_BERKAS', 'nik', { firstRow: earlier })))
    else if (known.importId === importId) decideDouble(decided, row, known)
    else if (!seesPerson(teller, known)) decided.apart.push({ row, known })
    else decideSeen(decided, row, known)
  }
  return decided
}

/** Somebody whom the teller sees: there already, another by name, or to be brought up to date. */
function decideSeen(decided: Decided, row: ToldRow, known: FoundPerson): void {
  const remarks = knownRemarks(row, known)
  if (row.mark.equals(known.mark))
    decided.fates.push(fateOf(row, known.id, ...remarks, outcome('SUDAH_TERCATAT', null, {})))
  else if (remarks.some(({ code }) => code === 'NIK_NAMA_LAIN'))
    decided.fates.push(fateOf(row, null, ...remarks))
  else decided.changed.push({ row, known, remarks })
}

/** The same list told of this NIK in an earlier chunk. */
function decideDouble(decided: Decided, row: ToldRow, known: FoundPerson): void {
  const firstRow = known.importRow ?? row.rowNumber
  if (firstRow === row.rowNumber) decided.fates.push(fateOf(row, known.id))
  else if (isSamePerson(row.told.open, known))
    decided.fates.push(fateOf(row, known.id, outcome('NIK_GANDA_BERKAS', 'nik', { firstRow })))
  else {
    decided.takenBack.push({ row, known })
    decided.fates.push(held(row, firstRow))
  }
}

function isSamePerson(
  one: Pick<FoundPerson, 'name' | 'bornOn'>,
  other: Pick<FoundPerson, 'name' | 'bornOn'>,
): boolean {
  return one.name === other.name && one.bornOn === other.bornOn
}

function held(row: ToldRow, otherRow: number): RowFate {
  return {
    ...fateOf(row, null, outcome('NIK_GANDA_NAMA_BEDA', 'nik', { otherRow })),
    nikIndex: row.nikIndex,
  }
}

type Split = {
  readonly single: ToldRow[]
  readonly fates: RowFate[]
  /** One row of each NIK that the chunk gives to two people. */
  readonly quarrelled: ToldRow[]
}

/** A NIK twice within the chunk: one person when both rows tell of the same one, otherwise a question for a person. */
function splitDoubles(rows: readonly ToldRow[]): Split {
  const first = new Map<string, ToldRow>()
  const quarrels = new Set<string>()
  const fates: RowFate[] = []
  for (const row of rows) {
    const earlier = first.get(row.key)
    if (!earlier) first.set(row.key, row)
    else if (isSamePerson(earlier.told.open, row.told.open))
      fates.push(fateOf(row, null, outcome('NIK_GANDA_BERKAS', 'nik', { firstRow: earlier.rowNumber })))
    else {
      quarrels.add(row.key)
      fates.push(held(row, earlier.rowNumber))
    }
  }
  const single: ToldRow[] = []
  const quarrelled: ToldRow[] = []
  for (const [key, row] of first) {
    if (!quarrels.has(key)) {
      single.push(row)
      continue
    }
    quarrelled.push(row)
    fates.push(held(row, otherRowOf(rows, row)))
  }
  return { single, fates, quarrelled }
}

/** People that earlier chunks of the list brought under a NIK that this one gives to two others. */
async function findQuarrelled(
  client: pg.ClientBase,
  { importId }: MergeContext,
  rows: readonly ToldRow[],
): Promise<Known[]> {
  if (rows.length === 0) return []
  const found = await findKnownPeople(
    client,
    rows.map(({ key }) => key),
  )
  return rows.flatMap((row, place) => {
    const known = found.get(place)
    return known?.importId === importId ? [{ row, known }] : []
  })
}

function otherRowOf(rows: readonly ToldRow[], row: ToldRow): number {
  return rows.find((each) => each !== row && each.key === row.key)?.rowNumber ?? row.rowNumber
}

/** Which of these NIKs an earlier chunk of the list gave to two people, with one of their rows. */
async function findHeldIdentities(
  client: pg.ClientBase,
  importId: string,
  rows: readonly ToldRow[],
): Promise<Map<string, number>> {
  const { rows: found } = await client.query<{ value_index: Buffer; row_number: number }>(
    `select value_index, min(row_number) as row_number from import_rows
     where (select exists (select from import_rows where import_id = $1 and value_index is not null))
       and import_id = $1 and value_index in (select substring($2::bytea from 32 * place - 31 for 32) from generate_series(1, $3::integer) place)
     group by value_index`,
    [importId, Buffer.from(rows.map(({ key }) => key).join(''), 'latin1'), rows.length],
  )
  return new Map(found.map((each) => [each.value_index.toString('latin1'), each.row_number]))
}

/** Numbers and seals people who were not there, unless that was done ahead, and copies them. */
async function writeNew(
  client: pg.ClientBase,
  { ring, teller, importId, now }: MergeContext,
  rows: readonly ToldRow[],
): Promise<RowFate[]> {
  if (rows.length === 0) return []
  const numbers = await personNumbers(client, rows.filter(({ ready }) => ready === null).length)
  const origin = personOrigin(teller.organisationId, importId, now)
  const fates: RowFate[] = []
  const late = newPersonRows(FEW_BYTES)
  let numbered = 0
  function* people(): Generator<ReadyPerson> {
    for (const row of rows) {
      const ready = row.ready ?? writeLate(row)
      fates.push(fateOf(row, ready.id))
      yield ready
    }
  }
  function writeLate(row: ToldRow): ReadyPerson {
    const { told, nameKeys } = row.tell()
    const id = numbers[numbered] ?? 0
    numbered += 1
    const start = late.length
    const sealed = sealPerson(ring, 'people', id, told.sealed)
    const person = { id, importRow: row.rowNumber, nikIndex: row.key, open: told.open, nameKeys, sealed }
    writePerson(late, { ...person, mark: row.mark.toString('latin1') }, origin)
    return { id, buffer: late, start, end: late.length }
  }
  await copyPeople(client, wholeParts(people()))
  return fates
}

const BYTES_PER_WRITE = 1 << 18
/** Nearly everybody is written ahead; where nobody is, it grows. */
const FEW_BYTES = 1 << 12

/** Rows that lie behind each other go to the server as one. */
function* wholeParts(people: Iterable<ReadyPerson>): Generator<Buffer> {
  let buffer: ReadyPerson['buffer'] | null = null
  let [first, last] = [0, 0]
  for (const { buffer: next, start, end } of people) {
    if (buffer === next && start === last && end - first < BYTES_PER_WRITE) {
      last = end
      continue
    }
    if (buffer) yield buffer.part(first, last)
    buffer = next
    first = start
    last = end
  }
  if (buffer) yield buffer.part(first, last)
}

async function writeUpdates(
  client: pg.ClientBase,
  { ring, teller, importId, now }: MergeContext,
  rows: readonly Remarked[],
): Promise<RowFate[]> {
  if (rows.length === 0) return []
  const stored = await lockPeople(
    client,
    rows.map(({ known }) => known.id),
  )
  const fates: RowFate[] = []
  const news: News[] = []
  for (const { row, known, remarks } of rows) {
    const before = stored.get(known.id)
    if (!before) throw new Error(`person ${String(known.id)} left the registry while a list was merged`)
    const sealedBefore = openPerson(ring, 'people', known.id, before.sealed)
    const { told } = row
    const update = assessUpdate({ open: before.open, sealed: sealedBefore }, told)
    const differing = differences(told.open, before.open, update.differing)
    const isNews = Object.keys(update.changes).length > 0
    fates.push(
      fateOf(
        row,
        known.id,
        ...remarks,
        ...differing,
        ...(isNews ? [] : [outcome('SUDAH_TERCATAT', null, {})]),
      ),
    )
    if (isNews) news.push({ row, before, sealedBefore, update })
  }
  const changeIds = await changeNumbers(client, news.length)
  const origin = { organisationId: teller.organisationId, importId, cause: 'import', at: now } as const
  await insertChanges(
    client,
    news.map((each, place) => beforeOf(ring, changeIds[place] ?? 0, each)),
    origin,
  )
  await updatePeople(
    client,
    news.map(({ row, before: { id }, update: { told } }) => {
      return { id, open: told.open, sealed: sealPerson(ring, 'people', id, told.sealed), mark: row.mark }
    }),
  )
  return fates
}

type News = {
  readonly row: ToldRow
  readonly before: StoredPerson
  readonly sealedBefore: SealedFields
  readonly update: Update
}

function beforeOf(ring: KeyRing, changeId: number, { before, sealedBefore, update }: News): PersonBefore {
  const { sealed } = sealPerson(ring, 'person_changes', changeId, sealedBefore)
  const row = openColumns(before.id, before.open)
  return { changeId, personId: before.id, changes: update.changes, row, sealed, mark: before.mark }
}

/** Who somebody is stays as it was known; the row says what it would have changed. */
function differences(told: OpenFields, before: OpenFields, fields: Update['differing']): Outcome[] {
  return fields.map((field) => {
    if (field === 'name') return outcome('NAMA_BEDA', 'name', { written: told.name, known: before.name })
    return outcome(field === 'bornOn' ? 'TGL_BEDA_CATATAN' : 'JK_BEDA_CATATAN', field, {})
  })
}

/** Takes people of this very list back who turned out to share their NIK with somebody else in it. */
async function takeBack(client: pg.ClientBase, rows: readonly Known[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ known }) => known.id)
  await client.query('delete from identities where person_id = any ($1::bigint[])', [ids])
  await client.query('delete from people where id = any ($1::bigint[])', [ids])
}
