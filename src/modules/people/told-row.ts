import type { KeyRing } from '../../platform/key-ring.ts'
import type { RowFate } from '../imports/imports.ts'
import type { Teller, ToldPerson } from './people.ts'
import { standingOf, type Outcome } from './row/outcome.ts'
import { nikIndexText, tellingMark } from './seal-person.ts'

/** A row that is fit to be a person, with the keyed values by which he is known. */
export type ToldRow = {
  readonly rowNumber: number
  /** What the row has been told already, warnings and notes. */
  readonly outcomes: readonly Outcome[]
  /** Blind index of the NIK, also as letters of Latin-1, which a Map can hold. */
  readonly nikIndex: Buffer
  readonly key: string
  readonly mark: Buffer
  /** Read once more from the row's cells where it is held as bytes: whoever needs more of it than this asks `tell`, once. */
  readonly told: ToldPerson
  tell(): Telling
  /** The row of `people` as it will be copied if he is new; null when it is not written yet. */
  readonly ready: ReadyPerson | null
}

/** What a row says of somebody, and how his name sounds. */
export type Telling = { readonly told: ToldPerson; readonly nameKeys: readonly string[] }

/** A new person under a number of his own, encrypted and written for COPY between two places of a buffer. */
export type ReadyPerson = {
  readonly id: number
  readonly buffer: { part(start: number, end: number): Buffer }
  readonly start: number
  readonly end: number
}

export type MergeContext = {
  readonly ring: KeyRing
  readonly teller: Teller
  readonly importId: string
  readonly now: Date
}

/** Shared by all rows about which nothing is said, as nearly all are. */
export const NOTHING_SAID: readonly Outcome[] = []

/** A row whose words are at hand. */
export class HeldRow implements ToldRow {
  readonly rowNumber: number
  readonly outcomes: readonly Outcome[]
  readonly key: string
  readonly mark: Buffer
  readonly ready = null
  readonly #telling: Telling

  constructor(
    ring: KeyRing,
    rowNumber: number,
    telling: Telling,
    outcomes: readonly Outcome[] = NOTHING_SAID,
  ) {
    this.rowNumber = rowNumber
    this.outcomes = outcomes
    this.key = nikIndexText(ring, telling.told.sealed.nik)
    this.mark = tellingMark(ring, telling.told)
    this.#telling = telling
  }

  get nikIndex(): Buffer {
    return Buffer.from(this.key, 'latin1')
  }

  get told(): ToldPerson {
    return this.#telling.told
  }

  tell(): Telling {
    return this.#telling
  }
}

/** The fate that a row's outcomes, and what the registry adds to them, amount to. */
export function fateOf(
  row: Pick<ToldRow, 'rowNumber' | 'outcomes'>,
  personId: number | null,
  ...more: readonly Outcome[]
): RowFate {
  const outcomes = more.length === 0 ? row.outcomes : [...row.outcomes, ...more]
  return { rowNumber: row.rowNumber, fate: standingOf(outcomes), outcomes, personId }
}
