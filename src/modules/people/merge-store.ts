import { sql } from 'kysely'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Tx } from '../../platform/db.ts'
import type { SealedFields } from './people.ts'
import { FILLED_COLUMNS, statedOf, type PersonColumns } from './merging.ts'
import { openPerson, sealPerson } from './seal-person.ts'
import { jsonText } from '../../platform/json-text.ts'

/** A row of `people`, locked, with everything that merging needs. */
export type LockedPerson = {
  readonly id: number
  readonly organisationId: string | null
  readonly residenceRegion: number
  readonly workRegion: number | null
  readonly mergedInto: number | null
  /** The open columns by their names. */
  readonly row: PersonColumns
  readonly sealed: SealedFields
  readonly mark: Buffer
}

/**
 * The rows of two people, locked until the transaction ends. First the lists that brought them, as whoever takes a list back does;
 * then the rows in the order of their numbers, so that no two mergings wait for each other in a circle.
 */
export async function lockPair(
  tx: Tx,
  ring: KeyRing,
  ids: readonly number[],
): Promise<Map<number, LockedPerson>> {
  await sql`select from imports where id in (select import_id from people where id = any (${ids}::bigint[])) order by id for share`.execute(
    tx,
  )
  const { rows } = await sql<{
    id: bigint
    organisation_id: string | null
    residence_region: bigint
    work_region: bigint | null
    merged_into: bigint | null
    row: Record<string, unknown>
    sealed: Buffer
    stated_mark: Buffer
  }>`select id, organisation_id, residence_region, work_region, merged_into, sealed, stated_mark,
      to_jsonb(p) - 'sealed' - 'stated_mark' - 'phone_index' - 'kpj_index' - 'family_index' as row
    from people p where id = any (${ids}::bigint[]) order by id for update`.execute(tx)
  return new Map(
    rows.map((each) => {
      const id = Number(each.id)
      return [
        id,
        {
          id,
          organisationId: each.organisation_id,
          residenceRegion: Number(each.residence_region),
          workRegion: each.work_region === null ? null : Number(each.work_region),
          mergedInto: each.merged_into === null ? null : Number(each.merged_into),
          row: each.row,
          sealed: openPerson(ring, 'people', id, each.sealed),
          mark: each.stated_mark,
        },
      ]
    }),
  )
}

/** Whether a list that brought or changed one of these people has not ended. */
export async function isBeingImported(tx: Tx, ids: readonly number[]): Promise<boolean> {
  const { rows } = await sql<{ running: boolean }>`select exists (
      select from imports i where i.state = 'running' and i.id in (
        select import_id from people where id = any (${ids}::bigint[])
        union select import_id from person_changes where person_id = any (${ids}::bigint[]))) as running`.execute(
    tx,
  )
  return rows[0]?.running ?? false
}

const FILLED = sql.raw(FILLED_COLUMNS.map((column) => `${column} = r.${column}`).join(', '))

/** Writes what can be filled over a person's row; who he is and the mark of what was told stay. */
export async function writeFilled(
  tx: Tx,
  ring: KeyRing,
  { id, row, sealed }: { readonly id: number; readonly row: PersonColumns; readonly sealed: SealedFields },
): Promise<void> {
  const written = sealPerson(ring, 'people', id, sealed)
  await sql`update people p set ${FILLED}, sealed = ${written.sealed}, phone_index = ${written.phoneIndex},
      kpj_index = ${written.kpjIndex}, family_index = ${written.familyIndex}
    from jsonb_populate_record(null::people, ${jsonText(row)}::jsonb) r where p.id = ${id}`.execute(tx)
}

/** Says for which row another one stands; null: for itself. */
export async function markMerged(tx: Tx, lostId: number, keptId: number | null): Promise<void> {
  await sql`update people set merged_into = ${keptId} where id = ${lostId}`.execute(tx)
}

export type MergeChange = {
  readonly person: LockedPerson
  readonly organisationId: string | null
  readonly cause: 'merge' | 'unmerge'
  readonly changes: Readonly<Record<string, unknown>>
  readonly at: Date
}

/** Adds what stood in a person's row to his history; gives the number of the entry. */
export async function insertMergeChange(tx: Tx, ring: KeyRing, change: MergeChange): Promise<number> {
  const { person, organisationId, cause, changes, at } = change
  const { rows } = await sql<{ id: bigint }>`select nextval('person_change_numbers') as id`.execute(tx)
  const id = Number(rows[0]?.id)
  const { sealed } = sealPerson(ring, 'person_changes', id, person.sealed)
  await sql`insert into person_changes (id, person_id, organisation_id, import_id, cause, changes, row_before, sealed_before,
      stated_mark_before, changed_at)
    values (${id}, ${person.id}, ${organisationId}, null, ${cause}, ${jsonText(changes)}::jsonb, ${jsonText(person.row)}::jsonb,
      ${sealed}, ${person.mark}, ${at})`.execute(tx)
  return id
}

/** Lets the numbers that name one row name another; gives their blind indexes. */
export async function moveIdentities(tx: Tx, from: number, to: number): Promise<Buffer[]> {
  const { rows } = await sql<{ value_index: Buffer }>`
    update identities set person_id = ${to} where person_id = ${from} and ended_at is null returning value_index`.execute(
    tx,
  )
  return rows.map(({ value_index }) => value_index).sort((one, other) => one.compare(other))
}

/** Puts moved numbers back; gives how many still named the kept row. */
export async function moveIdentitiesBack(
  tx: Tx,
  from: number,
  to: number,
  indexes: readonly Buffer[],
): Promise<number> {
  const { numAffectedRows } = await sql`update identities set person_id = ${to}
    where person_id = ${from} and ended_at is null and value_index = any (${indexes}::bytea[])`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Which organisations' words stand beside a row. */
export async function statementsOf(tx: Tx, personId: number): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`
    select organisation_id from person_statements where person_id = ${personId} order by organisation_id for update`.execute(
    tx,
  )
  return rows.map(({ organisation_id }) => organisation_id)
}

/** Moves the words of organisations from one row to another. They are encrypted for their place, so each is sealed anew. */
export async function moveStatements(
  tx: Tx,
  ring: KeyRing,
  {
    from,
    to,
    organisations,
  }: { readonly from: number; readonly to: number; readonly organisations: readonly string[] },
): Promise<void> {
  const { rows } = await sql<{ organisation_id: string; statement_key: string; sealed: Buffer }>`
    select organisation_id, statement_key, sealed from person_statements
    where person_id = ${from} and organisation_id = any (${organisations}::uuid[])`.execute(tx)
  for (const { organisation_id, statement_key, sealed } of rows) {
    const told = openPerson(ring, 'person_statements', statement_key, sealed)
    const moved = sealPerson(ring, 'person_statements', `${String(to)}.${organisation_id}`, told)
    await sql`update person_statements set person_id = ${to}, sealed = ${moved.sealed}
      where person_id = ${from} and organisation_id = ${organisation_id}`.execute(tx)
  }
}

/** Lets the organisation that kept the lost row read its own words beside the kept one, which it may not see. */
export async function insertStatementOfKeeper(
  tx: Tx,
  ring: KeyRing,
  lost: LockedPerson & { readonly organisationId: string },
  keptId: number,
): Promise<void> {
  const key = `${String(keptId)}.${lost.organisationId}`
  const { sealed } = sealPerson(ring, 'person_statements', key, lost.sealed)
  await sql`insert into person_statements (person_id, organisation_id, import_id, name, name_keys, residence_region, stated, sealed,
      stated_mark, recorded_at)
    select ${keptId}, organisation_id, import_id, name, name_keys, residence_region, ${jsonText(statedOf(lost.row))}::jsonb, ${sealed},
      stated_mark, recorded_at from people where id = ${lost.id}`.execute(tx)
}

export async function deleteStatements(
  tx: Tx,
  personId: number,
  organisations: readonly string[],
): Promise<void> {
  await sql`delete from person_statements where person_id = ${personId} and organisation_id = any (${organisations}::uuid[])`.execute(
    tx,
  )
}

export type NewMerge = {
  readonly keptId: number
  readonly lostId: number
  readonly organisationId: string | null
  readonly userId: string | null
  readonly reason: string
  readonly at: Date
  readonly changeIds: readonly [kept: number, lost: number]
  readonly movedIdentities: readonly Buffer[]
  readonly movedStatements: readonly string[]
  readonly madeStatements: readonly string[]
  readonly statementCount: number
}

export async function insertMerge(tx: Tx, merge: NewMerge): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`insert into person_merges (kept_id, lost_id, organisation_id, user_id, reason, merged_at,
      change_ids, moved_identities, moved_statements, made_statements, statement_count)
    values (${merge.keptId}, ${merge.lostId}, ${merge.organisationId}, ${merge.userId}, ${merge.reason}, ${merge.at},
      ${merge.changeIds}::bigint[], ${merge.movedIdentities}::bytea[], ${merge.movedStatements}::uuid[],
      ${merge.madeStatements}::uuid[], ${merge.statementCount}) returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export type StandingMerge = Omit<NewMerge, 'organisationId' | 'userId' | 'reason' | 'at'>

/** A merging that stands, locked; null when it was taken apart. */
export async function lockMerge(tx: Tx, id: string): Promise<StandingMerge | null> {
  const { rows } = await sql<{
    kept_id: bigint
    lost_id: bigint
    change_ids: string[]
    moved_identities: Buffer[]
    moved_statements: string[]
    made_statements: string[]
    statement_count: number
  }>`select kept_id, lost_id, change_ids, moved_identities, moved_statements,
      made_statements, statement_count
    from person_merges where id = ${id} and unmerged_at is null for update`.execute(tx)
  const [row] = rows
  if (!row) return null
  const [kept = 0, lost = 0] = row.change_ids.map(Number)
  return {
    keptId: Number(row.kept_id),
    lostId: Number(row.lost_id),
    changeIds: [kept, lost],
    movedIdentities: row.moved_identities,
    movedStatements: row.moved_statements,
    madeStatements: row.made_statements,
    statementCount: row.statement_count,
  }
}

/** Whether anybody changed one of the two since, other than by mergings that were themselves taken apart. */
export async function wasChangedSince(
  tx: Tx,
  { keptId, lostId, changeIds }: StandingMerge,
): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`select exists (
      select from person_changes c where c.person_id in (${keptId}, ${lostId}) and c.id > ${changeIds[1]}
        and not exists (select from person_merges m where m.unmerged_at is not null
          and ${keptId} in (m.kept_id, m.lost_id) and c.id = any (m.change_ids || m.unmerge_change_ids))) as changed`.execute(
    tx,
  )
  return rows[0]?.changed ?? true
}

/** What stood in the kept row before the merging. */
export async function getRowBefore(
  tx: Tx,
  ring: KeyRing,
  changeId: number,
): Promise<{ row: PersonColumns; sealed: SealedFields }> {
  const { rows } = await sql<{ row_before: PersonColumns; sealed_before: Buffer }>`
    select row_before, sealed_before from person_changes where id = ${changeId}`.execute(tx)
  const [before] = rows
  if (!before) throw new Error(`the history of people lacks entry ${String(changeId)}`)
  return {
    row: before.row_before,
    sealed: openPerson(ring, 'person_changes', changeId, before.sealed_before),
  }
}

export type UnmergeMark = {
  readonly id: string
  readonly userId: string | null
  readonly reason: string
  readonly at: Date
  readonly changeIds: readonly number[]
}

export async function markUnmerged(
  tx: Tx,
  { id, userId, reason, at, changeIds }: UnmergeMark,
): Promise<void> {
  await sql`update person_merges set unmerged_at = ${at}, unmerged_by = ${userId}, unmerged_because = ${reason},
      unmerge_change_ids = ${changeIds}::bigint[] where id = ${id}`.execute(tx)
}
