import type { PlainDate } from '../../../kernel/plain-date.ts'
import type { LawBook } from '../../../rules/law-book.ts'
import { bpuEntryAge } from '../../../rules/parameters/duties.ts'

/** What a list is for: a register of residents of every age, own-account workers (BPU) to protect, or workers of an employer. */
export const PURPOSES = ['residents', 'own-account', 'wage-earner'] as const
export type RowPurpose = (typeof PURPOSES)[number]

/** The purpose of a list as it was recorded; own-account work for a list of no other. */
export function purposeOf({ purpose }: { readonly purpose: string }): RowPurpose {
  return PURPOSES.find((each) => each === purpose) ?? 'own-account'
}

/** An age in completed years and the text that sets it, as the sentence names it. */
export type AgeRule = { readonly years: number; readonly rule: string }

export type EntryAge = {
  /** The age must be below this one. */
  readonly below: AgeRule | null
  readonly least: AgeRule | null
}

/**
 * The ages between which one may be registered on a day: for own-account workers the parameter `bpu.entry-age`, or the narrower
 * limit of a region or programme; no limit where no rule is known.
 */
export function entryAgeOf(
  purpose: RowPurpose,
  on: PlainDate,
  book: LawBook,
  local: Partial<EntryAge> = {},
): EntryAge {
  const law = purpose === 'own-account' ? book.findOn(bpuEntryAge, on) : null
  const national = law && { years: law.value, rule: `${law.cite.law} ${law.cite.article}` }
  const below = [national, local.below ?? null].filter((rule) => rule !== null)
  return {
    below: below.toSorted((a, b) => a.years - b.years)[0] ?? null,
    least: local.least ?? null,
  }
}
