import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { judge, judgeAll, requireRules, type EligibilityFacts, type EligibilityRule } from './eligibility.ts'

const FIRST = month('2026-05')
const FACTS: EligibilityFacts = {
  bornOn: plainDate('1980-05-02'),
  residence: regionCode('16.06.01.2001'),
  workRegion: null,
  occupationGroup: 'fishing',
  hasOccupation: true,
  decile: 3,
  groups: ['rt-rw'],
  income: 900_000n,
}

test('each rule is met, broken, or unknown where the fact is not known', () => {
  const cases: [EligibilityRule, Partial<EligibilityFacts>, string][] = [
    // On 1 May 2026 somebody born on 2 May 1961 is 64, one born on 1 May 1961 is 65.
    [{ rule: 'age', from: 18, below: 65 }, { bornOn: plainDate('1961-05-02') }, 'met'],
    [{ rule: 'age', from: 18, below: 65 }, { bornOn: plainDate('1961-05-01') }, 'broken'],
    [{ rule: 'age', from: 18, below: 65 }, { bornOn: plainDate('2008-05-01') }, 'met'],
    [{ rule: 'age', from: 18, below: 65 }, { bornOn: plainDate('2008-05-02') }, 'broken'],
    [{ rule: 'age', from: 18, below: 65 }, { bornOn: null }, 'unknown'],
    [{ rule: 'region', by: 'residence', within: [regionCode('16.06')] }, {}, 'met'],
    [{ rule: 'region', by: 'residence', within: [regionCode('16.07'), regionCode('16.71')] }, {}, 'broken'],
    [{ rule: 'region', by: 'work', within: [regionCode('16')] }, {}, 'unknown'],
    [{ rule: 'occupation', groups: ['fishing', 'farming'] }, {}, 'met'],
    [{ rule: 'occupation', groups: ['farming'] }, {}, 'broken'],
    [{ rule: 'occupation', groups: ['farming'] }, { occupationGroup: null }, 'broken'],
    [{ rule: 'occupation', groups: ['farming'] }, { occupationGroup: null, hasOccupation: false }, 'unknown'],
    [{ rule: 'decile', from: 1, to: 3 }, {}, 'met'],
    [{ rule: 'decile', from: 1, to: 2 }, {}, 'broken'],
    [{ rule: 'decile', from: 1, to: 2 }, { decile: null }, 'unknown'],
    [{ rule: 'group', any: ['rt-rw', 'non-asn'] }, {}, 'met'],
    [{ rule: 'group', any: ['non-asn'] }, { groups: [] }, 'broken'],
    [{ rule: 'income', below: 900_000n }, {}, 'broken'],
    [{ rule: 'income', below: 900_001n }, {}, 'met'],
    [{ rule: 'income', below: 900_001n }, { income: null }, 'unknown'],
  ]
  for (const [rule, facts, expected] of cases) {
    assert.equal(
      judge(rule, { ...FACTS, ...facts }, FIRST),
      expected,
      JSON.stringify([rule.rule, facts.bornOn]),
    )
  }
})

test('one broken rule decides; an unknown one only where none is broken', () => {
  const decile: EligibilityRule = { rule: 'decile', from: 1, to: 4 }
  const fishing: EligibilityRule = { rule: 'occupation', groups: ['fishing'] }
  assert.equal(judgeAll([decile, fishing], FACTS, FIRST), 'met')
  assert.equal(judgeAll([decile, fishing], { ...FACTS, decile: null }, FIRST), 'unknown')
  assert.equal(
    judgeAll([decile, fishing], { ...FACTS, decile: null, occupationGroup: 'trade' }, FIRST),
    'broken',
  )
  assert.equal(judgeAll([], FACTS, FIRST), 'met')
})

test('rules that nobody can meet, and two of one kind, are refused', () => {
  const refusal = (...rules: EligibilityRule[]) => {
    try {
      requireRules(rules)
      return null
    } catch (error) {
      return error instanceof Refusal ? error.value.code : error
    }
  }
  assert.equal(refusal({ rule: 'age', from: 60, below: 18 }), 'rule-impossible')
  assert.equal(refusal({ rule: 'region', by: 'work', within: [] }), 'rule-impossible')
  assert.equal(refusal({ rule: 'decile', from: 4, to: 1 }), 'rule-impossible')
  assert.equal(refusal({ rule: 'income', below: 0n }), 'rule-impossible')
  const decile: EligibilityRule = { rule: 'decile', from: 1, to: 4 }
  assert.equal(refusal(decile, { ...decile, to: 2 }), 'rule-twice')
  assert.equal(refusal(decile, { rule: 'age', from: 18, below: 65 }), null)
})
