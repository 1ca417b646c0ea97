import assert from 'node:assert/strict'
import { rowsOf } from '../people.ts'
import { BILL_TOTAL, onBankStage, settleNotices, type BankStage } from './bank-stage.ts'
import { chanceOf } from './chance.ts'
import { startChild } from './child.ts'

const PAYMENTS = 8

/** Payung is killed between the commit of a payment and its answer. The bank tells again and gets the answer that was stored. */
export const killedBeforeAnswer = onBankStage(
  { code: 'F3', title: 'kill -9 between commit and answer to the bank', shortSeeds: 1 },
  async (stage, seed) => {
    const chance = chanceOf(seed)
    const { desk } = stage.simulator
    const bills = await stage.addBills(PAYMENTS)
    const payments = []
    for (const bill of bills) {
      const { va } = await stage.addVa(bill)
      payments.push(await desk.take({ through: 'va', target: va, amount: BILL_TOTAL }))
    }
    const before = await bookedCount(stage)
    const killAt = 1 + chance.below(PAYMENTS)
    const first = await startPayung(stage, killAt)
    // Together or one after the other: of those on their way when it is killed nobody knows.
    const width = 1 + chance.below(4)
    for (let at = 0; at < payments.length; at += width)
      await Promise.all(payments.slice(at, at + width).map((payment) => desk.tell(payment)))
    await first.ended
    const unanswered = payments.filter((payment) => desk.book.accounts.stateOf(payment) === 'open').length
    const committed = (await bookedCount(stage)) - before
    const acknowledged = PAYMENTS - unanswered
    assert.ok(committed > acknowledged, 'one was committed and not answered')
    const second = await startPayung(stage, 0)
    try {
      await settleNotices(stage)
    } finally {
      await second.kill()
    }
    assert.equal((await bookedCount(stage)) - before, PAYMENTS)
    return {
      payments: PAYMENTS,
      acknowledged,
      committedUnanswered: committed - acknowledged,
      toldAgain: unanswered,
    }
  },
  { isServed: false },
)

async function startPayung(stage: BankStage, killAt: number) {
  const child = startChild('bank-child.ts', [stage.database.appUrl, stage.partnersText, String(killAt)])
  stage.connect(await child.said)
  return child
}

async function bookedCount({ database }: BankStage): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    database.owner,
    `select count(*)::int as count from inbound_payments`,
  )
  return row?.count ?? 0
}
