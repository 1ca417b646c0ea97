import { refuse } from '../../../kernel/refusal.ts'
import { serialDate } from './serial-date.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { KindPatterns, type SheetRow, type StoredAs } from './sheet-row.ts'
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

const [BLANK, QUOTE, SLASH, ZERO, LESS, EQUALS, GREATER] = [32, 34, 47, 48, 60, 61, 62]
const [UPPER_A, UPPER_Z, LOWER_C, LOWER_R, LOWER_S, LOWER_T, LOWER_V] = [65, 90, 99, 114, 115, 116, 118]
const COLUMNS_OF_EXCEL = 16_384

/**
 * Reads the cells of one row out of a piece of a sheet's XML. It looks at every character once, by number and without regular
 * expressions: this is what reading a large workbook costs. Only a cell of the usual shape goes this way; others take `#addContent`.
 */
export class RowScanner {
  readonly #context: CellContext
  readonly #strings: SharedStrings
  readonly #kinds = new KindPatterns()
  #texts: string[] = []
  #row = 0
  // Of the cell being read.
  #column = 0
  #style = 0
  /** '' is a number. A shared text, the usual case, is told by a flag instead. */
  #type = ''
  #isShared = false

  constructor(context: CellContext) {
    this.#context = context
    this.#strings = context.strings
  }

  /** The row between `start` and `end`; null when no cell of it holds anything. */
  scan(xml: string, start: number, end: number, row: number): SheetRow | null {
    this.#texts = []
    this.#row = row
    this.#column = -1
    let at = start
    for (;;) {
      if (
        xml.charCodeAt(at) !== LESS ||
        xml.charCodeAt(at + 1) !== LOWER_C ||
        !isNameEnd(xml.charCodeAt(at + 2))
      ) {
        at = nextCell(xml, at)
        if (at === -1) break
      }
      if (at >= end) break
      const open = this.#readAttributes(xml, at + 2)
      at = xml.charCodeAt(open - 1) === SLASH ? open + 1 : this.#readValue(xml, open + 1, end)
    }
    if (this.#texts.length === 0) return null
    return { number: row, texts: this.#texts, stored: this.#kinds.take() }
  }

  /** Returns where the `>` of the cell is. */
  #readAttributes(xml: string, start: number): number {
    this.#column += 1
    this.#style = 0
    this.#type = ''
    this.#isShared = false
    let at = start
    for (;;) {
      const code = xml.charCodeAt(at)
      if (code === GREATER) return at
      if (code !== code) throw this.#damaged()
      if (code <= BLANK || code === SLASH) at += 1
      else if (xml.charCodeAt(at + 1) === EQUALS && xml.charCodeAt(at + 2) === QUOTE) {
        at = this.#readAttribute(xml, code, at + 3)
      } else at = this.#readUnusual(xml, at)
    }
  }

  /** `r="B12"`, `s="3"`, `t="s"`; returns where the next may begin. */
  #readAttribute(xml: string, name: number, start: number): number {
    let at = start
    let code = xml.charCodeAt(at)
    if (name === LOWER_R) {
      let column = 0
      for (; code >= UPPER_A && code <= UPPER_Z; code = xml.charCodeAt(++at))
        column = column * 26 + code - UPPER_A + 1
      this.#setColumn(column - 1)
    } else if (name === LOWER_S) {
      let style = 0
      for (; code >= ZERO && code < ZERO + 10; code = xml.charCodeAt(++at)) style = style * 10 + code - ZERO
      this.#style = style
    } else if (name === LOWER_T) {
      this.#isShared = code === LOWER_S && xml.charCodeAt(at + 1) === QUOTE
      if (!this.#isShared) this.#type = xml.slice(at, xml.indexOf('"', at))
    }
    for (const { length } = xml; code !== QUOTE && at < length;) code = xml.charCodeAt(++at)
    return at + 1
  }

  /** An attribute of a longer name is skipped; one in single quotes is read. */
  #readUnusual(xml: string, start: number): number {
    const attribute = /([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y
    attribute.lastIndex = start
    const match = attribute.exec(xml)
    if (!match) throw this.#damaged()
    const [whole, name = '', , single] = match
    if (name.length === 1 && single !== undefined) this.#readAttribute(`${single}"`, name.charCodeAt(0), 0)
    return start + whole.length
  }

  #setColumn(column: number): void {
    if (column < 0) throw this.#damaged()
    if (column >= COLUMNS_OF_EXCEL) throw this.#columnsBeyond()
    this.#column = column
  }

  /** The value of nearly every cell is `<v>…</v></c>`; returns where the cell ends. */
  #readValue(xml: string, start: number, end: number): number {
    if (xml.charCodeAt(start + 1) === LOWER_V && xml.charCodeAt(start + 2) === GREATER) {
      let at = start + 3
      let code = xml.charCodeAt(at)
      let index = 0
      // The row ends with a mark, so a `<` comes.
      for (; code !== LESS; code = xml.charCodeAt(++at)) index = index * 10 + code - ZERO
      if (isCellEnd(xml, at)) {
        if (this.#isShared) this.#addShared(index)
        else this.#addValue(xml.slice(start + 3, at))
        return at + 8
      }
    }
    const close = xml.indexOf('</c>', start)
    if (close === -1 || close > end) throw this.#damaged()
    this.#addContent(xml.slice(start, close))
    return close + 4
  }

  #addShared(index: number): void {
    const text = this.#strings.at(index)
    if (text === null) throw this.#damaged()
    if (text !== '') this.#add(text, 'text')
  }

  #addContent(content: string): void {
    if (this.#type === 'inlineStr' || content.includes('<is')) {
      this.#addText(runsText(content))
      return
    }
    const value = /<v(?:\s[^>]*)?>([^<]*)<\/v>/.exec(content)?.[1]
    if (value !== undefined && value !== '') {
      if (this.#isShared) this.#addShared(Number(value))
      else this.#addValue(value)
    } else if (/<f[\s>/]/.test(content) && value === undefined) this.#add('', 'formula')
  }

  #addValue(value: string): void {
    switch (this.#type) {
      case '':
      case 'n':
        this.#addNumber(value)
        return
      case 'b':
        this.#add(value.trim() === '1' ? 'TRUE' : 'FALSE', 'boolean')
        return
      case 'e':
        this.#add(unescapeCell(value), 'error')
        return
      case 'd':
        this.#add(value.trim().slice(0, 10), 'date')
        return
      default:
        this.#addText(unescapeCell(value))
    }
  }

  /** The digits as the file has them: a number of JavaScript would change the sixteenth digit of a NIK. */
  #addNumber(value: string): void {
    if (value === '') return
    const { dateStyles, from1904 } = this.#context
    if (dateStyles[this.#style] !== true) this.#add(value, 'number')
    else this.#add(serialDate(Number(value), from1904) ?? value, 'date')
  }

  #addText(text: string): void {
    if (text !== '') this.#add(text, 'text')
  }

  #add(text: string, stored: StoredAs): void {
    const { limits } = this.#context
    const column = this.#column
    if (column >= limits.columns) throw this.#columnsBeyond()
    if (text.length > limits.cellLength) {
      throw refuse('file-beyond-limit', { limit: 'cellLength', most: limits.cellLength, row: this.#row })
    }
    const texts = this.#texts
    while (texts.length < column) texts.push('')
    texts[column] = text
    this.#kinds.set(column, stored)
  }

  #columnsBeyond(): Error {
    return refuse('file-beyond-limit', {
      limit: 'columns',
      most: this.#context.limits.columns,
      row: this.#row,
    })
  }

  #damaged(): Error {
    return refuse('file-damaged', { part: this.#context.part })
  }
}

function isNameEnd(code: number): boolean {
  return code <= BLANK || code === GREATER || code === SLASH
}

/** Whether `</v></c>` stands there. */
function isCellEnd(xml: string, at: number): boolean {
  return (
    xml.charCodeAt(at + 1) === SLASH &&
    xml.charCodeAt(at + 2) === LOWER_V &&
    xml.charCodeAt(at + 4) === LESS &&
    xml.charCodeAt(at + 5) === SLASH &&
    xml.charCodeAt(at + 6) === LOWER_C &&
    xml.charCodeAt(at + 7) === GREATER
  )
}

function nextCell(xml: string, from: number): number {
  let at = xml.indexOf('<c', from)
  while (at !== -1 && !isNameEnd(xml.charCodeAt(at + 2))) at = xml.indexOf('<c', at + 2)
  return at
}

/** The number of a column from 0, by the letters of a reference such as `AB12`. */
export function columnOf(reference: string): number {
  let column = 0
  for (const [letter] of reference.matchAll(/[A-Z]/g))
    column = column * 26 + letter.charCodeAt(0) - UPPER_A + 1
  return column - 1
}
