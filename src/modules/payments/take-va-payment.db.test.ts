import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { buildApp } from '../../api/app.ts'
import { clockAt } from '../../platform/clock.ts'
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

const { db, pool, owner } = await testDatabase()
const ring = testRing()
const partners = [testPartner()]
const app = await buildApp({ db, pool, ring, partners, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
const bank = new TestBank(app)
const bills = await addOpenBills(
  { db, owner },
  partners,
  Array.from({ length: 30 }, () => 336_000n),
)
let next = 0
const openBill = async (change: Parameters<typeof addVa>[1] | object = {}) => {
  const bill = bills[next++]
  if (!bill) throw new Error('more bills, please')
  return { bill, ...(await addVa(owner, { payerId: bill.payerId, billId: bill.id, ...change })) }
}
const booked = async (customerNo: string) =>
  rowsOf<{ amount: bigint; entry_id: bigint; effective_on: string; response_code: string }>(
    owner,
    `select p.amount, p.entry_id, p.effective_on::text, p.response_code from inbound_payments p
     join virtual_accounts v on v.id = p.virtual_account_id where v.customer_no = $1`,
    [customerNo],
  )
const paidOf = async (id: string) =>
  (await rowsOf<{ paid: bigint }>(owner, 'select paid from bills where id = $1', [id]))[0]?.paid

test('a bill paid exactly is paid, once, and the answer echoes the payment', async () => {
  const { bill, customerNo } = await openBill()
  const body = paymentBody(customerNo, '336000.00')
  const reply = await bank.pay(body)
  assert.deepEqual([reply.status, reply.code], [200, '2002500'], reply.text)
  assert.equal(await paidOf(bill.id), 336_000n)
  assert.equal((await booked(customerNo)).length, 1)
})

test('an inquiry tells whose number it is and what is owed, in the fields of service 24', async () => {
  const { customerNo } = await openBill()
  const reply = await bank.inquire(customerNo)
  const { virtualAccountData } = JSON.parse(reply.text) as { virtualAccountData: Record<string, unknown> }
  assert.equal(reply.code, '2002400')
  assert.equal(virtualAccountData['inquiryStatus'], '00')
  assert.deepEqual(virtualAccountData['totalAmount'], { value: '336000.00', currency: 'IDR' })
  assert.equal(virtualAccountData['virtualAccountTrxType'], 'C')
  assert.equal(virtualAccountData['virtualAccountNo'], `   88099${customerNo}`)
})

test('a header that is missing is named (400SS02)', async () => {
  const { customerNo } = await openBill()
  const body = paymentBody(customerNo, '336000.00')
  for (const name of [
    'x-timestamp',
    'x-signature',
    'x-partner-id',
    'x-external-id',
    'channel-id',
    'authorization',
  ]) {
    const reply = await bank.pay(body, { [name]: undefined })
    assert.deepEqual([reply.status, reply.code], [400, '4002502'], name)
    assert.match(reply.text.toLowerCase(), new RegExp(name))
  }
  assert.equal((await booked(customerNo)).length, 0)
})

test('a body that is none, or a field that is wrong, is named (400SS01, 400SS02), and nothing is booked', async () => {
  const { customerNo } = await openBill()
  const good = paymentBody(customerNo, '336000.00')
  const money = (value: unknown, currency: unknown = 'IDR') => ({ ...good, paidAmount: { value, currency } })
  for (const [body, code, field] of [
    [{ ...good, paymentRequestId: undefined }, '4002502', 'paymentRequestId'],
    [{ ...good, paidAmount: undefined }, '4002502', 'paidAmount'],
    [money('1,000'), '4002501', 'paidAmount.value'],
    [money('336.000,00'), '4002501', 'paidAmount.value'],
    [money('336000.50'), '4002501', 'paidAmount.value'],
    [money('336000.5'), '4002501', 'paidAmount.value'],
    [money('NaN'), '4002501', 'paidAmount.value'],
    [money('1e15'), '4002501', 'paidAmount.value'],
    [money('1000000000000000.00'), '4002501', 'paidAmount.value'],
    [money('-336000.00'), '4002501', 'paidAmount.value'],
    [money('0.00'), '4002501', 'paidAmount.value'],
    [money(true), '4002501', 'paidAmount.value'],
    [money('336000.00', 'USD'), '4002501', 'paidAmount.currency'],
    [{ ...good, virtualAccountNo: `   88099${customerNo.slice(0, -1)}9` }, '4002501', 'virtualAccountNo'],
    [{ ...good, trxDateTime: '20 Mei 2026' }, '4002501', 'trxDateTime'],
    [{ ...good, paymentRequestId: 'x'.repeat(129) }, '4002501', 'paymentRequestId'],
    [{ ...good, paymentRequestId: 'a\u0000b' }, '4002501', 'paymentRequestId'],
  ] as const) {
    const reply = await bank.pay(body)
    assert.deepEqual(
      [reply.code, reply.text.includes(field)],
      [code, true],
      `${JSON.stringify(body)} → ${reply.text}`,
    )
  }
  for (const text of ['', 'x', '[]', '{"a":1,"a":2}', '{"paidAmount":{"value":NaN}}', '['.repeat(30_000)]) {
    assert.equal((await bank.call('/snap/v1.0/transfer-va/payment', text)).code, '4002501', text.slice(0, 30))
  }
  assert.equal((await booked(customerNo)).length, 0)
})

test('a wrong signature, a clock out of the window (401SS00), a token that is none (401SS01)', async () => {
  const { customerNo } = await openBill()
  const body = paymentBody(customerNo, '336000.00')
  const other = JSON.stringify({ ...body, paidAmount: { value: '1.00', currency: 'IDR' } })
  for (const [headers, code] of [
    [{ signed: other }, '4012500'],
    [{ 'x-signature': 'AAAA' }, '4012500'],
    [{ 'x-timestamp': '2026-05-20T09:54:59+07:00' }, '4012500'],
    [{ 'x-timestamp': '2026-05-20T10:05:01+07:00' }, '4012500'],
    [{ 'x-timestamp': 'now' }, '4012500'],
    [{ 'x-partner-id': 'SIAPA' }, '4012500'],
    [{ authorization: `Bearer ${'a'.repeat(43)}` }, '4012501'],
    [{ authorization: 'Basic abc' }, '4012501'],
  ] as const) {
    assert.equal((await bank.pay(body, headers)).code, code, JSON.stringify(headers))
  }
  // Within five minutes it is taken.
  assert.equal((await bank.pay(body, { 'x-timestamp': '2026-05-20T02:55:30.123Z' })).code, '2002500')
  const [last] = await rowsOf<{ n: bigint }>(
    owner,
    `select count(*) as n from inbound_calls where not is_claimed and outcome in ('signature-wrong', 'clock-off', 'token-wrong')`,
  )
  assert.ok(Number(last?.n) >= 5, 'forged calls are written down')
})

test('X-EXTERNAL-ID counts once a day (409SS00), also for calls that were refused', async () => {
  const { customerNo } = await openBill()
  const headers = { 'x-external-id': newExternalId() }
  assert.equal((await bank.pay(paymentBody(customerNo, '1.00'), headers)).code, '4042513')
  assert.equal((await bank.pay(paymentBody(customerNo, '336000.00'), headers)).code, '4092500')
  assert.equal((await booked(customerNo)).length, 0)
})

test('a call that nobody believed uses up no X-EXTERNAL-ID', async () => {
  const { customerNo } = await openBill()
  const headers = { 'x-external-id': newExternalId() }
  const body = paymentBody(customerNo, '336000.00')
  assert.equal((await bank.pay(body, { ...headers, 'x-signature': 'AAAA' })).code, '4012500')
  assert.equal((await bank.pay(body, headers)).code, '2002500')
})

test('an unknown number (404SS12), an expired one (404SS19), a cancelled one (404SS12), another amount (404SS13)', async () => {
  assert.equal((await bank.pay(paymentBody('700000099999', '1.00'))).code, '4042512')
  assert.equal((await bank.inquire('700000099999')).code, '4042412')
  const expired = await openBill({ expiresAt: '2026-05-19T23:59:59+07:00' })
  assert.equal((await bank.pay(paymentBody(expired.customerNo, '336000.00'))).code, '4042519')
  // Paid in time and told late: it counts when it was paid.
  const inTime = paymentBody(expired.customerNo, '336000.00', { trxDateTime: '2026-05-19T23:59:59+07:00' })
  assert.equal((await bank.pay(inTime)).code, '2002500')
  const cancelled = await openBill({ state: 'cancelled' })
  assert.equal((await bank.pay(paymentBody(cancelled.customerNo, '336000.00'))).code, '4042512')
  const { customerNo } = await openBill()
  for (const value of ['335999.00', '336001.00']) {
    assert.equal((await bank.pay(paymentBody(customerNo, value))).code, '4042513')
  }
})

test('a bill that is paid already (404SS14), whatever the new payment is', async () => {
  const { customerNo } = await openBill()
  assert.equal((await bank.pay(paymentBody(customerNo, '336000.00'))).code, '2002500')
  assert.equal((await bank.pay(paymentBody(customerNo, '336000.00'))).code, '4042514')
  assert.equal((await bank.inquire(customerNo)).code, '4042414')
})

test('the same payment told again, as banks do with flagAdvise Y, gets the first answer byte for byte', async () => {
  const { customerNo } = await openBill()
  const body = paymentBody(customerNo, '336000.00')
  const first = await bank.pay(body)
  const again = await bank.pay({ ...body, flagAdvise: 'Y', trxDateTime: '2026-05-20T10:00:09+07:00' })
  assert.equal(again.text, first.text)
  assert.equal((await booked(customerNo)).length, 1)
})

test('the same payment told with another amount: 4042518, nothing more is booked, and a person is asked to look', async () => {
  const { customerNo } = await openBill()
  const body = paymentBody(customerNo, '336000.00')
  await bank.pay(body)
  for (let turn = 0; turn < 2; turn += 1) {
    const reply = await bank.pay({ ...body, paidAmount: { value: '337000.00', currency: 'IDR' } })
    assert.equal(reply.code, '4042518')
  }
  assert.equal((await booked(customerNo)).length, 1)
  const tasks = await rowsOf(
    owner,
    `select from finance_tasks where kind = 'inconsistent' and payment_key = $1`,
    [body['paymentRequestId']],
  )
  assert.equal(tasks.length, 1)
})

test('4042518 is never said of a payment that was not booked: the bank would take it for a success', async () => {
  const { customerNo } = await openBill()
  const body = paymentBody(customerNo, '1.00')
  assert.equal((await bank.pay(body)).code, '4042513')
  assert.equal(
    (await bank.pay({ ...body, paidAmount: { value: '336000.00', currency: 'IDR' } })).code,
    '2002500',
  )
})

test('fifty tellings of one payment at once book it once, and all get the same answer', async () => {
  const { bill, customerNo } = await openBill()
  const body = paymentBody(customerNo, '336000.00')
  const replies = await Promise.all(Array.from({ length: 50 }, () => bank.pay(body)))
  assert.deepEqual([...new Set(replies.map(({ text }) => text))].length, 1)
  assert.equal(replies[0]?.code, '2002500')
  assert.equal(await paidOf(bill.id), 336_000n)
  assert.equal((await booked(customerNo)).length, 1)
})

test('a payment counts on its day in Jakarta: the last second of a month and the first of the next', async () => {
  for (const [trxDateTime, day] of [
    ['2026-04-30T23:59:59+07:00', '2026-04-30'],
    ['2026-04-30T17:00:00Z', '2026-05-01'],
    ['20260430T165959Z', '2026-04-30'],
  ] as const) {
    const { customerNo } = await openBill()
    assert.equal((await bank.pay(paymentBody(customerNo, '336000.00', { trxDateTime }))).code, '2002500')
    assert.equal((await booked(customerNo))[0]?.effective_on, day)
  }
})

test('a payment that is told before the bank has answered our create-va finds its number', async () => {
  const { customerNo } = await openBill({ state: 'asked' })
  assert.equal((await bank.pay(paymentBody(customerNo, '336000.00'))).code, '2002500')
})

test('odd bodies of real banks are read as they are: bare numbers, blanks, fields that no standard has', async () => {
  const { customerNo } = await openBill()
  const text = JSON.stringify(
    { ...paymentBody(customerNo, '336000.00'), customerNo: 0, paymentType: 1, zz: { 'a b': [null] } },
    null,
    2,
  ).replace('"customerNo": 0', `"trace": 12345678901234567890, "customerNo": ${customerNo}`)
  const signed = text.replace(/\n */g, '').replace(/": /g, '":').replace(', "customerNo', ',"customerNo')
  const reply = await bank.call('/snap/v1.0/transfer-va/payment', text, { signed })
  assert.equal(reply.code, '2002500', reply.text)
})
