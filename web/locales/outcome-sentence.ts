import type { Language } from '../../src/kernel/format.ts'
import type { Outcome, OutcomeCode, OutcomeDetails } from '../../src/modules/people/row/outcome.ts'
import { outcomeSentences as english } from './en/import-outcomes.ts'
import { outcomeSentences as indonesian } from './id/import-outcomes.ts'

/** Every code that a row can be told, sorted: what the API documents. */
export const OUTCOME_CODES: readonly OutcomeCode[] = (Object.keys(indonesian) as OutcomeCode[]).sort()

/** What is wrong and how to mend it, without saying where: for the sentence beside a field or row. */
export function outcomeSentence(said: Outcome, language: Language = 'id', row: number | null = null): string {
  const sentences = language === 'en' ? english : indonesian
  // One code and its own details: the pairing is checked where the outcome is built, and TypeScript cannot follow it here.
  const sentence = sentences[said.code] as (
    details: OutcomeDetails[OutcomeCode],
    row: number | null,
  ) => string
  return sentence(said.details, row)
}
