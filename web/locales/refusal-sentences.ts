import type { RefusalCode, RefusalDetails } from '../../src/kernel/refusal.ts'

/** One sentence maker per refusal: what is wrong, in which field, and how to mend it. */
export type RefusalSentences = { readonly [Code in RefusalCode]: (details: RefusalDetails[Code]) => string }
