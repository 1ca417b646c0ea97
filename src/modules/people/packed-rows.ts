import type pg from 'pg'
import { BinaryRows } from '../../platform/binary-copy.ts'
import type { SheetRow, StoredAs } from '../imports/reading/sheet-row.ts'
import type { ToldPerson } from './people.ts'
import { personNumbers } from './person-numbers.ts'
import type { Outcome } from './row/outcome.ts'
import { nikIndexText, sealPerson, tellingMarkText } from './seal-person.ts'
import { newPersonRows, personOrigin, writePerson, type PersonOrigin } from './store.ts'
import { NOTHING_SAID, type MergeContext, type ReadyPerson, type Telling, type ToldRow } from './told-row.ts'

/** Numbers fetched before the first row, few, because most lists are short and what they do not use stays unused for ever. */
const FIRST_NUMBERS = 2_000
/** Numbers at hand later: enough for the chunks that wait and the one being read. */
const NUMBERS_AHEAD = 16_000

type Retell = (line: SheetRow) => Telling

/**
 * The rows of a list that is being taken in, held as bytes instead of objects: a hundred thousand objects that wait for the database
 * would be carried through the memory again and again. Each row is written as the new person it most often is, numbered and encrypted,
 * before anybody has asked whether he is known; who turns out to be known with other words is told once more from his cells. Once a
 * chunk brings mostly people who are known, as a list handed in again does, nobody is written ahead. The memory of rows that are in is
 * used anew.
 */
export class PackedRows {
  readonly #context: MergeContext
  readonly #origin: PersonOrigin
  readonly #retell: Retell
  #numbers: number[] = []
  #isBegun = false
  #mayBeNew = true
  #pack = new Pack()
  #free: Pack[] = []
  #merging: readonly ToldRow[] = []

  constructor(context: MergeContext, retell: Retell) {
    this.#context = context
    this.#origin = personOrigin(context.teller.organisationId, context.importId, context.now)
    this.#retell = retell
  }

  /** Whether rows are packed: not for a rehearsal, which asks each row for its words. */
  get isBegun(): boolean {
    return this.#isBegun
  }

  async begin(client: pg.ClientBase): Promise<void> {
    this.#isBegun = true
    await this.#fetchNumbers(client, FIRST_NUMBERS)
  }

  add(line: SheetRow, telling: Telling, outcomes: readonly Outcome[]): ToldRow {
    const pack = this.#openPack()
    const { ring } = this.#context
    const { told, nameKeys } = telling
    const nikIndex = nikIndexText(ring, told.sealed.nik)
    const mark = tellingMarkText(ring, told)
    const place = pack.addLine(line, nikIndex + mark)
    const id = this.#mayBeNew ? this.#numbers.pop() : undefined
    if (id !== undefined) {
      const sealed = sealPerson(ring, 'people', id, told.sealed)
      const person = { id, importRow: line.number, nikIndex, open: told.open, nameKeys, sealed, mark }
      writePerson(pack.people, person, this.#origin)
      pack.setReady(place, id)
    }
    return new PackedRow(
      line.number,
      outcomes.length === 0 ? NOTHING_SAID : outcomes,
      pack,
      place,
      this.#retell,
    )
  }

  /** Rows that are about to be merged: those merged before them are in for good, and their memory is free. */
  settleBefore(rows: readonly ToldRow[]): void {
    if (rows === this.#merging) return
    for (const row of this.#merging) {
      if (!(row instanceof PackedRow)) continue
      row.pack.settled += 1
      if (row.pack !== this.#pack && row.pack.settled === row.pack.count) this.#free.push(row.pack)
    }
    this.#merging = rows
  }

  /** Learns from a merged chunk whether the next ones are worth being written ahead. */
  async learn(client: pg.ClientBase, rowCount: number, freshCount: number): Promise<void> {
    this.#mayBeNew = freshCount * 2 >= rowCount
    if (this.#mayBeNew) await this.#fetchNumbers(client, NUMBERS_AHEAD)
  }

  async #fetchNumbers(client: pg.ClientBase, count: number): Promise<void> {
    const missing = count - this.#numbers.length
    if (missing < count / 4) return
    // The least number is taken first.
    this.#numbers = [...(await personNumbers(client, missing)).reverse(), ...this.#numbers]
  }

  #openPack(): Pack {
    if (!this.#pack.isFull) return this.#pack
    this.#pack = this.#free.pop() ?? new Pack()
    this.#pack.clear()
    return this.#pack
  }
}

const PACK_BYTES = 1 << 19
/** A pack is closed before a row could make it grow. */
const FULL_BYTES = PACK_BYTES - (1 << 15)
const MOST_ROWS = 2_048
const INDEX_BYTES = 32
const KEY_BYTES = 48

/** People as they will be copied, by what they are known, and the cells they came from. */
class Pack {
  readonly people = newPersonRows(PACK_BYTES)
  settled = 0
  count = 0
  readonly #lines = new BinaryRows(0, PACK_BYTES / 4)
  readonly #lineStarts = new Int32Array(MOST_ROWS)
  readonly #keys = Buffer.alloc(MOST_ROWS * KEY_BYTES)
  readonly #ids = new Float64Array(MOST_ROWS)
  readonly #starts = new Int32Array(MOST_ROWS)
  readonly #ends = new Int32Array(MOST_ROWS)
  /** Rows of one list are kept alike and share these. */
  #stored: (readonly StoredAs[] | null)[] = []

  get isFull(): boolean {
    return this.count === MOST_ROWS || this.people.length > FULL_BYTES || this.#lines.length > FULL_BYTES
  }

  clear(): void {
    this.people.clear()
    this.#lines.clear()
    this.#stored = []
    this.settled = 0
    this.count = 0
  }

  /** The place of the line, whose person is not written yet. */
  addLine({ texts, stored }: SheetRow, keys: string): number {
    const place = this.count
    this.count += 1
    this.#lineStarts[place] = this.#lines.length
    this.#starts[place] = this.people.length
    this.#ends[place] = 0
    this.#keys.write(keys, place * KEY_BYTES, 'latin1')
    this.#lines.text(JSON.stringify(texts))
    if (stored) this.#stored[place] = stored
    return place
  }

  setReady(place: number, id: number): void {
    this.#ids[place] = id
    this.#ends[place] = this.people.length
  }

  readyAt(place: number): ReadyPerson | null {
    const end = this.#ends[place] ?? 0
    if (end === 0) return null
    return { id: this.#ids[place] ?? 0, buffer: this.people, start: this.#starts[place] ?? 0, end }
  }

  keysAt(place: number): Buffer {
    return this.#keys.subarray(place * KEY_BYTES, (place + 1) * KEY_BYTES)
  }

  lineAt(place: number, number: number): SheetRow {
    const start = this.#lineStarts[place] ?? 0
    const length = this.#lines.part(start, start + 4).readInt32BE()
    const json = this.#lines.part(start + 4, start + 4 + length).toString('utf8')
    return { number, texts: textsOf(json), stored: this.#stored[place] ?? null }
  }
}

function textsOf(json: string): string[] {
  try {
    return JSON.parse(json) as string[]
  } catch {
    // JSON.parse quotes the text in its message; it tells of a person.
    throw new Error('a packed row is damaged')
  }
}

class PackedRow implements ToldRow {
  readonly rowNumber: number
  readonly outcomes: readonly Outcome[]
  readonly pack: Pack
  readonly #place: number
  readonly #retell: Retell

  constructor(rowNumber: number, outcomes: readonly Outcome[], pack: Pack, place: number, retell: Retell) {
    this.rowNumber = rowNumber
    this.outcomes = outcomes
    this.pack = pack
    this.#place = place
    this.#retell = retell
  }

  get key(): string {
    return this.nikIndex.toString('latin1')
  }

  /** A copy: it may outlive the row, in what is kept of a NIK that a list gives to two people. */
  get nikIndex(): Buffer {
    return Buffer.from(this.pack.keysAt(this.#place).subarray(0, INDEX_BYTES))
  }

  get mark(): Buffer {
    return this.pack.keysAt(this.#place).subarray(INDEX_BYTES)
  }

  get told(): ToldPerson {
    return this.tell().told
  }

  get ready(): ReadyPerson | null {
    return this.pack.readyAt(this.#place)
  }

  /** Few rows are asked: those of people who are known with other words, or twice in the list. */
  tell(): Telling {
    return this.#retell(this.pack.lineAt(this.#place, this.rowNumber))
  }
}
