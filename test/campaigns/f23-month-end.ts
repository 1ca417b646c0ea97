import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { BankPayment } from '../../bank-sim/accounts.ts'
import { addMonths, firstDayOf, month, type Month } from '../../src/kernel/month.ts'
import { Refusal } from '../../src/kernel/refusal.ts'
import { jakartaDateOf } from '../../src/kernel/plain-date.ts'
import { runBills } from '../../src/modules/billing/run-bills.ts'
import { addNumberedPeople, addStagedRoster, billingDeps, protect, SYSTEM } from '../billing-stage.ts'
import { rowsOf } from '../people.ts'
import { BILL_TOTAL, onBankStage, settleNotices, type BankStage } from './bank-stage.ts'
import { chanceOf } from './chance.ts'

/** Before May 2026, in which the bills of the stage are dated. */
const [FIRST_MONTH, MONTHS] = [month('2025-01'), 16]
const PAYMENTS = 12
const EDGE_MS = 3_000

/**
 * Payments arrive around the last second of a month in Jakarta while its bills are made and then the month is closed. Each stands in one
 * month: that in which it was paid, or the next when its own was closed before it was told; and what is closed stays as it was.
 */
export const monthEnd = onBankStage(
  { code: 'F23', title: 'month-end batch with payments arriving', shortSeeds: 2 },
  async (stage, seed, turn) => {
    const { database, clock, simulator } = stage
    const chance = chanceOf(seed)
    const ending = addMonths(FIRST_MONTH, turn)
    const rosterId = await stageRoster(stage)
    const next = addMonths(ending, 1)
    const edge = new Date(`${firstDayOf(next)}T00:00:00+07:00`)
    clock.moveTo(new Date(edge.getTime() - EDGE_MS))
    await keepOpen(stage, edge)
    const bills = await stage.addBills(PAYMENTS)
    const payments: BankPayment[] = []
    for (const bill of bills) {
      const { va } = await stage.addVa(bill, false)
      const paidAt = new Date(edge.getTime() + chance.below(2 * EDGE_MS) - EDGE_MS)
      payments.push(await simulator.desk.take({ through: 'va', target: va, amount: BILL_TOTAL, paidAt }))
    }
    const billing = { ...billingDeps(database.db), clock }
    const batch = runBills(billing, SYSTEM, { month: ending }).then(
      () => 0,
      (error: unknown) => {
        // Closed while the bills were being dated: nothing of the run stays, and the next one dates them anew.
        if (error instanceof Refusal && error.code === 'period-closed') return 1
        throw error
      },
    )
    const closed = sleep(chance.below(120)).then(() => closeMonth(stage, ending))
    for (const payment of chance.shuffle(payments)) {
      clock.pass(chance.below((2 * EDGE_MS) / PAYMENTS))
      await simulator.desk.tell(payment)
    }
    const [batchRefused] = await Promise.all([batch, closed])
    clock.moveTo(new Date(edge.getTime() + EDGE_MS))
    await settleNotices(stage)
    await runBills(billing, SYSTEM, { month: ending })
    const [made] = await rowsOf<{ bills: number }>(
      database.owner,
      `select count(*)::int as bills from bills where month = $1 and kind = 'original' and roster_id = $2`,
      [firstDayOf(ending), rosterId],
    )
    assert.equal(made?.bills, 1)
    return { ...(await requireOneMonthEach(stage, payments, ending, next)), batchRefused }
  },
  { seedsPerStage: MONTHS },
)

/** A roster that is billed each month; its id. */
async function stageRoster({ database }: BankStage): Promise<string> {
  const [known] = await rowsOf<{ id: string }>(
    database.owner,
    `select id from rosters where kind = 'village'`,
  )
  if (known) return known.id
  const people = await addNumberedPeople(database, 30)
  const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  await protect(database, roster, people, { from: FIRST_MONTH })
  return roster.id
}

/** Numbers of the stage are open for a few weeks; here years may pass. */
async function keepOpen({ database }: BankStage, edge: Date): Promise<void> {
  await rowsOf(
    database.owner,
    `update virtual_accounts set expires_at = $1::timestamptz + interval '1 year'`,
    [edge],
  )
}

async function closeMonth({ database }: BankStage, ending: Month): Promise<void> {
  await sql`select close_ledger_month(${firstDayOf(ending)}::date, null)`.execute(database.db)
}

async function requireOneMonthEach(
  { database }: BankStage,
  payments: readonly BankPayment[],
  ending: Month,
  next: Month,
) {
  const rows = await rowsOf<{ key: string; month: Month; entries: number; late: boolean }>(
    database.owner,
    `select p.payment_key as key, to_char(min(e.effective_on), 'YYYY-MM') as month, count(distinct to_char(e.effective_on, 'YYYY-MM'))::int as entries,
       bool_or(e.recorded_at > c.closed_at) as late
     from inbound_payments p join entries e on e.id = p.entry_id cross join ledger_closings c
     where c.month = $1 group by p.payment_key`,
    [firstDayOf(ending)],
  )
  const counts = { payments: payments.length, inEnding: 0, inNext: 0, paidBeforeAndToldAfterClosing: 0 }
  for (const { requestId, paidAt } of payments) {
    const row = rows.find(({ key }) => key === requestId)
    assert.ok(row, `booked: ${requestId}`)
    assert.equal(row.entries, 1)
    const paidIn = jakartaDateOf(new Date(paidAt)).slice(0, 7)
    if (paidIn === ending && row.late) {
      assert.equal(row.month, next)
      counts.paidBeforeAndToldAfterClosing += 1
    } else assert.equal(row.month, paidIn)
    counts[row.month === ending ? 'inEnding' : 'inNext'] += 1
  }
  return counts
}
