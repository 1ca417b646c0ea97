import { addMonths, type Month } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, recordAct, requireReason, type By } from '../access/act.ts'
import { dueOnOf } from '../billing/billing.ts'
import { beginRunIn, type BillingDeps, type BegunRun } from '../billing/run-bills.ts'
import { changePays, endMembers } from '../payers/change-many.ts'
import { segmentOf } from '../payers/payers.ts'
import { protectPeople } from '../payers/protect-people.ts'
import type { RosterRow } from '../payers/queries.ts'
import { assessMonth, isLate, type MonthRow } from './agency-months.ts'
import type { MonthAsk } from './change-month.ts'
import type { SendMonthBody, SentAnswer } from './contract.ts'
import { getMonthSubject, rowsIn } from './month-subject.ts'
import { findSentMonth } from './queries.ts'
import { lockMonth, markSent } from './store.ts'

const MOST_TOLD = 20

/**
 * Sends a month: joiners, leavers and changed wages of its draft take effect from this month on, the month is final, and its bill is asked
 * for, all in one transaction. Refuses a month that is sent or that a later one was sent after, joiners somebody else pays for, and
 * totals that are not those that were shown.
 */
export function sendMonth(
  deps: BillingDeps,
  by: By,
  ask: MonthAsk,
  body: SendMonthBody,
): Promise<{ readonly sent: SentAnswer; readonly run: BegunRun }> {
  return act(deps.db, by, 'rosters.report', async (tx) => {
    const subject = await getMonthSubject(tx, deps, by, ask)
    const { roster, month } = subject
    const reason = scrubDigits(requireReason(body.reason))
    const record = await lockMonth(tx, { rosterId: roster.id, month })
    if (record.state === 'sent') throw refuse('agency-month-sent', { month })
    const later = await findSentMonth(tx, roster.id, addMonths(month, 1))
    if (later !== null) throw refuse('agency-month-later-sent', { month: later })
    const rows = await rowsIn(tx, subject, record)
    const totals = assessMonth(rows, roster.conditions, month, deps.book)
    requireShown(body, totals)
    await applyChanges(
      tx,
      by,
      { roster, month, ground: body.ground?.trim() ?? `Laporan ${month}`, reason },
      rows,
    )
    const now = deps.clock.now()
    const dueOn = dueOnOf(segmentOf(roster.kind), month, deps.book, deps.calendar)
    const late = isLate(deps.clock.today(), dueOn)
    await markSent(
      tx,
      { rosterId: roster.id, month },
      { ...totals, dueOn, at: now, by: doerKey(by), isLate: late },
    )
    await recordAct(tx, by, {
      action: 'rosters.report',
      subject: { kind: 'roster', id: roster.id },
      region: roster.regionCode,
      reason,
      count: totals.people,
      details: { month, round: record.round, late },
    })
    const run = await beginRunIn(tx, deps, by, { month, roster: roster.id })
    const count = (kind: MonthRow['change']) => rows.filter(({ change }) => change === kind).length
    const sent = {
      people: totals.people,
      pay: rupiahToJson(totals.pay),
      contribution: rupiahToJson(totals.contribution),
      ...{ joined: count('joined'), left: count('left'), payChanged: count('pay-changed') },
      ...{ isLate: late, runId: run.id },
    }
    return { sent, run }
  })
}

function requireShown(
  { people, contribution }: SendMonthBody,
  now: { readonly people: number; readonly contribution: bigint },
): void {
  const isOther =
    (people !== undefined && people !== now.people) ||
    (contribution !== undefined && BigInt(contribution) !== now.contribution)
  if (isOther)
    throw refuse('agency-month-changed', { people: now.people, contribution: rupiahToJson(now.contribution) })
}

type Applied = {
  readonly roster: RosterRow
  readonly month: Month
  readonly ground: string
  readonly reason: string
}

async function applyChanges(
  tx: Tx,
  by: By,
  { roster, month, ground, reason }: Applied,
  rows: readonly MonthRow[],
): Promise<void> {
  const many = { roster, from: month, by: doerKey(by) }
  const left = rows.filter(({ change }) => change === 'left')
  await endMembers(
    tx,
    many,
    once(left).map(({ personId, cause }) => ({ personId, because: cause ?? 'other' })),
  )
  const changed = once(rows.filter(({ change }) => change === 'pay-changed'))
  await changePays(
    tx,
    many,
    changed.map(({ personId, pay }) => ({ personId, pay, because: reason })),
  )
  const joined = rows.filter(({ change }) => change === 'joined')
  const taken = await protectPeople(tx, { roster, span: { from: month, until: null }, ground }, joined)
  const covered = joined
    .filter(({ personId }) => !taken.has(personId))
    .map(({ personId }) => Number(personId))
  if (covered.length > 0) throw refuse('joiners-covered', { people: covered.slice(0, MOST_TOLD) })
}

/** One row for each person: whoever is insured in two stretches of programmes stands in the list twice. */
function once(rows: readonly MonthRow[]): MonthRow[] {
  return [...new Map(rows.map((row) => [row.personId, row])).values()]
}
