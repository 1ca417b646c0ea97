import { open, type FileHandle } from 'node:fs/promises'
import { Accounts, type BankEvent } from './accounts.ts'

type Waiting = { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }

/**
 * The simulator's own book: one JSON line per event, on the disk before anybody is told of it. Nothing is ever changed; what is known
 * (`accounts`) is counted from the lines. A line that a killed program left half-written is cut off when the book is opened: nobody
 * was told of it.
 */
export class Book {
  readonly accounts = new Accounts()
  readonly #file: FileHandle
  #waiting: Waiting[] = []
  #writing: Promise<void> | null = null
  #broken: unknown

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async open(path: string): Promise<Book> {
    const file = await open(path, 'a+', 0o600)
    const book = new Book(file)
    const bytes = await file.readFile()
    const whole = bytes.lastIndexOf(0x0a) + 1
    if (whole < bytes.length) await file.truncate(whole)
    const lines = bytes.toString('utf8', 0, whole).split('\n').slice(0, -1)
    for (const [index, line] of lines.entries()) book.accounts.count(readEvent(line, index + 1))
    return book
  }

  /** Writes an event; resolves when it is on the disk. Events that arrive together share one write. */
  append(event: BankEvent): Promise<void> {
    if (this.#broken !== undefined)
      return Promise.reject(new Error('the book cannot be written', { cause: this.#broken }))
    this.accounts.count(event)
    const line = `${JSON.stringify(event, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}\n`
    return new Promise((done, failed) => {
      this.#waiting.push({ line, done, failed })
      this.#writing ??= this.#writeOut()
    })
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }

  async #writeOut(): Promise<void> {
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#file.appendFile(batch.map(({ line }) => line).join(''))
        await this.#file.datasync()
        for (const { done } of batch) done()
      } catch (error) {
        // What is counted is no longer what is written: from here on the book says no.
        this.#broken = error
        for (const { failed } of batch) failed(error)
      }
    }
    this.#writing = null
  }
}

function readEvent(line: string, number: number): BankEvent {
  try {
    return JSON.parse(line, (key, value: unknown) =>
      key === 'amount' && typeof value === 'string' ? BigInt(value) : value,
    ) as BankEvent
  } catch (error) {
    throw new Error(`line ${String(number)} of the bank's book cannot be read`, { cause: error })
  }
}
