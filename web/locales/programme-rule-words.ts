import type { EligibilityRule, RuleName } from '../../src/modules/programmes/eligibility.ts'

/** One sentence maker per rule. `places` are the names of its regions. */
export type ProgrammeRuleWords = {
  readonly [Name in RuleName]: (
    rule: Extract<EligibilityRule, { rule: Name }>,
    places: readonly string[],
  ) => string
}
