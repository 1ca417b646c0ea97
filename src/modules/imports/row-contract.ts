import type pg from 'pg'
import type { Merged, RowFate } from './imports.ts'
import type { SheetRow } from './reading/sheet-row.ts'

/**
 * What the module that owns the rows tells a list: what a row means, and how rows that are fit are taken in. `Fit` is the owner's own
 * form of such a row.
 */
export type RowContract<Fit> = {
  /** Fetches what reading needs of the database, before the first row is read to be taken in; a rehearsal does without. */
  begin?(client: pg.ClientBase): Promise<void>
  /** A row that is fit to be taken in, or what became of it instead. Writes and asks nothing. */
  readRow(row: SheetRow): { readonly fit: Fit } | { readonly fate: RowFate }
  /**
   * Takes fit rows in, within the transaction of the client and its scope. Throws the database's own error when another list was
   * quicker; everything is rolled back then and done again.
   */
  merge(client: pg.ClientBase, rows: readonly Fit[]): Promise<Merged>
  /** Whether what a row was told is kept row by row, or counted only. */
  isWorthKeeping(fate: RowFate): boolean
  /** Constraints whose breach means that another list was quicker. */
  readonly races: readonly string[]
}
