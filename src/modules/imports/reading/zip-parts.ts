import { createInflateRaw, crc32, type ZlibOptions } from 'node:zlib'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './reading-limits.ts'

/** The parts of an opened zip file, by name. */
export type ZipParts = {
  readonly names: readonly string[]
  readonly has: (name: string) => boolean
  /** Bytes of a part, unpacked, in chunks of up to 64 KiB; checked for size and checksum. */
  readonly inflate: (name: string) => AsyncGenerator<Buffer>
  readonly close: () => void
}

/** Names that no program writes, and that a careless reader would make into a path or a prototype. */
const ATTACKING_NAME = /(^|\/)(\.\.|__proto__|constructor|prototype)(\/|$)|\\|^\/|^[a-z]:/i

const STORED = 0
const DEFLATED = 8

/** Unpacking runs ahead on another core by as much as fits here. Larger chunks were no faster and took up to twice the memory. */
const INFLATING: ZlibOptions & { readonly readableHighWaterMark: number } = {
  chunkSize: 65_536,
  readableHighWaterMark: 262_144,
}

/** Opens a zip file; nothing is unpacked yet. Refuses one that is cut off, has too many parts, or attacking names. */
export async function openZip(path: string, limits: ReadingLimits): Promise<ZipParts> {
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: false }).catch(asDamage(''))
  try {
    const entries = await listEntries(zip, limits)
    return {
      names: [...entries.keys()],
      has: (name) => entries.has(name),
      inflate: (name) => inflateEntry(zip, entries.get(name), name, limits),
      close: () => {
        zip.close()
      },
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** The whole text of a small part; '' when the zip has no such part. */
export async function partText(parts: ZipParts, name: string): Promise<string> {
  if (!parts.has(name)) return ''
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of parts.inflate(name)) {
    size += chunk.length
    if (size > SMALL_PART) throw refuse('file-beyond-limit', { limit: 'inflatedBytes', most: SMALL_PART })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Styles, names of sheets and relations: a workbook of thousands of styles still has less. */
const SMALL_PART = 33_554_432

async function listEntries(zip: ZipFile, limits: ReadingLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) {
    throw refuse('file-beyond-limit', { limit: 'entries', most: limits.entries })
  }
  const entries = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName
      if (ATTACKING_NAME.test(name)) throw refuse('file-unsafe', { because: 'entry-name' })
      if (entries.has(name)) throw refuse('file-unsafe', { because: 'entry-twice' })
      entries.set(name, entry)
      unpacked += entry.uncompressedSize
      // Parts may share the same packed bytes, so the sum is judged against the file.
      refuseUnpacked(unpacked, zip.fileSize, limits)
    }
  } catch (error) {
    throw isNameFault(error) ? refuse('file-unsafe', { because: 'entry-name' }) : damage(error, '')
  }
  return entries
}

function isNameFault(error: unknown): boolean {
  return (
    error instanceof Error && /^(absolute path|invalid relative path|invalid characters)/.test(error.message)
  )
}

/** Unpacks one part and believes nothing that its header says: size, ratio and checksum are counted along. */
async function* inflateEntry(
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
  limits: ReadingLimits,
): AsyncGenerator<Buffer> {
  if (!entry) throw refuse('file-damaged', { part: name })
  refuseDeclared(entry, limits)
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false }).catch(asDamage(name))
  const source = entry.compressionMethod === DEFLATED ? packed.pipe(createInflateRaw(INFLATING)) : packed
  packed.on('error', (error) => source.destroy(error))
  let [size, sum] = [0, 0]
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > entry.uncompressedSize) throw refuse('file-damaged', { part: name })
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw damage(error, name)
  } finally {
    packed.destroy()
    source.destroy()
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw refuse('file-damaged', { part: name })
}

/** More than the declared size is never unpacked, so the declared size is what the limits are for. */
function refuseDeclared(entry: Entry, limits: ReadingLimits): void {
  const { compressionMethod } = entry
  if (entry.isEncrypted()) throw refuse('file-kind-refused', { found: 'encrypted' })
  if (compressionMethod !== DEFLATED && compressionMethod !== STORED) {
    throw refuse('file-damaged', { part: entry.fileName })
  }
  refuseUnpacked(entry.uncompressedSize, entry.compressedSize, limits)
}

function refuseUnpacked(unpacked: number, packed: number, limits: ReadingLimits): void {
  if (unpacked > limits.inflatedBytes) {
    throw refuse('file-beyond-limit', { limit: 'inflatedBytes', most: limits.inflatedBytes })
  }
  if (unpacked > limits.ratioFromBytes && unpacked > packed * limits.ratio) {
    throw refuse('file-beyond-limit', { limit: 'ratio', most: limits.ratio })
  }
}

function asDamage(part: string): (error: unknown) => never {
  return (error) => {
    throw damage(error, part)
  }
}

/** What zlib and the zip directory complain about is damage of the file; a refusal stays one, and other errors are bugs. */
function damage(error: unknown, part: string): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error
  if ('syscall' in error || error instanceof TypeError || error instanceof RangeError) return error
  return refuse('file-damaged', { part })
}
