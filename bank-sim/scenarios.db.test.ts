import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../test/database.ts'
import { addOpenBills, addVa, SERVICE_ID } from '../test/payment-stage.ts'
import { rowsOf, TEST_NOW } from '../test/people.ts'
import { testRing } from '../test/test-ring.ts'
import { buildApp } from '../src/api/app.ts'
import { BankLines } from '../src/modules/payments/bank-line.ts'
import { readPartners } from '../src/modules/payments/partner.ts'
import { importStatement } from '../src/modules/statements/import-statement.ts'
import { clockAt } from '../src/platform/clock.ts'
import { CONTRACT_FILE, newContract } from './bank-keys.ts'
import { partnersFileOf } from './partner-entry.ts'
import type { Step } from './play.ts'
import type { ScenarioName } from './scenarios.ts'
import { startSimulator } from './server.ts'

// A bank of the tests' own name and number, so that the stage of payments fits it.
const folder = mkdtempSync(join(tmpdir(), 'payung-bank-'))
writeFileSync(join(folder, CONTRACT_FILE), JSON.stringify({ ...newContract(), serviceId: SERVICE_ID }))
const clock = clockAt(TEST_NOW)
const simulator = await startSimulator({ folder, port: 0, now: () => clock.now(), slowMs: 300 })
const entry = partnersFileOf(simulator.contract, simulator.url).partners[0]
const partners = readPartners('uji', JSON.stringify({ partners: [{ ...entry, id: 'uji' }] }))
const { db, pool, owner } = await testDatabase()
const ring = testRing()
const app = await buildApp({ db, pool, ring, partners, clock, log: { level: 'silent' } })
const payung = await app.listen({ host: '127.0.0.1', port: 0 })
simulator.connectTo(`${payung}/snap`)
after(async () => {
  await simulator.close()
  await app.close()
  rmSync(folder, { recursive: true })
})

const AMOUNT = 336_000n
const bills = await addOpenBills(
  { db, owner },
  partners,
  Array.from({ length: 40 }, () => AMOUNT),
)
let next = 0

/** A bill with an open number of its own. */
async function open(change: Partial<Parameters<typeof addVa>[1]> = {}) {
  const bill = bills[next++]
  if (!bill) throw new Error('more bills, please')
  const { id, customerNo } = await addVa(owner, { payerId: bill.payerId, billId: bill.id, ...change })
  return { bill, id, va: `${SERVICE_ID}${customerNo}` }
}

const sim = async (path: string, fields: object) => {
  const response = await fetch(`${simulator.url}/sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  return (await response.json()) as { steps: Step[]; wrong?: string }
}
const play = async (scenario: ScenarioName, va: string, more: object = {}) => {
  const { steps, wrong } = await sim('pay', { scenario, va, ...more })
  assert.equal(wrong, undefined, wrong)
  return steps.map(({ code }) => code)
}
const paymentsAt = async (id: string) =>
  (
    await rowsOf<{ count: bigint }>(
      owner,
      'select count(*) from inbound_payments where virtual_account_id = $1',
      [id],
    )
  )[0]?.count
const BOOKED = ['2002400', '2002500']

test('1 exact, 8 without inquiry, 10 retried with advice: booked once each', async () => {
  const [exact, blind, retried] = [await open(), await open(), await open()]
  assert.deepEqual(await play('exact', exact.va), BOOKED)
  assert.deepEqual(await play('no-inquiry', blind.va), ['2002500'])
  assert.deepEqual(await play('retry-advice', retried.va), [...BOOKED, '2002500'])
  for (const { id } of [exact, blind, retried]) assert.equal(await paymentsAt(id), 1n)
})

test('2 an open amount goes to the purse as the payer chose it', async () => {
  const { id, va } = await open({ billId: null })
  assert.deepEqual(await play('open-amount', va, { amount: '50000' }), BOOKED)
  assert.equal(await paymentsAt(id), 1n)
})

test('3 to 6 and 18: other amounts, paid, expired, unknown and cancelled are refused, and the payer has his money back', async () => {
  const other = await open()
  assert.deepEqual(await play('other-amount', other.va, { amount: '335000' }), ['2002400', '4042513'])
  const paid = await open()
  assert.deepEqual(await play('paid-already', paid.va), [...BOOKED, '4042514'])
  const expired = await open({ expiresAt: '2026-05-01T00:00:00+07:00' })
  assert.deepEqual(await play('expired', expired.va), ['4042419'])
  const known = await open()
  assert.deepEqual(await play('unknown-va', known.va), ['4042412', '4042512'])
  const cancelled = await open({ state: 'cancelled' })
  assert.deepEqual(await play('cancelled-bill', cancelled.va), ['4042512'])
  const { accounts } = simulator.desk.book
  const back = [...accounts.payments.values()].filter(
    (payment) => accounts.stateOf(payment) === 'turned-back',
  )
  assert.equal(back.length, 4)
})

test('7 an inquiry that nobody follows books nothing', async () => {
  const { id, va } = await open()
  assert.deepEqual(await play('inquiry-only', va), ['2002400'])
  assert.equal(await paymentsAt(id), 0n)
})

test('9 the same notice 50 times at once: one booking, 50 equal answers', async () => {
  const { id, va } = await open()
  const [, ...answers] = await play('fifty-times', va)
  assert.deepEqual(new Set(answers), new Set(['2002500']))
  assert.equal(answers.length, 50)
  assert.equal(await paymentsAt(id), 1n)
})

test('11 the same X-EXTERNAL-ID is a conflict, 12 another amount is 4042518: neither books again', async () => {
  const [same, changed] = [await open(), await open()]
  assert.deepEqual(await play('same-external-id', same.va), [...BOOKED, '4092500'])
  assert.deepEqual(await play('same-request-other-amount', changed.va), [...BOOKED, '4042518'])
  for (const { id } of [same, changed]) assert.equal(await paymentsAt(id), 1n)
})

test('13 dropped after our commit, 14 a bank that waits no longer, half a request: booked once', async () => {
  const [dropped, late, half] = [await open(), await open(), await open()]
  assert.deepEqual(await play('dropped-after-answer', dropped.va), ['2002400', null, '2002500'])
  const [, , second] = await play('impatient', late.va)
  assert.equal(second, '2002500')
  assert.deepEqual(await play('half-open', half.va), ['2002400', null, '2002500'])
  for (const { id } of [dropped, late, half]) assert.equal(await paymentsAt(id), 1n)
})

test('15 the last second of a month belongs to it, and the next one to the next', async () => {
  const [last, first] = [await open(), await open()]
  assert.deepEqual(await play('month-end', last.va, { other: first.va }), [...BOOKED, ...BOOKED])
  const days = await rowsOf<{ day: string }>(
    owner,
    'select effective_on::text as day from inbound_payments where virtual_account_id = any ($1) order by 1',
    [[last.id, first.id]],
  )
  assert.deepEqual(
    days.map(({ day }) => day),
    ['2026-04-30', '2026-05-01'],
  )
})

test('16, 17: a notice before create-va is answered, and notices in reverse order', async () => {
  const early = await open({ state: 'asked' })
  assert.deepEqual(await play('before-create-answer', early.va), BOOKED)
  const [one, two] = [await open(), await open()]
  assert.deepEqual(await play('reverse-order', one.va, { other: two.va }), [
    '2002400',
    '2002400',
    '2002500',
    '2002500',
  ])
})

test('19 an expired token, 20 both keys, 21 a clock 10 minutes off, 22 an odd body', async () => {
  const [token, keys, off, odd] = [await open(), await open(), await open(), await open()]
  assert.deepEqual(await play('token-expires', token.va), ['2002400', '4012501', '2002500'])
  assert.deepEqual(await play('key-rotation', keys.va), BOOKED)
  assert.deepEqual(await play('clock-off', off.va), ['2002400', '4012500', '2002500'])
  assert.deepEqual(await play('odd-body', odd.va), BOOKED)
  for (const { id } of [token, keys, off, odd]) assert.equal(await paymentsAt(id), 1n)
})

test('24, 25: a QR that is pending and then paid is booked once; money that went back stands in the statement', async () => {
  const bill = bills[next++]
  const [qr] = await rowsOf<{ id: string }>(
    owner,
    `insert into qr_codes (partner, partner_reference_no, reference_no, payload, payer_id, account_path, name, amount, state, expires_at, asked_at, region_code)
     select 'uji', 'DON-1', 'SIMQR0000001', 'x', id, 'payer/' || id || '/purse', 'PT Uji', 16800, 'open', '2026-06-30', now(), region_code
     from payers where id = $1 returning id`,
    [bill?.payerId],
  )
  await simulator.desk.book.append({
    kind: 'qr-made',
    ...{ reference: 'SIMQR0000001', partnerReference: 'DON-1', amount: 16_800n, content: 'x' },
  })
  const { steps } = await sim('pay-qr', { qr: 'SIMQR0000001', scenario: 'qr-pending-then-paid' })
  assert.deepEqual(
    steps.map(({ code }) => code),
    ['2005200', '2005200'],
  )
  const [{ count } = { count: 0n }] = await rowsOf<{ count: bigint }>(
    owner,
    'select count(*) from inbound_payments where qr_code_id = $1',
    [qr?.id],
  )
  assert.equal(count, 1n)
})

const SYSTEM = { kind: 'system', systemUser: 'uji' } as const
const deps = { db, clock, ring, partners, lines: new BankLines(clock) }
const statement = async (format: 'csv' | 'mt940') => {
  const response = await fetch(
    `${simulator.url}/sim/statement?from=2026-04-01&to=2026-05-31&format=${format}`,
  )
  return Buffer.from(await response.arrayBuffer())
}
const worldBalance = async () =>
  (
    await rowsOf<{ balance: bigint }>(
      owner,
      `select coalesce(sum(case when t.from_account = a.id then t.amount else -t.amount end), 0)::bigint as balance
       from accounts a join transfers t on a.id in (t.from_account, t.to_account) where a.path = 'world/bank/uji'`,
    )
  )[0]?.balance

test('23 what no notice told is found in the statement and booked; what the statement lacks shows as a day that differs', async () => {
  const [silent, leftOut] = [await open(), await open()]
  await play('statement-only', silent.va, { other: leftOut.va })
  assert.equal(await paymentsAt(silent.id), 0n)
  const first = await importStatement(deps, SYSTEM, {
    partner: 'uji',
    bytes: await statement('csv'),
    fileName: 'mutasi.csv',
  })
  assert.equal(first.matched.open, 0)
  assert.equal(await paymentsAt(silent.id), 1n)
  const lines = await rowsOf<{ state: string; because: string; count: bigint }>(
    owner,
    'select state, because, count(*) from statement_lines group by 1, 2 order by 1, 2',
  )
  assert.deepEqual(
    lines.map(({ state, because }) => `${state} ${because}`),
    ['linked same-number-amount-day', 'linked same-reference'],
  )
  // The late notice of what the statement told first books nothing more, and the bank reads that it was booked.
  const late = [...simulator.desk.book.accounts.payments.values()].find(({ silent: isSilent }) => isSilent)
  assert.ok(late)
  assert.equal((await simulator.desk.tell(late)).code, '2002500')
  assert.equal(await paymentsAt(silent.id), 1n)
})

test('the same statement again, as CSV and as MT940, adds no line', async () => {
  const count = async () =>
    (await rowsOf<{ count: bigint }>(owner, 'select count(*) from statement_lines'))[0]?.count
  const before = await count()
  const again = await importStatement(deps, SYSTEM, {
    partner: 'uji',
    bytes: await statement('csv'),
    fileName: 'x.csv',
  })
  assert.deepEqual([again.again, await count()], [true, before])
})

test('afterwards the ledger holds what the bank’s own book holds, each payment once', async () => {
  const { accounts } = simulator.desk.book
  assert.equal(await worldBalance(), accounts.balance())
  const kept = accounts.kept()
  const booked = await rowsOf<{ key: string; amount: bigint }>(
    owner,
    `select case service when 'qr-notify' then reference_no else payment_key end as key, amount from inbound_payments order by 1`,
  )
  assert.deepEqual(
    booked.map(({ key, amount }) => [key, amount]),
    kept
      .map(({ through, target, requestId, amount }) => [through === 'qr' ? target : requestId, amount])
      .sort(),
  )
})
