import { headerKey } from './header-names.ts'
import type { FoundHeader } from './find-header.ts'
import type { ListField } from './header-aliases.ts'
import type { ColumnMapping } from './map-columns.ts'
import { textAt, type SheetRow } from './sheet-row.ts'

/** Why a row of the sheet is no row of the list. */
export type SkipReason =
  | 'above-header'
  | 'header'
  | 'header-again'
  | 'column-numbers'
  | 'blank'
  | 'only-ordinal'
  | 'total'
  | 'note'
  | 'end-mark'
  | 'after-end-mark'

export type SkippedRow = { readonly number: number; readonly reason: SkipReason }

/** A row whose cells do not stand under their headers: an unquoted separator in a name has moved them. It must not be read. */
export type ShiftedRow = { readonly row: SheetRow; readonly columnCount: number }

/** A piece of a list: what was skipped and what was shifted is told beside the rows, so that every row is accounted for. */
export type ListChunk = {
  readonly rows: readonly SheetRow[]
  readonly skipped: readonly SkippedRow[]
  readonly shifted: readonly ShiftedRow[]
}

/** Remarks below a table are fewer than these; more of them are rows in which nearly everything is missing. */
const MOST_REMARKS = 1_000

/**
 * Tells rows of people from what else stands in a sheet; made for one table, given its rows in order. A row with a cell or two is a
 * remark only above or below the table: one that people follow is a row of the list in which nearly everything is missing.
 */
export class RowSorter {
  /** Columns that hold something and have no header. */
  readonly unnamedColumns = new Set<number>()
  personCount = 0
  readonly #header: FoundHeader
  readonly #columnOf: ColumnMapping['columnOf']
  readonly #headerKeys: readonly (readonly string[])[]
  readonly #named: number
  /** A CSV row that is longer than its header was cut in a wrong place; a sheet may well hold remarks beside the table. */
  readonly #isText: boolean
  #isOver = false
  /** Remarks behind the last person, until it is known whether another one follows. */
  #remarks: SheetRow[] = []

  constructor(header: FoundHeader, mapping: ColumnMapping, isText: boolean) {
    this.#header = header
    this.#columnOf = mapping.columnOf
    this.#headerKeys = header.rows.map((row) => row.map(headerKey))
    this.#named = header.names.filter((name) => name !== '').length
    this.#isText = isText
  }

  sort(rows: readonly SheetRow[]): ListChunk {
    const people: SheetRow[] = []
    const skipped: SkippedRow[] = []
    const shifted: ShiftedRow[] = []
    for (const row of rows) {
      const reason = this.#reasonToSkip(row)
      if (reason === 'note' && this.personCount > 0) {
        this.#remarks.push(row)
        if (this.#remarks.length > MOST_REMARKS) people.push(...this.#takeRemarks())
        continue
      }
      if (reason === 'header-again') skipped.push(...this.rest())
      if (reason !== null) {
        skipped.push({ number: row.number, reason })
        continue
      }
      people.push(...this.#takeRemarks())
      this.personCount += 1
      const columnCount = this.#header.names.length
      if (this.#isText && row.texts.length > columnCount) {
        shifted.push({ row, columnCount })
        continue
      }
      if (row.texts.length > this.#named) this.#noteUnnamed(row)
      people.push(row)
    }
    return { rows: people, skipped, shifted }
  }

  /** The remarks behind the last person of a table that has ended. */
  rest(): SkippedRow[] {
    const rest = this.#remarks.map(({ number }) => ({ number, reason: 'note' as const }))
    this.#remarks = []
    return rest
  }

  /** What was taken for remarks and is followed by people. */
  #takeRemarks(): SheetRow[] {
    const rows = this.#remarks
    if (rows.length === 0) return rows
    this.#remarks = []
    this.personCount += rows.length
    return rows
  }

  #reasonToSkip(row: SheetRow): SkipReason | null {
    if (row.number < this.#header.firstRow) return 'above-header'
    if (row.number <= this.#header.lastRow) return 'header'
    if (this.#isOver) return 'after-end-mark'
    // Nearly every row: a NIK stands where the NIK belongs, and nothing else has twelve digits.
    if (this.#hasKey(row)) return null
    return this.#reasonWithoutKey(row)
  }

  #reasonWithoutKey(row: SheetRow): SkipReason | null {
    const filled = filledColumns(row)
    const [first] = filled
    if (first === undefined) return 'blank'
    if (/^\s*###/.test(textAt(row, first))) {
      this.#isOver = true
      return 'end-mark'
    }
    if (filled.every((column) => column === this.#columnOf.ordinal)) return 'only-ordinal'
    if (this.#isHeaderAgain(row, filled)) return 'header-again'
    if (isSequence(row, filled)) return 'column-numbers'
    if (filled.slice(0, 3).some((column) => TOTAL.test(textAt(row, column)))) return 'total'
    return this.#isNote(filled) ? 'note' : null
  }

  #hasKey(row: SheetRow): boolean {
    return KEYS.some((field) => {
      const column = this.#columnOf[field]
      return column !== undefined && LONG_NUMBER.test(textAt(row, column))
    })
  }

  /** Every cell repeats the header above it, and there is more than one. */
  #isHeaderAgain(row: SheetRow, filled: readonly number[]): boolean {
    if (filled.length < Math.min(2, this.#named)) return false
    return this.#headerKeys.some((keys) =>
      filled.every((column) => {
        const key = headerKey(textAt(row, column))
        return key !== '' && key === keys[column]
      }),
    )
  }

  /** Signatures, places and dates, remarks: a cell or two in a wide table, and nothing that a person's row would have. */
  #isNote(filled: readonly number[]): boolean {
    const has = (field: ListField) => {
      const column = this.#columnOf[field]
      return column !== undefined && filled.includes(column)
    }
    if (has('nik') && this.#named > 2 && filled.length > 1) return false
    if (has('ordinal') && has('name')) return false
    if (has('name') && (has('bornOn') || has('birthPlaceAndDate'))) return false
    if (has('employerName') && (has('nib') || has('npp') || has('regency'))) return false
    return filled.length <= (this.#named >= 4 ? 2 : 1)
  }

  #noteUnnamed(row: SheetRow): void {
    for (const column of filledColumns(row)) {
      if ((this.#header.names[column] ?? '') === '') this.unnamedColumns.add(column)
    }
  }
}

const KEYS = ['nik', 'kpj', 'familyCardNumber', 'nib'] as const
const LONG_NUMBER = /\d[\d\s.'-]{6,}\d/
const TOTAL = /^\s*(grand\s+|sub\s*)?(total|jumlah|jml)\b/i

function filledColumns(row: SheetRow): number[] {
  return row.texts.flatMap((text, column) => (text.trim() === '' ? [] : [column]))
}

/** `1 2 3 4` or `(1) (2) (3)` or `A B C` under a header, as official forms number their columns; at least three of them. */
function isSequence(row: SheetRow, filled: readonly number[]): boolean {
  if (filled.length < 3) return false
  const steps = filled.map((column) => stepOf(textAt(row, column)))
  return steps.every((step, index) => step !== null && (index === 0 || step === (steps[index - 1] ?? 0) + 1))
}

function stepOf(text: string): number | null {
  const bare = text.trim().replace(/^\(?(.*?)[).]?$/, '$1')
  if (/^\d{1,3}$/.test(bare)) return Number(bare)
  return /^[a-z]$/i.test(bare) ? bare.toLowerCase().charCodeAt(0) : null
}
