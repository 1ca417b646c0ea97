import { isUuid } from '../../kernel/uuid.ts'
import { sql, type RawBuilder } from 'kysely'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { BusinessSize } from '../../rules/membership.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { RunSql } from './run-sql.ts'
import { employerNameKey, type EmployerChange, type EmployerFields, type KnownEmployer } from './employers.ts'

/** One place of work as one organisation knows it. */
export type Employer = KnownEmployer & { readonly organisationId: string | null; readonly recordedAt: Date }

type Row = {
  id: string
  organisation_id: string | null
  import_id: string | null
  import_row: number | null
  name: string
  npp: string | null
  nib: string | null
  npwp: string | null
  region_code: bigint
  address: string | null
  kbli: string | null
  size: BusinessSize | null
  men_count: number | null
  women_count: number | null
  foreign_count: number | null
  registered_count: number | null
  wages: bigint | null
  reported_on: PlainDate | null
  recorded_at: Date
}

const COLUMN_NAMES = `e.id, e.organisation_id, e.import_id, e.import_row, e.name, e.npp, e.nib, e.npwp, e.region_code, e.address,
  e.kbli, e.size, e.men_count, e.women_count, e.foreign_count, e.registered_count, e.wages, e.reported_on, e.recorded_at`
const COLUMNS = sql.raw(COLUMN_NAMES)

/** By what an employer is looked for: one of the numbers exactly, or the beginning of its name within a region. */
export type EmployerQuestion = {
  readonly npp?: string
  readonly nib?: string
  readonly npwp?: string
  readonly name?: string
  readonly region?: RegionCode
}

/** Which of those that fit: a page by number, or those behind one that is known. */
export type EmployerWindow = {
  readonly limit: number
  readonly offset?: number
  readonly after?: Employer
}

/** Employers within sight that fit, by name; the same employer as several organisations know it stands there several times. */
export async function findEmployers(
  db: Queryable,
  sight: Sight,
  question: EmployerQuestion,
  { limit, offset = 0, after }: EmployerWindow,
): Promise<Employer[]> {
  const wanted = [
    ...wantedBy(sight, question),
    ...(after === undefined
      ? []
      : [
          sql`(e.name_key, e.region_code, e.id)
            > (${employerNameKey(after.fields.name)}, ${after.fields.regionCode}::bigint, ${after.id}::uuid)`,
        ]),
  ]
  const { rows } = await sql<Row>`
    select ${COLUMNS} from employers e where ${sql.join(wanted, sql` and `)}
    order by e.name_key, e.region_code, e.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(employerOf)
}

function wantedBy(sight: Sight, { npp, nib, npwp, name, region }: EmployerQuestion): RawBuilder<unknown>[] {
  const subtree = region === undefined ? null : subtreeOf(region)
  return [
    inSight(sight),
    ...(npp === undefined ? [] : [sql`e.npp = ${npp}`]),
    ...(nib === undefined ? [] : [sql`e.nib = ${nib}`]),
    ...(npwp === undefined ? [] : [sql`e.npwp = ${npwp}`]),
    ...(name === undefined ? [] : [sql`starts_with(e.name_key, ${employerNameKey(name)})`]),
    ...(subtree === null ? [] : [sql`e.region_code between ${subtree.first} and ${subtree.last}`]),
  ]
}

/** How many employers within sight fit. */
export async function countEmployers(
  db: Queryable,
  sight: Sight,
  question: EmployerQuestion,
): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from employers e where ${sql.join(wantedBy(sight, question), sql` and `)}`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0n)
}

/** The names of the organisations that keep these employers, as far as the reader may know them. */
export async function listKeeperNames(
  db: Queryable,
  employers: readonly Employer[],
): Promise<ReadonlyMap<string, string>> {
  const ids = employers.flatMap(({ organisationId }) => organisationId ?? [])
  const { rows } = await sql<{ id: string; name: string }>`
    select id::text as id, name from organisations where id = any (${[...new Set(ids)]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** An employer within sight, or nothing. */
export async function findEmployer(db: Queryable, sight: Sight, id: string): Promise<Employer | null> {
  if (!isUuid(id)) return null
  const { rows } =
    await sql<Row>`select ${COLUMNS} from employers e where e.id = ${id} and ${inSight(sight)}`.execute(db)
  return rows[0] ? employerOf(rows[0]) : null
}

/** What other organisations within sight say of the same employer: the same NPP, or the same NIB or NPWP in the same regency. */
export async function listOtherWords(
  db: Queryable,
  sight: Sight,
  { id, fields }: Employer,
): Promise<Employer[]> {
  const { npp, nib, npwp, regionCode } = fields
  const { rows } = await sql<Row>`
    select ${COLUMNS} from employers e
    where ${inSight(sight)} and e.id <> ${id} and (e.npp = ${npp}
      or (e.nib = ${nib} or e.npwp = ${npwp}) and e.region_code / 1000000 = ${Math.trunc(regionCode / 1_000_000)}::bigint)
    order by e.recorded_at, e.id limit 50`.execute(db)
  return rows.map(employerOf)
}

export type EmployerHistoryEntry = {
  readonly cause: 'import' | 'form' | 'undo'
  readonly changes: Readonly<Record<string, EmployerChange>>
  readonly reason: string | null
  readonly changedAt: Date
}

/** What was changed of an employer, the newest first. */
export async function listEmployerHistory(db: Queryable, id: string): Promise<EmployerHistoryEntry[]> {
  const { rows } = await sql<EmployerHistoryEntry>`
    select cause, changes, reason, changed_at as "changedAt" from employer_changes where employer_id = ${id} order by id desc`.execute(
    db,
  )
  return rows
}

/**
 * The keeper's own employers that any of these rows may mean, locked until the transaction ends, for the book in which they are found
 * again.
 */
export async function lockCandidates(
  run: RunSql,
  organisationId: string | null,
  rows: readonly EmployerFields[],
): Promise<KnownEmployer[]> {
  const said = (pick: (row: EmployerFields) => string | null) => [
    ...new Set(rows.map(pick).filter((value) => value !== null)),
  ]
  const found = await run<Row>(
    `select ${COLUMN_NAMES} from employers e where e.organisation_id is not distinct from $1::uuid
       and (e.npp = any ($2::text[]) or e.nib = any ($3::text[]) or e.npwp = any ($4::text[]) or e.name_key = any ($5::text[]))
     order by e.id for update`,
    [
      organisationId,
      said(({ npp }) => npp),
      said(({ nib }) => nib),
      said(({ npwp }) => npwp),
      said(({ name }) => employerNameKey(name)),
    ],
  )
  return found.map(employerOf)
}

/** Row-level security says the same once more. */
function inSight({ first, last, organisationId }: Sight) {
  return sql`(e.region_code between ${first} and ${last} or e.organisation_id = ${organisationId}::uuid)`
}

function employerOf(row: Row): Employer {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    importId: row.import_id,
    importRow: row.import_row,
    recordedAt: row.recorded_at,
    fields: {
      name: row.name,
      npp: row.npp,
      nib: row.nib,
      npwp: row.npwp,
      regionCode: Number(row.region_code) as RegionCode,
      address: row.address,
      kbli: row.kbli,
      size: row.size,
      menCount: row.men_count,
      womenCount: row.women_count,
      foreignCount: row.foreign_count,
      registeredCount: row.registered_count,
      wages: row.wages,
      reportedOn: row.reported_on,
    },
  }
}
