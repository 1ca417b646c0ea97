import { columnOf, OPEN_FIELDS, type SealedFields } from './people.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No such two people, or not both within reach: nothing says which. */
    'pair-unknown': Readonly<Record<string, never>>
    /** One of the two stands for nobody any more: somebody else was quicker. */
    'people-merged-already': Readonly<Record<string, never>>
    /** A list that told of one of them is still running and could yet be taken back. */
    'people-being-imported': Readonly<Record<string, never>>
    /** Somebody decided about the pair before. */
    'pair-decided-already': Readonly<Record<string, never>>
    /** No such merging within reach. */
    'merge-unknown': Readonly<Record<string, never>>
    /** It was taken apart before. */
    'merge-undone-already': Readonly<Record<string, never>>
    /** Somebody changed or told of these people since; taking them apart would take that work too. */
    'merge-built-upon': Readonly<Record<string, never>>
  }
}

/** The open columns of a row of `people` by their names, as JSON gives them. */
export type PersonColumns = Readonly<Record<string, unknown>>

/** Columns that mean something only together: filled together, and only where none of them says anything. */
const TOGETHER: readonly (readonly string[])[] = [
  ['sex'],
  ['born_on'],
  ['birth_place'],
  ['work_region'],
  ['address', 'rt', 'rw', 'hamlet'],
  ['occupation', 'occupation_code'],
  ['occupation_second'],
  ['work_location'],
  ['work_start', 'work_end'],
  ['marital_status'],
  ['income'],
  ['groups'],
  ['decile', 'decile_source', 'decile_on'],
  ['living_status', 'living_status_on'],
]

/** Every column that a merging can fill. */
export const FILLED_COLUMNS: readonly string[] = [...TOGETHER.flat(), 'heir_relation']

export type Filled = {
  readonly row: PersonColumns
  readonly sealed: SealedFields
  /** field → [before, after], as history keeps it; an encrypted field only says that it changed. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
}

type Telling = { readonly row: PersonColumns; readonly sealed: SealedFields }

/**
 * The kept row with what only the lost one knew. Nothing that the kept row says is replaced; an address is taken only within the same
 * village, an heir only whole, and the NIK never.
 */
export function fillMissing(kept: Telling, lost: Telling): Filled {
  const changes: Record<string, readonly [unknown, unknown]> = {}
  const row: Record<string, unknown> = { ...kept.row }
  const fill = (column: string) => {
    if (!isSaid(lost.row[column])) return
    row[column] = lost.row[column]
    changes[camelCase(column)] = [kept.row[column] ?? null, lost.row[column]]
  }
  for (const columns of TOGETHER) {
    const isOfOnePlace =
      columns[0] !== 'address' || kept.row['residence_region'] === lost.row['residence_region']
    if (isOfOnePlace && !columns.some((column) => isSaid(kept.row[column]))) columns.forEach(fill)
  }
  const takesHeir =
    kept.sealed.heirName === undefined &&
    kept.sealed.heirPhone === undefined &&
    !isSaid(kept.row['heir_relation'])
  if (takesHeir) fill('heir_relation')
  const sealed: Record<string, string> = { ...kept.sealed }
  for (const [field, value] of Object.entries(lost.sealed)) {
    if (sealed[field] !== undefined || (field.startsWith('heir') && !takesHeir)) continue
    sealed[field] = value
    changes[field] = ['…', '…']
  }
  return { row, sealed: sealed as unknown as SealedFields, changes }
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
}

function camelCase(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The same words as a statement keeps them; income stays a number of whole rupiah. */
export function statedOf(row: PersonColumns): Readonly<Record<string, unknown>> {
  return Object.fromEntries(OPEN_FIELDS.map((field) => [field, row[columnOf(field)] ?? null]))
}
