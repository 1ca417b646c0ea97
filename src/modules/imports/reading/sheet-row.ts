/**
 * How a cell was kept in the file. A NIK kept as a `number` may have lost digits, and only this tells; a `date` is a serial that we
 * turned into ISO text; `formula` has no result in the file, so what it shows is unknown; `error` shows #N/A and its kin.
 */
export type StoredAs = 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error' | 'empty'

/** One row of a sheet. Its texts may be slices of a larger text: a reader who keeps some of them for long should copy them. */
export type SheetRow = {
  /** As the user's own program numbers it, from 1. */
  readonly number: number
  /** One text per column from the first; '' where there is nothing. It ends with the last cell that holds something. */
  readonly texts: readonly string[]
  /** Beside `texts`; null when every cell is text or empty, as all of a CSV is. */
  readonly stored: readonly StoredAs[] | null
}

/** Rows travel in chunks of about this many: an await per row would cost more than reading the row. */
export const ROWS_PER_CHUNK = 100

/** The text of a cell; '' beyond the end of the row. */
export function textAt(row: SheetRow, column: number): string {
  return row.texts[column] ?? ''
}

/** How the cell was kept. */
export function storedAt(row: SheetRow, column: number): StoredAs {
  if (row.stored) return row.stored[column] ?? 'empty'
  return textAt(row, column) === '' ? 'empty' : 'text'
}

/**
 * Gathers how the cells of a row are kept. Rows of one table are alike, so the array of the row before is given out again where it
 * fits: a million rows share a few.
 */
export class KindPatterns {
  #last: readonly StoredAs[] | null = null
  #now: StoredAs[] = []
  #isPlain = true

  /** Columns must come in ascending order within a row. */
  set(column: number, stored: StoredAs): void {
    const now = this.#now
    while (now.length < column) now.push('empty')
    now[column] = stored
    if (stored !== 'text') this.#isPlain = false
  }

  /** The kinds of the row, null when all are text; the next row begins. */
  take(): readonly StoredAs[] | null {
    const now = this.#now
    if (this.#isPlain) {
      now.length = 0
      return null
    }
    this.#isPlain = true
    const last = this.#last
    if (last?.length === now.length && now.every((stored, column) => stored === last[column])) {
      now.length = 0
      return last
    }
    this.#now = []
    this.#last = now
    return now
  }
}
