import { sql, type RawBuilder } from 'kysely'
import { firstDayOf, type Month } from '../../kernel/month.ts'
import { subtreeOf } from '../../kernel/region-code.ts'
import { OCCUPATIONS } from '../people/occupations.ts'
import type { EligibilityRule } from './eligibility.ts'

/**
 * A rule as a condition over `people p`: true where it is met, false where it is broken, null where nobody knows. The same as `judge`;
 * a test asks both about the same people.
 */
export function ruleSql(rule: EligibilityRule, firstMonth: Month): RawBuilder<boolean | null> {
  switch (rule.rule) {
    case 'age': {
      const age = sql`extract(year from age(${firstDayOf(firstMonth)}::date, p.born_on))`
      return sql`(${age} >= ${rule.from} and ${age} < ${rule.below})`
    }
    case 'region': {
      const place = rule.by === 'work' ? sql.ref('p.work_region') : sql.ref('p.residence_region')
      const ranges = rule.within.map((region) => {
        const { first, last } = subtreeOf(region)
        return sql`${place} between ${first} and ${last}`
      })
      return sql`(${sql.join(ranges, sql` or `)})`
    }
    case 'occupation':
      return sql`(p.occupation_code = any (${codesOf(rule.groups)}::text[]))`
    case 'decile':
      return sql`(p.decile between ${rule.from} and ${rule.to})`
    case 'group':
      return sql`(p.groups && ${[...rule.any]}::text[])`
    case 'income':
      return sql`(p.income < ${rule.below})`
  }
}

/** All rules together, with the same three answers. */
export function rulesSql(rules: readonly EligibilityRule[], firstMonth: Month): RawBuilder<boolean | null> {
  if (rules.length === 0) return sql`true`
  return sql`(${sql.join(
    rules.map((rule) => ruleSql(rule, firstMonth)),
    sql` and `,
  )})`
}

/** The codes of the identity card's occupations that belong to these groups. */
function codesOf(groups: readonly string[]): string[] {
  return OCCUPATIONS.filter(({ group }) => group !== null && groups.includes(group)).map(({ code }) => code)
}
