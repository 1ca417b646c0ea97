import { randomUUID } from 'node:crypto'
import type { Merged, RowFate } from '../imports/imports.ts'
import { assessEmployer, EmployerBook, type EmployerFields, type KnownEmployer } from './employers.ts'
import { lockCandidates } from './queries.ts'
import { employerFate, employerOutcome, type EmployerOutcome } from './row-outcomes.ts'
import type { RunSql } from './run-sql.ts'
import { insertEmployers, updateEmployers, type EmployerUpdate, type NewEmployer } from './store.ts'

/** A row that is fit to be an employer. */
export type EmployerRow = {
  readonly rowNumber: number
  readonly fields: EmployerFields
  /** What the row has been told already, warnings. */
  readonly outcomes: readonly EmployerOutcome[]
}

export type EmployerMerge = {
  readonly organisationId: string | null
  readonly importId: string
  readonly now: Date
}

/** What a chunk comes to: nothing of it is written yet. */
export type EmployerPlan = {
  readonly inserts: readonly NewEmployer[]
  readonly updates: readonly EmployerUpdate[]
  readonly fates: readonly RowFate[]
}

/**
 * Brings one chunk of a list into the teller's own employers, in the caller's transaction. The same rows again change nothing. Fails with
 * one of `EMPLOYER_RACES` when the same organisation brought one of them meanwhile: the caller rolls back and merges again.
 */
export async function mergeEmployers(
  run: RunSql,
  merge: EmployerMerge,
  rows: readonly EmployerRow[],
): Promise<Merged> {
  const { organisationId, importId, now } = merge
  const candidates = await lockCandidates(
    run,
    organisationId,
    rows.map(({ fields }) => fields),
  )
  const plan = planEmployers(new EmployerBook(candidates), merge, rows)
  await insertEmployers(run, plan.inserts, now)
  await updateEmployers(run, plan.updates, { organisationId, importId, cause: 'import', reason: null, now })
  return { fates: plan.fates, takenBack: [] }
}

/** Decides each row by what is known, and writes what it decides into the book, so that a later row finds it there. */
export function planEmployers(
  book: EmployerBook,
  merge: EmployerMerge,
  rows: readonly EmployerRow[],
): EmployerPlan {
  const inserts: NewEmployer[] = []
  const updates: EmployerUpdate[] = []
  const fates: RowFate[] = []
  /** Employers that a row of this chunk has told of, with that row. */
  const told = new Map<string, number>()
  for (const row of rows) {
    const match = book.match(row.fields)
    if (match.kind === 'several') {
      fates.push(fateOf(row, employerOutcome('CABANG_MENDUA', 'npp', { count: match.count })))
    } else if (match.kind === 'new') {
      const employer = newEmployer(merge, row)
      inserts.push(employer)
      told.set(employer.id, row.rowNumber)
      book.put(employer)
      fates.push(fateOf(row))
    } else {
      const firstRow = told.get(match.employer.id) ?? earlierRow(match.employer, merge)
      const known = decideKnown(row, match.employer, firstRow)
      fates.push(known.fate)
      if (known.update) {
        updates.push(known.update)
        told.set(match.employer.id, row.rowNumber)
        book.put({ ...match.employer, fields: known.update.after })
      }
    }
  }
  return { inserts, updates, fates }
}

function newEmployer(
  { organisationId, importId }: EmployerMerge,
  { rowNumber, fields }: EmployerRow,
): NewEmployer {
  return { id: randomUUID(), organisationId, importId, importRow: rowNumber, fields }
}

/** The row of this very list that brought an employer in an earlier chunk. */
function earlierRow({ importId, importRow }: KnownEmployer, merge: EmployerMerge): number | undefined {
  return importId === merge.importId ? (importRow ?? undefined) : undefined
}

function decideKnown(
  row: EmployerRow,
  { id, fields }: KnownEmployer,
  firstRow: number | undefined,
): { readonly fate: RowFate; readonly update: EmployerUpdate | null } {
  const { after, changes, isOlder } = assessEmployer(fields, row.fields)
  const isNews = Object.keys(changes).length > 0
  if (firstRow !== undefined) {
    const said =
      isNews || isOlder
        ? employerOutcome('GANDA_BEDA', null, { otherRow: firstRow })
        : employerOutcome('GANDA_BERKAS', null, { firstRow })
    return { fate: fateOf(row, said), update: null }
  }
  if (isOlder) return { fate: fateOf(row, employerOutcome('LAPORAN_LAMA', 'reportedOn', {})), update: null }
  if (!isNews) return { fate: fateOf(row, employerOutcome('SUDAH_TERCATAT', null, {})), update: null }
  // The same report told otherwise, or mended by hand since: neither may win unseen.
  const differing = Object.entries(changes).flatMap(([field, [before]]) => (before === null ? [] : [field]))
  if (row.fields.reportedOn !== null && row.fields.reportedOn === fields.reportedOn && differing.length > 0)
    return { fate: fateOf(row, employerOutcome('LAPORAN_BEDA', null, { fields: differing })), update: null }
  const renamed = changes['name'] ? [employerOutcome('NAMA_BERUBAH', 'name', { known: fields.name })] : []
  return { fate: fateOf(row, ...renamed), update: { id, after, changes } }
}

function fateOf(row: EmployerRow, ...more: readonly EmployerOutcome[]): RowFate {
  const outcomes = [...row.outcomes, ...more]
  return { rowNumber: row.rowNumber, fate: employerFate(outcomes), outcomes, personId: null }
}
