import { randomUUID } from 'node:crypto'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { total, type Rupiah } from '../../kernel/rupiah.ts'
import type { WorkCalendar } from '../../kernel/working-days.ts'
import type { Tx } from '../../platform/db.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { BPJS_OWED, giftPurse, payerDue, payerPurse, RECEIVABLE, type Transfer } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { releaseRealised } from '../budgets/realise-budget.ts'
import { segmentOf, type RosterKind } from '../payers/payers.ts'
import { planAdjustments, planOriginal, spreadCredit, type Credit, type PlannedBill } from './adjustments.ts'
import {
  insertBill,
  insertCredits,
  insertRecovery,
  listAdjustedRosters,
  listDifferences,
  listMemberLines,
  lockStandingLines,
  type AdjustedRoster,
} from './adjust-store.ts'
import { dueOnOf, type DifferenceReason } from './billing.ts'
import { isPaidToBpjs } from './bill-queries.ts'
import { lawVersionOf } from './law-version.ts'
import { priceCards } from './price-cards.ts'

/** The law and the calendar of a run, and the day on which it issues. */
export type Billing = {
  readonly month: Month
  readonly book: LawBook
  readonly calendar: WorkCalendar
  readonly today: PlainDate
  readonly runId: string | null
}

export type Adjusted = {
  readonly bills: number
  readonly lines: number
  readonly total: Rupiah
  readonly adjustments: number
}

/** Narrows an adjustment to one person, and says why where neither law nor list is the reason. */
export type OnlyPerson = { readonly personId: bigint; readonly why: DifferenceReason }

/**
 * Brings the bills of locked rosters in line with what law and list say of a month: an original where there is none, else an amendment for
 * what is more and a credit note for what is less. What was issued is never edited.
 */
export async function adjustRosters(
  tx: Tx,
  billing: Billing,
  rosterIds: readonly string[],
  only: OnlyPerson | null = null,
): Promise<Adjusted> {
  const { month, book } = billing
  await priceCards(tx, month, book, rosterIds)
  const rosters = await listAdjustedRosters(tx, month, rosterIds)
  const plans = await plansOf(tx, billing, rosters, only)
  let done: Adjusted = { bills: 0, lines: 0, total: 0n, adjustments: 0 }
  for (const roster of rosters) {
    for (const planned of plans.get(roster.id) ?? []) {
      await issue(tx, billing, roster, planned)
      done = {
        bills: done.bills + 1,
        lines: done.lines + planned.lines.length,
        total: done.total + planned.total,
        adjustments: done.adjustments + (planned.kind === 'original' ? 0 : 1),
      }
    }
  }
  return done
}

async function plansOf(
  tx: Tx,
  { month, book }: Billing,
  rosters: readonly AdjustedRoster[],
  only: OnlyPerson | null,
): Promise<ReadonlyMap<string, readonly PlannedBill[]>> {
  const lawVersion = lawVersionOf(book)
  const fresh = rosters.filter(({ originalId }) => originalId === null).map(({ id }) => id)
  const billed = rosters.filter(({ originalId }) => originalId !== null).map(({ id }) => id)
  const plans = new Map<string, readonly PlannedBill[]>()
  if (fresh.length > 0 && only === null) {
    const lines = Map.groupBy(await listMemberLines(tx, month, lawVersion, fresh), ({ rosterId }) => rosterId)
    for (const [rosterId, members] of lines) plans.set(rosterId, planOriginal(members))
  }
  if (billed.length > 0) {
    const found = await listDifferences(tx, month, lawVersion, billed)
    const wanted: typeof found =
      only === null
        ? found
        : found
            .filter(({ personId }) => personId === only.personId)
            .map((each) => ({ ...each, why: only.why }))
    for (const [rosterId, differences] of Map.groupBy(wanted, (each) => each.rosterId))
      plans.set(rosterId, planAdjustments(differences))
  }
  return plans
}

async function issue(tx: Tx, billing: Billing, roster: AdjustedRoster, planned: PlannedBill): Promise<void> {
  const { month, book, calendar, today, runId } = billing
  const id = randomUUID()
  const isCredit = planned.kind === 'credit-note'
  const credits = isCredit ? await creditsOf(tx, roster, month, planned) : []
  const moneyBack = total(credits.map((credit) => credit.moneyBack))
  const back = await wayBack(tx, roster, month, moneyBack)
  const { entryId } = await postEntry(tx, {
    kind: isCredit ? 'bill-credited' : 'bill-issued',
    effectiveOn: today,
    key: `bill:${id}`,
    cause: { kind: 'bill', id },
    transfers: isCredit
      ? creditTransfers(roster, -planned.total, back)
      : [dueTransfer(roster, planned.total)],
  })
  const dueOn = isCredit ? today : dueOnOf(segmentOf(roster.kind as RosterKind), month, book, calendar)
  await insertBill(tx, { id, roster, planned, month, dueOn, lawVersion: lawVersionOf(book), runId, entryId })
  if (credits.length > 0) await insertCredits(tx, id, credits)
  await releaseRealised(tx, roster, { month, billId: id, amount: moneyBack, on: today })
  if (back.fromBpjs > 0n) await insertRecovery(tx, id, back.fromBpjs, purseOf(roster))
}

function dueTransfer({ payerId }: AdjustedRoster, amount: Rupiah): Transfer {
  return { from: payerDue(payerId), to: RECEIVABLE, amount }
}

function purseOf({ id, payerId, paidFrom }: AdjustedRoster): string {
  return paidFrom === 'gift' ? giftPurse(id) : payerPurse(payerId)
}

/** How credited money that had been paid comes back: out of what is still owed to BPJS, or from BPJS itself when it has it. */
type WayBack = { readonly fromOwed: Rupiah; readonly fromBpjs: Rupiah }

async function wayBack(tx: Tx, roster: AdjustedRoster, month: Month, moneyBack: Rupiah): Promise<WayBack> {
  if (moneyBack === 0n) return { fromOwed: 0n, fromBpjs: 0n }
  return (await isPaidToBpjs(tx, roster.payerId, month))
    ? { fromOwed: 0n, fromBpjs: moneyBack }
    : { fromOwed: moneyBack, fromBpjs: 0n }
}

/**
 * A credit of what was unpaid makes the debt smaller. Of what was paid the debt is gone already: the money goes back to the purse it came
 * from, and the payment is undone on the side of the debt by the same credit.
 */
function creditTransfers(
  roster: AdjustedRoster,
  amount: Rupiah,
  { fromOwed, fromBpjs }: WayBack,
): readonly [Transfer, ...Transfer[]] {
  const due = payerDue(roster.payerId)
  const paid = fromOwed + fromBpjs
  return [
    { from: RECEIVABLE, to: due, amount },
    ...(paid > 0n ? [{ from: due, to: RECEIVABLE, amount: paid }] : []),
    ...(fromOwed > 0n ? [{ from: BPJS_OWED, to: purseOf(roster), amount: fromOwed }] : []),
  ]
}

async function creditsOf(
  tx: Tx,
  roster: AdjustedRoster,
  month: Month,
  planned: PlannedBill,
): Promise<(Credit & { readonly creditLine: number })[]> {
  const people = planned.lines.map(({ personId }) => personId)
  const standing = await lockStandingLines(tx, roster.id, month, people)
  return planned.lines.flatMap(({ personId, amount }, at) =>
    spreadCredit(standing.get(personId) ?? [], -amount).map((credit) => ({ ...credit, creditLine: at + 1 })),
  )
}
