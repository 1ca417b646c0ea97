import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { ancestorAt, depthOf, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Tx } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import { listRegions } from '../regions/queries.ts'
import type { LeavingPerson } from './export-layouts.ts'
import { columnOf, OPEN_FIELDS, type OpenFields } from './people.ts'
import { openPerson, type SealedTable } from './seal-person.ts'

/** Which people leave; at least one of these. Several narrow each other. */
export type Selection = {
  /** Those who live there. */
  readonly region?: RegionCode
  /** Those whom a list brought, changed, or told of. */
  readonly importId?: string
  readonly ids?: readonly number[]
}

/** Refuses a selection that selects nothing in particular: there is no export of everybody. */
export function requireSelection({ region, importId, ids }: Selection): void {
  if (region === undefined && importId === undefined && ids === undefined)
    throw refuse('value-missing', { field: 'region, import, ids' })
}

/** Up to where a selection goes: who comes into the registry later is not in the file, so that its count is right. */
export type SelectionEnd = { readonly count: number; readonly last: bigint }

/** A place in the selection: rows that are in sight come first, then what one's own organisation tells of others. */
export type Place = { readonly of: 'people' | 'person_statements'; readonly after: bigint }

export const FIRST_PLACE: Place = { of: 'people', after: 0n }

/** How many people the selection has within sight, and where it ends. */
export async function countLeaving(tx: Tx, sight: Sight, selection: Selection): Promise<SelectionEnd> {
  const { rows } = await sql<{ count: bigint; last: bigint }>`
    select count(*) as count, coalesce(max(id), 0) as last from (
      select p.id from people p where ${ofPeople(sight, selection)}
      union all select s.person_id from person_statements s where ${ofStatements(sight, selection)}) leaving`.execute(
    tx,
  )
  const [row] = rows
  return { count: Number(row?.count ?? 0n), last: row?.last ?? 0n }
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

/** Those of the selection behind a place, by number, at most `most`. */
export async function listLeaving(
  tx: Tx,
  sight: Sight,
  selection: Selection,
  { place, last, most }: { readonly place: Place; readonly last: bigint; readonly most: number },
): Promise<readonly Row[]> {
  const query =
    place.of === 'people'
      ? sql<Row>`select id, ${OPEN_COLUMNS} as open, sealed, id::text as row_key from people p
          where ${ofPeople(sight, selection)} and id > ${place.after} and id <= ${last} order by id limit ${most}`
      : sql<Row>`select person_id as id, stated as open, sealed, statement_key as row_key from person_statements s
          where ${ofStatements(sight, selection)} and person_id > ${place.after} and person_id <= ${last}
          order by person_id limit ${most}`
  return (await query.execute(tx)).rows
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
  const { importId, ids } = selection
  return all([
    sql`p.merged_into is null`,
    sql`(p.residence_region between ${first} and ${last} or p.work_region between ${first} and ${last}
      or p.organisation_id = ${organisationId}::uuid)`,
    ...livingIn(sql`p.residence_region`, selection),
    ...(importId === undefined
      ? []
      : [
          sql`(p.import_id = ${importId}::uuid
          or p.id in (select c.person_id from person_changes c where c.import_id = ${importId}::uuid))`,
        ]),
    ...(ids === undefined ? [] : [sql`p.id = any (${ids}::bigint[])`]),
  ])
}

/** What an organisation tells of somebody whose row it does not see; who sees both gets the row. */
function ofStatements({ first, last, organisationId }: Sight, selection: Selection): RawBuilder<unknown> {
  const { importId, ids } = selection
  return all([
    sql`(s.residence_region between ${first} and ${last} or s.organisation_id = ${organisationId}::uuid)`,
    sql`not exists (select from people p where p.id = s.person_id)`,
    ...livingIn(sql`s.residence_region`, selection),
    ...(importId === undefined ? [] : [sql`s.import_id = ${importId}::uuid`]),
    ...(ids === undefined ? [] : [sql`s.person_id = any (${ids}::bigint[])`]),
  ])
}

function livingIn(column: RawBuilder<unknown>, { region }: Selection): RawBuilder<unknown>[] {
  if (region === undefined) return []
  const { first, last } = subtreeOf(region)
  return [sql`${column} between ${first} and ${last}`]
}

function all(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(conditions, sql` and `)
}
