import type { Language } from '../../src/kernel/format.ts'
import type {
  EmployerOutcome,
  EmployerOutcomeCode,
  EmployerOutcomeDetails,
} from '../../src/modules/employers/row-outcomes.ts'
import { employerOutcomeSentences as english } from './en/employer-outcomes.ts'
import { employerOutcomeSentences as indonesian } from './id/employer-outcomes.ts'

/** What is wrong and how to mend it, without saying where. */
export function employerOutcomeSentence(
  { code, details }: EmployerOutcome,
  language: Language = 'id',
): string {
  const sentences = language === 'en' ? english : indonesian
  // One code and its own details: the pairing is checked where the outcome is built, and TypeScript cannot follow it here.
  return (sentences[code] as (details: EmployerOutcomeDetails[EmployerOutcomeCode]) => string)(details)
}
