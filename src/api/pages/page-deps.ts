import type { Deps } from '../../platform/deps.ts'
import type { LawBook } from '../../rules/law-book.ts'

/** What the public pages need: database and clock, and the law as this installation reads it. */
export type PageDeps = Deps & { readonly book: LawBook }
