import { LIST_FIELDS, type ListField } from './reading/header-aliases.ts'
import { headerKey } from './reading/header-names.ts'
import { requireColumns, type ColumnMapping } from './reading/map-columns.ts'
import type { OpenedList } from './reading/open-list.ts'
import type { SheetRow, StoredAs } from './reading/sheet-row.ts'
import type { ListChunk } from './reading/sort-rows.ts'
import type { ColumnChoices, Repair } from './preparation.ts'

/** Repairs as they are looked up row by row. */
type Mends = {
  readonly everywhere: ReadonlyMap<number, string>
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>
  readonly leftOut: ReadonlySet<number>
}

/** A list as its owner mended it, and how many rows he left out. */
export type MendedList = OpenedList & { readonly leftOutCount: number }

/** The key under which the answer for one of several columns of the same heading is kept. */
export function columnKey(headers: readonly string[], column: number): string {
  const key = headerKey(headers[column] ?? '')
  const isAlone = headers.filter((header) => headerKey(header) === key).length === 1
  return isAlone ? key : `${key}#${String(column)}`
}

/**
 * A list as its owner has mended it: with the columns chosen, repairs in their cells and without the rows that were left out. The file
 * stays as it is. Asked as often as wanted it gives the same rows, so that a run that was cut off goes on where it was.
 */
export function mendedList(
  list: OpenedList,
  choices: ColumnChoices,
  repairs: readonly Repair[],
  needed: readonly ListField[],
): MendedList {
  const mapping = withRoomFor(chosenMapping(list.mapping, choices), repairs)
  const mends = mendsOf(repairs, mapping)
  return {
    ...list,
    mapping,
    leftOutCount: mends.leftOut.size,
    requireColumns: () => {
      requireColumns(mapping, needed)
    },
    async *chunks() {
      const chunks = list.chunks()
      for (;;) {
        const next = await chunks.next()
        if (next.done === true) return next.value
        yield mendedChunk(next.value, mends)
      }
    },
  }
}

/** Several columns of one heading: the one that was chosen, when one was. */
function chosenMapping(mapping: ColumnMapping, choices: ColumnChoices): ColumnMapping {
  const columnOf = { ...mapping.columnOf }
  const contested = mapping.contested.filter(({ field, columns }) => {
    const chosen = columns.filter((column) => choices[columnKey(mapping.headers, column)] === field)
    const [only] = chosen
    if (chosen.length !== 1 || only === undefined) return true
    columnOf[field] = only
    return false
  })
  return { ...mapping, columnOf, contested }
}

/** A field that the file has no column for gets one behind the others. */
function withRoomFor(mapping: ColumnMapping, repairs: readonly Repair[]): ColumnMapping {
  const columnOf = { ...mapping.columnOf }
  let next = Math.max(mapping.headers.length, 0)
  for (const field of LIST_FIELDS) {
    if (columnOf[field] !== undefined || !repairs.some((repair) => repair.field === field)) continue
    columnOf[field] = next
    next += 1
  }
  return { ...mapping, columnOf }
}

function mendsOf(repairs: readonly Repair[], { columnOf }: ColumnMapping): Mends {
  const everywhere = new Map<number, string>()
  const rows = new Map<number, Map<number, string>>()
  const leftOut = new Set<number>()
  for (const { row, field, text } of repairs) {
    if (field === '' || text === null) {
      leftOut.add(row)
      continue
    }
    const column = columnOf[field]
    if (column === undefined) continue
    if (row === 0) everywhere.set(column, text)
    else rows.set(row, (rows.get(row) ?? new Map<number, string>()).set(column, text))
  }
  return { everywhere, rows, leftOut }
}

function mendedChunk(chunk: ListChunk, mends: Mends): ListChunk {
  const { everywhere, rows, leftOut } = mends
  if (everywhere.size + rows.size + leftOut.size === 0) return chunk
  return {
    ...chunk,
    rows: chunk.rows.filter(({ number }) => !leftOut.has(number)).map((row) => mendedRow(row, mends)),
    shifted: chunk.shifted.filter(({ row }) => !leftOut.has(row.number)),
  }
}

function mendedRow(row: SheetRow, { everywhere, rows }: Mends): SheetRow {
  const own = rows.get(row.number)
  if (everywhere.size === 0 && !own) return row
  const texts = [...row.texts]
  const stored: StoredAs[] | null = row.stored === null ? null : [...row.stored]
  for (const [column, text] of [...everywhere, ...(own ?? [])]) {
    while (texts.length < column) texts.push('')
    texts[column] = text
    if (!stored) continue
    while (stored.length < column) stored.push('empty')
    stored[column] = 'text'
  }
  return { number: row.number, texts, stored }
}
