import { refuse } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { ROWS_PER_CHUNK, type SheetRow } from './sheet-row.ts'
import { columnOf, RowScanner } from './xlsx-cells.ts'
import type { Workbook } from './xlsx-workbook.ts'
import { attribute, attributesOfAll, xmlPieces } from './xml-text.ts'

/** Cells that were made into one: the corners, rows from 1 and columns from 0. */
export type MergedRange = {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** What is known of a sheet only when it has been read to its end: the format writes merged cells behind all rows. */
export type SheetEnding = { readonly hiddenRowCount: number; readonly merged: readonly MergedRange[] }

/** Rows with something in them, in chunks; what is returned at the end is the ending. */
export type SheetRows = AsyncGenerator<SheetRow[], SheetEnding>

/** Reads one sheet from its first row to its last; memory does not grow with it. */
export async function* readSheet(workbook: Workbook, part: string, limits: ReadingLimits): SheetRows {
  const scanner = new SheetScanner(workbook, part, limits)
  const marks = (prefix: string) => [`<${prefix}row `, `<${prefix}row>`]
  let last = ''
  for await (const piece of xmlPieces(workbook.parts.inflate(part), part, marks, LONGEST_ROW)) {
    last = piece
    scanner.add(piece)
    if (scanner.rows.length >= ROWS_PER_CHUNK) yield scanner.take()
  }
  if (!/<\/worksheet\s*>|<worksheet[^>]*\/>/.test(last)) throw refuse('file-damaged', { part })
  if (scanner.rows.length > 0) yield scanner.take()
  return { hiddenRowCount: scanner.hiddenCount, merged: attributesOfAll(last, 'mergeCell').map(rangeOf) }
}

/** Merged cells of a sheet before its rows are read: the whole part is unpacked for what stands behind them, and no cell is looked at. */
export async function readMergedRanges(workbook: Workbook, part: string): Promise<readonly MergedRange[]> {
  let last = ''
  const marks = (prefix: string) => [`<${prefix}row `, `<${prefix}row>`]
  for await (const piece of xmlPieces(workbook.parts.inflate(part), part, marks, LONGEST_ROW)) last = piece
  return attributesOfAll(last, 'mergeCell').map(rangeOf)
}

const ROWS_OF_EXCEL = 1_048_576
const [BLANK, QUOTE, SLASH, ZERO, EQUALS, GREATER, LOWER_R] = [32, 34, 47, 48, 61, 62, 114]
/** Bytes; longer than any row that a program writes with all that stands behind the last one, shorter than what would hurt. */
const LONGEST_ROW = 33_554_432

/** Finds rows in the text of a sheet as it arrives, in pieces that hold whole rows. */
class SheetScanner {
  rows: SheetRow[] = []
  /** Rows with something in them that the user does not see. */
  hiddenCount = 0
  readonly #part: string
  readonly #limits: ReadingLimits
  readonly #cells: RowScanner
  #number = 0
  #seen = 0
  #isHidden = false

  constructor(workbook: Workbook, part: string, limits: ReadingLimits) {
    this.#part = part
    this.#limits = limits
    this.#cells = new RowScanner({ ...workbook, limits, part })
  }

  take(): SheetRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  add(xml: string): void {
    let at = xml.indexOf('<row')
    while (at !== -1) {
      const code = xml.charCodeAt(at + 4)
      // `<rowBreaks>` stands behind the rows.
      if (code > BLANK && code !== SLASH && code !== GREATER) break
      const open = xml.indexOf('>', at)
      this.#begin(xml, at + 4, open)
      let close = open + 1
      if (xml.charCodeAt(open - 1) !== SLASH) {
        close = xml.indexOf('</row>', open)
        if (close === -1) throw refuse('file-damaged', { part: this.#part })
        const row = this.#cells.scan(xml, open + 1, close, this.#number)
        if (row) this.#keep(row)
      }
      at = xml.indexOf('<row', close)
    }
  }

  #begin(xml: string, start: number, end: number): void {
    let at = start + 1
    let next = 0
    if (
      xml.charCodeAt(at) === LOWER_R &&
      xml.charCodeAt(at + 1) === EQUALS &&
      xml.charCodeAt(at + 2) === QUOTE
    ) {
      for (at += 3; xml.charCodeAt(at) !== QUOTE && at < end; at += 1)
        next = next * 10 + xml.charCodeAt(at) - ZERO
      at += 1
    }
    this.#isHidden = false
    if (end - at > 1) next = this.#readMore(xml.slice(start, end), next)
    if (next === 0) next = this.#number + 1
    // Rows that go back would be two rows of one number, and nobody could say which is meant.
    if (!(next > this.#number)) throw refuse('file-damaged', { part: this.#part })
    if (next > ROWS_OF_EXCEL) throw refuse('file-beyond-limit', { limit: 'rows', most: ROWS_OF_EXCEL })
    this.#number = next
  }

  #readMore(attributes: string, number: number): number {
    this.#isHidden =
      attributes.includes('hidden=') && /^(1|true)$/.test(attribute(attributes, 'hidden') ?? '')
    return number === 0 ? Number(attribute(attributes, 'r') ?? '0') : number
  }

  #keep(row: SheetRow): void {
    this.#seen += 1
    if (this.#seen > this.#limits.rows) {
      throw refuse('file-beyond-limit', { limit: 'rows', most: this.#limits.rows, row: row.number })
    }
    if (this.#isHidden) this.hiddenCount += 1
    this.rows.push(row)
  }
}

function rangeOf(merged: string): MergedRange {
  const [first = '', last = first] = (attribute(merged, 'ref') ?? '').split(':')
  const rowOf = (reference: string) => Number(reference.replace(/^[A-Z]+/, ''))
  return {
    firstRow: rowOf(first),
    lastRow: rowOf(last),
    firstColumn: columnOf(first),
    lastColumn: columnOf(last),
  }
}
