/**
 * One record of a CSV. `open`: a quotation mark is not closed before the text ends. `astray`: it closes after a line break and other
 * letters follow, so an earlier mark was one too many and has swallowed rows.
 */
export type SplitRecord =
  | { readonly state: 'whole'; readonly cells: string[]; readonly next: number; readonly breaks: number }
  | { readonly state: 'open' | 'astray' }

const QUOTE = '"'
const [SPACE, QUOTE_CODE, BREAK, RETURN] = [32, 34, 10, 13]

/**
 * Splits the record that begins at `start` (RFC 4180). Lines end with LF or CRLF. A mark in the middle of a cell is a letter like any
 * other, blanks before an opening mark are none of the cell, and letters after a closing mark on the same line belong to the cell, as
 * spreadsheet programs have it. `isEnd`: no more text follows, so the last line needs no line end.
 */
export function splitRecord(text: string, start: number, delimiter: string, isEnd: boolean): SplitRecord {
  const cells: string[] = []
  let [at, breaks] = [start, 0]
  for (;;) {
    const open = openingQuote(text, at)
    if (open === -1) {
      const end = endOfBareCell(text, at, delimiter)
      if (end === text.length && !isEnd) return { state: 'open' }
      const isLast = text.charAt(end) !== delimiter
      cells.push(text.slice(at, isLast ? withoutReturn(text, at, end) : end))
      at = end + 1
      if (isLast) return { state: 'whole', cells, next: at, breaks }
      continue
    }
    const quoted = readQuoted(text, open + 1, delimiter, isEnd)
    if (quoted.state !== 'whole') return quoted
    cells.push(quoted.cell)
    breaks += quoted.breaks
    at = quoted.end + 1
    if (text.charAt(quoted.end) !== delimiter) return { state: 'whole', cells, next: at, breaks }
  }
}

function openingQuote(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) === SPACE) at += 1
  return text.charCodeAt(at) === QUOTE_CODE ? at : -1
}

function endOfBareCell(text: string, start: number, delimiter: string): number {
  for (let at = start; at < text.length; at += 1) {
    if (text.charCodeAt(at) === BREAK || text.charAt(at) === delimiter) return at
  }
  return text.length
}

function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === RETURN ? end - 1 : end
}

type Quoted =
  | { readonly state: 'whole'; readonly cell: string; readonly end: number; readonly breaks: number }
  | { readonly state: 'open' | 'astray' }

function readQuoted(text: string, start: number, delimiter: string, isEnd: boolean): Quoted {
  const close = closingQuote(text, start)
  if (close === -1) return { state: 'open' }
  const raw = text.slice(start, close)
  const cell = raw.includes(QUOTE) ? raw.replaceAll('""', QUOTE) : raw
  const breaks = countBreaks(raw)
  const end = endOfBareCell(text, close + 1, delimiter)
  // More may follow; a mark at the very end may even be the first half of a doubled one.
  if (end === text.length && !isEnd) return { state: 'open' }
  const after = text.slice(close + 1, end).trimEnd()
  if (after === '') return { state: 'whole', cell, end, breaks }
  return breaks > 0 ? { state: 'astray' } : { state: 'whole', cell: cell + after, end, breaks }
}

/** The mark that ends the cell: the next one that is not doubled. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf(QUOTE, start)
  while (at !== -1 && text.charCodeAt(at + 1) === QUOTE_CODE) at = text.indexOf(QUOTE, at + 2)
  return at
}

function countBreaks(text: string): number {
  let [count, at] = [0, text.indexOf('\n')]
  while (at !== -1) {
    count += 1
    at = text.indexOf('\n', at + 1)
  }
  return count
}
