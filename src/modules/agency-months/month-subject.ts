import { monthOf, parseMonth, type Month } from '../../kernel/month.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { sightOf, type By } from '../access/act.ts'
import { programmeRangeOf, segmentOf, type MemberFacts } from '../payers/payers.ts'
import { getOpenRoster, type RosterRow } from '../payers/queries.ts'
import { requireReportable, requireReported, rowsOfMonth, type MonthRow } from './agency-months.ts'
import { listChanges, listMonthMembers, type MonthRecord } from './queries.ts'

/** A roster that reports, and the month asked for. Refuses a roster out of sight, one of another kind, and a month too far ahead. */
export async function getMonthSubject(
  db: Queryable,
  { clock }: Pick<Deps, 'clock'>,
  by: By,
  { rosterId, month }: { readonly rosterId: string; readonly month: string },
): Promise<{ readonly roster: RosterRow; readonly month: Month }> {
  const roster = await getOpenRoster(db, sightOf(by), rosterId)
  requireReported(roster.kind)
  const asked = parseMonth('month', month)
  requireReportable(asked, monthOf(clock.today()))
  return { roster, month: asked }
}

/** What a joiner of a roster is insured for. */
export function programmesOfJoiner(roster: RosterRow): MemberFacts['programmes'] {
  return programmeRangeOf(segmentOf(roster.kind), roster.conditions, [])
}

/** The list of a month with its draft, or as it was sent. */
export async function rowsIn(
  db: Queryable,
  { roster, month }: { readonly roster: RosterRow; readonly month: Month },
  { state, round }: MonthRecord,
): Promise<MonthRow[]> {
  const isSent = state === 'sent'
  const fresh = { programmes: programmesOfJoiner(roster) }
  const changes = await listChanges(db, { rosterId: roster.id, month, round, isSent }, fresh)
  return rowsOfMonth(await listMonthMembers(db, roster.id, month), changes, isSent)
}

/** The income that everybody in a roster is insured on, or null where each has his own pay. */
export function commonPayOf({ conditions }: RosterRow): bigint | null {
  return 'income' in conditions ? BigInt(conditions.income) : null
}
