import { jsonText } from '../../platform/json-text.ts'
import {
  EMPLOYER_FIELDS,
  employerNameKey,
  type EmployerChange,
  type EmployerField,
  type EmployerFields,
} from './employers.ts'
import type { RunSql } from './run-sql.ts'

/** An employer that is not on record yet. */
export type NewEmployer = {
  readonly id: string
  readonly organisationId: string | null
  readonly importId: string | null
  readonly importRow: number | null
  readonly fields: EmployerFields
}

const COLUMN_OF: { readonly [Field in EmployerField]: string } = {
  name: 'name',
  npp: 'npp',
  nib: 'nib',
  npwp: 'npwp',
  regionCode: 'region_code',
  address: 'address',
  kbli: 'kbli',
  size: 'size',
  menCount: 'men_count',
  womenCount: 'women_count',
  foreignCount: 'foreign_count',
  registeredCount: 'registered_count',
  wages: 'wages',
  reportedOn: 'reported_on',
}
const TOLD = [...EMPLOYER_FIELDS.map((field) => COLUMN_OF[field]), 'name_key']

/** Writes new employers in one statement. Fails with one of `EMPLOYER_RACES` when the keeper got one of them meanwhile. */
export async function insertEmployers(
  run: RunSql,
  employers: readonly NewEmployer[],
  now: Date,
): Promise<void> {
  if (employers.length === 0) return
  const columns = ['id', 'organisation_id', 'import_id', 'import_row', 'recorded_at', ...TOLD].join(', ')
  const rows = employers.map(({ id, organisationId, importId, importRow, fields }) => ({
    ...columnsOf(fields),
    id,
    organisation_id: organisationId,
    import_id: importId,
    import_row: importRow,
    recorded_at: now,
  }))
  await run(
    `insert into employers (${columns}) select ${columns} from jsonb_populate_recordset(null::employers, $1::jsonb)`,
    [jsonText(rows)],
  )
}

/** Constraints whose breach means that somebody of the same organisation was quicker. */
export const EMPLOYER_RACES = [
  'one_npp_per_keeper',
  'one_nib_per_keeper_and_regency',
  'one_npwp_per_keeper_and_regency',
  'one_name_per_keeper_and_region',
] as const

/** What an employer on record becomes. */
export type EmployerUpdate = {
  readonly id: string
  readonly after: EmployerFields
  readonly changes: Readonly<Record<string, EmployerChange>>
}

/** Who changes employers, by what, and why. */
export type EmployerOrigin = {
  readonly organisationId: string | null
  readonly importId: string | null
  readonly cause: 'import' | 'form'
  readonly reason: string | null
  readonly now: Date
}

/** Adds to history what stood there, then writes employers over, each in one statement. */
export async function updateEmployers(
  run: RunSql,
  updates: readonly EmployerUpdate[],
  { organisationId, importId, cause, reason, now }: EmployerOrigin,
): Promise<void> {
  if (updates.length === 0) return
  await run(
    `insert into employer_changes (employer_id, organisation_id, import_id, cause, changes, row_before, reason, changed_at)
     select e.id, $1::uuid, $2::uuid, $3, c.changes, to_jsonb(e), $4, $5::timestamptz
     from jsonb_to_recordset($6::jsonb) as c (id uuid, changes jsonb) join employers e on e.id = c.id`,
    [
      organisationId,
      importId,
      cause,
      reason,
      now,
      jsonText(updates.map(({ id, changes }) => ({ id, changes }))),
    ],
  )
  const rows = updates.map(({ id, after }) => ({ id, ...columnsOf(after) }))
  await run(
    `update employers e set ${TOLD.map((column) => `${column} = r.${column}`).join(', ')}
     from jsonb_populate_recordset(null::employers, $1::jsonb) r where e.id = r.id`,
    [jsonText(rows)],
  )
}

/** How many employers of a list have been changed by others since. */
export async function countBuiltUpon(run: RunSql, importId: string): Promise<number> {
  const [row] = await run<{ count: number }>(
    `select count(*)::integer as count from (
       select c.employer_id from employer_changes c join employers e on e.id = c.employer_id
         where e.import_id = $1 and c.import_id is distinct from $1
       union select later.employer_id from employer_changes mine join employer_changes later
         on later.employer_id = mine.employer_id and later.id > mine.id and later.import_id is distinct from $1
         where mine.import_id = $1) built`,
    [importId],
  )
  return row?.count ?? 0
}

/** Puts employers that a list changed back as they were, with history, and removes those it brought. */
export async function takeBackEmployers(
  run: RunSql,
  importId: string,
  now: Date,
): Promise<{ readonly removed: number; readonly restored: number }> {
  const first = `(select distinct on (employer_id) employer_id, changes, row_before from employer_changes
    where import_id = $1 and cause = 'import' order by employer_id, id)`
  await run(
    `insert into employer_changes (employer_id, organisation_id, import_id, cause, changes, row_before, changed_at)
     select e.id, e.organisation_id, $1, 'undo',
       (select jsonb_object_agg(key, jsonb_build_array(value -> 1, value -> 0)) from jsonb_each(f.changes)), to_jsonb(e), $2
     from ${first} f join employers e on e.id = f.employer_id`,
    [importId, now],
  )
  const restored = await run(
    `update employers e set ${TOLD.map((column) => `${column} = r.${column}`).join(', ')}
     from ${first} f cross join lateral jsonb_populate_record(null::employers, f.row_before) r
     where e.id = f.employer_id returning e.id`,
    [importId],
  )
  const removed = await run('delete from employers where import_id = $1 returning id', [importId])
  return { removed: removed.length, restored: restored.length }
}

function columnsOf(fields: EmployerFields): Record<string, unknown> {
  return {
    ...Object.fromEntries(EMPLOYER_FIELDS.map((field) => [COLUMN_OF[field], fields[field]])),
    name_key: employerNameKey(fields.name),
  }
}
