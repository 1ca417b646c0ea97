import type { Language } from '../../src/kernel/format.ts'
import type { RefusalCode, RefusalDetails, RefusalValue } from '../../src/kernel/refusal.ts'
import { refusalSentences as english } from './en/refusals.ts'
import { refusalSentences as indonesian } from './id/refusals.ts'

/** Every refusal code that this program can answer, sorted: what OpenAPI lists. */
export const REFUSAL_CODES: readonly RefusalCode[] = (Object.keys(indonesian) as RefusalCode[]).sort()

/** The sentence a person reads for a refusal: what happened, in which field, how to mend it. */
export function refusalSentence(value: RefusalValue, language: Language = 'id'): string {
  const sentences = language === 'en' ? english : indonesian
  // One code and its own details: the pairing is checked where the refusal is built, and TypeScript cannot follow it here.
  const sentence = sentences[value.code] as (details: RefusalDetails[RefusalCode]) => string
  return sentence(value.details)
}
