import type { By } from '../access/act.ts'
import type { Fate, LineOutcome } from '../imports/imports.ts'
import { ownHeader, type ListField } from '../imports/reading/header-aliases.ts'
import { textAt, type SheetRow } from '../imports/reading/sheet-row.ts'
import type { MendedList } from '../imports/mended-list.ts'
import type { PeopleDeps } from './people-deps.ts'
import type { RowField } from './row/fields.ts'
import { maskCell } from './row/mask-cell.ts'
import { withPreparedList, type PreparedList } from './stored-list.ts'

/** One thing said of a row, with what stands in its cell, masked; `heading` is the column's own. */
export type ShownOutcome = {
  readonly outcome: LineOutcome
  readonly heading: string | null
  readonly shown: string | null
  /** The field of the list that a person would write anew. */
  readonly field: ListField | null
}

/** A row as a page shows it: who it is about, as far as one may see that, and what was said of it. */
export type ShownRow = {
  readonly rowNumber: number
  readonly fate: Fate
  readonly name: string
  readonly outcomes: readonly ShownOutcome[]
}

type Told = { readonly rowNumber: number; readonly fate: Fate; readonly outcomes: readonly LineOutcome[] }

/** Reads the cells of these rows out of the sealed file, for this answer only, and masks them. */
export async function showRows(
  deps: Pick<PeopleDeps, 'db' | 'ring' | 'folder'>,
  by: By,
  prepared: PreparedList,
  told: readonly Told[],
): Promise<ShownRow[]> {
  if (told.length === 0) return []
  return withPreparedList(deps, by, prepared, async (list) => {
    const cells = await readRows(list, new Set(told.map(({ rowNumber }) => rowNumber)))
    return told.map((row) => shownRow(row, cells.get(row.rowNumber) ?? null, list))
  })
}

/** Stops at the last row that is wanted. */
async function readRows(list: MendedList, wanted: ReadonlySet<number>): Promise<Map<number, SheetRow>> {
  const found = new Map<number, SheetRow>()
  for await (const { rows, shifted } of list.chunks()) {
    for (const row of [...rows, ...shifted.map((each) => each.row)])
      if (wanted.has(row.number)) found.set(row.number, row)
    if (found.size === wanted.size) break
  }
  return found
}

const FIELD_OF_ROW_FIELD: { readonly [Field in RowField]?: ListField } = {
  workStart: 'workStartsAt',
  workEnd: 'workEndsAt',
}
/** Several fields in one column: what is wrong with the field stands in that cell. */
const TOGETHER: { readonly [Field in RowField]?: ListField } = {
  bornOn: 'birthPlaceAndDate',
  birthPlace: 'birthPlaceAndDate',
  rt: 'rtRw',
  rw: 'rtRw',
  name: 'firstName',
}

function shownRow({ rowNumber, fate, outcomes }: Told, row: SheetRow | null, list: MendedList): ShownRow {
  const { columnOf } = list.mapping
  const nameColumn = columnOf.name ?? columnOf.firstName
  return {
    rowNumber,
    fate,
    name: row && nameColumn !== undefined ? maskCell('name', textAt(row, nameColumn)) : '',
    outcomes: outcomes.map((outcome) => shownOutcome(outcome, row, list)),
  }
}

function shownOutcome(outcome: LineOutcome, row: SheetRow | null, { mapping }: MendedList): ShownOutcome {
  if (outcome.field === null) return { outcome, heading: null, shown: null, field: null }
  // Outcomes of rows of people name fields of people.
  const field = outcome.field as RowField
  const own = FIELD_OF_ROW_FIELD[field] ?? (field as ListField)
  const together = TOGETHER[field]
  const column = mapping.columnOf[own] ?? (together && mapping.columnOf[together])
  if (column === undefined) return { outcome, heading: ownHeader(own), shown: '', field: own }
  const heading = (mapping.headers[column] ?? '').replace(/\s+/g, ' ').trim()
  return {
    outcome,
    heading: heading === '' ? ownHeader(own) : heading,
    shown: row ? maskCell(field, textAt(row, column)) : null,
    field: own,
  }
}
