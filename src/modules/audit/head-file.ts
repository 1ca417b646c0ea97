import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../../platform/operator-failure.ts'
import { type AuditHead, EMPTY_HASH, HEAD_CAUSES, sealedText } from './audit.ts'

/** Everybody may read it: it holds no people, and a copy elsewhere is what makes it worth something. */
const MODE = 0o644

/** Where a data folder keeps the heads of its audit. */
export function headFileOf(dataFolder: string): string {
  return join(dataFolder, 'audit-heads.jsonl')
}

/** The heads in a file, oldest first, and the number of the first line that is not what was written. No file is no heads. */
export type HeadsRead = { readonly heads: readonly AuditHead[]; readonly brokenLine?: number }

export async function readHeads(file: string): Promise<HeadsRead> {
  const heads: AuditHead[] = []
  let brokenLine: number | undefined
  for (const [index, line] of linesOf(await textOf(file)).entries()) {
    const head = parseHead(line)
    const isNext = head?.previous === (heads.at(-1)?.seal ?? EMPTY_HASH)
    if (!isNext) brokenLine ??= index + 1
    if (head) heads.push(head)
  }
  return { heads, ...(brokenLine !== undefined && { brokenLine }) }
}

/** Appends one head and waits until it is on the disk. Resolves to the line as it stands in the file. */
export async function appendHead(file: string, head: Omit<AuditHead, 'previous' | 'seal'>): Promise<string> {
  // A line that was spoiled stays, and verifying names it; the heads go on from the last whole one.
  const previous = (await readHeads(file)).heads.at(-1)?.seal ?? EMPTY_HASH
  const complete = { ...head, previous }
  const line = JSON.stringify({ ...complete, seal: sealOf(complete) })
  // A power cut can leave half a line.
  const text = await textOf(file)
  const isTorn = text !== '' && !text.endsWith('\n')
  const opened = await open(file, 'a', MODE)
  try {
    await opened.appendFile(`${isTorn ? '\n' : ''}${line}\n`)
    await opened.sync()
  } finally {
    await opened.close()
  }
  return line
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

function sealOf(head: Omit<AuditHead, 'seal'>): string {
  return createHash('sha256').update(sealedText(head)).digest('hex')
}

/** A head whose seal fits what it says; undefined for any other line. */
function parseHead(line: string): AuditHead | undefined {
  try {
    const value = JSON.parse(line) as Partial<AuditHead> | null
    return isHead(value) && value.seal === sealOf(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isHead(value: Partial<AuditHead> | null): value is AuditHead {
  if (typeof value !== 'object' || value === null) return false
  const { day, cause, at, position, hash, previous, seal } = value
  return (
    [day, at].every((text) => typeof text === 'string') &&
    HEAD_CAUSES.some((each) => each === cause) &&
    Number.isSafeInteger(position) &&
    [hash, previous, seal].every((text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text))
  )
}
