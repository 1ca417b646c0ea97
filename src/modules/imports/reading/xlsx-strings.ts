import { refuse } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { refuseDoctype, unescapeCell, withoutComments, XmlDecoder } from './xml-text.ts'
import type { ZipParts } from './zip-parts.ts'

/** Of so many first texts, the made string is kept: villages, jobs and the like come early and are asked for again and again. */
const REMEMBERED = 65_536

/**
 * The table of texts that cells refer to. It keeps the XML as it came, in pages, and three numbers for each text: half of what an
 * array of strings takes, which is what decides how large a workbook fits.
 */
export class SharedStrings {
  readonly #pages: string[] = []
  #page = new Uint32Array(1_024)
  #start = new Uint32Array(1_024)
  #length = new Uint32Array(1_024)
  #count = 0
  /** Texts that do not stand in the XML in one piece: with entities, or of several runs. */
  readonly #made = new Map<number, string>()
  readonly #remembered: string[] = []

  get count(): number {
    return this.#count
  }

  /** The text of a number; null when there is none. */
  at(index: number): string | null {
    const remembered = this.#remembered[index]
    if (remembered !== undefined) return remembered
    if (!(index >= 0 && index < this.#count)) return null
    const text = this.#made.get(index) ?? this.#slice(index)
    // In order and without gaps, so that the array stays a plain one.
    if (index === this.#remembered.length && index < REMEMBERED) this.#remembered.push(text)
    return text
  }

  addPage(page: string): void {
    this.#pages.push(page)
  }

  addSlice(start: number, end: number): void {
    if (this.#count === this.#start.length) this.#grow()
    this.#page[this.#count] = this.#pages.length - 1
    this.#start[this.#count] = start
    this.#length[this.#count] = end - start
    this.#count += 1
  }

  addMade(text: string): void {
    this.#made.set(this.#count, text)
    this.addSlice(0, 0)
  }

  #slice(index: number): string {
    const start = this.#start[index] ?? 0
    return (this.#pages[this.#page[index] ?? 0] ?? '').slice(start, start + (this.#length[index] ?? 0))
  }

  #grow(): void {
    const grown = (old: Uint32Array<ArrayBuffer>) => {
      const larger = new Uint32Array(old.length * 2)
      larger.set(old)
      return larger
    }
    this.#page = grown(this.#page)
    this.#start = grown(this.#start)
    this.#length = grown(this.#length)
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
  const decoder = new XmlDecoder(part)
  let [rest, length, prefix] = ['', 0, null as string | null]
  for await (const chunk of parts.inflate(part)) {
    const text = decoder.decode(chunk)
    length += text.length
    if (length > limits.sharedLength) {
      throw refuse('file-beyond-limit', { limit: 'sharedLength', most: limits.sharedLength })
    }
    const raw = rest + text
    prefix ??= prefixOf(raw)
    rest = addItems(strings, plain(raw, prefix ?? ''), limits)
  }
  decoder.end()
  if (/<si[\s>]/.test(rest)) throw refuse('file-damaged', { part })
  return strings
}

function prefixOf(text: string): string | null {
  return /<([\w.-]+:)?sst[\s>]/.exec(text)?.[1] ?? null
}

/** Without comments and prefix; a document type is refused. */
function plain(text: string, prefix: string): string {
  if (text.includes('<!')) refuseDoctype(text)
  const bare = withoutComments(text)
  return prefix === '' ? bare : bare.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
}

/** Adds every whole item of a page; returns what is left after the last. */
function addItems(strings: SharedStrings, page: string, limits: ReadingLimits): string {
  let at = page.indexOf('<si')
  if (at !== -1) strings.addPage(page)
  let done = at === -1 ? 0 : at
  while (at !== -1) {
    const open = page.indexOf('>', at)
    if (open === -1) break
    if (page.charCodeAt(open - 1) === SLASH) {
      strings.addMade('')
      done = open + 1
    } else {
      const end = page.indexOf('</si>', open)
      if (end === -1) break
      addItem(strings, page, open + 1, end, limits)
      done = end + 5
    }
    at = page.indexOf('<si', done)
  }
  const rest = page.slice(done)
  if (rest.length > limits.cellLength * 64) {
    throw refuse('file-beyond-limit', { limit: 'cellLength', most: limits.cellLength })
  }
  return rest
}

const SLASH = 47

/** `<t>text</t>` is nearly every item; runs of different letters (`<r>`) and entities take the longer way. */
function addItem(strings: SharedStrings, page: string, start: number, end: number, limits: ReadingLimits): void {
  const open = page.indexOf('>', start)
  const close = page.indexOf('<', open)
  const single = page.startsWith('<t', start) && close + 4 === end && page.charCodeAt(open - 1) !== SLASH
  if (single) {
    if (close - open - 1 > limits.cellLength) {
      throw refuse('file-beyond-limit', { limit: 'cellLength', most: limits.cellLength })
    }
    const text = page.slice(open + 1, close)
    if (text.includes('&') || text.includes('_x')) strings.addMade(unescapeCell(text))
    else strings.addSlice(open + 1, close)
    return
  }
  strings.addMade(runsText(page.slice(start, end)))
}

/** The texts of all runs, joined; the pronunciation that East Asian copies of Excel keep beside a text is none of it. */
export function runsText(xml: string): string {
  const spoken = xml.includes('<rPh') ? xml.replace(/<rPh[\s>][\s\S]*?<\/rPh>/g, '') : xml
  let text = ''
  for (const match of spoken.matchAll(/<t(?:\s[^>]*)?(?<!\/)>([^<]*)<\/t>/g)) text += match[1] ?? ''
  return unescapeCell(text)
}
