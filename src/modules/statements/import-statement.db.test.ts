import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf, mt940Of, type BankStatement, type Movement } from '../../../bank-sim/statement.ts'
import { testDatabase } from '../../../test/database.ts'
import { addOpenBills, addVa, SERVICE_ID, testPartner } from '../../../test/payment-stage.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { inScopeOf, sightOf } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { bankWorld, payerPurse } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { balanceOf } from '../ledger/queries.ts'
import { BankLines } from '../payments/bank-line.ts'
import { takeVaPayment } from '../payments/take-va-payment.ts'
import { answerDays } from './answers.ts'
import { bookLine, ignoreLine, linkLine } from './decide-line.ts'
import { importStatement } from './import-statement.ts'
import { listLines } from './queries.ts'

const database = await testDatabase()
const { db, owner, interleave } = database
const clock = clockAt(TEST_NOW)
// A bank that does not answer: what it never told stays open for a person.
const partners = [testPartner()]
const depsOn = (on: Db) => ({ db: on, clock, ring: testRing(), partners, lines: new BankLines(clock) })
const deps = depsOn(db)
const SYSTEM = { kind: 'system', systemUser: 'uji' } as const
const bills = await addOpenBills(
  { db, owner },
  partners,
  Array.from({ length: 14 }, () => 100_000n),
)
let next = 0
let count = 0

/** A bill that was paid by a notice, as the bank would state it. */
async function paid(change: { amount?: bigint; referenceNo?: string | null } = {}) {
  const { va, movement, identity } = await unpaid()
  count += 1
  const payment = {
    ...{
      identity,
      paymentRequestId: `REQ-${String(count)}`,
      amount: 100_000n,
      isRetry: false,
      journalNum: null,
    },
    ...{ paidAt: new Date('2026-05-20T03:00:00Z'), trxDateTime: null, referenceNo: movement.reference },
    ...change,
  }
  const [partner] = partners
  if (!partner) throw new Error('no partner')
  await takeVaPayment(deps, { askedOf: partner }, payment)
  return { va, movement, key: payment.paymentRequestId }
}

/** A bill with an open number that nobody has paid, and the line a bank would write if somebody had. */
async function unpaid() {
  const bill = bills[next++]
  if (!bill) throw new Error('more bills, please')
  const va = await addVa(owner, { payerId: bill.payerId, billId: bill.id })
  count += 1
  const movement: Movement = {
    ...{
      at: '2026-05-20T10:00:00+07:00',
      side: 'C',
      amount: 100_000n,
      reference: `REF${String(count).padStart(9, '0')}`,
    },
    text: `PEMBAYARAN VA ${SERVICE_ID}${va.customerNo}`,
  }
  const partnerServiceId = SERVICE_ID.padStart(8, ' ')
  const identity = {
    ...{ partnerServiceId, customerNo: va.customerNo, virtualAccountNo: partnerServiceId + va.customerNo },
    serviceId: SERVICE_ID,
  }
  return { bill, va, movement, identity }
}

function stated(movements: readonly Movement[], account = '1234567890'): BankStatement {
  let closing = 0n
  for (const { side, amount } of movements) closing += side === 'C' ? amount : -amount
  return { account, from: '2026-05-20', to: '2026-05-20', opening: 0n, closing, movements }
}
const load = (statement: BankStatement, format: 'csv' | 'mt940' = 'csv') =>
  importStatement(deps, SYSTEM, {
    ...{ partner: 'uji', fileName: `mutasi.${format}` },
    bytes: Buffer.from(format === 'csv' ? csvOf(statement) : mt940Of(statement)),
  })
const lineOf = async (reference: string) => {
  const [row] = await rowsOf<{ id: bigint; state: string; because: string; entry_id: bigint | null }>(
    owner,
    'select id, state, because, entry_id from statement_lines where reference = $1',
    [reference],
  )
  if (!row) throw new Error(`no line ${reference}`)
  return { ...row, id: String(row.id) }
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

const worldBalance = () => throughGate(db, 'system', (tx) => balanceOf(tx, bankWorld('uji')))

test('a line of a told payment is linked; the same file, and the same day in the other format, add no line', async () => {
  const { movement } = await paid()
  const first = await load(stated([movement]))
  assert.deepEqual([first.again, first.newCount, first.matched.linked, first.matched.open], [false, 1, 1, 0])
  const again = await load(stated([movement]))
  assert.deepEqual([again.again, again.newCount, again.id], [true, 0, first.id])
  const other = await load(stated([movement]), 'mt940')
  assert.deepEqual([other.again, other.lineCount, other.newCount], [false, 1, 0])
})

test('a payment that another amount was booked for stays open, and so does one that nobody told of', async () => {
  const { movement } = await paid()
  const silent = await unpaid()
  const { matched } = await load(stated([{ ...movement, amount: 99_000n }, silent.movement]))
  assert.equal(matched.linked, 0)
  assert.equal((await lineOf(movement.reference)).because, 'other-amount')
  assert.equal((await lineOf(silent.movement.reference)).because, 'never-told')
  for (const { reference } of [movement, silent.movement])
    await ignoreLine(deps, SYSTEM, { id: (await lineOf(reference)).id, reason: 'uji' })
})

test('a statement of another account or an unknown bank is refused, and nothing of it stays', async () => {
  const before = await rowsOf(owner, 'select from statement_imports')
  const { movement } = await unpaid()
  assert.equal(await code(load(stated([movement], '9999999999'))), 'statement-of-another-account')
  const unknown = importStatement(deps, SYSTEM, {
    partner: 'lain',
    fileName: 'x',
    bytes: Buffer.from(csvOf(stated([movement]))),
  })
  assert.equal(await code(unknown), 'bank-unknown')
  assert.equal((await rowsOf(owner, 'select from statement_imports')).length, before.length)
})

test('money in for exactly one bill pays it when a person books the line, and a late notice books nothing more', async () => {
  const { bill, movement, identity } = await unpaid()
  await load(stated([movement]))
  await bookLine(deps, SYSTEM, { id: (await lineOf(movement.reference)).id, reason: 'uji' })
  const paidOf = async () =>
    (await rowsOf<{ paid: bigint }>(owner, 'select paid from bills where id = $1', [bill.id]))[0]?.paid
  assert.equal(await paidOf(), 100_000n)
  const world = await worldBalance()
  assert.equal((await lineOf(movement.reference)).state, 'linked')
  const [partner] = partners
  if (!partner) throw new Error('no partner')
  const late = await takeVaPayment(
    deps,
    { askedOf: partner },
    {
      ...{ identity, paymentRequestId: 'TERLAMBAT', amount: 100_000n, isRetry: false, journalNum: null },
      ...{ paidAt: new Date('2026-05-20T03:00:00Z'), trxDateTime: null, referenceNo: movement.reference },
    },
  )
  assert.equal(late.responseCode, '4042514')
  assert.deepEqual([await paidOf(), await worldBalance()], [100_000n, world])
})

test('other money in that a person books waits in suspense with a task; money out becomes a fee; each once', async () => {
  const movement: Movement = { ...(await unpaid()).movement, amount: 90_000n }
  const fee: Movement = { ...movement, side: 'D', amount: 2_500n, reference: 'BIAYA1', text: 'BIAYA ADM' }
  await load(stated([movement, fee]))
  for (const reference of [movement.reference, 'BIAYA1']) {
    const { id } = await lineOf(reference)
    await bookLine(deps, SYSTEM, { id, reason: 'uji' })
    assert.equal(await code(bookLine(deps, SYSTEM, { id, reason: 'uji' })), 'statement-line-decided')
  }
  const balances = await rowsOf<{ path: string; balance: bigint }>(
    owner,
    `select path, balance from accounts where path in ('suspense/uji', 'fees/uji') order by path`,
  )
  assert.deepEqual(
    balances.map(({ path, balance }) => [path, balance]),
    [
      ['fees/uji', -2_500n],
      ['suspense/uji', 90_000n],
    ],
  )
  const tasks = await rowsOf<{ amount: bigint }>(
    owner,
    `select amount from finance_tasks where because = 'statement-line'`,
  )
  assert.deepEqual(
    tasks.map(({ amount }) => amount),
    [90_000n],
  )
})

test('a person links a line only to a payment of its amount that stands in no other line', async () => {
  const { movement, key } = await paid({ referenceNo: null })
  const other = await unpaid()
  await load(
    stated([
      { ...movement, text: 'TRANSFER', amount: 1_000n, reference: 'AMT1' },
      { ...other.movement, text: 'TRANSFER', reference: 'LNK1' },
    ]),
  )
  const link = async (reference: string) =>
    code(
      linkLine(deps, SYSTEM, {
        id: (await lineOf(reference)).id,
        service: 'va-payment',
        key,
        reason: 'struk',
      }),
    )
  assert.equal(await link('AMT1'), 'statement-line-unfit')
  assert.equal(await link('LNK1'), 'done')
  assert.equal(await link('LNK1'), 'statement-line-decided')
  await load(stated([{ ...other.movement, text: 'TRANSFER', reference: 'LNK2' }]))
  assert.equal(await link('LNK2'), 'statement-line-unfit')
  assert.equal(
    await code(ignoreLine(deps, SYSTEM, { id: (await lineOf('LNK2')).id, reason: ' ' })),
    'value-missing',
  )
})

test('two who decide about one line at once: one does, the other reads that it is decided', async () => {
  const { movement } = await unpaid()
  await load(stated([movement]))
  const { id } = await lineOf(movement.reference)
  const results = await interleave(
    (on) => bookLine(depsOn(on), SYSTEM, { id, reason: 'yang pertama' }),
    (on) => code(ignoreLine(depsOn(on), SYSTEM, { id, reason: 'yang kedua' })),
  )
  assert.deepEqual(
    results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))),
    [undefined, 'statement-line-decided'],
  )
  assert.equal((await lineOf(movement.reference)).state, 'linked')
})

test('two who link one payment to two lines at once: the payment stands in one', async () => {
  const { movement, key } = await paid({ referenceNo: null })
  const lines = ['DUA1', 'DUA2'].map((reference) => ({ ...movement, text: 'TRANSFER', reference }))
  await load(stated(lines))
  const link = async (on: Db, reference: string) =>
    code(
      linkLine(depsOn(on), SYSTEM, {
        id: (await lineOf(reference)).id,
        service: 'va-payment',
        key,
        reason: 'x',
      }),
    )
  const [first, second] = await interleave(
    (on) => link(on, 'DUA1'),
    (on) => link(on, 'DUA2'),
  )
  assert.deepEqual(
    [first.status === 'fulfilled' && first.value, second.status === 'fulfilled' && second.value],
    ['done', 'statement-line-unfit'],
  )
})

test('two who load the same file at once: it is read once', async () => {
  const { movement } = await unpaid()
  const bytes = Buffer.from(csvOf(stated([{ ...movement, reference: 'SERENTAK' }])))
  const take = (on: Db) => importStatement(depsOn(on), SYSTEM, { partner: 'uji', bytes, fileName: 'x.csv' })
  const results = await interleave(take, take)
  assert.deepEqual(
    results.map((result) => result.status === 'fulfilled' && result.value.again),
    [false, true],
  )
})

test('money that we sent back is the line out of its amount and day, and days where ledger and statement differ are told', async () => {
  const payer = bills[0]?.payerId ?? ''
  await throughGate(db, 'system', async (tx) => {
    const transfers = [{ from: bankWorld('uji'), to: payerPurse(payer), amount: 7_777n }] as const
    const base = { effectiveOn: '2026-05-21' as never, cause: { kind: 'uji', id: '1' } }
    await postEntry(tx, { ...base, kind: 'payment-received', key: 'uji/in', transfers })
    await postEntry(tx, {
      ...base,
      kind: 'refund',
      key: 'uji/out',
      transfers: [{ from: payerPurse(payer), to: bankWorld('uji'), amount: 7_777n }],
    })
  })
  const out: Movement = {
    at: '2026-05-21T10:00:00+07:00',
    side: 'D',
    amount: 7_777n,
    reference: 'KEMBALI',
    text: 'PENGEMBALIAN',
  }
  await load({ ...stated([out]), from: '2026-05-21', to: '2026-05-21' })
  assert.deepEqual(
    [(await lineOf('KEMBALI')).state, (await lineOf('KEMBALI')).because],
    ['linked', 'same-amount-day'],
  )
  const { days } = await answerDays(deps, SYSTEM, { bank: 'uji', from: '2026-05-21', to: '2026-05-21' })
  assert.deepEqual(days, [
    {
      on: '2026-05-21',
      ledgerIn: 7_777,
      ledgerOut: 7_777,
      statementIn: 0,
      statementOut: 7_777,
      agrees: false,
    },
  ])
})

test('whoever is elsewhere sees no line of it and decides about none', async () => {
  const treasurer = await addTestPerson(owner, 'treasurer', { region: '32.04', kind: 'regency' })
  const lines = await inScopeOf(db, treasurer.by, (tx) =>
    listLines(tx, sightOf(treasurer.by), { limit: 10, offset: 0 }),
  )
  assert.deepEqual(lines, [])
  const { id } = await lineOf('SERENTAK')
  assert.equal(await code(ignoreLine(deps, treasurer.by, { id, reason: 'x' })), 'statement-line-unknown')
  const { movement } = await unpaid()
  const own = await importStatement(deps, treasurer.by, {
    ...{
      partner: 'uji',
      fileName: 'own.csv',
      bytes: Buffer.from(csvOf(stated([{ ...movement, reference: 'MILIKNYA' }]))),
    },
  })
  assert.equal(own.newCount, 1)
  assert.equal(
    await code(ignoreLine(deps, treasurer.by, { id: (await lineOf('MILIKNYA')).id, reason: 'uji' })),
    'done',
  )
})
