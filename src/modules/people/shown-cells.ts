import { decryptField, encryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { LineOutcome } from '../imports/imports.ts'
import type { MendedList } from '../imports/mended-list.ts'
import { ownHeader, type ListField } from '../imports/reading/header-aliases.ts'
import { textAt, type SheetRow } from '../imports/reading/sheet-row.ts'
import type { RowField } from './row/fields.ts'
import { maskCell } from './row/mask-cell.ts'

/** A cell as a page may show it, masked; `heading` is the column's own. */
export type ShownCell = {
  readonly heading: string
  readonly shown: string | null
  /** The field of the list that a person would write anew. */
  readonly field: ListField
}

/** What a page shows of a row: its name, and the cell of each field that something was said about. */
export type ShownCells = { readonly name: string; readonly cells: Readonly<Record<string, ShownCell>> }

/** A later row can put the NIK of any row in doubt: that cell is always among them. */
const ALWAYS: readonly RowField[] = ['nik']

/** The cells of a row that its outcomes speak of; of a row that cannot be read only the headings are known. */
export function shownCells(
  outcomes: readonly LineOutcome[],
  row: SheetRow | null,
  { mapping }: Pick<MendedList, 'mapping'>,
): ShownCells {
  const nameColumn = mapping.columnOf.name ?? mapping.columnOf.firstName
  // Outcomes of rows of people name fields of people.
  const told = outcomes.flatMap(({ field }) => (field === null ? [] : [field as RowField]))
  const fields = [...new Set([...ALWAYS, ...told])]
  return {
    name: row && nameColumn !== undefined ? maskCell('name', textAt(row, nameColumn)) : '',
    cells: Object.fromEntries(fields.map((field) => [field, shownCell(field, row, mapping)])),
  }
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

function shownCell(field: RowField, row: SheetRow | null, mapping: MendedList['mapping']): ShownCell {
  const own = FIELD_OF_ROW_FIELD[field] ?? (field as ListField)
  const together = TOGETHER[field]
  const column = mapping.columnOf[own] ?? (together && mapping.columnOf[together])
  if (column === undefined) return { heading: ownHeader(own), shown: '', field: own }
  const heading = (mapping.headers[column] ?? '').replace(/\s+/g, ' ').trim()
  return {
    heading: heading === '' ? ownHeader(own) : heading,
    shown: row ? maskCell(field, textAt(row, column)) : null,
    field: own,
  }
}

const PREVIEW = { table: 'import_preview_rows', column: 'sealed' } as const

/** Encrypts what is shown of a row, for its own row of `import_preview_rows`. */
export function sealShown(ring: KeyRing, importId: string, rowNumber: number, cells: ShownCells): Buffer {
  return encryptField(ring, { ...PREVIEW, rowId: `${importId}.${String(rowNumber)}` }, JSON.stringify(cells))
}

export function openShown(ring: KeyRing, key: string, sealed: Buffer): ShownCells {
  return JSON.parse(decryptField(ring, { ...PREVIEW, rowId: key }, sealed)) as ShownCells
}
