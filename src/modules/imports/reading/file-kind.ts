import { open, type FileHandle } from 'node:fs/promises'
import { refuse } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './reading-limits.ts'
import type { RefusedKind } from './reading-refusals.ts'
import { openZip, partText } from './zip-parts.ts'
import { mainPart } from './xlsx-workbook.ts'

export type FileKind = 'xlsx' | 'csv'

const HEAD_BYTES = 4_096

/** What a file is, by its bytes and never by its name. Refuses whatever is no list that we read, and says what it is. */
export async function fileKindOf(path: string, limits: ReadingLimits): Promise<FileKind> {
  await using file = await openFile(path)
  const { size } = await file.stat()
  if (size === 0) throw refuse('list-empty', { sheets: [] })
  if (size > limits.fileBytes) throw refuse('file-beyond-limit', { limit: 'fileBytes', most: limits.fileBytes })
  const head = await readAt(file, 0, HEAD_BYTES)
  const found = kindByMark(head)
  if (found === 'zip') return workbookKind(path, limits)
  if (found === 'ole') throw refuse('file-kind-refused', { found: await oleKind(file) })
  const refused = found ?? kindByText(head)
  if (refused) throw refuse('file-kind-refused', { found: refused })
  return 'csv'
}

const UNREADABLE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG'])

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r')
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code !== 'string' || !UNREADABLE.has(code)) throw error
  }
  throw refuse('file-unreadable', { file: path, problem: 'missing' })
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** First bytes, written as Latin-1, of what people send by mistake. */
const MARKS: readonly (readonly [mark: RegExp, kind: RefusedKind | 'zip' | 'ole'])[] = [
  [/^PK(\x03\x04|\x05\x06)/, 'zip'],
  [/^\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1/, 'ole'],
  [/^\x09[\x00\x02\x04\x08][\x04-\x10]\x00/, 'xls'],
  [/^\s*%PDF-/, 'pdf'],
  [/^(\x89PNG|\xFF\xD8\xFF|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(heic|heif|mif1|avif))/s, 'image'],
  [/^(MZ.{58}|\x7FELF|\xCF\xFA\xED\xFE|\xCA\xFE\xBA\xBE)/s, 'program'],
  [/^(\x1F\x8B|BZh\d|\xFD7zXZ|7z\xBC\xAF\x27\x1C|Rar!\x1A)/, 'compressed'],
  [/^(SQLite format 3\0|\0\x01\0\0Standard (Jet|ACE))/, 'database'],
  [/^\{\\rtf/, 'document'],
]

function kindByMark(head: Buffer): RefusedKind | 'zip' | 'ole' | null {
  const text = head.toString('latin1')
  return MARKS.find(([mark]) => mark.test(text))?.[1] ?? null
}

/** A text that is something else than a table, or bytes that are no text; null for what may be a CSV. */
function kindByText(head: Buffer): RefusedKind | null {
  const isWide = /^(\xFF\xFE|\xFE\xFF)/.test(head.toString('latin1')) || looksWide(head)
  const text = head.toString('latin1').replaceAll('\0', '').replace(/^(\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, '').trimStart()
  if (/^<(!doctype html|html|head|meta|style|body|table|div)\b/i.test(text)) return 'html'
  if (/^<(\?xml|!--|[a-z][\w.-]*[\s:>])/i.test(text)) return /<html\b/i.test(text) ? 'html' : 'xml'
  if (/^(\{\s*"|\[\s*[{[])/.test(text)) return 'json'
  if (isWide) return null
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length
  return controls * 20 > head.length ? 'unknown' : null
}

function looksWide(head: Buffer): boolean {
  const zeros = [head.filter((byte, at) => byte === 0 && at % 2 === 0), head.filter((byte, at) => byte === 0 && at % 2 === 1)]
  const [even = 0, odd = 0] = zeros.map(({ length }) => length)
  return Math.max(even, odd) * 5 > head.length && Math.min(even, odd) * 50 < head.length
}

async function workbookKind(path: string, limits: ReadingLimits): Promise<FileKind> {
  const parts = await openZip(path, limits)
  try {
    const refused = await refusedPackage(parts)
    if (refused) throw refuse('file-kind-refused', { found: refused })
    await mainPart(parts)
    return 'xlsx'
  } finally {
    parts.close()
  }
}

async function refusedPackage(parts: Awaited<ReturnType<typeof openZip>>): Promise<RefusedKind | null> {
  if (parts.names.some((name) => name.endsWith('/workbook.bin'))) return 'xlsb'
  if (parts.has('mimetype')) {
    const type = (await partText(parts, 'mimetype')).trim()
    return type.includes('opendocument.spreadsheet') ? 'ods' : 'document'
  }
  if (parts.names.some((name) => /^(word|ppt)\//.test(name))) return 'document'
  return parts.has('[Content_Types].xml') || parts.has('xl/workbook.xml') ? null : 'compressed'
}

const PIECE = 1_048_576

/** An OLE container is an old .xls, or a workbook locked with a password: only the latter holds a stream of this name. */
async function oleKind(file: FileHandle): Promise<RefusedKind> {
  const locked = Buffer.from('EncryptedPackage', 'utf16le')
  const old = [Buffer.from('Workbook', 'utf16le'), Buffer.from('Book\0', 'utf16le')]
  let found: RefusedKind = 'document'
  for (let position = 0; ; position += PIECE) {
    const piece = await readAt(file, position, PIECE + locked.length)
    if (piece.includes(locked)) return 'encrypted'
    if (old.some((name) => piece.includes(name))) found = 'xls'
    if (piece.length < PIECE) return found
  }
}
