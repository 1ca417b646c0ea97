import { refuse } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { unescapeCell, xmlPieces } from './xml-text.ts'
import type { ZipParts } from './zip-parts.ts'

/** Of so many first texts, the made string is kept: villages, jobs and the like come early and are asked for again and again. */
const REMEMBERED = 65_536
const PAGE_BITS = 10
const PAGE_TEXTS = 1 << PAGE_BITS

/**
 * The table of texts that cells refer to. A thousand texts are kept as one long string and the places where they begin: a third of
 * what an array of strings takes, and that decides how large a workbook can be read.
 */
export class SharedStrings {
  readonly #pages: string[] = []
  readonly #starts: Uint32Array[] = []
  #gathered: string[] = []
  #count = 0
  readonly #remembered: string[] = []

  get count(): number {
    return this.#count
  }

  add(text: string): void {
    this.#gathered.push(text)
    this.#count += 1
    if (this.#gathered.length === PAGE_TEXTS) this.finish()
  }

  /** Must be called after the last text. */
  finish(): void {
    const starts = new Uint32Array(this.#gathered.length + 1)
    for (const [index, text] of this.#gathered.entries())
      starts[index + 1] = (starts[index] ?? 0) + text.length
    this.#pages.push(this.#gathered.join(''))
    this.#starts.push(starts)
    this.#gathered = []
  }

  /** The text of a number; null when there is none. */
  at(index: number): string | null {
    const remembered = this.#remembered[index]
    if (remembered !== undefined) return remembered
    if (!(index >= 0 && index < this.#count)) return null
    const starts = this.#starts[index >>> PAGE_BITS]
    const place = index & (PAGE_TEXTS - 1)
    const text = (this.#pages[index >>> PAGE_BITS] ?? '').slice(starts?.[place], starts?.[place + 1])
    // In order and without gaps, so that the array stays a plain one.
    if (index === this.#remembered.length && index < REMEMBERED) this.#remembered.push(text)
    return text
  }
}

/** Reads the whole table of shared texts; an empty one when the workbook has none. Refuses one longer than the limit. */
export async function readSharedStrings(
  parts: ZipParts,
  part: string | null,
  limits: ReadingLimits,
): Promise<SharedStrings> {
  const strings = new SharedStrings()
  if (part === null || !parts.has(part)) return strings
  const marks = (prefix: string) => [`<${prefix}si>`, `<${prefix}si `, `<${prefix}si/`]
  let length = 0
  for await (const piece of xmlPieces(parts.inflate(part), part, marks, limits.cellLength * LONGEST_TEXT)) {
    length += addTexts(strings, piece, part)
    if (length > limits.sharedLength) {
      throw refuse('file-beyond-limit', { limit: 'sharedLength', most: limits.sharedLength })
    }
  }
  strings.finish()
  return strings
}

/** Runs of different letters take up to this many times the characters that they show. */
const LONGEST_TEXT = 64
/** What a text costs besides its characters; a table of empty texts must end too. */
const COST_OF_ONE = 8
const SLASH = 47

/** Adds the texts of a piece; returns what they cost in characters. */
function addTexts(strings: SharedStrings, piece: string, part: string): number {
  let cost = 0
  for (let at = piece.indexOf('<si'); at !== -1; at = piece.indexOf('<si', at)) {
    const open = piece.indexOf('>', at)
    const isEmpty = piece.charCodeAt(open - 1) === SLASH
    const end = isEmpty ? open : piece.indexOf('</si>', open)
    if (end === -1) throw refuse('file-damaged', { part })
    const text = isEmpty ? '' : textOf(piece, open + 1, end)
    strings.add(text)
    cost += text.length + COST_OF_ONE
    at = end + 1
  }
  return cost
}

/** `<t>text</t>` is nearly every one; runs of different letters (`<r>`) take the longer way. */
function textOf(piece: string, start: number, end: number): string {
  const open = piece.indexOf('>', start)
  const close = piece.indexOf('<', open)
  const isSingle = piece.startsWith('<t', start) && close + 4 === end && piece.charCodeAt(open - 1) !== SLASH
  return isSingle ? unescapeCell(piece.slice(open + 1, close)) : runsText(piece.slice(start, end))
}

/** The texts of all runs, joined; the pronunciation that East Asian copies of Excel keep beside a text is none of it. */
export function runsText(xml: string): string {
  const spoken = xml.includes('<rPh') ? xml.replace(/<rPh[\s>][\s\S]*?<\/rPh>/g, '') : xml
  let text = ''
  for (const match of spoken.matchAll(/<t(?:\s[^>]*)?(?<!\/)>([^<]*)<\/t>/g)) text += match[1] ?? ''
  return unescapeCell(text)
}
