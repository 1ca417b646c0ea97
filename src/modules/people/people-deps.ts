import type pg from 'pg'
import type { LawBook } from '../../rules/law-book.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'

/** What acts on people need beside database and clock. */
export type PeopleDeps = Deps & {
  /** COPY needs connections of its own. */
  readonly pool: pg.Pool
  readonly ring: KeyRing
  readonly book: LawBook
  /** Where stored lists lie, encrypted. */
  readonly folder: string
}
