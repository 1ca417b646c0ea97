import { refuse } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { ROWS_PER_CHUNK, type SheetRow } from './sheet-row.ts'
import { columnOf, RowScanner } from './xlsx-cells.ts'
import type { Workbook } from './xlsx-workbook.ts'
import { attribute, attributesOfAll, refuseDoctype, withoutComments, XmlDecoder } from './xml-text.ts'

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
  const decoder = new XmlDecoder(part)
  for await (const chunk of workbook.parts.inflate(part)) {
    scanner.add(decoder.decode(chunk))
    if (scanner.rows.length >= ROWS_PER_CHUNK) yield scanner.take()
  }
  decoder.end()
  const ending = scanner.end()
  if (scanner.rows.length > 0) yield scanner.take()
  return ending
}

const ROWS_OF_EXCEL = 1_048_576
const SLASH = 47
/** Longer than any row that a program writes, shorter than what would hurt. */
const LONGEST_ROW = 33_554_432

/** Finds rows in the text of a sheet as it arrives. */
class SheetScanner {
  rows: SheetRow[] = []
  readonly #part: string
  readonly #limits: ReadingLimits
  readonly #cells: RowScanner
  #rest = ''
  #prefix: string | null = null
  #number = 0
  #seen = 0
  #hidden = 0
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

  /** Reads every row that is whole by now. Where the last one begins nobody can know yet whether it is. */
  add(text: string): void {
    const window = this.#plain(this.#rest + text)
    const last = Math.max(window.lastIndexOf('<row '), window.lastIndexOf('<row>'))
    this.#scan(window, last)
    this.#rest = last > 0 ? window.slice(last) : window
    if (this.#rest.length > LONGEST_ROW) {
      const { cellLength } = this.#limits
      throw refuse('file-beyond-limit', { limit: 'cellLength', most: cellLength, row: this.#number + 1 })
    }
  }

  /** Reads what is left and what stands behind the rows. */
  end(): SheetEnding {
    const window = this.#rest
    if (!/<\/worksheet\s*>|<worksheet[^>]*\/>/.test(window)) throw refuse('file-damaged', { part: this.#part })
    const behind = window.indexOf('</sheetData>')
    this.#scan(window, behind === -1 ? window.length : behind)
    return { hiddenRowCount: this.#hidden, merged: attributesOfAll(window, 'mergeCell').map(rangeOf) }
  }

  #plain(window: string): string {
    if (window.includes('<!')) refuseDoctype(window)
    this.#prefix ??= /<([\w.-]+:)?worksheet[\s>]/.exec(window)?.[1] ?? null
    const bare = withoutComments(window)
    if (this.#prefix === null) return bare
    return bare.replaceAll(`<${this.#prefix}`, '<').replaceAll(`</${this.#prefix}`, '</')
  }

  #scan(xml: string, end: number): void {
    let at = xml.indexOf('<row')
    while (at !== -1 && at < end) {
      const open = xml.indexOf('>', at)
      // `<rowBreaks>` stands behind the rows.
      if (!/[\s/>]/.test(xml.charAt(at + 4))) break
      this.#begin(xml.slice(at + 4, open))
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

  #begin(attributes: string): void {
    const number = / r=["'](\d+)["']/.exec(attributes)?.[1]
    const next = number === undefined ? this.#number + 1 : Number(number)
    // Rows that go back would be two rows of one number, and nobody could say which is meant.
    if (next <= this.#number) throw refuse('file-damaged', { part: this.#part })
    if (next > ROWS_OF_EXCEL) throw refuse('file-beyond-limit', { limit: 'rows', most: ROWS_OF_EXCEL })
    this.#number = next
    this.#isHidden =
      attributes.includes('hidden=') && /^(1|true)$/.test(attribute(attributes, 'hidden') ?? '')
  }

  #keep(row: SheetRow): void {
    this.#seen += 1
    if (this.#seen > this.#limits.rows) {
      throw refuse('file-beyond-limit', { limit: 'rows', most: this.#limits.rows, row: row.number })
    }
    if (this.#isHidden) this.#hidden += 1
    this.rows.push(row)
  }
}

function rangeOf(merged: string): MergedRange {
  const [first = '', last = first] = (attribute(merged, 'ref') ?? '').split(':')
  const rowOf = (reference: string) => Number(reference.replace(/^[A-Z]+/, ''))
  return {
    firstRow: rowOf(first),
    lastRow: rowOf(last),
    firstColumn: columnOf(first, 0, first.length),
    lastColumn: columnOf(last, 0, last.length),
  }
}
