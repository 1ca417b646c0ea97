import { addMonths, firstDayOf, monthOf } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { total } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { billedTotal } from '../../rules/assessment.ts'
import { assessContribution } from '../../rules/contribution.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { bpuArrearsMonths } from '../../rules/parameters/duties.ts'
import { act, recordAct, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { questionOf } from '../payers/payers.ts'
import {
  assessProtection,
  endingBefore,
  monthsOf,
  type EndingGroup,
  type EndingWithin,
  type ProtectedMonth,
  type ProtectionAnswer,
  type ProtectionFacts,
} from './protection.ts'
import { endingCases, findStanding, stretchesOf, type EndingCase } from './queries.ts'

export type ProtectionDeps = Deps & { readonly book: LawBook }

export type ShownProtection = ProtectionAnswer & {
  readonly personId: bigint
  readonly on: PlainDate
  readonly stretches: readonly (ProtectionFacts & { readonly months: readonly ProtectedMonth[] })[]
}

/** How somebody stands on a day, and by which stretches. The look is recorded. Refuses whoever is out of sight. */
export async function askProtection(
  { db, clock, book }: ProtectionDeps,
  by: By,
  { personId, on = clock.today() }: { readonly personId: bigint; readonly on?: PlainDate },
): Promise<ShownProtection> {
  const standing = await act(db, by, 'protection.read', async (tx) => {
    const found = await findStanding(tx, sightOf(by), personId)
    if (found === null) throw refuse('person-unknown', {})
    await recordAct(tx, by, {
      action: 'protection.read',
      subject: { kind: 'person', id: String(found) },
      count: 1,
    })
    return found
  })
  const stretches = await throughGate(db, 'system', (tx) => stretchesOf(tx, standing))
  const tolerated = book.on(bpuArrearsMonths, on).value
  return {
    personId: standing,
    on,
    ...assessProtection(stretches, on, tolerated),
    stretches: stretches.map((facts) => ({ ...facts, months: monthsOf(facts, on) })),
  }
}

export type EndingAsk = {
  readonly within: EndingWithin
  readonly region?: RegionCode
}

/**
 * Whose protection ends within 30, 60 or 90 days and is followed by nothing, roster by roster, with what one more month of all of them
 * costs by the law of that month. Numbers only.
 */
export async function listEnding(
  { db, clock, book }: ProtectionDeps,
  by: By,
  { within, region }: EndingAsk,
): Promise<readonly EndingGroup[]> {
  const on = clock.today()
  const filter = {
    on: firstDayOf(monthOf(on)),
    before: endingBefore(on, within),
    ...(region !== undefined && { region }),
  }
  const cases = await throughGate(db, 'system', (tx) => endingCases(tx, sightOf(by), filter))
  const groups = new Map<string, EndingGroup>()
  for (const each of cases) {
    const key = `${each.rosterId} ${each.lastMonth}`
    const before = groups.get(key)
    const { rosterId, roster, payerKind, lastMonth } = each
    groups.set(key, {
      rosterId,
      roster,
      payerKind,
      lastMonth,
      people: (before?.people ?? 0) + each.people,
      perMonth: total([before?.perMonth ?? 0n, renewalOf(each, book)]),
    })
  }
  return [...groups.values()]
}

/** One more month of everybody of a case. */
function renewalOf(ending: EndingCase, book: LawBook): bigint {
  const { conditions, programmes, pay, occupationGroup, lastMonth, people } = ending
  const question = questionOf(conditions, { programmes, pay, occupationGroup })
  const { lines } = assessContribution(question, addMonths(lastMonth, 1), book)
  return billedTotal(lines) * BigInt(people)
}
