import assert from 'node:assert/strict'
import type { BankPayment } from '../../bank-sim/accounts.ts'
import { newNumber } from '../../bank-sim/payung-line.ts'
import { rowsOf } from '../people.ts'
import { BILL_TOTAL, onBankStage, settleNotices, type BankStage } from './bank-stage.ts'
import type { Counts } from './campaign.ts'
import { chanceOf, type Chance } from './chance.ts'

/** What people pay at one number: amounts, of which several may be for one bill. */
type Plan = { readonly isOfBill: boolean; readonly amounts: readonly bigint[] }
type Notice = {
  readonly payment: BankPayment
  readonly change: NonNullable<Parameters<BankStage['simulator']['desk']['tell']>[1]>
}

/**
 * The same payments are told in two orders, some twice or thrice, some at once, some late, some to a bank that hangs up. Each is booked
 * once, and both orders end with the same bills paid and the same money in the same purses.
 */
export const shuffledCallbacks = onBankStage(
  { code: 'F6', title: 'duplicate, reordered and late callbacks', shortSeeds: 3 },
  async (stage, seed) => {
    const chance = chanceOf(seed)
    const plans = Array.from({ length: 5 }, () => planOf(chance))
    const first = await playOrder(stage, plans, chance)
    const second = await playOrder(stage, plans, chance)
    assert.deepEqual(second.ends, first.ends)
    return {
      payments: first.payments + second.payments,
      notices: first.notices + second.notices,
      toldAgain: first.toldAgain + second.toldAgain,
      refused: first.refused + second.refused,
    } satisfies Counts
  },
)

function planOf(chance: Chance): Plan {
  if (chance.below(5) < 2)
    return {
      isOfBill: false,
      amounts: Array.from({ length: 1 + chance.below(3) }, () => BigInt(1_000 + chance.below(50_000))),
    }
  // Two who pay one bill: who is told of first pays it, the other has his money back.
  const right = Array.from({ length: 1 + chance.below(2) }, () => BILL_TOTAL)
  return { isOfBill: true, amounts: chance.below(3) === 0 ? [...right, BILL_TOTAL - 1_000n] : right }
}

async function playOrder(stage: BankStage, plans: readonly Plan[], chance: Chance) {
  const { desk } = stage.simulator
  const bills = await stage.addBills(plans.length)
  const notices: Notice[] = []
  const payments: BankPayment[] = []
  for (const [at, { isOfBill, amounts }] of plans.entries()) {
    const bill = bills[at]
    if (!bill) throw new Error('a bill for each plan')
    const { va } = await stage.addVa(bill, isOfBill)
    for (const amount of amounts) {
      const paidAt = new Date(stage.clock.now().getTime() - chance.below(3_600_000))
      const payment = await desk.take({ through: 'va', target: va, amount, paidAt })
      payments.push(payment)
      for (let copy = 0; copy <= chance.below(3); copy += 1)
        notices.push({ payment, change: changeOf(chance) })
    }
  }
  const shuffled = chance.shuffle(notices)
  while (shuffled.length > 0) {
    const together = shuffled.splice(0, 1 + chance.below(6))
    await Promise.all(together.map(({ payment, change }) => desk.tell(payment, change)))
  }
  const toldAgain = await settleNotices(stage)
  const { accounts } = desk.book
  const refused = payments.filter((payment) => accounts.stateOf(payment) === 'turned-back').length
  const ends = await endsOf(
    stage,
    bills.map(({ id }) => id),
  )
  return { payments: payments.length, notices: notices.length, toldAgain, refused, ends }
}

function changeOf(chance: Chance): Notice['change'] {
  return chance.pick([
    {},
    {},
    { advise: true },
    { hangUp: true },
    { patienceMs: 1 },
    { externalId: newNumber() },
    { sentBytes: 40, patienceMs: 50 },
  ])
}

/** Of each bill what is paid, and what its payer has left. */
async function endsOf({ database }: BankStage, bills: readonly string[]): Promise<readonly string[]> {
  const rows = await rowsOf<{ ended: string }>(
    database.owner,
    `select format('paid %s, purse %s, due %s', b.paid, p.balance, d.balance) as ended
     from unnest($1::uuid[]) with ordinality as n (id, at)
     join bills b on b.id = n.id join accounts p on p.path = 'payer/' || b.payer_id || '/purse'
     join accounts d on d.path = 'payer/' || b.payer_id || '/due' order by n.at`,
    [bills],
  )
  return rows.map(({ ended }) => ended)
}
