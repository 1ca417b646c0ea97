import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../test/database.ts'
import { addOpenBills } from '../test/payment-stage.ts'
import { rowsOf, TEST_NOW } from '../test/people.ts'
import { testRing } from '../test/test-ring.ts'
import { buildApp } from '../src/api/app.ts'
import { month } from '../src/kernel/month.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import { Refusal } from '../src/kernel/refusal.ts'
import { workCalendar } from '../src/kernel/working-days.ts'
import { BankLines } from '../src/modules/payments/bank-line.ts'
import { cancelQrCode, checkQrCode } from '../src/modules/payments/cancel-qr-code.ts'
import { cancelVirtualAccount } from '../src/modules/payments/cancel-virtual-account.ts'
import { changeVirtualAccount } from '../src/modules/payments/change-virtual-account.ts'
import { createQrCode } from '../src/modules/payments/create-qr-code.ts'
import { createVirtualAccount } from '../src/modules/payments/create-virtual-account.ts'
import { readPartners } from '../src/modules/payments/partner.ts'
import { sendOutbox } from '../src/modules/payments/send-outbox.ts'
import { answerCode } from '../src/modules/settlement/answers.ts'
import { recordCode } from '../src/modules/settlement/record-code.ts'
import { payCode } from '../src/modules/settlement/settle-code.ts'
import { NO_SPLIT } from '../src/modules/settlement/settlement.ts'
import { importStatement } from '../src/modules/statements/import-statement.ts'
import { clockAt, systemClock } from '../src/platform/clock.ts'
import { LawBook } from '../src/rules/law-book.ts'
import { partnersFileOf } from './partner-entry.ts'
import { startSimulator } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-bank-'))
const clock = clockAt(TEST_NOW)
const simulator = await startSimulator({ folder, port: 0, now: () => clock.now() })
const partners = readPartners('uji', JSON.stringify(partnersFileOf(simulator.contract, simulator.url)))
const { db, pool, owner } = await testDatabase()
const ring = testRing()
const app = await buildApp({ db, pool, ring, partners, clock, log: { level: 'silent' } })
simulator.connectTo(`${await app.listen({ host: '127.0.0.1', port: 0 })}/snap`)
after(async () => {
  await simulator.close()
  await app.close()
  rmSync(folder, { recursive: true })
})
const deps = { db, ring, partners, clock, lines: new BankLines(clock) }
/** What waits to be told is due by the clock of the database. */
const now = { ...deps, clock: systemClock }
const SYSTEM = { kind: 'system', systemUser: 'uji' } as const
const bills = await addOpenBills({ db, owner }, partners, [336_000n, 336_000n, 336_000n, 336_000n])
let next = 0
const wish = () => ({
  ...{ bank: 'simulator', bill: bills[next++]?.id ?? '', reason: 'uji' },
  lastDay: plainDate('2026-06-30'),
})
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const sim = async (path: string, fields: object) => {
  const response = await fetch(`${simulator.url}/sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  return (await response.json()) as { wrong?: string; reference?: string }
}
const { accounts } = simulator.desk.book

test('an open number gets another last day, and its bank knows it; one that has ended is refused', async () => {
  const { id } = await createVirtualAccount(deps, SYSTEM, wish())
  const [made] = accounts.vas.keys()
  await changeVirtualAccount(deps, SYSTEM, { id, lastDay: plainDate('2026-07-15'), reason: 'diperpanjang' })
  assert.deepEqual(await sendOutbox(now), { sent: 1, failed: 0 })
  const at = accounts.vas.get(made ?? '')
  assert.deepEqual([at?.expiresAt, at?.amount], ['2026-07-15T23:59:59+07:00', 336_000n])
  const change = { id, reason: 'uji' }
  assert.equal(
    await codeOf(changeVirtualAccount(deps, SYSTEM, { ...change, lastDay: plainDate('2026-05-19') })),
    'last-day-over',
  )
  assert.equal(await codeOf(changeVirtualAccount(deps, SYSTEM, { ...change, amount: 1n })), 'field-unknown')
  await cancelVirtualAccount(deps, SYSTEM, change)
  assert.equal(await codeOf(changeVirtualAccount(deps, SYSTEM, change)), 'virtual-account-ended')
  assert.deepEqual(await sendOutbox(now), { sent: 1, failed: 0 })
  assert.equal(accounts.vas.has(made ?? ''), false)
})

test('an acquirer is asked about a code, and tells of a payment that it never told; a code taken back cannot be scanned', async () => {
  const paid = await createQrCode(deps, SYSTEM, wish())
  const [reference = ''] = accounts.qrs.keys()
  assert.deepEqual(await checkQrCode(deps, SYSTEM, paid.id), { bank: 'known', state: 'open' })
  await simulator.desk.take({ through: 'qr', target: reference, amount: 336_000n, silent: true })
  assert.deepEqual(await checkQrCode(deps, SYSTEM, paid.id), { bank: 'known', state: 'paid' })
  const booked = await rowsOf(owner, `select from inbound_payments where learnt_by = 'query'`)
  assert.equal(booked.length, 1)
  const ended = await createQrCode(deps, SYSTEM, wish())
  const other = [...accounts.qrs.keys()].find((each) => each !== reference) ?? ''
  await cancelQrCode(deps, SYSTEM, { id: ended.id, reason: 'salah tagihan' })
  assert.deepEqual(await sendOutbox(now), { sent: 1, failed: 0 })
  assert.equal((await sim('pay-qr', { qr: other })).wrong, 'qr')
  assert.deepEqual(await checkQrCode(deps, SYSTEM, ended.id), { bank: 'unknown', state: 'cancelled' })
})

test('what is paid to BPJS from the account stands in its statement, and is the payment of its kode iuran', async () => {
  assert.equal(
    (await sim('move', { how: 'pay-bpjs', code: '30000000001', amount: '999999999' })).wrong,
    'balance',
  )
  const code = '30000000001'
  const settlement = { db, clock, book: new LawBook(), calendar: workCalendar() }
  const split = { ...NO_SPLIT, jkk: 100_000n }
  await recordCode(settlement, SYSTEM, {
    code,
    month: month('2026-04'),
    amount: 100_000n,
    split,
    source: 'typed',
  })
  const { reference = '' } = await sim('move', { how: 'pay-bpjs', code, amount: '100000' })
  await payCode(settlement, SYSTEM, { code, partner: 'simulator', paidOn: clock.today(), reference })
  const response = await fetch(`${simulator.url}/sim/statement?from=2026-05-20&format=mt940`)
  const bytes = Buffer.from(await response.arrayBuffer())
  const { matched } = await importStatement(deps, SYSTEM, {
    partner: 'simulator',
    bytes,
    fileName: 'uji.sta',
  })
  assert.equal(matched.open, 0)
  const [line] = await rowsOf<{ id: bigint; because: string }>(
    owner,
    `select id, because from statement_lines where side = 'debit'`,
  )
  assert.equal(line?.because, 'same-reference')
  assert.equal((await answerCode(settlement, SYSTEM, code)).statementLine, Number(line.id))
})
