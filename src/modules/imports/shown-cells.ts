import { decryptField, encryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { LineOutcome } from './imports.ts'
import type { CellRules } from './list-kind.ts'
import { ownHeader, type ListField } from './reading/header-aliases.ts'
import type { OpenedList } from './reading/open-list.ts'
import { textAt, type SheetRow } from './reading/sheet-row.ts'

/** A cell as a page may show it, masked; `heading` is the column's own. */
export type ShownCell = {
  readonly heading: string
  readonly shown: string | null
  /** The field of the list that a person would write anew. */
  readonly field: ListField
}

/** What a page shows of a row: its name, and the cell of each field that something was said about. */
export type ShownCells = { readonly name: string; readonly cells: Readonly<Record<string, ShownCell>> }

type Mapping = OpenedList['mapping']

/** The cells of a row that its outcomes speak of; of a row that cannot be read only the headings are known. */
export function shownCells(
  rules: CellRules,
  outcomes: readonly LineOutcome[],
  row: SheetRow | null,
  { mapping }: { readonly mapping: Mapping },
): ShownCells {
  const nameColumn = rules.name.map((each) => mapping.columnOf[each]).find((each) => each !== undefined)
  const told = outcomes.flatMap(({ field }) => (field === null ? [] : [field]))
  const fields = [...new Set([...rules.always, ...told])]
  return {
    name: row && nameColumn !== undefined ? rules.mask('name', textAt(row, nameColumn)) : '',
    cells: Object.fromEntries(fields.map((field) => [field, shownCell(rules, field, row, mapping)])),
  }
}

function shownCell(rules: CellRules, field: string, row: SheetRow | null, mapping: Mapping): ShownCell {
  const place = rules.placeOf(field, mapping.columnOf)
  const column = place.columns.map((each) => mapping.columnOf[each]).find((each) => each !== undefined)
  if (column === undefined) return { heading: ownHeader(place.field), shown: '', field: place.field }
  const heading = (mapping.headers[column] ?? '').replace(/\s+/g, ' ').trim()
  return {
    heading: heading === '' ? ownHeader(place.field) : heading,
    shown: row ? rules.mask(field, textAt(row, column)) : null,
    field: place.field,
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
