import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { BinaryRows } from '../../platform/binary-copy.ts'
import { jsonText } from '../../platform/json-text.ts'
import { columnOf, OPEN_FIELDS, type OpenFields } from './people.ts'
import type { SealedPerson } from './seal-person.ts'

/** A person who is not in the registry yet, ready to be written. */
export type NewPerson = {
  readonly id: number
  readonly organisationId: string | null
  readonly importId: string | null
  readonly importRow: number | null
  readonly nikIndex: Buffer
  readonly open: OpenFields
  readonly nameKeys: readonly string[]
  readonly sealed: SealedPerson
  readonly mark: Buffer
}

const PEOPLE_COLUMNS = [
  'id',
  'organisation_id',
  'import_id',
  'import_row',
  'name_keys',
  ...OPEN_FIELDS.map(columnOf),
  'phone_index',
  'kpj_index',
  'family_index',
  'sealed',
  'stated_mark',
  'recorded_at',
]
const IDENTITY_COLUMNS = ['value_index', 'kind', 'person_id', 'import_id', 'recorded_at'] as const
const BYTES_PER_WRITE = 1 << 18

/**
 * Writes new people and their identities in the caller's transaction: copied into tables of the connection's own, because PostgreSQL
 * copies into no table with row-level security, and taken over from there in two statements. `people` is read while the server
 * already copies, so that whoever prepares the rows and the server work side by side. An identity that somebody else took meanwhile
 * fails with `one_person_per_identity` and nothing of the transaction stays.
 */
export async function copyPeople(
  client: pg.ClientBase,
  people: Iterable<NewPerson>,
  recordedAt: Date,
): Promise<void> {
  const identities = new BinaryRows(IDENTITY_COLUMNS.length)
  function* writePeople(rows: BinaryRows) {
    for (const person of people) {
      writePerson(rows, person, recordedAt)
      identities.beginRow()
      identities.bytes(person.nikIndex)
      identities.text('NIK')
      identities.int8(person.id)
      identities.uuid(person.importId)
      identities.timestamp(recordedAt)
      yield
    }
  }
  await client.query(STAGING)
  await copyBinary(client, 'new_people', PEOPLE_COLUMNS, writePeople)
  await copyBuffer(client, 'new_identities', IDENTITY_COLUMNS, identities.take(true))
  await client.query(takeOver('identities', 'new_identities', IDENTITY_COLUMNS))
  await client.query(takeOver('people', 'new_people', PEOPLE_COLUMNS))
}

const STAGING = `
  create temporary table if not exists new_people (like people) on commit delete rows;
  create temporary table if not exists new_identities (like identities) on commit delete rows`

function takeOver(table: string, staging: string, columns: readonly string[]): string {
  const names = columns.join(', ')
  return `insert into ${table} (${names}) select ${names} from ${staging}`
}

function writePerson(rows: BinaryRows, person: NewPerson, recordedAt: Date): void {
  const { open, sealed } = person
  rows.beginRow()
  rows.int8(person.id)
  rows.uuid(person.organisationId)
  rows.uuid(person.importId)
  rows.int4(person.importRow)
  rows.texts(person.nameKeys)
  rows.text(open.name)
  rows.text(open.sex)
  rows.date(open.bornOn)
  rows.text(open.birthPlace)
  rows.int8(open.residenceRegion)
  rows.int8(open.workRegion)
  rows.text(open.address)
  rows.text(open.rt)
  rows.text(open.rw)
  rows.text(open.hamlet)
  rows.text(open.occupation)
  rows.text(open.occupationSecond)
  rows.text(open.occupationCode)
  rows.text(open.workLocation)
  rows.text(open.workStart)
  rows.text(open.workEnd)
  rows.text(open.maritalStatus)
  rows.text(open.segment)
  rows.int8(open.income)
  rows.texts(open.groups)
  rows.int2(open.decile)
  rows.text(open.decileSource)
  rows.date(open.decileOn)
  rows.text(open.heirRelation)
  rows.text(open.livingStatus)
  rows.bytes(sealed.phoneIndex)
  rows.bytes(sealed.kpjIndex)
  rows.bytes(sealed.familyIndex)
  rows.bytes(sealed.sealed)
  rows.bytes(person.mark)
  rows.timestamp(recordedAt)
}

async function copyBinary(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  write: (rows: BinaryRows) => Iterable<void>,
): Promise<void> {
  const rows = new BinaryRows(columns.length)
  const stream = client.query(copyFrom(copyStatement(table, columns)))
  const ended = finished(stream)
  // Whoever waits for `drain` below must not wait for a stream that broke.
  ended.catch(() => undefined)
  for (const _ of write(rows)) {
    if (rows.waiting < BYTES_PER_WRITE) continue
    if (!stream.write(rows.take(false))) await Promise.race([once(stream, 'drain'), ended])
  }
  stream.end(rows.take(true))
  await ended
}

async function copyBuffer(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  bytes: Buffer,
): Promise<void> {
  const stream = client.query(copyFrom(copyStatement(table, columns)))
  stream.end(bytes)
  await finished(stream)
}

function copyStatement(table: string, columns: readonly string[]): string {
  return `copy ${table} (${columns.join(', ')}) from stdin (format binary)`
}

/** What is written over a known person's row. */
export type PersonState = {
  readonly id: number
  readonly open: OpenFields
  readonly sealed: SealedPerson
  readonly mark: Uint8Array
}

/** What stood there before, for history; `sealed` is encrypted for its own place there. */
export type PersonBefore = {
  readonly changeId: number
  readonly personId: number
  readonly changes: Readonly<Record<string, unknown>>
  /** The open columns by their names. */
  readonly row: Readonly<Record<string, unknown>>
  readonly sealed: Buffer
  readonly mark: Uint8Array
}

/** Who changes people, by which list. */
export type ChangeOrigin = {
  readonly organisationId: string | null
  readonly importId: string | null
  readonly cause: 'import' | 'statement'
  readonly at: Date
}

/** Adds to the history of people what stood in their rows, in one statement. */
export async function insertChanges(
  client: pg.ClientBase,
  before: readonly PersonBefore[],
  { organisationId, importId, cause, at }: ChangeOrigin,
): Promise<void> {
  if (before.length === 0) return
  await client.query(
    `insert into person_changes (id, person_id, organisation_id, import_id, cause, changes, row_before, sealed_before,
       stated_mark_before, changed_at)
     select c.id, c.person_id, $1, $2, $10, c.changes, c.row_before, c.sealed_before, c.mark_before, $3
     from unnest($4::bigint[], $5::bigint[], $6::jsonb[], $7::jsonb[], $8::bytea[], $9::bytea[])
       as c (id, person_id, changes, row_before, sealed_before, mark_before)`,
    [
      organisationId,
      importId,
      at,
      before.map(({ changeId }) => changeId),
      before.map(({ personId }) => personId),
      before.map(({ changes }) => jsonText(changes)),
      before.map(({ row }) => jsonText(row)),
      before.map(({ sealed }) => sealed),
      before.map(({ mark }) => mark),
      cause,
    ],
  )
}

/** Writes people over as they now stand, in one statement. */
export async function updatePeople(client: pg.ClientBase, people: readonly PersonState[]): Promise<void> {
  await updateRows(
    client,
    people.map(({ id, open, sealed, mark }) => ({ row: openColumns(id, open), sealed, mark })),
  )
}

/** A person's open columns by their names in the table, with everything that is written beside them. */
export type PersonRowState = {
  readonly row: Readonly<Record<string, unknown>>
  readonly sealed: SealedPerson
  readonly mark: Uint8Array
}

export async function updateRows(client: pg.ClientBase, states: readonly PersonRowState[]): Promise<void> {
  if (states.length === 0) return
  await client.query(UPDATE_PEOPLE, [
    states.map(({ row }) => jsonText(row)),
    states.map(({ sealed }) => sealed.sealed),
    states.map(({ mark }) => mark),
    states.map(({ sealed }) => sealed.phoneIndex),
    states.map(({ sealed }) => sealed.kpjIndex),
    states.map(({ sealed }) => sealed.familyIndex),
  ])
}

/** A list never says again who somebody is by name, nor in which segment. */
const UPDATED = OPEN_FIELDS.filter((field) => field !== 'name' && field !== 'segment').map(
  (field) => [field, columnOf(field)] as const,
)

const UPDATE_PEOPLE = `
  update people p set ${UPDATED.map(([, column]) => `${column} = r.${column}`).join(', ')},
    sealed = c.sealed, stated_mark = c.mark, phone_index = c.phone, kpj_index = c.kpj, family_index = c.family
  from unnest($1::jsonb[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[])
    as c (row, sealed, mark, phone, kpj, family)
  cross join lateral jsonb_populate_record(null::people, c.row) r
  where p.id = r.id`

/** The open fields of a person that a later telling can change, by their columns. */
export function openColumns(id: number, open: OpenFields): Record<string, unknown> {
  return { id, ...Object.fromEntries(UPDATED.map(([field, column]) => [column, open[field]])) }
}
