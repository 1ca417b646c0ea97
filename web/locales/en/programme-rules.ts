import { formatList, formatRupiah } from '../../../src/kernel/format.ts'
import type { VulnerableGroup } from '../../../src/modules/people/people.ts'
import type { ProgrammeRuleWords } from '../programme-rule-words.ts'

const GROUPS: { readonly [Group in VulnerableGroup]: string } = {
  farming: 'farming and plantations',
  livestock: 'livestock',
  fishing: 'fishing',
  'day-labour': 'day labour',
  domestic: 'domestic work',
  building: 'building',
  craft: 'crafts',
  transport: 'transport',
  trade: 'small trade',
  healing: 'traditional healing',
  religious: 'religious service',
}

/** Who may be in a programme, as its page and its letter say it. */
export const programmeRules: ProgrammeRuleWords = {
  age: ({ from, below }) =>
    below > 120
      ? `Aged ${String(from)} or more on the first day`
      : `Aged ${String(from)} to ${String(below - 1)} on the first day`,
  region: ({ by }, places) => `${by === 'work' ? 'Works' : 'Lives'} in ${formatList(places, 'en')}`,
  occupation: ({ groups }) =>
    `Works in ${formatList(
      groups.map((group) => GROUPS[group]),
      'en',
    )}`,
  decile: ({ from, to }) =>
    from === to ? `Welfare decile ${String(from)}` : `Welfare decile ${String(from)} to ${String(to)}`,
  group: ({ any }) => `Belongs to ${formatList(any, 'en')}`,
  income: ({ below }) => `Earns less than ${formatRupiah(below, 'en')} a month`,
}
