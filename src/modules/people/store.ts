import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { BinaryRows, COPY_END, COPY_HEAD, uuidBytes } from '../../platform/binary-copy.ts'
import { jsonText } from '../../platform/json-text.ts'
import { columnOf, OPEN_FIELDS, type OpenFields } from './people.ts'
import type { SealedPerson } from './seal-person.ts'

/** A person who is not in the registry yet. `nikIndex` and `mark` are letters of Latin-1. */
export type NewPerson = {
  readonly id: number
  readonly importRow: number
  readonly nikIndex: string
  readonly open: OpenFields
  readonly nameKeys: readonly string[]
  readonly sealed: SealedPerson
  readonly mark: string
}

/** Who brings new people, by which list: the bytes of both uuids. */
export type PersonOrigin = {
  readonly organisationId: Buffer | null
  readonly importId: Buffer
  readonly at: Date
}

export function personOrigin(organisationId: string | null, importId: string, at: Date): PersonOrigin {
  const organisation = organisationId === null ? null : uuidBytes(organisationId)
  return { organisationId: organisation, importId: uuidBytes(importId), at }
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
const COPIED_COLUMNS = ['value_index', ...PEOPLE_COLUMNS]

/** Where new people are written as `copyPeople` takes them. */
export function newPersonRows(firstBytes: number): BinaryRows {
  return new BinaryRows(COPIED_COLUMNS.length, firstBytes)
}

/** Writes one new person with his identity. */
export function writePerson(rows: BinaryRows, person: NewPerson, origin: PersonOrigin): void {
  const { open, sealed } = person
  rows.beginRow()
  rows.latin1(person.nikIndex)
  rows.int8(person.id)
  rows.bytes(origin.organisationId)
  rows.bytes(origin.importId)
  rows.int4(person.importRow)
  rows.texts(person.nameKeys)
  writeOpen(rows, open)
  rows.bytes(sealed.phoneIndex)
  rows.bytes(sealed.kpjIndex)
  rows.bytes(sealed.familyIndex)
  rows.bytes(sealed.sealed)
  rows.latin1(person.mark)
  rows.timestamp(origin.at)
}

/** In the order of OPEN_FIELDS. */
function writeOpen(rows: BinaryRows, open: OpenFields): void {
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
}

/**
 * Writes new people and their identities in the caller's transaction: copied into a table of the connection's own, because PostgreSQL
 * copies into no table with row-level security, and taken over from there. An identity that somebody else took meanwhile fails with
 * `one_person_per_identity` and nothing of the transaction stays.
 */
export async function copyPeople(client: pg.ClientBase, people: Iterable<Buffer>): Promise<void> {
  await client.query(STAGING)
  const stream = client.query(
    copyFrom(`copy new_people (${COPIED_COLUMNS.join(', ')}) from stdin (format binary)`),
  )
  const ended = finished(stream)
  // Whoever waits for `drain` below must not wait for a stream that broke.
  ended.catch(() => undefined)
  stream.write(COPY_HEAD)
  for (const rows of people) {
    if (!stream.write(rows)) await Promise.race([once(stream, 'drain'), ended])
  }
  stream.end(COPY_END)
  await ended
  await client.query(TAKE_OVER)
}

const STAGING = `create temporary table if not exists new_people (value_index bytea, like people) on commit delete rows`

/** Identities in their own order: two lists that bring the same people wait for each other only in one direction. */
const TAKE_OVER = `
  insert into identities (value_index, kind, person_id, import_id, recorded_at)
    select value_index, 'NIK', id, import_id, recorded_at from new_people order by value_index;
  insert into people (${PEOPLE_COLUMNS.join(', ')}) select ${PEOPLE_COLUMNS.join(', ')} from new_people`

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
