import type { KeyRing } from '../../platform/key-ring.ts'
import type { RowFate } from '../imports/imports.ts'
import type { Teller, ToldPerson } from './people.ts'
import { standingOf, type Outcome } from './row/outcome.ts'

/** A row that is fit to be a person, with the keyed values by which he is known. */
export type ToldRow = {
  readonly rowNumber: number
  readonly told: ToldPerson
  readonly nameKeys: readonly string[]
  readonly nikIndex: Buffer
  readonly mark: Buffer
  /** What the row has been told already, warnings and notes. */
  readonly outcomes: readonly Outcome[]
}

export type MergeContext = {
  readonly ring: KeyRing
  readonly teller: Teller
  readonly importId: string
  readonly now: Date
}

/** The fate that a row's outcomes, and what the registry adds to them, amount to. */
export function fateOf(row: ToldRow, personId: number | null, ...more: readonly Outcome[]): RowFate {
  const outcomes = more.length === 0 ? row.outcomes : [...row.outcomes, ...more]
  return { rowNumber: row.rowNumber, fate: standingOf(outcomes), outcomes, personId }
}
