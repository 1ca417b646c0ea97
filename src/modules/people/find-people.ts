import { sql, type RawBuilder } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import { parseNik } from '../../kernel/nik.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, type RegionCode } from '../../kernel/region-code.ts'
import { blindIndex } from '../../platform/crypto.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { inScopeOf, recordActs, sightOf, type By } from '../access/act.ts'
import type { Tx } from '../../platform/db.ts'
import { countShownPeople } from './count-shown-people.ts'
import { likenessOf, type NameLikeness } from './matching/name-likeness.ts'
import { nameWordsOf, type NameWords } from './matching/name-words.ts'
import { nameKeysOf } from './name-keys.ts'
import { readKpj } from './row/read-numbers.ts'
import { readPhone } from './row/read-phone.ts'
import { nikIndex, openPerson } from './seal-person.ts'

/** By what a person is looked for; one of them, and nothing at once gives no list. */
export type PersonQuestion = {
  readonly nik?: string
  readonly name?: string
  readonly kpj?: string
  readonly phone?: string
}

/** Somebody found, as the keeper of his row tells of him or as the asker's own organisation does, with what is encrypted masked. */
export type FoundPersonLine = {
  readonly id: number
  readonly name: string
  readonly nik: string
  readonly phone: string | null
  readonly bornOn: PlainDate | null
  readonly region: string
  readonly occupation: string | null
  readonly segment: string
}

const MOST_SHOWN = 50
/** Candidates that are compared in full for one question. */
const MOST_COMPARED = 2_000

/**
 * Finds people within sight by NIK, KPJ or phone exactly, or by name whatever its spelling, best first and at most 50. What leads to a
 * row that was merged leads to the row that stands for it. Everybody shown is an entry of the audit and, for the key of a program, one of
 * its quota: beyond it nobody is shown and no look recorded. Refuses a question without a filter, and a NIK that cannot be one.
 */
export function findPeople(
  { db, ring, clock }: Deps & { readonly ring: KeyRing },
  by: By,
  question: PersonQuestion,
): Promise<FoundPersonLine[]> {
  return inScopeOf(db, by, async (tx) => {
    const rows = await findRows(tx, ring, by, question, clock.today())
    await countShownPeople(
      tx,
      { clock, ring },
      by,
      rows.map(({ id }) => Number(id)),
    )
    await recordActs(
      tx,
      by,
      rows.map(({ id, residence_region }) => ({
        action: 'people.find',
        subject: { kind: 'person', id: String(id) },
        region: Number(residence_region) as RegionCode,
        details: { by: Object.keys(question).join(' ') },
      })),
    )
    return rows.map((row) => shown(ring, row))
  })
}

type Row = {
  readonly id: bigint
  readonly name: string
  readonly born_on: PlainDate | null
  readonly residence_region: bigint
  readonly occupation: string | null
  readonly segment: string
  readonly sealed: Buffer
  /** What `sealed` is bound to. */
  readonly kept: 'people' | 'person_statements'
  readonly row_key: string
}

/** Somebody whose name may be the one that is asked for. */
type Candidate = Pick<Row, 'id' | 'name' | 'kept'> & {
  /** Names under which rows that were merged into this one are known. */
  readonly other_names: readonly string[]
}

const OF_PEOPLE = sql`select id, name, born_on, residence_region, occupation, segment, sealed, 'people' as kept, id::text as row_key from people`
const NAMES_OF_PEOPLE = sql`select id, name, 'people' as kept, case when (select exists (select from people where merged_into is not null))
  then array(select m.name from people m where m.merged_into = people.id) else '{}' end as other_names from people`
/** What an organisation tells of somebody whose row it does not see; who sees both is shown the row. */
const OF_STATEMENTS = sql`select person_id as id, name, (stated ->> 'bornOn')::date as born_on, residence_region,
  stated ->> 'occupation' as occupation, stated ->> 'segment' as segment, sealed, 'person_statements' as kept, statement_key as row_key
  from person_statements s`
const NAMES_OF_STATEMENTS = sql`select person_id as id, name, 'person_statements' as kept, '{}'::text[] as other_names from person_statements s`
const NOT_IN_SIGHT = sql`not exists (select from people p where p.id = s.person_id)`

async function findRows(
  tx: Tx,
  ring: KeyRing,
  by: By,
  question: PersonQuestion,
  on: PlainDate,
): Promise<readonly Row[]> {
  const { nik, name, kpj, phone } = question
  const { people, statements, sounding } = rowsInSight(tx, by)
  const standing = (condition: RawBuilder<unknown>) =>
    people(sql`id = any (array(select standing_person(m.id) from people m where ${condition}))`, MOST_SHOWN)
  if (nik !== undefined) {
    const index = nikIndex(ring, requireNik(nik, on))
    const [person] = await people(sql`id = person_of_identity(${index})`, 1)
    return person ? [person] : statements(sql`person_id = person_of_identity(${index})`, 1)
  }
  if (kpj !== undefined) return standing(sql`kpj_index = ${blindIndex(ring, 'kpj', requireKpj(kpj))}`)
  if (phone !== undefined)
    return standing(sql`phone_index = ${blindIndex(ring, 'phone', requirePhone(phone))}`)
  if (name === undefined) throw refuse('value-missing', { field: 'name' })
  const best = await byName(name, sounding)
  const idsIn = (kept: Row['kept']) => best.filter((each) => each.kept === kept).map(({ id }) => id)
  const [ids, toldIds] = [idsIn('people'), idsIn('person_statements')]
  const rows = [
    ...(ids.length === 0 ? [] : await people(sql`id = any (${ids}::bigint[])`, MOST_SHOWN)),
    ...(toldIds.length === 0
      ? []
      : await statements(sql`person_id = any (${toldIds}::bigint[])`, MOST_SHOWN)),
  ]
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return best.flatMap(({ id }) => rowOf.get(id) ?? [])
}

/** The reads of one transaction, each cut to what the asker may see. */
function rowsInSight(tx: Tx, by: By) {
  const { first, last, organisationId } = sightOf(by)
  const here = sql`residence_region between ${first} and ${last} or organisation_id = ${organisationId}::uuid`
  const inSight = (
    condition: RawBuilder<unknown>,
    most: number,
  ) => sql`where ${condition} and merged_into is null
    and (${here} or work_region between ${first} and ${last}) order by id limit ${most}`
  const toldInSight = (condition: RawBuilder<unknown>, most: number) =>
    sql`where ${condition} and (${here}) and ${NOT_IN_SIGHT} order by person_id limit ${most}`
  return {
    people: async (condition: RawBuilder<unknown>, most: number) =>
      (await sql<Row>`${OF_PEOPLE} ${inSight(condition, most)}`.execute(tx)).rows,
    statements: async (condition: RawBuilder<unknown>, most: number) =>
      (await sql<Row>`${OF_STATEMENTS} ${toldInSight(condition, most)}`.execute(tx)).rows,
    /** Only names: who is shown in the end is read whole. */
    sounding: async (keySets: readonly (readonly string[])[]) => {
      const ids = sql.join(
        keySets.map(
          (keys) =>
            sql`select people_sounding(${keys}::text[], ${first}, ${last}, ${organisationId}::uuid, ${MOST_COMPARED})`,
        ),
        sql` union `,
      )
      const known = inSight(sql`id = any (array(${ids}))`, MOST_COMPARED)
      const told = toldInSight(sql`person_id = any (array(${ids}))`, MOST_COMPARED)
      return [
        ...(await sql<Candidate>`${NAMES_OF_PEOPLE} ${known}`.execute(tx)).rows,
        ...(await sql<Candidate>`${NAMES_OF_STATEMENTS} ${told}`.execute(tx)).rows,
      ]
    },
  }
}

const ORDER: readonly NameLikeness[] = [
  'identical',
  'spelling',
  'order',
  'part',
  'near',
  'shared',
  'different',
]

/** First those whose every word sounds alike; when they are few, also those with one word otherwise. */
async function byName(
  name: string,
  sounding: (keySets: readonly (readonly string[])[]) => Promise<readonly Candidate[]>,
): Promise<Candidate[]> {
  const keys = nameKeysOf(name)
  if (keys.length === 0) throw refuse('value-missing', { field: 'name' })
  const found = new Map<bigint, Candidate>()
  for (const row of await sounding([keys])) found.set(row.id, row)
  if (found.size < MOST_SHOWN && keys.length > 1) {
    const fewer = keys.map((_, left) => keys.filter((_key, place) => place !== left))
    for (const row of await sounding(fewer)) found.set(row.id, row)
  }
  const asked = nameWordsOf(name)
  return [...found.values()]
    .map((row) => ({ row, rank: rankOf(asked, row) }))
    .filter(({ rank }) => rank < ORDER.length - 1)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST_SHOWN)
    .map(({ row }) => row)
}

/** The best of the names by which somebody is known. */
function rankOf(asked: NameWords, { name, other_names }: Candidate): number {
  return Math.min(
    ...[name, ...other_names].map((each) => ORDER.indexOf(likenessOf(asked, nameWordsOf(each)))),
  )
}

function requireNik(text: string, on: PlainDate): string {
  const reading = parseNik(text, { on })
  if (!reading.accepted) throw refuse('value-malformed', { field: 'nik', value: '', expected: 'text' })
  return reading.nik.reveal()
}

function requireKpj(text: string): string {
  const { value } = readKpj(text)
  if (value === null) throw refuse('value-malformed', { field: 'kpj', value: '', expected: 'text' })
  return value
}

function requirePhone(text: string): string {
  const { value } = readPhone('phone', text)
  if (value === null) throw refuse('value-malformed', { field: 'phone', value: '', expected: 'text' })
  return value
}

function shown(ring: KeyRing, row: Row): FoundPersonLine {
  const { nik, phone } = openPerson(ring, row.kept, row.row_key, row.sealed)
  return {
    id: Number(row.id),
    name: row.name,
    nik: `${nik.slice(0, 4)} •••• •••• ${nik.slice(-4)}`,
    phone: phone === undefined ? null : `•••• ${phone.slice(-4)}`,
    bornOn: row.born_on,
    region: dottedCode(Number(row.residence_region) as RegionCode),
    occupation: row.occupation,
    segment: row.segment,
  }
}
