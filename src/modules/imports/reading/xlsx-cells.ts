import { refuse } from '../../../kernel/refusal.ts'
import { serialDate } from './serial-date.ts'
import type { ReadingLimits } from './reading-limits.ts'
import type { SheetRow, StoredAs } from './sheet-row.ts'
import { runsText, type SharedStrings } from './xlsx-strings.ts'
import { unescapeCell } from './xml-text.ts'

/** What the cells of a sheet need to be understood. */
export type CellContext = {
  readonly strings: SharedStrings
  readonly dateStyles: readonly boolean[]
  readonly from1904: boolean
  readonly limits: ReadingLimits
  /** The part of the workbook, for a refusal. */
  readonly part: string
}

const [SPACE, SLASH, GREATER, EQUALS] = [32, 47, 62, 61]
const [LETTER_A, LETTER_R, LETTER_S, LETTER_T, LETTER_Z] = [65, 114, 115, 116, 90]

/** The cells of one row between `start` and `end` of a piece of a sheet's XML; null when none holds anything. */
export class RowScanner {
  readonly #context: CellContext
  #texts: string[] = []
  #stored: StoredAs[] | null = null
  // Of the cell being read.
  #column = 0
  #style = 0
  #type = ''

  constructor(context: CellContext) {
    this.#context = context
  }

  /** Positions instead of slices, and one pass: this runs for every cell of a million. */
  scan(xml: string, start: number, end: number, number: number): SheetRow | null {
    this.#texts = []
    this.#stored = null
    this.#column = -1
    let at = xml.indexOf('<c', start)
    while (at !== -1 && at < end) {
      const next = xml.charCodeAt(at + 2)
      if (next !== SPACE && next !== GREATER && next !== SLASH && next > SPACE) {
        at = xml.indexOf('<c', at + 2)
        continue
      }
      const open = xml.indexOf('>', at)
      this.#readAttributes(xml, at + 2, open, number)
      at = xml.charCodeAt(open - 1) === SLASH ? open + 1 : this.#readContent(xml, open + 1, end, number)
      if (xml.charCodeAt(at) !== 60 || xml.charCodeAt(at + 1) !== 99) at = xml.indexOf('<c', at)
    }
    if (this.#texts.length === 0) return null
    return { number, texts: this.#texts, stored: this.#stored }
  }

  #readAttributes(xml: string, start: number, end: number, row: number): void {
    this.#column += 1
    this.#style = 0
    this.#type = ''
    let at = start
    while (at < end) {
      const code = xml.charCodeAt(at)
      if (code <= SPACE || code === SLASH) {
        at += 1
        continue
      }
      const equals = xml.charCodeAt(at + 1) === EQUALS ? at + 1 : xml.indexOf('=', at)
      if (equals === -1 || equals > end) return
      const quote = firstQuote(xml, equals + 1)
      const close = xml.indexOf(xml.charAt(quote), quote + 1)
      if (equals === at + 1) this.#readAttribute(code, xml, quote + 1, close, row)
      at = close === -1 ? end : close + 1
    }
  }

  #readAttribute(name: number, xml: string, start: number, end: number, row: number): void {
    if (name === LETTER_R) this.#column = columnOf(xml, start, end)
    else if (name === LETTER_S) this.#style = wholeNumber(xml, start, end)
    else if (name === LETTER_T) this.#type = xml.slice(start, end)
    if (this.#column >= COLUMNS_OF_EXCEL) throw this.#columnsBeyond(row)
  }

  /** Where the cell ends. The value of nearly every cell is `<v>…</v></c>`. */
  #readContent(xml: string, start: number, end: number, row: number): number {
    if (xml.startsWith('<v>', start)) {
      const close = xml.indexOf('<', start + 3)
      if (xml.startsWith('</v></c>', close)) {
        this.#addValue(xml.slice(start + 3, close), row)
        return close + 8
      }
    }
    const close = xml.indexOf('</c>', start)
    if (close === -1 || close > end) throw refuse('file-damaged', { part: this.#context.part })
    this.#addContent(xml.slice(start, close), row)
    return close + 4
  }

  #addContent(content: string, row: number): void {
    if (this.#type === 'inlineStr' || content.includes('<is')) {
      this.#add(runsText(content), 'text', row)
      return
    }
    const value = /<v(?:\s[^>]*)?>([^<]*)<\/v>/.exec(content)?.[1]
    if (value !== undefined && value !== '') this.#addValue(value, row)
    else if (/<f[\s>/]/.test(content) && value === undefined) this.#add('', 'formula', row)
  }

  #addValue(value: string, row: number): void {
    switch (this.#type) {
      case 's':
        this.#add(this.#shared(value), 'text', row)
        return
      case 'str':
      case 'inlineStr':
        this.#add(unescapeCell(value), 'text', row)
        return
      case 'b':
        this.#add(value.trim() === '1' ? 'TRUE' : 'FALSE', 'boolean', row)
        return
      case 'e':
        this.#add(unescapeCell(value), 'error', row)
        return
      case 'd':
        this.#add(value.trim().slice(0, 10), 'date', row)
        return
      default:
        this.#addNumber(value, row)
    }
  }

  #shared(value: string): string {
    const text = this.#context.strings.at(wholeNumber(value, 0, value.length))
    if (text === null) throw refuse('file-damaged', { part: this.#context.part })
    return text
  }

  /** The digits as the file has them: a number of JavaScript would change the sixteenth digit of a NIK. */
  #addNumber(value: string, row: number): void {
    const { dateStyles, from1904 } = this.#context
    if (dateStyles[this.#style] === true) {
      this.#add(serialDate(Number(value), from1904) ?? value, 'date', row)
      return
    }
    this.#add(value, 'number', row)
  }

  #add(text: string, stored: StoredAs, row: number): void {
    if (text === '' && stored === 'text') return
    const { limits } = this.#context
    if (text.length > limits.cellLength) {
      throw refuse('file-beyond-limit', { limit: 'cellLength', most: limits.cellLength, row })
    }
    if (this.#column >= limits.columns) throw this.#columnsBeyond(row)
    // A sheet of texts only needs no second array; the first cell of another kind makes it.
    if (stored !== 'text') this.#stored ??= this.#texts.map((before) => (before === '' ? 'empty' : 'text'))
    while (this.#texts.length < this.#column) {
      this.#texts.push('')
      this.#stored?.push('empty')
    }
    this.#texts[this.#column] = text
    if (this.#stored) this.#stored[this.#column] = stored
  }

  #columnsBeyond(row: number): Error {
    return refuse('file-beyond-limit', { limit: 'columns', most: this.#context.limits.columns, row })
  }
}

const COLUMNS_OF_EXCEL = 16_384

function firstQuote(xml: string, from: number): number {
  let at = from
  while (xml.charCodeAt(at) <= SPACE) at += 1
  return at
}

/** The number of a column from 0, by the letters of a reference such as `AB12`. */
export function columnOf(reference: string, start: number, end: number): number {
  let column = 0
  for (let at = start; at < end; at += 1) {
    const code = reference.charCodeAt(at)
    if (code < LETTER_A || code > LETTER_Z) break
    column = column * 26 + (code - LETTER_A + 1)
  }
  return column - 1
}

/** The digits of a whole number in a text; NaN when something else stands there. */
function wholeNumber(text: string, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return Number(text.slice(start, end))
    value = value * 10 + digit
  }
  return value
}
