import type { Language } from '../../src/kernel/format.ts'
import type { EligibilityRule } from '../../src/modules/programmes/eligibility.ts'
import { programmeRules as english } from './en/programme-rules.ts'
import { programmeRules as indonesian } from './id/programme-rules.ts'

/** A rule as people read it; regions by their names, in the order of the rule. */
export function programmeRuleSentence(
  rule: EligibilityRule,
  places: readonly string[],
  language: Language,
): string {
  const words = language === 'en' ? english : indonesian
  // One rule and its own words: TypeScript cannot follow the pairing here.
  const sentence = words[rule.rule] as (rule: EligibilityRule, places: readonly string[]) => string
  return sentence(rule, places)
}
