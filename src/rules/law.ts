/** A sentence or title in both languages of Payung. */
export type Bilingual = { readonly id: string; readonly en: string }

/**
 * How sure we are. H: law text, several independent sources, or re-derived by arithmetic. M: one decent source, or well-known law quoted
 * without seeing its text. L: weak or indirect. M and L are shown to the user as "needs legal confirmation" and can be replaced by
 * configuration (see `law-book.ts`).
 */
export type Confidence = 'H' | 'M' | 'L'

export type Law = {
  readonly title: Bilingual
  /** ISO day, month or year, as exactly as we know it. */
  readonly inForceFrom: string
  readonly inForceTo?: string
  readonly use: Bilingual
  readonly confidence: Confidence
  /** Where the text or the report of it was found. */
  readonly source: string
}
