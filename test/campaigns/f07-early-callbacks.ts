import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultName } from '../../bank-sim/faults.ts'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { Refusal } from '../../src/kernel/refusal.ts'
import { createVirtualAccount } from '../../src/modules/payments/create-virtual-account.ts'
import { resolveUnknown } from '../../src/modules/payments/resolve-unknown.ts'
import { SYSTEM } from '../billing-stage.ts'
import { SERVICE_ID } from '../payment-stage.ts'
import { rowsOf } from '../people.ts'
import { onBankStage, settleNotices, type BankStage } from './bank-stage.ts'
import { chanceOf } from './chance.ts'

/** The bank has made the number; its answer is late, cut off, or no answer. */
const FAULTS_AFTER_THE_WORK = ['slow', 'slow', 'half-open', 'half-open', 'html', 'dropped'] as const
const LAST_DAY = plainDate('2026-06-30')

/**
 * The bank makes a number and somebody pays there before the bank's answer to us has arrived: late, cut off, as a page, or never. The
 * payment is booked all the same, and what became of the number is found out by asking.
 */
export const earlyCallbacks = onBankStage(
  { code: 'F7', title: 'callback before the answer to create-va', shortSeeds: 2 },
  async (stage, seed) => {
    const chance = chanceOf(seed)
    const bills = await stage.addBills(3)
    const counts = { asked: 0, paidBeforeAnswer: 0, doubtful: 0 }
    for (const { id } of bills) {
      await orderAnother(stage, chance.pick(FAULTS_AFTER_THE_WORK))
      const made = createVirtualAccount(stage.deps, SYSTEM, {
        bank: 'uji',
        bill: id,
        lastDay: LAST_DAY,
        reason: 'uji',
      })
      const isAnswered = { is: false }
      void made.then(
        () => (isAnswered.is = true),
        () => (isAnswered.is = true),
      )
      const va = await madeAtBank(stage, id)
      const { owed, requestId } = await stage.simulator.desk.inquire(va)
      assert.ok(owed !== null, 'the number is known before the bank has answered')
      const payment = await stage.simulator.desk.take({ through: 'va', target: va, amount: owed, requestId })
      const answer = await stage.simulator.desk.tell(payment)
      assert.equal(answer.code, '2002500')
      if (!isAnswered.is) counts.paidBeforeAnswer += 1
      const state = await made.then(
        (result) => result.state,
        (error: unknown) => {
          if (error instanceof Refusal) return 'refused'
          throw error
        },
      )
      if (state !== 'open') counts.doubtful += 1
      counts.asked += 1
    }
    await settleNotices(stage)
    await decideAll(stage)
    await requireDecided(
      stage,
      bills.map(({ id }) => id),
      'paid',
    )
    return counts
  },
)

async function orderAnother({ simulator }: BankStage, kind: FaultName): Promise<void> {
  const response = await fetch(`${simulator.url}/sim/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ path: '/create-va', kind, times: 1 }),
  })
  assert.ok(response.ok, await response.text())
}

/** The number of a bill, once the bank has made it. */
async function madeAtBank({ simulator, database }: BankStage, billId: string): Promise<string> {
  for (let turn = 0; turn < 400; turn += 1) {
    const [row] = await rowsOf<{ number: string }>(
      database.owner,
      'select customer_no as number from virtual_accounts where bill_id = $1',
      [billId],
    )
    const va = `${SERVICE_ID}${row?.number ?? ''}`
    if (simulator.desk.book.accounts.vas.has(va)) return va
    await sleep(5)
  }
  throw new Error('the bank never made the number')
}

/** Asks the bank again and again, with time passing in between, until nothing is undecided. */
export async function decideAll({ deps, clock, database }: BankStage): Promise<number> {
  let asked = 0
  for (let turn = 0; turn < 30; turn += 1) {
    const [left] = await rowsOf<{ count: number }>(
      database.owner,
      `select count(*)::int as count from outbound_calls where state in ('sent', 'unknown')`,
    )
    if (left?.count === 0) return asked
    clock.pass(3 * 60_000)
    asked += (await resolveUnknown(deps, true)).asked
  }
  throw new Error('the bank was asked again and again, and it is not decided')
}

/** Each bill has one number, of that state, and the bank made it once. */
export async function requireDecided(
  { database, simulator }: BankStage,
  bills: readonly string[],
  state: 'open' | 'paid',
): Promise<void> {
  const rows = await rowsOf<{ state: string; number: string; trx_id: string; call: string }>(
    database.owner,
    `select v.state, v.customer_no as number, v.trx_id, c.state as call
     from virtual_accounts v join outbound_calls c on c.virtual_account_id = v.id and c.service = 'va-create'
     where v.bill_id = any ($1::uuid[])`,
    [bills],
  )
  assert.equal(rows.length, bills.length)
  for (const row of rows) {
    assert.deepEqual([row.state, row.call], [state, 'answered'])
    const atBank = simulator.desk.book.accounts.vas.get(`${SERVICE_ID}${row.number}`)
    if (state === 'open') assert.equal(atBank?.trxId, row.trx_id)
  }
}
