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
  if (size === 0) throw refuse('list-empty', { sheets: [], hidden: [] })
  if (size > limits.fileBytes)
    throw refuse('file-beyond-limit', { limit: 'fileBytes', most: limits.fileBytes })
  const head = await readAt(file, 0, HEAD_BYTES)
  const found = kindByMark(head)
  if (found === 'zip') return await workbookKind(path, limits)
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

/** What people send by mistake, by the bytes (written as Latin-1) that stand at an offset. */
const MARKS: readonly (readonly [offset: number, bytes: string, kind: RefusedKind | 'zip' | 'ole'])[] = [
  [0, 'PK\x03\x04', 'zip'],
  [0, 'PK\x05\x06', 'zip'],
  [0, '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'ole'],
  [0, '\x09\x08\x10\0', 'xls'],
  [0, '\x09\x08\x08\0', 'xls'],
  [0, '\x09\x04\x06\0', 'xls'],
  [0, '\x09\x02\x06\0', 'xls'],
  [0, '\x09\0\x04\0', 'xls'],
  [0, '%PDF-', 'pdf'],
  [0, '\x89PNG', 'image'],
  [0, '\xFF\xD8\xFF', 'image'],
  [0, 'GIF8', 'image'],
  [8, 'WEBP', 'image'],
  [0, 'II*\0', 'image'],
  [0, 'MM\0*', 'image'],
  [4, 'ftyp', 'image'],
  [0, 'MZ\x90\0', 'program'],
  [0, '\x7FELF', 'program'],
  [0, '\x1F\x8B', 'compressed'],
  [0, 'BZh', 'compressed'],
  [0, '\xFD7zXZ', 'compressed'],
  [0, '7z\xBC\xAF', 'compressed'],
  [0, 'Rar!\x1A', 'compressed'],
  [0, 'SQLite format 3\0', 'database'],
  [4, 'Standard Jet DB\0', 'database'],
  [4, 'Standard ACE DB\0', 'database'],
  [0, '{\\rtf', 'document'],
]

function kindByMark(head: Buffer): RefusedKind | 'zip' | 'ole' | null {
  const text = head.toString('latin1')
  return MARKS.find(([offset, bytes]) => text.startsWith(bytes, offset))?.[2] ?? null
}

/** A text that is something else than a table, or bytes that are no text; null for what may be a CSV. */
function kindByText(head: Buffer): RefusedKind | null {
  const isWide = /^(\xFF\xFE|\xFE\xFF)/.test(head.toString('latin1')) || looksWide(head)
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, '')
    .trimStart()
  if (/^<(!doctype html|html|head|meta|style|body|table|div)\b/i.test(text)) return 'html'
  if (/^<(\?xml|!--|[a-z][\w.-]*[\s:>])/i.test(text)) return /<html\b/i.test(text) ? 'html' : 'xml'
  if (/^(\{\s*"|\[\s*[{[])/.test(text)) return 'json'
  if (isWide) return null
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length
  return controls * 20 > head.length ? 'unknown' : null
}

function looksWide(head: Buffer): boolean {
  const zeros = [
    head.filter((byte, at) => byte === 0 && at % 2 === 0),
    head.filter((byte, at) => byte === 0 && at % 2 === 1),
  ]
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
