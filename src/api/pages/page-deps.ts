import type { WorkCalendar } from '../../kernel/working-days.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { HeadSource } from '../../modules/audit/answer-heads.ts'
import type { SchemaCheck } from '../health.ts'
import type { LawBook } from '../../rules/law-book.ts'

/** What the public pages need: database and clock, keys, the law as this installation reads it, and the heads of its audit. */
export type PageDeps = Deps & {
  readonly book: LawBook
  readonly calendar: WorkCalendar
  readonly ring: KeyRing
  readonly auditHeads: HeadSource
  /** The address people use, when it is not ours. */
  readonly publicUrl: string | undefined
  /** How people reach whoever runs this installation, in their own words; null when nobody said. */
  readonly contact: string | null
  readonly checkSchema: SchemaCheck
}
