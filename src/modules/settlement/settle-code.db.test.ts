import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addOpenBills, testPartner } from '../../../test/payment-stage.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { workCalendar } from '../../kernel/working-days.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { LawBook } from '../../rules/law-book.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { bankWorld, BPJS_OWED, codeAccount } from '../ledger/ledger.ts'
import { balanceOf } from '../ledger/queries.ts'
import { answerCodes, answerOwed } from './answers.ts'
import { recordCode, type CodeWish } from './record-code.ts'
import { cancelCode, payCode } from './settle-code.ts'
import { NO_SPLIT } from './settlement.ts'

const { db, owner, interleave } = await testDatabase()
const clock = clockAt(TEST_NOW)
const depsOn = (on: Db) => ({ db: on, clock, book: new LawBook(), calendar: workCalendar() })
const deps = depsOn(db)
const SYSTEM = { kind: 'system', systemUser: 'uji' } as const
const bills = await addOpenBills({ db, owner }, [testPartner()], [100_000n, 100_000n, 100_000n, 100_000n])
for (const { id, total } of bills) {
  await throughGate(db, 'system', (tx) =>
    receiveForBill(tx, {
      ...{ billId: id, amount: total, from: bankWorld('uji'), effectiveOn: plainDate('2026-05-20') },
      ...{ key: `uji/bayar/${id}`, cause: { kind: 'uji', id } },
    }),
  )
}
let number = 0
const wish = (amount: bigint, change: Partial<CodeWish> = {}): CodeWish => {
  number += 1
  const code = String(10_000_000_000 + number)
  return {
    code,
    amount,
    month: month('2026-04'),
    split: { ...NO_SPLIT, jkk: amount },
    source: 'typed',
    ...change,
  }
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const balance = (path: string) => throughGate(db, 'system', (tx) => balanceOf(tx, path))
const payerOf = (at: number) => bills[at]?.payerId ?? ''

test('the round of money: collected, bound to a code, paid with its proof, out at the bank', async () => {
  const before = await balance(BPJS_OWED)
  const asked = wish(100_000n, { payerId: payerOf(0) })
  const { owed } = await answerOwed(deps, SYSTEM, {})
  assert.equal(owed.length, 4)
  const { dueOn } = await recordCode(deps, SYSTEM, asked)
  assert.equal(dueOn, '2026-05-15')
  assert.deepEqual(
    [await balance(BPJS_OWED), await balance(codeAccount(asked.code))],
    [before - 100_000n, 100_000n],
  )
  const [shown] = (await answerCodes(deps, SYSTEM, {})).codes
  assert.deepEqual([shown?.code, shown?.state, shown?.overdue], [asked.code, 'billed', true])
  const proof = {
    partner: 'uji',
    paidOn: plainDate('2026-05-20'),
    reference: 'EPS-1',
    sha256: 'ab'.repeat(32),
  }
  await payCode(deps, SYSTEM, { code: asked.code, ...proof })
  assert.equal(await balance(codeAccount(asked.code)), 0n)
  const [paid] = (await answerCodes(deps, SYSTEM, { state: 'paid' })).codes
  assert.deepEqual(
    [paid?.reference, paid?.sha256, paid?.paidOn, paid?.overdue],
    ['EPS-1', 'ab'.repeat(32), '2026-05-20', false],
  )
  assert.equal(await code(payCode(deps, SYSTEM, { code: asked.code, ...proof })), 'contribution-code-settled')
  assert.equal((await answerOwed(deps, SYSTEM, {})).owed.length, 3)
})

test('a code is 11 digits, is recorded once, adds up, and never takes more than was collected', async () => {
  const taken = wish(100_000n)
  for (const [expected, asked] of [
    ['contribution-code-broken', { ...taken, code: '123' }],
    ['programmes-do-not-add-up', { ...taken, split: { ...NO_SPLIT, jkm: 1n } }],
    ['settlement-beyond-owed', wish(100_001n, { payerId: payerOf(1) })],
    ['settlement-beyond-owed', wish(100_000n, { payerId: payerOf(1), month: month('2026-03') })],
    ['settlement-beyond-owed', wish(9_000_000n)],
    ['payer-unknown', wish(1n, { payerId: '00000000-0000-4000-8000-000000000000' })],
  ] as const)
    assert.equal(await code(recordCode(deps, SYSTEM, asked)), expected)
  await recordCode(deps, SYSTEM, taken)
  assert.equal(await code(recordCode(deps, SYSTEM, taken)), 'contribution-code-known')
  await cancelCode(deps, SYSTEM, { code: taken.code, reason: 'uji' })
})

test('a code that is given up lets its money go, and another binds it', async () => {
  const [first, second] = [wish(100_000n, { payerId: payerOf(1) }), wish(100_000n, { payerId: payerOf(1) })]
  await recordCode(deps, SYSTEM, first)
  assert.equal(await code(recordCode(deps, SYSTEM, second)), 'settlement-beyond-owed')
  await cancelCode(deps, SYSTEM, { code: first.code, reason: 'kode kedaluwarsa' })
  assert.equal(
    await code(cancelCode(deps, SYSTEM, { code: first.code, reason: 'lagi' })),
    'contribution-code-settled',
  )
  assert.equal(await code(recordCode(deps, SYSTEM, second)), 'done')
})

test('a payment without a proof, in the future or of an unknown code is refused', async () => {
  const asked = wish(50_000n, { payerId: payerOf(2) })
  await recordCode(deps, SYSTEM, asked)
  const proof = { code: asked.code, partner: 'uji', paidOn: plainDate('2026-05-20'), reference: 'X' }
  assert.equal(await code(payCode(deps, SYSTEM, { ...proof, reference: ' ' })), 'value-missing')
  assert.equal(
    await code(payCode(deps, SYSTEM, { ...proof, paidOn: plainDate('2026-05-21') })),
    'paid-on-in-future',
  )
  assert.equal(
    await code(payCode(deps, SYSTEM, { ...proof, code: '99999999999' })),
    'contribution-code-unknown',
  )
  assert.equal(await code(cancelCode(deps, SYSTEM, { code: asked.code, reason: ' ' })), 'value-missing')
  assert.equal(await balance(codeAccount(asked.code)), 50_000n)
})

test('two codes for the last of a payer’s money at once: one binds it', async () => {
  const [one, two] = [wish(100_000n, { payerId: payerOf(3) }), wish(100_000n, { payerId: payerOf(3) })]
  const results = await interleave(
    (on) => code(recordCode(depsOn(on), SYSTEM, one)),
    (on) => code(recordCode(depsOn(on), SYSTEM, two)),
  )
  assert.deepEqual(
    results.map((result) => result.status === 'fulfilled' && result.value),
    ['done', 'settlement-beyond-owed'],
  )
})

test('two who pay one code at once: it is paid once', async () => {
  const asked = wish(10_000n, { payerId: payerOf(2) })
  await recordCode(deps, SYSTEM, asked)
  const pay = (on: Db) =>
    code(
      payCode(depsOn(on), SYSTEM, {
        code: asked.code,
        partner: 'uji',
        paidOn: plainDate('2026-05-20'),
        reference: 'Y',
      }),
    )
  const results = await interleave(pay, pay)
  assert.deepEqual(
    results.map((result) => result.status === 'fulfilled' && result.value),
    ['done', 'contribution-code-settled'],
  )
})

test('whoever is elsewhere sees neither what is owed nor the codes, and settles none', async () => {
  const far = await addTestPerson(owner, 'bpjs-membership', { region: '32.04', kind: 'bpjs-branch' })
  assert.deepEqual((await answerOwed(deps, far.by, {})).owed, [])
  assert.deepEqual((await answerCodes(deps, far.by, {})).codes, [])
  const [row] = await rowsOf<{ code: string }>(
    owner,
    `select code from contribution_codes where state = 'billed' limit 1`,
  )
  assert.equal(
    await code(cancelCode(deps, far.by, { code: row?.code ?? '', reason: 'x' })),
    'contribution-code-unknown',
  )
  assert.equal(await code(recordCode(deps, far.by, wish(1n, { payerId: payerOf(2) }))), 'payer-unknown')
})
