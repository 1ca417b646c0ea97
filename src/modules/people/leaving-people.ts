import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { ancestorAt, depthOf, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Tx } from '../../platform/db.ts'
import type { Segment } from '../../rules/parameter.ts'
import type { Sight } from '../access/act.ts'
import { listRegions } from '../regions/queries.ts'
import type { LeavingPerson, LeftOut } from './export-layouts.ts'
import { columnOf, OPEN_FIELDS, type OpenFields } from './people.ts'
import { openPerson, type SealedTable } from './seal-person.ts'

/** Which people leave, each as the row that stands for him since a merging; at least one of these. Several narrow each other. */
export type Selection = {
  /** Those who live there. */
  readonly region?: RegionCode
  /** Those whom a list brought, changed, or told of. */
  readonly importId?: string
  readonly segment?: Segment
  readonly ids?: readonly number[]
}

/** Refuses a selection that selects nobody in particular: there is no export of everybody, nor of everybody of a segment. */
export function requireSelection({ region, importId, ids }: Selection): void {
  if (region === undefined && importId === undefined && ids === undefined)
    throw refuse('value-missing', { field: 'region, import, ids' })
}

/** A place in the selection: rows that are in sight come first, then what one's own organisation tells of others. */
export type Place = { readonly of: 'people' | 'person_statements'; readonly after: bigint }

export const FIRST_PLACE: Place = { of: 'people', after: 0n }

/**
 * A stretch of a selection, from behind one place up to and with another. Nobody whose number is beyond `last` is in it: who comes into
 * the registry later is in no file, so that its count is right.
 */
export type Stretch = { readonly from: Place; readonly to: Place; readonly last: bigint }

/** The whole selection as it stands now. */
export async function wholeSelection(tx: Tx, sight: Sight, selection: Selection): Promise<Stretch> {
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(id), 0) as last from (${everybody(sight, selection)}) leaving`.execute(tx)
  const last = rows[0]?.last ?? 0n
  return { from: FIRST_PLACE, to: { of: 'person_statements', after: last }, last }
}

/** How many people a stretch of the selection has within sight. */
export async function countLeaving(
  tx: Tx,
  sight: Sight,
  selection: Selection,
  { from, to, last }: Stretch,
): Promise<number> {
  const place = (each: Place) => sql`(${PLACE_ORDER[each.of]}::integer, ${each.after}::bigint)`
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from (${everybody(sight, selection)}) leaving
    where id <= ${last} and (place, id) > ${place(from)} and (place, id) <= ${place(to)}`.execute(tx)
  return Number(rows[0]?.count ?? 0n)
}

/** The selection in stretches of at most `most` people, and how many of them a layout is known to leave out. */
export async function listStretches(
  tx: Tx,
  sight: Sight,
  selection: Selection,
  { most, leavesOut }: { readonly most: number; readonly leavesOut: LeftOut | null },
): Promise<{
  readonly stretches: readonly { readonly stretch: Stretch; readonly count: number }[]
  readonly leftOutCount: number
}> {
  const { rows } = await sql<{ place: number; id: bigint; n: bigint; last: bigint; left_out: bigint }>`
    with leaving as (${everybody(sight, selection)}),
      numbered as (select place, id, row_number() over (order by place, id) as n from leaving),
      whole as (select count(*) as count, coalesce(max(id), 0) as last,
        count(*) filter (where ${leavesOut === null ? sql`false` : LEFT_OUT[leavesOut]}) as left_out from leaving)
    select place, id, n, last, left_out from numbered, whole where n % ${most} = 0 or n = count order by n`.execute(
    tx,
  )
  const ends = rows.map(({ place, id }): Place => ({
    of: place === 0 ? 'people' : 'person_statements',
    after: id,
  }))
  return {
    leftOutCount: Number(rows[0]?.left_out ?? 0n),
    stretches: rows.map(({ n, last }, index) => ({
      stretch: { from: ends[index - 1] ?? FIRST_PLACE, to: ends[index] ?? FIRST_PLACE, last },
      count: Number(n) - Number(rows[index - 1]?.n ?? 0n),
    })),
  }
}

const PLACE_ORDER: { readonly [Table in Place['of']]: number } = { people: 0, person_statements: 1 }
/** What is known of it without opening anything: of the words of one's own organisation it is not known whether they hold a KPJ. */
const LEFT_OUT: { readonly [Why in LeftOut]: RawBuilder<unknown> } = {
  'no-kpj': sql`has_kpj is false`,
  deceased: sql`living_status = 'deceased'`,
}

/** Everybody of the selection by place, whom one sees and whom one tells of. */
function everybody(sight: Sight, selection: Selection): RawBuilder<unknown> {
  return sql`
    select 0 as place, p.id, p.living_status, p.kpj_index is not null as has_kpj
      from people p where ${ofPeople(sight, selection)}
    union all select 1, s.person_id, s.stated ->> 'livingStatus', null
      from person_statements s where ${ofStatements(sight, selection)}`
}

type Row = {
  readonly id: bigint
  readonly open: StoredOpen
  readonly sealed: Buffer
  readonly row_key: string
}
/** JSON has no bigint; everything else stands in it as it is. */
type StoredOpen = Omit<OpenFields, 'income'> & { readonly income: number | null }

const OPEN_COLUMNS = sql.raw(
  `jsonb_build_object(${OPEN_FIELDS.map((field) => `'${field}', ${columnOf(field)}`).join(', ')})`,
)

/** Those of the selection behind a place, by number up to and with `upTo`, at most `most`. */
export async function listLeaving(
  tx: Tx,
  sight: Sight,
  selection: Selection,
  { place, upTo, most }: { readonly place: Place; readonly upTo: bigint; readonly most: number },
): Promise<readonly Row[]> {
  const query =
    place.of === 'people'
      ? sql<Row>`select id, ${OPEN_COLUMNS} as open, sealed, id::text as row_key from people p
          where ${ofPeople(sight, selection)} and id > ${place.after} and id <= ${upTo} order by id limit ${most}`
      : sql<Row>`select person_id as id, stated as open, sealed, statement_key as row_key from person_statements s
          where ${ofStatements(sight, selection)} and person_id > ${place.after} and person_id <= ${upTo}
          order by person_id limit ${most}`
  return (await query.execute(tx)).rows
}

/**
 * The rows that stand for these people, in the order asked for, wherever they live. Only inside the gate `matching`: whoever calls has
 * decided that the doer may have each of them.
 */
export async function listStandingRows(tx: Tx, ids: readonly bigint[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select p.id, ${OPEN_COLUMNS} as open, p.sealed, p.id::text as row_key
    from unnest(${ids.map(String)}::bigint[]) with ordinality as asked (person_id, place)
      join people p on p.id = standing_person(asked.person_id) order by asked.place`.execute(tx)
  return rows
}

/** Opens what is encrypted and names the regions, one look at the map for all of them. */
export async function openLeaving(
  tx: Tx,
  ring: KeyRing,
  rows: readonly Row[],
  { table, on }: { readonly table: SealedTable; readonly on: PlainDate },
): Promise<LeavingPerson[]> {
  const places = [...new Set(rows.map(({ open }) => open.residenceRegion))].map(
    (home) => [home, levelsOf(home)] as const,
  )
  const regions = await listRegions(tx, [...new Set(places.flatMap(([, codes]) => codes))], on)
  const namesOf = new Map(
    places.map(([home, codes]) => {
      const [regency = '', district = '', village = ''] = codes.map((code) => regions.get(code)?.name ?? '')
      return [home, { regency, district, village }]
    }),
  )
  return rows.map(({ open, sealed, row_key }) => ({
    open: { ...open, income: open.income === null ? null : BigInt(open.income) },
    sealed: openPerson(ring, table, row_key, sealed),
    places: namesOf.get(open.residenceRegion) ?? { regency: '', district: '', village: '' },
  }))
}

const LEVELS = ['kabupaten-kota', 'kecamatan', 'desa-kelurahan'] as const

/** Regency, district and village of a home, as far down as it is known. */
function levelsOf(home: RegionCode): RegionCode[] {
  const depth = LEVELS.findIndex((level) => level === depthOf(home))
  return LEVELS.slice(0, depth + 1).map((level) => ancestorAt(home, level))
}

function ofPeople({ first, last, organisationId }: Sight, selection: Selection): RawBuilder<unknown> {
  const { importId, ids, segment } = selection
  return all([
    sql`p.merged_into is null`,
    sql`(p.residence_region between ${first} and ${last} or p.work_region between ${first} and ${last}
      or p.organisation_id = ${organisationId}::uuid)`,
    ...livingIn(sql`p.residence_region`, selection),
    ...(importId === undefined
      ? []
      : [
          sql`p.id in (select case when m.merged_into is null then m.id else standing_person(m.id) end from people m
          where m.id in (select b.id from people b where b.import_id = ${importId}::uuid
            union select c.person_id from person_changes c where c.import_id = ${importId}::uuid))`,
        ]),
    ...(ids === undefined ? [] : [sql`p.id = any (${standing(ids)})`]),
    ...(segment === undefined ? [] : [sql`p.segment = ${segment}`]),
  ])
}

/** What an organisation tells of somebody whose row it does not see; who sees both gets the row. */
function ofStatements({ first, last, organisationId }: Sight, selection: Selection): RawBuilder<unknown> {
  const { importId, ids, segment } = selection
  return all([
    sql`(s.residence_region between ${first} and ${last} or s.organisation_id = ${organisationId}::uuid)`,
    sql`not exists (select from people p where p.id = s.person_id)`,
    ...livingIn(sql`s.residence_region`, selection),
    ...(importId === undefined ? [] : [sql`s.import_id = ${importId}::uuid`]),
    ...(ids === undefined ? [] : [sql`s.person_id = any (${standing(ids)})`]),
    ...(segment === undefined ? [] : [sql`s.stated ->> 'segment' = ${segment}`]),
  ])
}

/** Whoever was merged leaves as the row that stands for him. */
function standing(ids: readonly number[]): RawBuilder<unknown> {
  return sql`array(select standing_person(n) from unnest(${ids}::bigint[]) n)`
}

function livingIn(column: RawBuilder<unknown>, { region }: Selection): RawBuilder<unknown>[] {
  if (region === undefined) return []
  const { first, last } = subtreeOf(region)
  return [sql`${column} between ${first} and ${last}`]
}

function all(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(conditions, sql` and `)
}
