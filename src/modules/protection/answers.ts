import { rupiahToJson, total } from '../../kernel/rupiah.ts'
import type { ShownProtection } from './ask-protection.ts'
import type { EndingGroup, EndingWithin } from './protection.ts'

export function answerProtection({ personId, stretches, ...shown }: ShownProtection) {
  return {
    personId: Number(personId),
    ...shown,
    stretches: stretches.map(({ billed: _billed, ...stretch }) => stretch),
  }
}

export function answerEnding(within: EndingWithin, groups: readonly EndingGroup[]) {
  return {
    within,
    people: groups.reduce((sum, { people }) => sum + people, 0),
    perMonth: rupiahToJson(total(groups.map(({ perMonth }) => perMonth))),
    groups: groups.map((group) => ({ ...group, perMonth: rupiahToJson(group.perMonth) })),
  }
}
