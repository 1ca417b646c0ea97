import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { buildApp } from '../../api/app.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { testDatabase } from '../../../test/database.ts'
import {
  addOpenBills,
  addVa,
  newExternalId,
  paymentBody,
  TestBank,
  testPartner,
} from '../../../test/payment-stage.ts'
import { rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { readSnapBody } from './snap-json.ts'
import { readVaPayment, type VaPayment } from './snap-request.ts'
import { PaymentDesk } from './take-together.ts'
import { takeVaPayment } from './take-va-payment.ts'

const { db, pool, owner, interleave } = await testDatabase()
const ring = testRing()
const partners = [testPartner()]
const [partner] = partners
if (!partner) throw new Error('no partner')
const clock = clockAt(TEST_NOW)
const app = await buildApp({ db, pool, ring, partners, clock, log: { level: 'silent' } })
after(() => app.close())
const bank = new TestBank(app)
const bills = await addOpenBills(
  { db, owner },
  partners,
  Array.from({ length: 60 }, () => 16_800n),
)
const numbers = await Promise.all(bills.map(({ id, payerId }) => addVa(owner, { payerId, billId: id })))
let next = 0
const freshNumber = () => numbers[next++]?.customerNo ?? ''
const paymentOf = (customerNo: string, change: object = {}): VaPayment => {
  const body = readSnapBody(Buffer.from(JSON.stringify(paymentBody(customerNo, '16800.00', { ...change }))))
  return readVaPayment(body ?? {}) as VaPayment
}
const callOf = () => ({
  ...{ partner, externalId: newExternalId(), onDay: plainDate('2026-05-20'), bodyHash: Buffer.alloc(32, 1) },
})
const depsOn = (on: Db) => ({ db: on, clock, ring, partners })
const countOf = async (condition: string, values: readonly unknown[] = []) =>
  Number((await rowsOf<{ n: bigint }>(owner, `select count(*) as n from ${condition}`, values))[0]?.n)

test('payments that arrive together are booked together, each with its own answer, and odd ones among them by themselves', async () => {
  const before = await countOf('inbound_payments')
  const customerNos = Array.from({ length: 20 }, freshNumber)
  const good = customerNos.map((customerNo) => paymentBody(customerNo, '16800.00'))
  const odd = [
    paymentBody(freshNumber(), '16801.00'),
    paymentBody('700000000999', '16800.00'),
    { ...good[0], flagAdvise: 'Y' },
    { ...good[1], paidAmount: { value: '1.00', currency: 'IDR' } },
  ]
  const replies = await Promise.all([...good, ...odd].map((body) => bank.pay(body)))
  assert.deepEqual([...new Set(replies.slice(0, 20).map(({ code }) => code))], ['2002500'])
  for (const [index, { text }] of replies.slice(0, 20).entries())
    assert.ok(text.includes(customerNos[index] ?? '-'))
  assert.deepEqual(
    replies.slice(20).map(({ code }) => code),
    ['4042513', '4042512', '2002500', '4042518'],
  )
  assert.equal(replies[22]?.text, replies[0]?.text)
  assert.equal(await countOf('inbound_payments'), before + 20)
  const transactions = await countOf(
    `(select distinct e.transaction_number from entries e join inbound_payments p on p.entry_id = e.id) t`,
  )
  assert.ok(transactions < 20, `${String(transactions)} transactions for 20 payments`)
})

test('two that claim one external id at once: one is answered, the other is told of the conflict', async () => {
  const headers = { 'x-external-id': newExternalId() }
  const replies = await Promise.all(
    [freshNumber(), freshNumber()].map((each) => bank.pay(paymentBody(each, '16800.00'), headers)),
  )
  assert.deepEqual(replies.map(({ code }) => code).sort(), ['2002500', '4092500'])
})

test('the same payment told to two servers at once is booked once; the second waits and repeats the first answer', async () => {
  const payment = paymentOf(freshNumber())
  const [first, second] = await interleave(
    (on) => takeVaPayment(depsOn(on), { call: callOf() }, payment),
    (on) => takeVaPayment(depsOn(on), { call: callOf() }, payment),
  )
  assert.ok(first.status === 'fulfilled' && second.status === 'fulfilled', JSON.stringify(second))
  assert.equal(first.value.text, second.value.text)
  assert.equal(await countOf('inbound_payments where payment_key = $1', [payment.paymentRequestId]), 1)
})

test('a deposit into a purse that is told to two servers at once is booked once, though no bill stands in between', async () => {
  const { customerNo } = await addVa(owner, { payerId: bills[0]?.payerId ?? '', billId: null })
  const payment = paymentOf(customerNo)
  const [first, second] = await interleave(
    (on) => takeVaPayment(depsOn(on), { call: callOf() }, payment),
    (on) => takeVaPayment(depsOn(on), { call: callOf() }, payment),
  )
  assert.ok(first.status === 'fulfilled' && second.status === 'fulfilled', JSON.stringify(second))
  assert.equal(first.value.text, second.value.text)
  assert.equal(await countOf('inbound_payments where payment_key = $1', [payment.paymentRequestId]), 1)
})

test('two payments of one bill at two servers: the second finds it paid, also when one is booked in a batch', async () => {
  const customerNo = freshNumber()
  const neighbour = paymentOf(freshNumber())
  const [first, second] = await interleave(
    async (on) => {
      const desk = new PaymentDesk(depsOn(on))
      const [answer] = await Promise.all([
        desk.take(callOf(), paymentOf(customerNo)),
        desk.take(callOf(), neighbour),
      ])
      return answer
    },
    (on) => takeVaPayment(depsOn(on), { call: callOf() }, paymentOf(customerNo)),
  )
  assert.ok(first.status === 'fulfilled' && second.status === 'fulfilled', JSON.stringify(second))
  assert.deepEqual([first.value.responseCode, second.value.responseCode], ['2002500', '4042514'])
})

test('two payments of one bill through two numbers: the bill is locked, not only the number', async () => {
  const bill = bills[next++]
  if (!bill) throw new Error('no bill')
  await rowsOf(
    owner,
    `update virtual_accounts set state = 'cancelled', ended_at = now() where bill_id = $1`,
    [bill.id],
  )
  const one = await addVa(owner, { payerId: bill.payerId, billId: bill.id })
  await rowsOf(owner, `update virtual_accounts set partner = 'lain' where id = $1`, [one.id])
  const other = await addVa(owner, { payerId: bill.payerId, billId: bill.id })
  await rowsOf(owner, `drop index one_open_virtual_account_per_bill_and_bank`)
  await rowsOf(owner, `update virtual_accounts set partner = 'uji' where id = $1`, [one.id])
  const [first, second] = await interleave(
    (on) => takeVaPayment(depsOn(on), { call: callOf() }, paymentOf(one.customerNo)),
    (on) => takeVaPayment(depsOn(on), { call: callOf() }, paymentOf(other.customerNo)),
  )
  assert.ok(first.status === 'fulfilled' && second.status === 'fulfilled', JSON.stringify(second))
  assert.deepEqual([first.value.responseCode, second.value.responseCode], ['2002500', '4042514'])
})

test('a payment of a closed month is booked in the open one, with the day it was paid beside it; when today is closed it is refused', async () => {
  await rowsOf(owner, `insert into ledger_closings (month) values ('2026-04-01')`)
  const late = paymentOf(freshNumber(), { trxDateTime: '2026-04-30T23:59:59+07:00' })
  const desk = new PaymentDesk(depsOn(db))
  const [answer] = await Promise.all([
    desk.take(callOf(), late),
    desk.take(callOf(), paymentOf(freshNumber())),
  ])
  assert.equal(answer.responseCode, '2002500')
  const [row] = await rowsOf<{ effective_on: string; paid_at: Date }>(
    owner,
    'select effective_on::text, paid_at from inbound_payments where payment_key = $1',
    [late.paymentRequestId],
  )
  assert.deepEqual(
    [row?.effective_on, row?.paid_at.toISOString()],
    ['2026-05-20', '2026-04-30T16:59:59.000Z'],
  )
  await rowsOf(owner, `insert into ledger_closings (month) values ('2026-05-01')`)
  const refused = await desk.take(callOf(), paymentOf(freshNumber()))
  assert.equal(refused.responseCode, '4032500')
  assert.equal(await countOf(`finance_tasks where kind = 'period-closed'`), 1)
  await rowsOf(owner, `delete from ledger_closings`).catch(() => undefined)
})

test('a partner that takes a conflict for a failure gets the first answer again', async () => {
  const lenient = testPartner({ replayOnSameExternalId: true })
  const call = { ...callOf(), partner: lenient }
  const payment = paymentOf('700000000998')
  const deps = { ...depsOn(db), partners: [lenient] }
  const first = await takeVaPayment(deps, { call }, payment)
  assert.equal(first.responseCode, '4042512')
  assert.equal((await takeVaPayment(deps, { call }, payment)).text, first.text)
})
