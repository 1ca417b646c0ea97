import { open } from 'node:fs/promises'
import { refuse } from '../../../kernel/refusal.ts'
import { findDialect, type Delimiter } from './csv-dialect.ts'
import { splitRecord } from './csv-split.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { ROWS_PER_CHUNK, type SheetRow } from './sheet-row.ts'
import { TextDecoding, type TextEncodingName } from './text-decoding.ts'

/** How the file was written, known when it has been read to its end. */
export type CsvEnding = { readonly encoding: TextEncodingName; readonly delimiter: Delimiter }

export type CsvRows = AsyncGenerator<SheetRow[], CsvEnding>

/** The first piece shows how the file is written; after it few rows at a time, which are forgotten before the memory is tidied up. */
const FIRST_BYTES = 65_536
const CHUNK_BYTES = 32_768

/** Reads a CSV of any of the usual encodings and dialects; memory does not grow with it. Rows count as a spreadsheet program counts. */
export async function* readCsv(path: string, limits: ReadingLimits): CsvRows {
  const decoding = new TextDecoding()
  const splitter = new CsvSplitter(limits)
  await using file = await open(path, 'r')
  let buffer = Buffer.allocUnsafe(FIRST_BYTES)
  for (let isLast = false; !isLast;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length)
    isLast = bytesRead === 0
    splitter.add(decoding.decode(buffer.subarray(0, bytesRead), isLast), isLast)
    buffer = buffer.subarray(0, CHUNK_BYTES)
    if (splitter.rows.length >= ROWS_PER_CHUNK || isLast) yield splitter.take()
  }
  return { encoding: decoding.encoding, delimiter: splitter.delimiter }
}

/** Cuts text into rows as it arrives. */
class CsvSplitter {
  rows: SheetRow[] = []
  delimiter: Delimiter = ','
  readonly #limits: ReadingLimits
  #isKnown = false
  #rest = ''
  /** A NUL is somewhere in what is being cut: one look per chunk spares one per cell. */
  #isDoubtful = false
  /** Rows as a spreadsheet counts them, and lines as an editor does: a line break inside a cell makes the two differ. */
  #row = 1
  #line = 1

  constructor(limits: ReadingLimits) {
    this.#limits = limits
  }

  take(): SheetRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  add(text: string, isLast: boolean): void {
    let window = this.#rest + text
    // A CR at the very end may be the first half of CRLF.
    const held = !isLast && window.endsWith('\r') ? '\r' : ''
    if (held !== '') window = window.slice(0, -1)
    this.#isDoubtful = window.includes('\0')
    if (window.includes('\r') && LONE_RETURN.test(window)) window = window.replace(EVERY_LONE_RETURN, '\n')
    const start = this.#isKnown ? 0 : this.#begin(window)
    this.#rest = window.slice(this.#split(window, start, isLast)) + held
  }

  #begin(window: string): number {
    this.#isKnown = true
    const { delimiter, skip } = findDialect(window)
    this.delimiter = delimiter
    return skip
  }

  /** Adds all whole rows; returns where the rest begins. A row without quotation marks, as nearly every row is, is one native split. */
  #split(window: string, start: number, isEnd: boolean): number {
    let at = start
    let quote = window.indexOf('"', at)
    while (at < window.length) {
      if (quote !== -1 && quote < at) quote = window.indexOf('"', at)
      const found = window.indexOf('\n', at)
      if (found === -1 && !isEnd) break
      const end = found === -1 ? window.length : found
      if (quote === -1 || quote > end) {
        const last = end > at && window.charCodeAt(end - 1) === RETURN ? end - 1 : end
        this.#keep(window.slice(at, last).split(this.delimiter), last - at)
        this.#line += 1
        at = end + 1
        continue
      }
      const next = this.#splitQuoted(window, at, isEnd)
      if (next === -1) break
      at = next
    }
    if (window.length - at > this.#limits.cellLength * LONGEST_ROW_CELLS) throw this.#tooLong(quote !== -1)
    return Math.min(at, window.length)
  }

  #splitQuoted(window: string, at: number, isEnd: boolean): number {
    const record = splitRecord(window, at, this.delimiter, isEnd)
    if (record.state !== 'whole') {
      if (record.state === 'astray' || isEnd) throw this.#quoteOpen()
      return -1
    }
    this.#keep(record.cells, record.next - at)
    this.#line += 1 + record.breaks
    return record.next
  }

  #keep(texts: string[], lineLength: number): void {
    const number = this.#row
    this.#row += 1
    while (texts.length > 0 && texts.at(-1) === '') texts.pop()
    if (texts.length === 0) return
    const { columns, cellLength, rows } = this.#limits
    if (number > rows) throw refuse('file-beyond-limit', { limit: 'rows', most: rows, row: number })
    if (texts.length > columns)
      throw refuse('file-beyond-limit', { limit: 'columns', most: columns, row: number })
    if (this.#isDoubtful && texts.some((text) => text.includes('\0'))) {
      throw refuse('file-holds-nul', { row: number })
    }
    if (lineLength > cellLength && texts.some((text) => text.length > cellLength)) {
      throw refuse('file-beyond-limit', { limit: 'cellLength', most: cellLength, row: number })
    }
    this.rows.push({ number, texts, stored: null })
  }

  /** An opened mark that runs on and on has swallowed rows; waiting for the end would only eat memory. */
  #tooLong(isQuoted: boolean): Error {
    const { cellLength: most } = this.#limits
    return isQuoted
      ? this.#quoteOpen()
      : refuse('file-beyond-limit', { limit: 'cellLength', most, row: this.#row })
  }

  #quoteOpen(): Error {
    return refuse('file-quote-open', { row: this.#row, line: this.#line })
  }
}

const RETURN = 13
/** No row that people type is longer than so many full cells. */
const LONGEST_ROW_CELLS = 8
const LONE_RETURN = /\r(?!\n)/
const EVERY_LONE_RETURN = /\r(?!\n)/g
