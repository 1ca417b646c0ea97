import { isAscii, isUtf8 } from 'node:buffer'
import { refuse } from '../../../kernel/refusal.ts'
import { unfinishedTail } from './xml-text.ts'

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Bytes that Windows-1252 leaves without a character. */
const UNUSED = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

/**
 * Decodes a text file as it arrives. UTF-16 shows itself in the first bytes; anything else is UTF-8 until a byte proves that it is
 * not, and then Windows-1252, provided that all before was plain ASCII. Never a replacement character: what no encoding explains is
 * refused with its offset.
 */
export class TextDecoding {
  encoding: TextEncodingName = 'utf-8'
  #begun = false
  #onlyAscii = true
  #pending: Buffer = Buffer.alloc(0)
  /** Offset in the file of the first pending byte. */
  #offset = 0

  decode(chunk: Buffer, isLast: boolean): string {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    this.#pending = Buffer.alloc(0)
    const skip = this.#begun ? 0 : this.#begin(bytes)
    const body = skip === 0 ? bytes : bytes.subarray(skip)
    this.#offset += skip
    switch (this.encoding) {
      case 'utf-8':
        return this.#utf8(body, isLast)
      case 'windows-1252':
        return this.#windows(body)
      case 'utf-16le':
      case 'utf-16be':
        return this.#utf16(body, isLast)
    }
  }

  /** Chooses by the byte order mark, or by where the zero bytes of Latin letters stand; returns the length of the mark. */
  #begin(bytes: Buffer): number {
    if (bytes.length === 0) return 0
    this.#begun = true
    const [first, second, third] = bytes
    if (first === 0xef && second === 0xbb && third === 0xbf) return 3
    const marked =
      first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
    this.encoding = marked ?? unmarkedUtf16(bytes) ?? 'utf-8'
    return marked ? 2 : 0
  }

  #utf8(bytes: Buffer, isLast: boolean): string {
    if (isAscii(bytes)) {
      this.#offset += bytes.length
      return bytes.toString('latin1')
    }
    const whole = isLast ? bytes.length : bytes.length - unfinishedTail(bytes)
    if (isUtf8(bytes.subarray(0, whole))) {
      this.#onlyAscii &&= whole < bytes.length && isAscii(bytes.subarray(0, whole))
      this.#pending = Buffer.from(bytes.subarray(whole))
      this.#offset += whole
      return bytes.toString('utf8', 0, whole)
    }
    const wrong = firstNotUtf8(bytes)
    if (!this.#onlyAscii || !isAscii(bytes.subarray(0, wrong))) throw broken('UTF-8', this.#offset + wrong)
    this.encoding = 'windows-1252'
    return this.#windows(bytes)
  }

  #windows(bytes: Buffer): string {
    const wrong = UNUSED.map((byte) => bytes.indexOf(byte)).filter((at) => at !== -1)
    if (wrong.length > 0) throw broken('Windows-1252', this.#offset + Math.min(...wrong))
    this.#offset += bytes.length
    return WINDOWS.decode(bytes)
  }

  #utf16(bytes: Buffer, isLast: boolean): string {
    const name = this.encoding === 'utf-16le' ? 'UTF-16LE' : 'UTF-16BE'
    const isBig = this.encoding === 'utf-16be'
    let whole = bytes.length - (bytes.length % 2)
    if (isLast && whole < bytes.length) throw broken(name, this.#offset + whole)
    // Half of a pair waits for its other half.
    if (!isLast && whole >= 2 && isHighHalf(bytes, whole - 2, isBig)) whole -= 2
    const body = Buffer.from(bytes.subarray(0, whole))
    if (isBig) body.swap16()
    const text = body.toString('utf16le')
    if (!text.isWellFormed()) throw broken(name, this.#offset + loneHalf(text) * 2)
    this.#pending = Buffer.from(bytes.subarray(whole))
    this.#offset += whole
    return text
  }
}

const WINDOWS = new TextDecoder('windows-1252')

function broken(encoding: string, offset: number): Error {
  return refuse('file-encoding-broken', { encoding, offset })
}

/** UTF-16 without a mark: Latin letters, digits and separators have a zero beside each, always on the same side. */
function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 1_024)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = sample.length / 5
  if (odd > many && even < many / 10) return 'utf-16le'
  return even > many && odd < many / 10 ? 'utf-16be' : null
}

/** Where UTF-8 first breaks, by halving: what is before is whole, what is at it is not. */
function firstNotUtf8(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    const part = bytes.subarray(0, middle)
    if (isUtf8(part.subarray(0, middle - unfinishedTail(part)))) good = middle
    else bad = middle
  }
  const part = bytes.subarray(0, good)
  return good - unfinishedTail(part)
}

function isHighHalf(bytes: Buffer, at: number, isBig: boolean): boolean {
  const unit = isBig ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)
  return unit >= 0xd800 && unit <= 0xdbff
}

function loneHalf(text: string): number {
  return text.search(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/)
}
