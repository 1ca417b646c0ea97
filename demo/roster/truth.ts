import type { OutcomeCode } from '../../src/modules/people/row/outcome.ts'
import type { ExpectedFate } from './flaws.ts'

/** Rows of a list that are no people. */
export type OtherRow =
  'title' | 'header' | 'column-numbers' | 'header-again' | 'subtotal' | 'total' | 'signature' | 'blank'

/**
 * What was planted in a list, and so what an import with the purpose `own-account` into a registry that knows none of these people
 * must count. `WILAYAH_BEDA` is left out: it only says that no NIK of an invented list is of the region.
 */
export type RosterTruth = {
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly held: number
  readonly duplicates: number
  readonly outcomes: Readonly<Record<string, number>>
  /** Rows by what is wrong with them. */
  readonly planted: Readonly<Record<string, number>>
  /** Rows of the file that are no people. */
  readonly besides: Readonly<Record<string, number>>
}

/** Counts what is planted while a list is written. */
export class TruthCount {
  readonly #fates = { accepted: 0, refused: 0, held: 0, duplicate: 0 }
  readonly #outcomes: Record<string, number> = {}
  readonly #planted: Record<string, number> = {}
  readonly #besides: Record<string, number> = {}

  row(fate: ExpectedFate, codes: readonly OutcomeCode[], kind: string | null): void {
    this.#fates[fate] += 1
    for (const code of codes) this.#outcomes[code] = (this.#outcomes[code] ?? 0) + 1
    if (kind !== null) this.#planted[kind] = (this.#planted[kind] ?? 0) + 1
  }

  /** A row that was in order is in doubt because of a later one, and told the same. */
  takeBack(code: OutcomeCode): void {
    this.#fates.accepted -= 1
    this.#fates.held += 1
    this.#outcomes[code] = (this.#outcomes[code] ?? 0) + 1
  }

  beside(what: OtherRow): void {
    this.#besides[what] = (this.#besides[what] ?? 0) + 1
  }

  whole(): RosterTruth {
    const { accepted, refused, held, duplicate } = this.#fates
    return {
      rows: accepted + refused + held + duplicate,
      accepted,
      refused,
      held,
      duplicates: duplicate,
      outcomes: sorted(this.#outcomes),
      planted: sorted(this.#planted),
      besides: sorted(this.#besides),
    }
  }
}

function sorted(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)))
}
