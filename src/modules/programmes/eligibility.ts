import type { Month } from '../../kernel/month.ts'
import { firstDayOf } from '../../kernel/month.ts'
import { ageOn, type PlainDate } from '../../kernel/plain-date.ts'
import { isWithin, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { VulnerableGroup } from '../people/people.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Two rules of one kind: which of them holds would be a guess. */
    'rule-twice': { readonly rule: RuleName }
    /** A rule that nobody can meet, as an age from 60 below 18. */
    'rule-impossible': { readonly rule: RuleName }
  }
}

/**
 * Who may be in a programme, rule by rule; all must hold. Each is judged on the first day of the programme's first month. What is not known
 * of somebody makes a rule neither met nor broken: he is shown as one to ask about, never dropped in silence.
 */
export type EligibilityRule =
  | { readonly rule: 'age'; readonly from: number; readonly below: number }
  | { readonly rule: 'region'; readonly by: 'residence' | 'work'; readonly within: readonly RegionCode[] }
  | { readonly rule: 'occupation'; readonly groups: readonly VulnerableGroup[] }
  | { readonly rule: 'decile'; readonly from: number; readonly to: number }
  | { readonly rule: 'group'; readonly any: readonly string[] }
  | { readonly rule: 'income'; readonly below: Rupiah }

export type RuleName = EligibilityRule['rule']

/** What is known of somebody; null is unknown. */
export type EligibilityFacts = {
  readonly bornOn: PlainDate | null
  readonly residence: RegionCode
  readonly workRegion: RegionCode | null
  readonly occupationGroup: VulnerableGroup | null
  /** Whether an occupation is recorded at all: one without a group is known and breaks the rule. */
  readonly hasOccupation: boolean
  readonly decile: number | null
  readonly groups: readonly string[]
  readonly income: Rupiah | null
}

export type Verdict = 'met' | 'broken' | 'unknown'

/** Whether one rule holds for somebody in a programme that begins with a month. `eligibility-sql.ts` says the same of a whole region. */
export function judge(rule: EligibilityRule, facts: EligibilityFacts, firstMonth: Month): Verdict {
  switch (rule.rule) {
    case 'age': {
      if (facts.bornOn === null) return 'unknown'
      const age = ageOn(firstDayOf(firstMonth), facts.bornOn)
      return verdict(age >= rule.from && age < rule.below)
    }
    case 'region': {
      const place = rule.by === 'work' ? facts.workRegion : facts.residence
      if (place === null) return 'unknown'
      return verdict(rule.within.some((region) => isWithin(place, region)))
    }
    case 'occupation': {
      if (!facts.hasOccupation) return 'unknown'
      const { occupationGroup } = facts
      return verdict(occupationGroup !== null && rule.groups.includes(occupationGroup))
    }
    case 'decile':
      return facts.decile === null ? 'unknown' : verdict(facts.decile >= rule.from && facts.decile <= rule.to)
    case 'group':
      return verdict(rule.any.some((group) => facts.groups.includes(group)))
    case 'income':
      return facts.income === null ? 'unknown' : verdict(facts.income < rule.below)
  }
}

function verdict(holds: boolean): Verdict {
  return holds ? 'met' : 'broken'
}

/** The verdict of all rules together: one broken rule decides, an unknown one only where none is broken. */
export function judgeAll(
  rules: readonly EligibilityRule[],
  facts: EligibilityFacts,
  firstMonth: Month,
): Verdict {
  const verdicts = rules.map((rule) => judge(rule, facts, firstMonth))
  if (verdicts.includes('broken')) return 'broken'
  return verdicts.includes('unknown') ? 'unknown' : 'met'
}

/** Refuses rules that contradict each other or themselves. */
export function requireRules(rules: readonly EligibilityRule[]): void {
  const seen = new Set<RuleName>()
  for (const rule of rules) {
    if (seen.has(rule.rule)) throw refuse('rule-twice', { rule: rule.rule })
    seen.add(rule.rule)
    if (isImpossible(rule)) throw refuse('rule-impossible', { rule: rule.rule })
  }
}

function isImpossible(rule: EligibilityRule): boolean {
  switch (rule.rule) {
    case 'age':
      return rule.from >= rule.below
    case 'region':
      return rule.within.length === 0
    case 'occupation':
      return rule.groups.length === 0
    case 'decile':
      return rule.from > rule.to
    case 'group':
      return rule.any.length === 0
    case 'income':
      return rule.below <= 0n
  }
}
