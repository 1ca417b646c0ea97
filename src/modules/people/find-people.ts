import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import { parseNik } from '../../kernel/nik.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, type RegionCode } from '../../kernel/region-code.ts'
import { blindIndex } from '../../platform/crypto.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { inScopeOf, recordActs, sightOf, type By } from '../access/act.ts'
import type { Tx } from '../../platform/db.ts'
import { compareNames, type NameLikeness } from './matching/name-likeness.ts'
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

/** Somebody found, with what is encrypted masked. */
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
 * Finds people within sight by NIK, KPJ or phone exactly, or by name whatever its spelling, best first and at most 50. Everybody shown is
 * an entry of the audit. Refuses a question without a filter, and a NIK that cannot be one.
 */
export function findPeople(
  { db, ring, clock }: Deps & { readonly ring: KeyRing },
  by: By,
  question: PersonQuestion,
): Promise<FoundPersonLine[]> {
  return inScopeOf(db, by, async (tx) => {
    const rows = await findRows(tx, ring, by, question, clock.today())
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
}

const COLUMNS = sql.raw('id, name, born_on, residence_region, occupation, segment, sealed')

async function findRows(
  tx: Tx,
  ring: KeyRing,
  by: By,
  question: PersonQuestion,
  on: PlainDate,
): Promise<readonly Row[]> {
  const { nik, name, kpj, phone } = question
  const sight = sightOf(by)
  const within = sql`merged_into is null and (residence_region between ${sight.first} and ${sight.last}
    or work_region between ${sight.first} and ${sight.last} or organisation_id = ${sight.organisationId}::uuid)`
  const where = async (condition: ReturnType<typeof sql>, most: number) =>
    (await sql<Row>`select ${COLUMNS} from people where ${condition} and ${within} order by id limit ${most}`.execute(tx)).rows
  if (nik !== undefined) {
    const index = nikIndex(ring, requireNik(nik, on))
    return where(sql`id = person_of_identity(${index})`, 1)
  }
  if (kpj !== undefined) return where(sql`kpj_index = ${blindIndex(ring, 'kpj', requireKpj(kpj))}`, MOST_SHOWN)
  if (phone !== undefined) return where(sql`phone_index = ${blindIndex(ring, 'phone', requirePhone(phone))}`, MOST_SHOWN)
  if (name === undefined) throw refuse('value-missing', { field: 'name' })
  return byName(name, (condition) => where(condition, MOST_COMPARED))
}

const ORDER: readonly NameLikeness[] = ['identical', 'spelling', 'order', 'part', 'near', 'shared', 'different']

/** First those whose every word sounds alike; when they are few, also those with one word otherwise. */
async function byName(
  name: string,
  where: (condition: ReturnType<typeof sql>) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const keys = nameKeysOf(name)
  if (keys.length === 0) throw refuse('value-missing', { field: 'name' })
  const found = new Map<bigint, Row>()
  for (const row of await where(sql`name_keys @> ${keys}::text[]`)) found.set(row.id, row)
  if (found.size < MOST_SHOWN && keys.length > 1) {
    const fewer = keys.map((_, left) => keys.filter((_key, place) => place !== left))
    const any = sql.join(
      fewer.map((some) => sql`name_keys @> ${some}::text[]`),
      sql` or `,
    )
    for (const row of await where(sql`(${any})`)) found.set(row.id, row)
  }
  return [...found.values()]
    .map((row) => ({ row, rank: ORDER.indexOf(compareNames(name, row.name)) }))
    .filter(({ rank }) => rank < ORDER.length - 1)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST_SHOWN)
    .map(({ row }) => row)
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
  const { nik, phone } = openPerson(ring, 'people', Number(row.id), row.sealed)
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
