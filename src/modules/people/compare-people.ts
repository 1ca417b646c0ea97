import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { act, recordActs, sightOf, type By } from '../access/act.ts'
import { countPersonsForKey } from '../access/ask-with-api-key.ts'
import { findPair, requireBothInSight, type Decided, type PairLine } from './duplicate-queries.ts'
import type { PairOfPeople } from './duplicate-store.ts'
import type { MergeDeps } from './merge-people.ts'
import type { SealedFields } from './people.ts'
import { openPerson } from './seal-person.ts'

/** `one`: only one of the two says anything. */
export type FieldLikeness = 'same' | 'different' | 'one'

/** What both rows say of a field, what is encrypted masked; whether it is the same is told from the whole values. */
export type ComparedLine = {
  readonly field: ComparedLineField
  readonly values: readonly [string | null, string | null]
  readonly likeness: FieldLikeness
}

export type Comparison = { readonly pair: PairLine & Decided; readonly lines: readonly ComparedLine[] }

/**
 * Opens a pair for whoever has to decide about it: both rows field by field, masked. That both were looked at is an entry of the audit
 * for each. Refuses a pair that was never found or is not wholly within sight.
 */
export function comparePair(deps: MergeDeps, by: By, people: PairOfPeople): Promise<Comparison> {
  return act(deps.db, by, 'people.merge', async (tx) => {
    const sight = sightOf(by)
    await requireBothInSight(tx, sight, people)
    const pair = await findPair(tx, sight, people)
    if (!pair) throw refuse('pair-unknown', {})
    await recordPeopleShown(tx, deps, by, [pair], 'people.compare')
    const [one, other] = await getRows(tx, deps, pair.people)
    return { pair, lines: one && other ? linesOf(one, other) : [] }
  })
}

/** Every person shown is an entry of the audit and, for a program's key, one of its quota of the day. */
export async function recordPeopleShown(
  tx: Tx,
  deps: MergeDeps,
  by: By,
  pairs: readonly PairLine[],
  action: 'people.compare' | 'people.list-duplicates',
): Promise<void> {
  const regions = new Map(
    pairs.flatMap(({ people, regions: [one, other] }) => [
      [people[0], one] as const,
      [people[1], other] as const,
    ]),
  )
  const ids = [...regions.keys()].map(String)
  if (by.kind === 'user' && by.actor.key) await countPersonsForKey(tx, deps, by.actor.userId, ids)
  await recordActs(
    tx,
    by,
    [...regions].map(([id, region]) => ({ action, subject: { kind: 'person', id: String(id) }, region })),
  )
}

type Row = {
  readonly id: bigint
  readonly name: string
  readonly born_on: PlainDate | null
  readonly birth_place: string | null
  readonly sex: string | null
  readonly residence_region: bigint
  readonly address: string | null
  readonly rt: string | null
  readonly rw: string | null
  readonly hamlet: string | null
  readonly occupation: string | null
  readonly segment: string
  readonly income: bigint | null
  readonly living_status: string | null
  readonly recorded_at: Date
  readonly sealed: Buffer
}

async function getRows(tx: Tx, { ring }: MergeDeps, people: PairOfPeople): Promise<Values[]> {
  const { rows } =
    await sql<Row>`select id, name, born_on, birth_place, sex, residence_region, address, rt, rw, hamlet, occupation,
      segment, income, living_status, recorded_at, sealed
    from people where id = any (${people}::bigint[]) order by id`.execute(tx)
  return rows.map((row) => valuesOf(row, openPerson(ring, 'people', Number(row.id), row.sealed)))
}

type Values = Readonly<Record<ComparedLineField, string | null>>

function valuesOf(row: Row, sealed: SealedFields) {
  return {
    name: row.name,
    nik: sealed.nik,
    bornOn: row.born_on,
    birthPlace: row.birth_place,
    sex: row.sex,
    familyCardNumber: sealed.familyCardNumber ?? null,
    motherName: sealed.motherName ?? null,
    region: dottedCode(Number(row.residence_region) as RegionCode),
    address: row.address,
    rt: row.rt,
    rw: row.rw,
    hamlet: row.hamlet,
    phone: sealed.phone ?? null,
    kpj: sealed.kpj ?? null,
    occupation: row.occupation,
    segment: row.segment,
    income: row.income === null ? null : String(row.income),
    livingStatus: row.living_status,
    recordedAt: row.recorded_at.toISOString(),
  }
}

export type ComparedLineField = keyof ReturnType<typeof valuesOf>

const DOTS = '••••'
const MASKS: { readonly [Field in ComparedLineField]?: (value: string) => string } = {
  nik: (nik) => `${nik.slice(0, 4)} ${DOTS} ${DOTS} ${nik.slice(-4)}`,
  familyCardNumber: (card) => `${card.slice(0, 4)} ${DOTS} ${DOTS} ${card.slice(-4)}`,
  motherName: (name) => `${name.slice(0, 1)}${DOTS}`,
  phone: (phone) => `${DOTS} ${phone.slice(-4)}`,
  kpj: (kpj) => `${DOTS} ${kpj.slice(-4)}`,
}

function linesOf(one: Values, other: Values): ComparedLine[] {
  const fields = Object.keys(one) as ComparedLineField[]
  return fields.flatMap((field): ComparedLine[] => {
    const [a, b] = [one[field], other[field]]
    if (a === null && b === null) return []
    const mask = MASKS[field] ?? ((value: string) => value)
    const values = [a === null ? null : mask(a), b === null ? null : mask(b)] as const
    return [{ field, values, likeness: a === null || b === null ? 'one' : a === b ? 'same' : 'different' }]
  })
}
