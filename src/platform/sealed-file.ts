import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Files that hold people's data lie encrypted, each under a key of its own that the database keeps, encrypted in turn. Pieces of
 * 256 KiB are sealed one by one (AES-256-GCM), so that a file of any size is written and read in little memory; the nonce of a piece is
 * its number and whether it is the last, so that no piece can be left out, moved or cut off. One key never seals two files.
 */
const PIECE_BYTES = 1 << 18
const KEY_BYTES = 32
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'

/** A sealed file was cut off, altered, or its key is not the one it was written with. */
export class SealedFileUnreadable extends Error {
  constructor() {
    super('a sealed file cannot be read: it was altered or cut off')
    this.name = 'SealedFileUnreadable'
  }
}

/** A key for one new file, as text for an encrypted column. */
export function newFileKey(): string {
  return randomBytes(KEY_BYTES).toString('base64')
}

/** Writes what comes to a new file that only this account may read. Refuses to write over one that is there. */
export async function writeSealedFile(
  path: string,
  key: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(Readable.from(sealPieces(Buffer.from(key, 'base64'), content)), file)
}

/** What a sealed file holds, piece by piece. Throws SealedFileUnreadable at the first piece that is not as it was written. */
export async function* readSealedFile(path: string, key: string): AsyncGenerator<Buffer> {
  const fileKey = Buffer.from(key, 'base64')
  let number = 0
  let waiting: Buffer | null = null
  for await (const piece of piecesOf(createReadStream(path), PIECE_BYTES + TAG_BYTES)) {
    if (waiting) yield open(fileKey, number++, false, waiting)
    waiting = piece
  }
  if (!waiting) throw new SealedFileUnreadable()
  yield open(fileKey, number, true, waiting)
}

async function* sealPieces(key: Buffer, content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let number = 0
  let waiting: Buffer | null = null
  for await (const piece of piecesOf(content, PIECE_BYTES)) {
    if (waiting) yield seal(key, number++, false, waiting)
    waiting = piece
  }
  yield seal(key, number, true, waiting ?? Buffer.alloc(0))
}

function seal(key: Buffer, number: number, isLast: boolean, piece: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(number, isLast), { authTagLength: TAG_BYTES })
  return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
}

function open(key: Buffer, number: number, isLast: boolean, sealed: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw new SealedFileUnreadable()
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(number, isLast), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const piece = decipher.update(sealed.subarray(0, -TAG_BYTES))
  try {
    return Buffer.concat([piece, decipher.final()])
  } catch {
    throw new SealedFileUnreadable()
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** The same bytes in pieces of this size; the last may be shorter and is never empty. */
async function* piecesOf(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = []
  let held = 0
  for await (const chunk of content) {
    let rest = chunk
    while (held + rest.length >= size) {
      const taken = rest.subarray(0, size - held)
      yield Buffer.concat([...parts, taken])
      rest = rest.subarray(taken.length)
      parts = []
      held = 0
    }
    if (rest.length === 0) continue
    parts.push(rest)
    held += rest.length
  }
  if (held > 0) yield Buffer.concat(parts)
}
