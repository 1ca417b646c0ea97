import { addMonths, monthOf, parseMonth, type Month } from '../../kernel/month.ts'
import { jakartaDateOf } from '../../kernel/plain-date.ts'
import { dottedCode, parseRegionCode } from '../../kernel/region-code.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { dueOnOf } from '../billing/billing.ts'
import type { BillingDeps } from '../billing/run-bills.ts'
import { programmesIn, segmentOf } from '../payers/payers.ts'
import type { RosterRow } from '../payers/queries.ts'
import {
  assessMonth,
  isLate,
  rowsOfMonth,
  type MonthRow,
  type MonthTotals,
  type ReportedKind,
} from './agency-months.ts'
import type { MonthAsk } from './change-month.ts'
import type { ListReportsQuery, MonthAnswer, ReportsAnswer, ShowMonthQuery } from './contract.ts'
import { commonPayOf, getMonthSubject, rowsIn } from './month-subject.ts'
import {
  findMonth,
  findMonthBill,
  listEvents,
  listMonthMembers,
  listReportedRosters,
  type MonthRecord,
} from './queries.ts'

const PER_PAGE = 50

/** Everything of a month's report that a page, a paper or a program shows. */
export type WholeMonth = {
  readonly roster: RosterRow
  readonly month: Month
  readonly record: MonthRecord
  readonly rows: readonly MonthRow[]
  readonly totals: MonthTotals
}

export async function wholeMonth(
  tx: Queryable,
  deps: BillingDeps,
  by: By,
  ask: MonthAsk,
): Promise<WholeMonth> {
  const subject = await getMonthSubject(tx, deps, by, ask)
  const record = await findMonth(tx, subject.roster.id, subject.month)
  const rows = await rowsIn(tx, subject, record)
  const totals = assessMonth(rows, subject.roster.conditions, subject.month, deps.book)
  return { ...subject, record, rows, totals }
}

/** The report of a month: last month's list with the draft laid over it, what it comes to by law, its bill, and what was sent before. */
export function showMonth(
  deps: BillingDeps,
  by: By,
  ask: MonthAsk,
  { page = '1' }: ShowMonthQuery,
): Promise<MonthAnswer> {
  return inScopeOf(deps.db, by, async (tx) => {
    const { roster, month, record, rows, totals } = await wholeMonth(tx, deps, by, ask)
    const before = addMonths(month, -1)
    const last = rowsOfMonth(await listMonthMembers(tx, roster.id, before), [], true)
    const dueOn = record.dueOn ?? dueOnOf(segmentOf(roster.kind), month, deps.book, deps.calendar)
    const bill = await findMonthBill(tx, roster.id, month)
    const events = await listEvents(tx, roster.id, month)
    const start = (Number(page) - 1) * PER_PAGE
    const shown = rows.slice(start, start + PER_PAGE)
    const region = roster.regionCode
    await recordAct(tx, by, {
      action: 'rosters.read',
      subject: { kind: 'roster', id: roster.id },
      region,
      count: shown.length,
    })
    const count = (kind: MonthRow['change']) => rows.filter(({ change }) => change === kind).length
    const common = commonPayOf(roster)
    return {
      ...{
        rosterId: roster.id,
        roster: roster.name,
        payer: roster.payerName,
        kind: roster.kind as ReportedKind,
      },
      ...{ region: dottedCode(region), month, state: record.state, dueOn },
      isLate: isLate(lateDay(record, deps), dueOn),
      sentAt: record.sentAt?.toISOString() ?? null,
      commonIncome: common === null ? null : rupiahToJson(common),
      totals: totalsJson(totals),
      before: totalsJson(assessMonth(last, roster.conditions, before, deps.book)),
      ...{ joined: count('joined'), left: count('left'), payChanged: count('pay-changed') },
      bill: bill && {
        id: bill.id,
        number: bill.number,
        total: rupiahToJson(bill.total),
        isPaid: bill.paid > 0n,
      },
      events: events.map(({ at, contribution, ...event }) => ({
        ...event,
        contribution: rupiahToJson(contribution),
        at: at.toISOString(),
      })),
      members: shown.map(memberJson),
      ...{ page: Number(page), more: rows.length > start + PER_PAGE },
    }
  })
}

/** Refuses a roster out of sight, one that does not report, and a month too far ahead: before a form about it is shown or read. */
export async function requireMonth(
  { db, clock }: Pick<BillingDeps, 'db' | 'clock'>,
  by: By,
  ask: MonthAsk,
): Promise<void> {
  await inScopeOf(db, by, (tx) => getMonthSubject(tx, { clock }, by, ask))
}

/** The day that decides whether a report is late: when it was sent, or today while it is not. */
function lateDay({ sentAt }: MonthRecord, { clock }: BillingDeps) {
  return sentAt === null ? clock.today() : jakartaDateOf(sentAt)
}

function totalsJson({ people, pay, contribution }: MonthTotals) {
  return { people, pay: rupiahToJson(pay), contribution: rupiahToJson(contribution) }
}

function memberJson({ personId, name, pay, payBefore, programmes, change, cause }: MonthRow) {
  return {
    ...{ personId: Number(personId), name, pay: rupiahToJson(pay), change, cause },
    payBefore: payBefore === null ? null : rupiahToJson(payBefore),
    programmes: programmesIn(programmes),
  }
}

/** Rosters that report, each with what became of one month; this month unless told. */
export function showReports(
  { db, clock }: Pick<BillingDeps, 'db' | 'clock'>,
  by: By,
  { month: asked, region, name, state, page = '1' }: ListReportsQuery,
): Promise<ReportsAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const month = asked === undefined ? monthOf(clock.today()) : parseMonth('month', asked)
    const filter = {
      month,
      ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
      ...(name !== undefined && { name }),
      ...(state !== undefined && { state }),
    }
    const place = { limit: PER_PAGE + 1, offset: (Number(page) - 1) * PER_PAGE }
    const found = await listReportedRosters(tx, sightOf(by), filter, place)
    const rosters = found.slice(0, PER_PAGE).map(({ payerName, regionCode, sentAt: _sentAt, ...roster }) => ({
      ...roster,
      payer: payerName,
      region: dottedCode(regionCode),
    }))
    return { month, rosters, page: Number(page), more: found.length > PER_PAGE }
  })
}
