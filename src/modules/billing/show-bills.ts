import { dottedCode, parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import {
  findBill,
  findFine,
  findRun,
  listAges,
  listAmending,
  listBillLines,
  listBillPayments,
  listBills,
  listRuns,
  type Bill,
  type BillLine,
  type RunRow,
} from './bill-queries.ts'
import { billFilterOf, billsAskedOf, inReachOf } from './export-bills.ts'
import type {
  AgesAnswer,
  AgesQuery,
  BillAnswer,
  BillsAnswer,
  ListBillsQuery,
  RunStateAnswer,
} from './contract.ts'

const PER_PAGE = 50
const RUNS_SHOWN = 20

/** Bills within sight, the newest month first, 50 a page. */
export function showBills({ db, clock }: Deps, by: By, question: ListBillsQuery): Promise<BillsAnswer> {
  const { page = '1' } = question
  const asked = billsAskedOf(question, clock)
  return inReachOf(db, by, asked, async (tx) => {
    const filter = billFilterOf(question)
    const stretch = { limit: PER_PAGE + 1, offset: (Number(page) - 1) * PER_PAGE }
    const found = await listBills(tx, sightOf(by), filter, { ...asked, ...stretch })
    return {
      bills: found.slice(0, PER_PAGE).map(shownBill),
      page: Number(page),
      more: found.length > PER_PAGE,
    }
  })
}

/** One bill with a page of its lines, what was paid of it and what amends it. The look is recorded. */
export function showBill({ db, clock }: Deps, by: By, id: string, page = '1'): Promise<BillAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const bill = await findBill(tx, sightOf(by), id, clock.today())
    if (!bill) throw refuse('bill-unknown', {})
    const lines = await listBillLines(tx, bill, {
      limit: PER_PAGE + 1,
      offset: (Number(page) - 1) * PER_PAGE,
    })
    const fine = await findFine(tx, bill.id)
    const subject = { kind: 'bill', id: bill.id }
    await recordAct(tx, by, {
      action: 'bills.read',
      subject,
      region: bill.regionCode,
      count: bill.personCount,
    })
    return {
      ...shownBill(bill),
      lines: lines.slice(0, PER_PAGE).map(shownLine),
      payments: (await listBillPayments(tx, bill.id)).map(({ entryId, amount, ...rest }) => ({
        ...rest,
        entryId: Number(entryId),
        amount: rupiahToJson(amount),
      })),
      amendedBy: (await listAmending(tx, bill.id, clock.today())).map(shownBill),
      fine: fine === null ? null : { ...fine, contribution: rupiahToJson(fine.contribution) },
      page: Number(page),
      more: lines.length > PER_PAGE,
    }
  })
}

function shownBill(bill: Bill): BillsAnswer['bills'][number] {
  const {
    payerName,
    rosterName,
    regionCode,
    total,
    paid,
    credited,
    open,
    issuedAt,
    lineCount: _,
    ...rest
  } = bill
  return {
    ...rest,
    payer: payerName,
    roster: rosterName,
    region: dottedCode(regionCode),
    total: rupiahToJson(total),
    paid: rupiahToJson(paid),
    credited: rupiahToJson(credited),
    open: rupiahToJson(open),
    issuedAt: issuedAt.toISOString(),
  }
}

function shownLine(line: BillLine): BillAnswer['lines'][number] {
  const { lineNumber, personId, name, amount, pay, credited, before, after, law, isPaid, why } = line
  return {
    line: lineNumber,
    personId: Number(personId),
    name: maskedName(name),
    amount: rupiahToJson(amount),
    pay: rupiahToJson(pay),
    isPaid,
    credited: rupiahToJson(credited),
    law: [...law],
    before: before === null ? null : rupiahToJson(before),
    after: after === null ? null : rupiahToJson(after),
    why,
  }
}

/** The first letter of each word: enough for who knows the list, nothing for who does not. Out of sight nothing at all. */
export function maskedName(name: string | null): string {
  if (name === null) return '…'
  return name
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => `${word.slice(0, 1)}…`)
    .join(' ')
}

/** What is open, by payer and by how long it is overdue today, or was on the day it was known on. */
export function showAges({ db, clock }: Deps, by: By, question: AgesQuery): Promise<AgesAnswer> {
  const { payer, region, knownOn = null } = question
  const asked = billsAskedOf(question, clock)
  return inReachOf(db, by, asked, async (tx) => {
    const filter = {
      ...(payer !== undefined && { payerId: payer }),
      ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
    }
    const rows = await listAges(tx, sightOf(by), filter, asked)
    const payers = [...Map.groupBy(rows, ({ payerId }) => payerId)].map(([payerId, bands]) => {
      const of = (band: string) => rupiahToJson(bands.find((each) => each.band === band)?.open ?? 0n)
      return {
        payerId,
        payer: bands[0]?.payerName ?? '',
        'not-due': of('not-due'),
        '1-30': of('1-30'),
        '31-60': of('31-60'),
        '61-90': of('61-90'),
        'over-90': of('over-90'),
        open: rupiahToJson(bands.reduce((sum, { open }) => sum + open, 0n)),
      }
    })
    return { on: asked.on, knownOn, payers }
  })
}

/** A run within sight, as far as it is. */
export function showRun({ db }: Pick<Deps, 'db'>, by: By, id: string): Promise<RunStateAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const run = await findRun(tx, sightOf(by), id)
    if (!run) throw refuse('bill-run-unknown', {})
    return shownRun(run)
  })
}

/** The latest runs within sight. */
export function showRuns({ db }: Pick<Deps, 'db'>, by: By): Promise<{ runs: RunStateAnswer[] }> {
  return inScopeOf(db, by, async (tx) => ({
    runs: (await listRuns(tx, sightOf(by), RUNS_SHOWN)).map(shownRun),
  }))
}

function shownRun(run: RunRow): RunStateAnswer {
  return {
    runId: run.id,
    month: run.month,
    bills: run.billCount,
    lines: run.lineCount,
    total: rupiahToJson(run.total),
    unchanged: run.unchangedCount,
    adjustments: run.adjustmentCount,
    seconds: run.seconds,
    state: run.state,
    rosters: run.rosterCount,
    rostersDone: run.rostersDone,
    failure: run.failure,
    startedAt: run.startedAt.toISOString(),
    aliveAt: run.aliveAt.toISOString(),
  }
}
