import { addMonths, type Month } from '../../kernel/month.ts'
import type { Tx } from '../../platform/db.ts'
import type { MonthSpan } from '../payers/payers.ts'
import { protectPeople } from '../payers/protect-people.ts'
import { monthsIn, type Election } from './elections.ts'

export type Months = MonthSpan & { readonly until: Month }

/**
 * Protects officers in every month of a span that nobody pays for yet: those who are free throughout at once, the others month by month, so
 * that no month is missing because another one is paid for by somebody else. Answers who got no month at all.
 */
export async function protectOfficers(
  tx: Tx,
  election: Election,
  people: readonly bigint[],
  span: Months,
): Promise<ReadonlySet<bigint>> {
  const roster = { id: election.id, payerId: election.payerId, kind: 'programme' as const }
  const { programmes, income, legalBasis } = election
  const memberOf = (personId: bigint) => ({
    personId,
    pay: income,
    programmes,
    occupationGroup: 'other' as const,
  })
  const protect = (wanted: readonly bigint[], months: Months) =>
    protectPeople(tx, { roster, span: months, ground: legalBasis }, wanted.map(memberOf))
  const whole = await protect(people, span)
  const rest = people.filter((personId) => !whole.has(personId))
  const months = monthsIn(span)
  const some = new Set<bigint>()
  if (rest.length > 0 && months.length > 1) {
    for (const from of months)
      for (const personId of await protect(rest, { from, until: addMonths(from, 1) })) some.add(personId)
  }
  return new Set(rest.filter((personId) => !some.has(personId)))
}
