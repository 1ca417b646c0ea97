const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const FIRST_BYTES = 1 << 20
const NULL_LENGTH = -1
const DAY_MS = 86_400_000
/** PostgreSQL counts days and microseconds from 2000-01-01. */
const EPOCH_MS = Date.UTC(2000, 0, 1)
const TEXT_OID = 25

/**
 * Rows in PostgreSQL's binary COPY format, written one value after another into one growing buffer: no object per field, which is
 * what makes bulk loads wait. The caller writes each row's values in the order of the columns; a wrong count or type is refused by
 * the server and nothing is loaded. `take` gives the bytes of the rows so far and begins anew.
 */
export class BinaryRows {
  readonly #columnCount: number
  #bytes = Buffer.allocUnsafe(FIRST_BYTES)
  #length = 0
  #isBegun = false

  constructor(columnCount: number) {
    this.#columnCount = columnCount
  }

  /** How many bytes wait to be taken. */
  get waiting(): number {
    return this.#length
  }

  beginRow(): void {
    if (!this.#isBegun) {
      this.#room(SIGNATURE.length)
      this.#length += SIGNATURE.copy(this.#bytes, this.#length)
      this.#isBegun = true
    }
    this.#room(2)
    this.#length = this.#bytes.writeInt16BE(this.#columnCount, this.#length)
  }

  none(): void {
    this.#room(4)
    this.#length = this.#bytes.writeInt32BE(NULL_LENGTH, this.#length)
  }

  text(value: string | null): void {
    if (value === null) {
      this.none()
      return
    }
    this.#room(4 + value.length * 3)
    const written = this.#bytes.write(value, this.#length + 4, 'utf8')
    this.#length = this.#bytes.writeInt32BE(written, this.#length) + written
  }

  texts(values: readonly string[]): void {
    this.#room(24)
    const start = this.#length
    // Length, then dimensions, has-null flag, element type, element count, lower bound; an empty array has no dimension.
    this.#length = this.#bytes.writeInt32BE(values.length === 0 ? 0 : 1, start + 4)
    this.#length = this.#bytes.writeInt32BE(0, this.#length)
    this.#length = this.#bytes.writeInt32BE(TEXT_OID, this.#length)
    if (values.length > 0) {
      this.#length = this.#bytes.writeInt32BE(values.length, this.#length)
      this.#length = this.#bytes.writeInt32BE(1, this.#length)
      for (const value of values) this.text(value)
    }
    this.#bytes.writeInt32BE(this.#length - start - 4, start)
  }

  bytes(value: Uint8Array | null): void {
    if (value === null) {
      this.none()
      return
    }
    this.#room(4 + value.length)
    this.#length = this.#bytes.writeInt32BE(value.length, this.#length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  int2(value: number | null): void {
    this.#fixed(value, 2, (each) => this.#bytes.writeInt16BE(each, this.#length))
  }

  int4(value: number | null): void {
    this.#fixed(value, 4, (each) => this.#bytes.writeInt32BE(each, this.#length))
  }

  /** A whole number that a JavaScript number holds exactly. */
  int8(value: number | bigint | null): void {
    if (value === null) {
      this.none()
      return
    }
    this.#room(12)
    this.#length = this.#bytes.writeInt32BE(8, this.#length)
    if (typeof value === 'bigint') {
      this.#length = this.#bytes.writeBigInt64BE(value, this.#length)
      return
    }
    const high = Math.floor(value / 0x1_0000_0000)
    this.#length = this.#bytes.writeInt32BE(high, this.#length)
    this.#length = this.#bytes.writeUInt32BE(value - high * 0x1_0000_0000, this.#length)
  }

  /** `2026-05-20`. */
  date(value: string | null): void {
    this.int4(value === null ? null : (Date.parse(value) - EPOCH_MS) / DAY_MS)
  }

  timestamp(value: Date | null): void {
    this.int8(value === null ? null : (value.getTime() - EPOCH_MS) * 1_000)
  }

  /** A uuid as PostgreSQL prints it. */
  uuid(value: string | null): void {
    if (value === null) {
      this.none()
      return
    }
    this.#room(20)
    this.#length = this.#bytes.writeInt32BE(16, this.#length)
    this.#length += this.#bytes.write(value.replaceAll('-', ''), this.#length, 'hex')
  }

  /** Everything written since the last call; `isEnd` adds the mark that ends the load. */
  take(isEnd: boolean): Buffer {
    if (isEnd) {
      if (!this.#isBegun) this.#length += SIGNATURE.copy(this.#bytes, 0)
      this.#room(2)
      this.#length = this.#bytes.writeInt16BE(-1, this.#length)
    }
    const taken = this.#bytes.subarray(0, this.#length)
    this.#bytes = Buffer.allocUnsafe(FIRST_BYTES)
    this.#length = 0
    if (isEnd) this.#isBegun = false
    return taken
  }

  #fixed(value: number | null, size: number, write: (value: number) => number): void {
    if (value === null) {
      this.none()
      return
    }
    this.#room(4 + size)
    this.#length = this.#bytes.writeInt32BE(size, this.#length)
    this.#length = write(value)
  }

  #room(size: number): void {
    if (this.#length + size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + size))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}
