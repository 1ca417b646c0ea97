import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf, type Movement } from '../../../bank-sim/statement.ts'
import { testDatabase } from '../../../test/database.ts'
import { addOpenBills, testPartner } from '../../../test/payment-stage.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { workCalendar } from '../../kernel/working-days.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { LawBook } from '../../rules/law-book.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { bankWorld, BPJS_OWED, codeAccount, payerPurse } from '../ledger/ledger.ts'
import { balanceOf, payerSums } from '../ledger/queries.ts'
import { BankLines } from '../payments/bank-line.ts'
import { importStatement } from '../statements/import-statement.ts'
import { answerCodes, answerRecoveries } from './answers.ts'
import { recordCode } from './record-code.ts'
import { cancelCode, payCode } from './settle-code.ts'
import { settleRecoveries, type ReturnSource } from './settle-recoveries.ts'
import { NO_SPLIT } from './settlement.ts'

const { db, owner, interleave } = await testDatabase()
const clock = clockAt(TEST_NOW)
const partners = [testPartner()]
const depsOn = (on: Db) => ({ db: on, clock, book: new LawBook(), calendar: workCalendar() })
const deps = depsOn(db)
const banks = { db, clock, ring: testRing(), partners, lines: new BankLines(clock) }
const SYSTEM = { kind: 'system', systemUser: 'uji' } as const
const TODAY = plainDate('2026-05-20')
const bills = await addOpenBills({ db, owner }, partners, [100_000n, 100_000n, 100_000n])
for (const { id, total } of bills) {
  await throughGate(db, 'system', (tx) =>
    receiveForBill(tx, {
      ...{ billId: id, amount: total, from: bankWorld('uji'), effectiveOn: TODAY },
      ...{ key: `uji/bayar/${id}`, cause: { kind: 'uji', id } },
    }),
  )
}
let number = 0

/** Money of a bill that was paid on to BPJS and credited since. */
async function owedBack(amount: number, at = 0) {
  const bill = bills[at]
  const path = payerPurse(bill?.payerId ?? '')
  const [row] = await rowsOf<{ id: string }>(
    owner,
    'insert into bpjs_recoveries (credit_bill_id, amount, account_path) values ($1, $2, $3) returning id',
    [bill?.id, amount, path],
  )
  return { id: row?.id ?? '', path, payerId: bill?.payerId ?? '' }
}

async function openCode(amount: bigint) {
  number += 1
  const code = String(20_000_000_000 + number)
  const split = { ...NO_SPLIT, jkk: amount }
  await recordCode(deps, SYSTEM, { code, amount, month: month('2026-04'), split, source: 'typed' })
  return code
}

const receipt = (reference: string): ReturnSource => ({ way: 'bank', partner: 'uji', on: TODAY, reference })
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const settle = (ids: readonly string[], source: ReturnSource, amount?: bigint, on = deps) =>
  settleRecoveries(on, SYSTEM, { recoveries: ids, source, ...(amount !== undefined && { amount }) })
const balance = (path: string) => throughGate(db, 'system', (tx) => balanceOf(tx, path))
const stateOf = async (id: string) =>
  (await answerRecoveries(deps, SYSTEM, {})).recoveries.find((each) => each.id === id)

test('what comes back through a bank goes to the purse that had paid it, once, and is no new gift of its payer', async () => {
  const back = await owedBack(30_000)
  const [purse, owed] = [await balance(back.path), await balance(BPJS_OWED)]
  const before = await throughGate(db, 'system', (tx) => payerSums(tx, back.payerId))
  assert.deepEqual(await settle([back.id], receipt('EPS-BALIK-1'), 10_000n), {
    amount: 10_000n,
    recoveries: 1,
  })
  assert.deepEqual([(await stateOf(back.id))?.returned, (await stateOf(back.id))?.settled], [10_000, false])
  assert.equal(await outcome(settle([back.id], receipt('EPS-BALIK-1'), 5_000n)), 'recovery-return-known')
  assert.equal(await outcome(settle([back.id], receipt('EPS-BALIK-2'), 20_001n)), 'recovery-beyond-left')
  await settle([back.id], receipt('EPS-BALIK-2'))
  assert.equal((await stateOf(back.id))?.settled, true)
  assert.equal(await outcome(settle([back.id], receipt('EPS-BALIK-3'))), 'recovery-settled')
  assert.deepEqual([await balance(back.path), await balance(BPJS_OWED)], [purse + 30_000n, owed])
  const after = await throughGate(db, 'system', (tx) => payerSums(tx, back.payerId))
  assert.deepEqual(
    [after.given - before.given, after.used - before.used, after.left - before.left],
    [0n, -30_000n, 30_000n],
  )
})

test('what a kode iuran sets off is not paid with it, and leaves at least a rupiah to pay', async () => {
  const [first, second] = [await owedBack(8_000), await owedBack(9_000, 1)]
  const code = await openCode(50_000n)
  const purses = [await balance(first.path), await balance(second.path)] as const
  assert.equal(
    await outcome(settle([first.id, second.id], { way: 'code', code: '20000000999' })),
    'contribution-code-unknown',
  )
  await settle([first.id, second.id], { way: 'code', code })
  assert.deepEqual(
    [await balance(first.path), await balance(second.path)],
    [purses[0] + 8_000n, purses[1] + 9_000n],
  )
  assert.equal(await balance(codeAccount(code)), 33_000n)
  const more = await owedBack(40_000, 2)
  assert.equal(await outcome(settle([more.id], { way: 'code', code }, 33_000n)), 'recovery-beyond-code')
  const out = await balance(bankWorld('uji'))
  await payCode(deps, SYSTEM, { code, partner: 'uji', paidOn: TODAY, reference: 'EPS-2' })
  assert.deepEqual([await balance(codeAccount(code)), await balance(bankWorld('uji'))], [0n, out + 33_000n])
  assert.equal(await outcome(settle([more.id], { way: 'code', code }, 1n)), 'contribution-code-settled')
})

test('a code that is given up has set nothing off: BPJS has to give it back again', async () => {
  const back = await owedBack(7_000, 2)
  const code = await openCode(20_000n)
  const [purse, owed] = [await balance(back.path), await balance(BPJS_OWED)]
  await settle([back.id], { way: 'code', code })
  await cancelCode(deps, SYSTEM, { code, reason: 'kode kedaluwarsa' })
  assert.deepEqual([await balance(back.path), await balance(BPJS_OWED)], [purse, owed + 20_000n])
  assert.deepEqual([(await stateOf(back.id))?.returned, (await stateOf(back.id))?.settled], [0, false])
  await settle([back.id], receipt('EPS-LAGI'))
})

const statementOf = (movements: readonly Movement[]) =>
  Buffer.from(
    csvOf({
      account: '1234567890',
      from: '2026-05-20',
      to: '2026-05-20',
      opening: 0n,
      closing: 0n,
      movements,
    }).replace(/Saldo (Awal|Akhir);[^\r\n]*\r\n/g, ''),
  )
const movement = (side: 'C' | 'D', amount: bigint, reference: string, text: string): Movement => ({
  ...{ at: '2026-05-20T10:00:00+07:00', side, amount, reference, text },
})
const load = (movements: readonly Movement[]) =>
  importStatement(banks, SYSTEM, {
    partner: 'uji',
    account: '1234567890',
    fileName: 'uji.csv',
    bytes: statementOf(movements),
  })

test('a line of a statement brings money back, or finds what was told with its receipt; a code is found by its number', async () => {
  const [one, two, told] = [await owedBack(3_100), await owedBack(4_200, 1), await owedBack(5_500, 2)]
  await settle([told.id], receipt('BALIK-00012345'))
  const code = await openCode(12_345n)
  await payCode(deps, SYSTEM, { code, partner: 'uji', paidOn: plainDate('2026-05-12'), reference: 'EPS-3' })
  const { matched } = await load([
    movement('C', 7_300n, 'M00000000001', 'PENGEMBALIAN BPJS TK'),
    movement('C', 5_500n, 'BALIK-00012345', 'PENGEMBALIAN BPJS TK'),
    movement('D', 12_345n, 'M00000000002', `PEMBAYARAN BPJS TK ${code}`),
  ])
  assert.deepEqual([matched.linked, matched.open], [2, 1])
  const [shown] = (await answerCodes(deps, SYSTEM, {})).codes.filter((each) => each.code === code)
  const [paidLine] = await rowsOf<{ id: bigint }>(
    owner,
    `select id from statement_lines where side = 'debit'`,
  )
  assert.equal(shown?.statementLine, Number(paidLine?.id))
  const [open] = await rowsOf<{ id: bigint }>(owner, `select id from statement_lines where state = 'open'`)
  const source = { way: 'line', line: String(open?.id) } as const
  assert.equal(await outcome(settle([one.id], source)), 'recovery-beyond-left')
  await settle([one.id, two.id], source)
  assert.equal(await outcome(settle([one.id, two.id], source)), 'statement-line-decided')
  assert.deepEqual(await rowsOf(owner, `select from statement_lines where state = 'open'`), [])
})

test('of two who settle the same recovery at once one is refused', async () => {
  const back = await owedBack(6_000)
  const purse = await balance(back.path)
  const [first, second] = await interleave(
    (on) => settle([back.id], receipt('DUA-1'), undefined, depsOn(on)),
    (on) => settle([back.id], receipt('DUA-2'), undefined, depsOn(on)),
  )
  assert.equal(first.status, 'fulfilled')
  assert.equal(second.status === 'rejected' && (second.reason as Refusal).code, 'recovery-settled')
  assert.equal(await balance(back.path), purse + 6_000n)
})

test('nobody settles what lies outside his reach', async () => {
  const back = await owedBack(2_000)
  const far = await addTestPerson(owner, 'bpjs-membership', { region: '32', kind: 'bpjs-branch' })
  const { by } = far
  assert.equal(
    await outcome(settleRecoveries(deps, by, { recoveries: [back.id], source: receipt('JAUH') })),
    'recovery-unknown',
  )
})
