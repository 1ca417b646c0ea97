import { isAscii, isUtf8 } from 'node:buffer'
import { refuse } from '../../../kernel/refusal.ts'

/**
 * XML as spreadsheet programs write it: no document type, ever. One is refused, so no entity can be defined and none can be fetched.
 */
export function refuseDoctype(text: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw refuse('file-unsafe', { because: 'doctype' })
}

/** The attributes of every element of a name in a small part, in order; the prefix of its namespace does not matter. */
export function attributesOfAll(text: string, element: string): readonly string[] {
  refuseDoctype(text)
  const tag = new RegExp(`<(?:[\\w.-]+:)?${element}(?=[\\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>`, 'g')
  return [...withoutComments(text).matchAll(tag)].map((match) => match[1] ?? '')
}

/** One attribute of an element, unescaped; null when it is not there. The prefix of its namespace does not matter. */
export function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*("[^"]*"|'[^']*')`).exec(attributes)
  return match?.[1] === undefined ? null : unescapeXml(match[1].slice(1, -1))
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Text with the five entities and numbered characters resolved; any other entity is left as it stands. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED.get(name) ?? whole
    const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** A cell's text: entities, and the `_x000D_` in which spreadsheet programs hide control characters. NUL stays hidden. */
export function unescapeCell(text: string): string {
  const plain = unescapeXml(text)
  if (!plain.includes('_x')) return plain
  return plain.replace(/_x([0-9A-F]{4})_/gi, (whole, hex: string) =>
    hex === '0000' ? whole : String.fromCharCode(parseInt(hex, 16)),
  )
}

/** Comments taken out, and marked text (CDATA) written with entities instead, so that a scan for `<` finds only elements. */
export function withoutComments(text: string): string {
  if (!text.includes('<!')) return text
  return text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>/g, (_whole, marked?: string) =>
    (marked ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  )
}

/** The marks of elements before which a part may be cut. */
export type CutMarks = (prefix: string) => readonly string[]

/**
 * A large part as text, in pieces that end before one of the marks, so that no element is cut in two. Comments, marked text and the
 * prefix of the namespace are gone. Refuses a document type, what is not UTF-8, and an element longer than `longest` bytes.
 */
export async function* xmlPieces(
  bytes: AsyncIterable<Buffer>,
  part: string,
  marks: CutMarks,
  longest: number,
): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  let prefix: string | null = null
  let cuts: readonly Buffer[] = []
  for await (const chunk of bytes) {
    if (prefix === null) {
      prefix = prefixOf(chunk)
      cuts = marks(prefix).map((mark) => Buffer.from(mark))
    }
    const cut = lastCut(chunk, cuts)
    if (cut <= 0) {
      rest = Buffer.concat([rest, chunk])
      if (rest.length > longest) throw refuse('file-damaged', { part })
      continue
    }
    yield plainText(
      rest.length === 0 ? chunk.subarray(0, cut) : Buffer.concat([rest, chunk.subarray(0, cut)]),
      prefix,
      part,
    )
    rest = chunk.subarray(cut)
  }
  yield plainText(rest, prefix ?? '', part)
}

/** The prefix with its colon that the first element has, or ''. */
function prefixOf(head: Buffer): string {
  return /<([A-Za-z_][\w.-]*:)?[A-Za-z]+[\s>]/.exec(head.toString('latin1', 0, 4_096))?.[1] ?? ''
}

/** Any mark will do, and a mark that is nowhere costs a look through the whole chunk: the usual one stands first. */
function lastCut(chunk: Buffer, cuts: readonly Buffer[]): number {
  for (const mark of cuts) {
    const at = chunk.lastIndexOf(mark)
    if (at > 0) return at
  }
  return -1
}

function plainText(bytes: Buffer, prefix: string, part: string): string {
  // A plain copy is several times faster than decoding, and nearly every piece is plain.
  const isPlain = isAscii(bytes)
  if (!isPlain && !isUtf8(bytes)) throw refuse('file-damaged', { part })
  const text = bytes.toString(isPlain ? 'latin1' : 'utf8')
  if (prefix === '' && !text.includes('<!')) return text
  refuseDoctype(text)
  const bare = withoutComments(text)
  if (/<!(--|\[)/.test(bare)) throw refuse('file-damaged', { part })
  return prefix === '' ? bare : bare.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
}

/** How many bytes at the end begin a character that the next chunk finishes: 0 to 3. */
export function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}
