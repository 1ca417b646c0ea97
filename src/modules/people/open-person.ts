import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Tx } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { inScopeOf, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { countShownPeople } from './count-shown-people.ts'
import type { FieldChange, OpenFields, SealedFields } from './people.ts'
import { openPerson, type SealedTable } from './seal-person.ts'

/** A person's record as somebody may see it. What is private is masked: see `unmaskPerson`. */
export type PersonRecord = {
  readonly id: number
  readonly open: Readonly<Partial<Record<keyof OpenFields, unknown>>>
  readonly name: string
  readonly region: RegionCode
  /** What is kept encrypted, as far as its reader may see it without asking. */
  readonly masked: Readonly<Partial<Record<keyof SealedFields, string>>>
}

export type PersonChange = {
  readonly id: number
  readonly at: Date
  readonly cause: string
  readonly changes: Readonly<Record<string, FieldChange>>
}

export type PersonList = { readonly id: string; readonly fileName: string; readonly at: Date }

type RecordDeps = Deps & { readonly ring: KeyRing }

/** Opens the record of somebody within sight, with its history and the lists that name him. The look is an entry of the audit. */
export function openPersonRecord(
  deps: RecordDeps,
  by: By,
  id: string,
): Promise<{
  readonly person: PersonRecord
  readonly changes: PersonChange[]
  readonly lists: PersonList[]
}> {
  return inScopeOf(deps.db, by, async (tx) => {
    const row = await getRow(tx, by, id)
    const person = recordOf(deps.ring, row)
    await countShownPeople(tx, deps, by, [person.id])
    await recordAct(tx, by, {
      action: 'people.read',
      subject: { kind: 'person', id: String(person.id) },
      region: person.region,
    })
    return {
      person,
      changes: await listChanges(tx, by, person.id),
      lists: await listLists(tx, person.id, row.import_id),
    }
  })
}

/** The groups of fields that are opened together, each for a purpose of its own. */
export const MASKED_GROUPS = {
  number: ['nik', 'familyCardNumber'],
  contact: ['phone', 'email'],
  family: ['motherName', 'fatherName', 'heirName', 'heirPhone'],
  membership: ['kpj', 'npwp'],
} as const satisfies Readonly<Record<string, readonly (keyof SealedFields)[]>>
export type MaskedGroup = keyof typeof MASKED_GROUPS

/** Opens one group of a person's masked fields, for a reason. The audit has it before the answer is given. */
export function unmaskPerson(
  { db, ring }: RecordDeps,
  by: By,
  { id, group, reason }: { readonly id: string; readonly group: MaskedGroup; readonly reason: string },
): Promise<{
  readonly name: string
  readonly fields: readonly (readonly [keyof SealedFields, string | null])[]
}> {
  return inScopeOf(db, by, async (tx) => {
    const row = await getRow(tx, by, id)
    const why = requireReason(reason)
    const person = recordOf(ring, row)
    await recordAct(tx, by, {
      action: 'people.unmask',
      subject: { kind: 'person', id: String(person.id) },
      region: person.region,
      reason: why,
      details: { group },
    })
    const told = openRow(ring, row)
    return {
      name: person.name,
      fields: MASKED_GROUPS[group].map((field) => [field, told[field] ?? null] as const),
    }
  })
}

type Row = {
  readonly id: bigint
  readonly open: Record<string, unknown>
  readonly name: string
  readonly residence_region: bigint
  readonly sealed: Buffer
  readonly kept: SealedTable
  readonly row_key: string
  readonly import_id: string | null
}

/** The row itself when it is in sight, else what one's own organisation says of the person; a merged row leads to the one that stands for it. */
async function getRow(tx: Tx, by: By, id: string): Promise<Row> {
  if (!/^\d{1,15}$/.test(id)) throw refuse('person-unknown', {})
  const { first, last, organisationId } = sightOf(by)
  const { rows } = await sql<Row>`
    with asked as (select standing_person(${id}::bigint) as id)
    select p.id, to_jsonb(p) - 'sealed' - 'stated_mark' - 'phone_index' - 'kpj_index' - 'family_index' - 'name_keys' as open, p.name,
      p.residence_region, p.sealed, 'people' as kept, p.id::text as row_key, p.import_id
    from people p join asked using (id)
    where p.residence_region between ${first}::bigint and ${last}::bigint or p.work_region between ${first}::bigint and ${last}::bigint
      or p.organisation_id = ${organisationId}::uuid
    union all
    select s.person_id, s.stated, s.name, s.residence_region, s.sealed, 'person_statements', s.statement_key, s.import_id
    from person_statements s join asked on asked.id = s.person_id
    where s.organisation_id = ${organisationId}::uuid`.execute(tx)
  const row = rows.find(({ kept }) => kept === 'people') ?? rows[0]
  if (!row) throw refuse('person-unknown', {})
  return row
}

function openRow(ring: KeyRing, { kept, row_key, sealed }: Row): SealedFields {
  return openPerson(ring, kept, row_key, sealed)
}

function recordOf(ring: KeyRing, row: Row): PersonRecord {
  const told = openRow(ring, row)
  const masked = Object.entries(told).map(([field, value]) => [field, maskedText(field, value)] as const)
  const named = Object.entries(row.open).map(
    ([column, value]) =>
      [column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value] as const,
  )
  return {
    id: Number(row.id),
    open: Object.fromEntries(named),
    name: row.name,
    region: Number(row.residence_region) as RegionCode,
    masked: Object.fromEntries(masked),
  }
}

/** Numbers keep the ends by which their owner knows them; of names and addresses nothing is shown. */
function maskedText(field: string, value: string): string {
  if (field === 'nik') return `${value.slice(0, 4)} •••• •••• ${value.slice(-4)}`
  return /^\+?\d{8,}$/.test(value) ? `•••• ${value.slice(-4)}` : '••••'
}

const MOST_CHANGES = 100

/** What changed, newest first. What other organisations say of him stays theirs. */
async function listChanges(tx: Tx, by: By, personId: number): Promise<PersonChange[]> {
  const { organisationId } = sightOf(by)
  const { rows } = await sql<{ id: bigint; at: Date; cause: string; changes: Record<string, FieldChange> }>`
    select id, changed_at as at, cause, changes from person_changes
    where person_id = ${personId} and (cause <> 'statement' or organisation_id = ${organisationId}::uuid)
    order by id desc limit ${MOST_CHANGES}`.execute(tx)
  return rows.map(({ id, ...change }) => ({ ...change, id: Number(id) }))
}

async function listLists(tx: Tx, personId: number, importId: string | null): Promise<PersonList[]> {
  const { rows } = await sql<{ id: string; file_name: string; at: Date }>`
    select id, file_name, created_at as at from imports
    where id = ${importId}::uuid or id in (select import_id from person_changes where person_id = ${personId} and import_id is not null)
    order by created_at desc limit 50`.execute(tx)
  return rows.map(({ id, file_name, at }) => ({ id, fileName: file_name, at }))
}
