import type { Deps } from '../../../platform/deps.ts'
import type { LawBook } from '../../../rules/law-book.ts'

/** What the landing page, the summary and the pages of regions need. */
export type StaffPageDeps = Deps & { readonly book: LawBook }
