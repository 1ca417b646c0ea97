import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { segmentOf, type MonthSpan, type RosterConditions, type RosterKind } from './payers.ts'
import { insertProtections, insertRoster, type NewMember } from './store.ts'

export type RosterOfProgramme = {
  readonly id: string
  readonly kind: RosterKind
  readonly payerId: string
  readonly name: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly conditions: RosterConditions
  readonly budgetLineId?: string | null
}

/** Opens the roster by which a programme is billed; it has the number of the programme. For commands that record what stands behind it. */
export async function openProgrammeRoster(tx: Tx, roster: RosterOfProgramme): Promise<void> {
  await insertRoster(tx, roster)
}

export type Protecting = {
  readonly roster: Pick<RosterOfProgramme, 'id' | 'payerId' | 'kind'>
  readonly span: MonthSpan
  readonly ground: string
}

/** One statement takes this many: a list of any length goes in with little memory. */
const AT_ONCE = 5_000

/**
 * Protects people for a range of months and answers who went in: whoever is covered already in one of the months stays out. The roster may
 * lie beyond the scope of whoever decides, as that of a province does for a district that approves; his command has decided that he may.
 */
export function protectPeople(
  tx: Tx,
  { roster, span, ground }: Protecting,
  members: readonly NewMember[],
): Promise<ReadonlySet<bigint>> {
  const wanted = {
    rosterId: roster.id,
    payerId: roster.payerId,
    segment: segmentOf(roster.kind),
    span,
    ground,
  }
  return throughMatching(tx, async () => {
    const taken = new Set<bigint>()
    for (let at = 0; at < members.length; at += AT_ONCE) {
      for (const personId of await insertProtections(tx, wanted, members.slice(at, at + AT_ONCE))) {
        taken.add(personId)
      }
    }
    return taken
  })
}
