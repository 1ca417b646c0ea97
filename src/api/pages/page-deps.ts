import type { Deps } from '../../platform/deps.ts'
import type { HeadSource } from '../../modules/audit/answer-heads.ts'
import type { LawBook } from '../../rules/law-book.ts'

/** What the public pages need: database and clock, the law as this installation reads it, and the heads of its audit. */
export type PageDeps = Deps & { readonly book: LawBook; readonly auditHeads: HeadSource }
