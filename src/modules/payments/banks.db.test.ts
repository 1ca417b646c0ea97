import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { clockAt } from '../../platform/clock.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { testDatabase } from '../../../test/database.ts'
import { FakeBank } from '../../../test/fake-bank.ts'
import { addOpenBills, newExternalId, testPartner } from '../../../test/payment-stage.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { balanceOf } from '../ledger/queries.ts'
import { payerPurse, suspenseOf } from '../ledger/ledger.ts'
import { throughGate } from '../access/scope.ts'
import { BankLines } from './bank-line.ts'
import { cancelVirtualAccount, checkVirtualAccount } from './cancel-virtual-account.ts'
import { createQrCode } from './create-qr-code.ts'
import { createVirtualAccount, type BankDeps } from './create-virtual-account.ts'
import { decideFinanceTask } from './decide-finance-task.ts'
import { resolveUnknown } from './resolve-unknown.ts'
import { endNumbersOfBills, sendOutbox } from './send-outbox.ts'
import { showTasks, showVirtualAccounts } from './show-payments.ts'
import { takeQrNotice } from './take-qr-notice.ts'
import { readSnapBody } from './snap-json.ts'
import { readQrNotice, type QrNotice } from './snap-request.ts'
import { writeQris } from './qris-payload.ts'

const { db, owner, interleave } = await testDatabase()
const ring = testRing()
const bank = await new FakeBank().start()
const partner = testPartner({}, { baseUrl: bank.url, timeoutSeconds: 1 })
const partners = [partner]
const SYSTEM = { kind: 'system' } as const
const reason = 'uji'
const lastDay = plainDate('2026-06-30')
const bills = await addOpenBills(
  { db, owner },
  partners,
  Array.from({ length: 14 }, () => 16_800n),
)
let next = 0
const freshBill = () => {
  const bill = bills[next++]
  if (!bill) throw new Error('more bills, please')
  return bill
}
/** Fresh lines: a circuit breaker that an earlier test opened stays with that test. */
const depsAt = (now = TEST_NOW): BankDeps => ({
  db,
  ring,
  partners,
  clock: clockAt(now),
  lines: new BankLines(clockAt(now)),
})
const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000)
const stateOf = async (id: string) =>
  (await rowsOf<{ state: string }>(owner, 'select state from virtual_accounts where id = $1', [id]))[0]?.state
const callOf = async (id: string) =>
  (
    await rowsOf<{ state: string; trouble: string | null }>(
      owner,
      'select state, trouble from outbound_calls where $1 in (virtual_account_id, qr_code_id)',
      [id],
    )
  )[0]
const made = { json: { responseCode: '2002700', responseMessage: 'Successful' } }
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

test('a number is asked for as service 27 says, signed over what is sent, and open when the bank has said yes', async () => {
  bank.answer = () => made
  const bill = freshBill()
  const { id, state } = await createVirtualAccount(depsAt(), SYSTEM, {
    bank: 'uji',
    bill: bill.id,
    lastDay,
    reason,
  })
  assert.deepEqual([state, await stateOf(id)], ['open', 'open'])
  const { method, path, headers, body } = bank.calls.at(-1) ?? { method: '', path: '', headers: {}, body: {} }
  assert.deepEqual([method, path], ['POST', '/v1.0/transfer-va/create-va'])
  assert.equal(body['virtualAccountNo'], `   88099${String(body['customerNo'])}`)
  assert.deepEqual(body['totalAmount'], { value: '16800.00', currency: 'IDR' })
  assert.equal(body['expiredDate'], '2026-06-30T23:59:59+07:00')
  assert.match(String(headers['x-external-id']), /^[1-9]\d{31}$/)
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const token = String(headers['authorization']).slice('Bearer '.length)
  const text = `POST:${path}:${token}:${hash}:${String(headers['x-timestamp'])}`
  const signature = createHmac('sha512', 'rahasia-payung-uji-0123456789').update(text).digest('base64')
  assert.equal(headers['x-signature'], signature)
})

test('a bill has one open number at a bank; another may follow when its last day is over', async () => {
  bank.answer = () => made
  const bill = freshBill()
  const wish = { bank: 'uji', bill: bill.id, lastDay, reason }
  await createVirtualAccount(depsAt(), SYSTEM, wish)
  assert.equal(await codeOf(createVirtualAccount(depsAt(), SYSTEM, wish)), 'virtual-account-open')
  const july = new Date('2026-07-01T03:00:00Z')
  const renewed = await createVirtualAccount(depsAt(july), SYSTEM, {
    ...wish,
    lastDay: plainDate('2026-07-31'),
  })
  assert.equal(renewed.state, 'open')
})

test('a no of the bank ends the number; a bank that is not configured, a bill that is none and a blank reason are refused', async () => {
  bank.answer = () => ({
    status: 404,
    json: { responseCode: '4042716', responseMessage: 'Partner Not Found' },
  })
  const bill = freshBill()
  const wish = { bank: 'uji', bill: bill.id, lastDay, reason }
  assert.equal(await codeOf(createVirtualAccount(depsAt(), SYSTEM, wish)), 'bank-refused')
  const [row] = await rowsOf<{ state: string }>(
    owner,
    'select state from virtual_accounts where bill_id = $1',
    [bill.id],
  )
  assert.equal(row?.state, 'refused')
  assert.equal(
    await codeOf(createVirtualAccount(depsAt(), SYSTEM, { ...wish, bank: 'lain' })),
    'bank-unknown',
  )
  assert.equal(await codeOf(createVirtualAccount(depsAt(), SYSTEM, { ...wish, bill: 'x' })), 'bill-unknown')
  assert.equal(
    await codeOf(createVirtualAccount(depsAt(), SYSTEM, { ...wish, reason: ' ' })),
    'value-missing',
  )
  assert.equal(
    await codeOf(createVirtualAccount(depsAt(), SYSTEM, { ...wish, payer: bill.payerId })),
    'payment-subject-unclear',
  )
})

test('whatever a bank does instead of answering leaves the outcome unknown, told in a word, and never asks for a second number', async () => {
  for (const [answer, trouble] of [
    [{ silent: true }, 'timeout'],
    [{ hangUp: true }, 'connection'],
    [{ text: '<html>200 OK</html>' }, 'not-json'],
    [{ json: { hello: 1 } }, 'unclear-code'],
    [{ status: 500, json: { responseCode: '5002700', responseMessage: 'General Error' } }, 'unclear-code'],
  ] as const) {
    bank.answer = () => answer
    const bill = freshBill()
    const { id, state } = await createVirtualAccount(depsAt(), SYSTEM, {
      bank: 'uji',
      bill: bill.id,
      lastDay,
      reason,
    })
    assert.equal(state, 'asked', trouble)
    assert.deepEqual(await callOf(id), { state: 'unknown', trouble })
  }
})

test('an unknown outcome is decided by a query: what the bank has is open, what it has not is asked for under the same name', async () => {
  const asked = await rowsOf<{ trx_id: string }>(
    owner,
    `select trx_id from virtual_accounts where state = 'asked'`,
  )
  assert.equal(asked.length, 5)
  assert.deepEqual(await resolveUnknown(depsAt(later(0.5))), { asked: 0, decided: 0 })
  bank.calls.length = 0
  bank.answer = ({ path }) =>
    path.endsWith('/status')
      ? { status: 404, json: { responseCode: '4042601', responseMessage: 'Transaction Not Found' } }
      : made
  assert.deepEqual(await resolveUnknown(depsAt(later(5))), { asked: 5, decided: 5 })
  const trxIds = bank.calls
    .filter(({ path }) => path.endsWith('/create-va'))
    .map(({ body }) => String(body['trxId']))
  assert.deepEqual(trxIds.sort(), asked.map(({ trx_id }) => trx_id).sort())
  assert.equal((await rowsOf(owner, `select from virtual_accounts where state = 'asked'`)).length, 0)
})

test('a payment that was never told is found by a query (26) and booked once', async () => {
  bank.answer = () => made
  const bill = freshBill()
  const { id } = await createVirtualAccount(depsAt(), SYSTEM, { bank: 'uji', bill: bill.id, lastDay, reason })
  const [{ virtualAccountNo, customerNo, partnerServiceId } = {}] = bank.calls
    .slice(-1)
    .map(({ body }) => body as Record<string, string>)
  bank.answer = () => ({
    json: {
      responseCode: '2002600',
      responseMessage: 'Successful',
      virtualAccountData: {
        ...{
          partnerServiceId,
          customerNo,
          virtualAccountNo,
          paymentRequestId: 'DIAM-1',
          paymentFlagStatus: '00',
        },
        ...{ paidAmount: { value: '16800.00', currency: 'IDR' }, trxDateTime: '2026-05-19T10:00:00+07:00' },
      },
    },
  })
  for (let turn = 0; turn < 2; turn += 1) {
    assert.deepEqual(await checkVirtualAccount(depsAt(), SYSTEM, id), { bank: 'known', state: 'paid' })
  }
  const rows = await rowsOf<{ learnt_by: string }>(
    owner,
    `select learnt_by from inbound_payments where payment_key = 'DIAM-1'`,
  )
  assert.deepEqual(rows, [{ learnt_by: 'query' }])
})

test('a bank that fails five times in a row is left alone for half a minute', async () => {
  bank.answer = () => ({ hangUp: true })
  const deps = depsAt()
  const line = deps.lines.to(partner)
  const ask = () => line.ask({ method: 'POST', path: '/v1.0/transfer-va/status', body: {} })
  for (let turn = 0; turn < 5; turn += 1) assert.deepEqual(await ask(), { trouble: 'connection' })
  const count = bank.calls.length
  assert.deepEqual(await ask(), { trouble: 'resting' })
  assert.equal(bank.calls.length, count)
})

test('a token that has ended is asked for anew, once', async () => {
  const line = depsAt().lines.to(partner)
  const answers = ['4012601', '2002600']
  bank.answer = () => ({ json: { responseCode: answers.shift() } })
  const before = bank.tokens
  const reply = await line.ask({ method: 'POST', path: '/v1.0/transfer-va/status', body: {} })
  assert.ok('responseCode' in reply && reply.responseCode === '2002600')
  assert.equal(bank.tokens, before + 2)
})

test('a number that was taken back is told to its bank until it has heard; numbers of paid bills end by themselves', async () => {
  bank.answer = () => made
  const bill = freshBill()
  const { id } = await createVirtualAccount(depsAt(), SYSTEM, { bank: 'uji', bill: bill.id, lastDay, reason })
  await cancelVirtualAccount(depsAt(), SYSTEM, { id, reason })
  assert.equal(await stateOf(id), 'cancelled')
  bank.answer = () => ({ hangUp: true })
  const soon = new Date(Date.now() + 1_000)
  assert.deepEqual(await sendOutbox(depsAt(soon)), { sent: 0, failed: 1 })
  assert.deepEqual(await sendOutbox(depsAt(soon)), { sent: 0, failed: 0 })
  bank.answer = () => ({ json: { responseCode: '2003100' } })
  assert.deepEqual(await sendOutbox(depsAt(new Date(soon.getTime() + 120_000))), { sent: 1, failed: 0 })
  assert.deepEqual(
    [bank.calls.at(-1)?.method, bank.calls.at(-1)?.path],
    ['DELETE', '/v1.0/transfer-va/delete-va'],
  )
  assert.equal(await endNumbersOfBills(depsAt()), 0)
})

const qrisFor = (amount: bigint) =>
  writeQris({
    account: { tag: '26', fields: [{ id: '00', value: 'ID.CO.UJI.WWW' }] },
    ...{
      merchantId: 'ID1020000000001',
      criteria: 'UMI',
      category: '8398',
      merchantName: 'UJI',
      city: 'PALEMBANG',
    },
    ...{ postalCode: '31311', amount, reference: 'R', terminal: 'T' },
  })
const noticeOf = (referenceNo: string, value: string, status = '00'): QrNotice =>
  readQrNotice(
    readSnapBody(
      Buffer.from(
        JSON.stringify({
          ...{
            originalReferenceNo: referenceNo,
            latestTransactionStatus: status,
            amount: { value, currency: 'IDR' },
          },
          additionalInfo: { paidTime: '2026-05-20T09:00:00+07:00' },
        }),
      ),
    ) ?? {},
  ) as QrNotice
const qrCall = () => ({
  call: {
    partner,
    externalId: newExternalId(),
    onDay: plainDate('2026-05-20'),
    bodyHash: Buffer.alloc(32, 1),
  },
})
const suspense = () => throughGate(db, 'system', (tx) => balanceOf(tx, suspenseOf('uji')))

test('a QR code is paid when a notice says 00; 03 before it changes nothing, and one told twice is booked once', async () => {
  bank.answer = () => ({
    json: { responseCode: '2004700', referenceNo: 'QR-1', qrContent: qrisFor(16_800n) },
  })
  const bill = freshBill()
  const qr = await createQrCode(depsAt(), SYSTEM, { bank: 'uji', bill: bill.id, lastDay, reason })
  assert.equal(qr.state, 'open')
  for (const [status, code] of [
    ['03', '2005200'],
    ['00', '2005200'],
    ['00', '2005200'],
  ] as const) {
    assert.equal(
      (await takeQrNotice(depsAt(), qrCall(), noticeOf('QR-1', '16800.00', status))).responseCode,
      code,
    )
  }
  const rows = await rowsOf<{ outcome: string }>(
    owner,
    `select outcome from inbound_payments where payment_key = 'QR-1'`,
  )
  assert.deepEqual(rows, [{ outcome: 'bill' }])
  assert.equal((await takeQrNotice(depsAt(), qrCall(), noticeOf('QR-9', '1.00'))).responseCode, '4045201')
})

test('QRIS content that is none, or for another amount, is never shown', async () => {
  for (const qrContent of ['x', qrisFor(16_801n)]) {
    bank.answer = () => ({
      json: { responseCode: '2004700', referenceNo: `QR-${qrContent.length}`, qrContent },
    })
    const wish = { bank: 'uji', payer: bills[0]?.payerId ?? '', amount: 16_800n, lastDay, reason }
    assert.equal(await codeOf(createQrCode(depsAt(), SYSTEM, wish)), 'bank-refused')
  }
})

test('money that fits no place waits in suspense until a person decides: once, with a reason, and not by a note', async () => {
  bank.answer = () => ({ json: { responseCode: '2004700', referenceNo: 'QR-2', qrContent: qrisFor(5_000n) } })
  const payerId = bills[1]?.payerId ?? ''
  await createQrCode(depsAt(), SYSTEM, { bank: 'uji', payer: payerId, amount: 5_000n, lastDay, reason })
  await takeQrNotice(depsAt(), qrCall(), noticeOf('QR-2', '7000.00'))
  assert.equal(await suspense(), 7_000n)
  const officer = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const stranger = await addTestPerson(owner, 'regency-officer', { region: '32.04', kind: 'regency' })
  const { tasks } = await showTasks({ db }, officer.by, { state: 'open' })
  const id = tasks[0]?.id ?? ''
  assert.deepEqual([tasks.length, tasks[0]?.because, tasks[0]?.amount], [1, 'code-amount-differs', 7_000])
  assert.deepEqual((await showTasks({ db }, stranger.by, {})).tasks, [])
  assert.deepEqual((await showVirtualAccounts({ db }, stranger.by, {})).virtualAccounts, [])
  const decide = (
    by: typeof officer.by,
    decision: Parameters<typeof decideFinanceTask>[2]['decision'],
    because = reason,
  ) => codeOf(decideFinanceTask(depsAt(), by, { id, decision, reason: because }))
  assert.equal(await decide(stranger.by, { kind: 'refund' }), 'finance-task-unknown')
  assert.equal(await decide(officer.by, { kind: 'note' }), 'finance-task-holds-money')
  assert.equal(await decide(officer.by, { kind: 'place', payer: payerId }, ' '), 'value-missing')
  const placed = { id, decision: { kind: 'place', payer: payerId }, reason } as const
  const [first, second] = await interleave(
    (on) => codeOf(decideFinanceTask({ ...depsAt(), db: on }, officer.by, placed)),
    (on) => codeOf(decideFinanceTask({ ...depsAt(), db: on }, officer.by, placed)),
  )
  const both = [first, second].map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))
  assert.deepEqual(both, ['done', 'finance-task-decided'])
  assert.equal(await suspense(), 0n)
  assert.equal(await throughGate(db, 'system', (tx) => balanceOf(tx, payerPurse(payerId))), 7_000n)
})
