import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month, type Month } from '../../kernel/month.ts'
import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
} from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { runBills } from '../billing/run-bills.ts'
import { bankWorld } from '../ledger/ledger.ts'
import { askProtection, listEnding } from './ask-protection.ts'

const database = await testDatabase()
const { db, owner } = database
const billing = billingDeps(db)
const people = await addNumberedPeople(database, 30)
const on = (day: string) => ({
  ...billing,
  clock: { ...billing.clock, today: () => plainDate(day) },
})
const PRICE = 16_800n
let used = 0
function nextPeople(count: number) {
  used += count
  return people.slice(used - count, used)
}

async function village(from: string, until: string, count: number) {
  const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  const members = nextPeople(count)
  await protect(database, roster, members, { from, until, pay: () => 1_000_000 })
  return { ...roster, members }
}

async function bill(rosterId: string, of: Month): Promise<{ readonly id: string; readonly total: bigint }> {
  await runBills(billing, SYSTEM, { month: of, roster: rosterId })
  const [found] = await rowsOf<{ id: string; total: bigint }>(
    owner,
    `select id, total from bills where roster_id = $1 and month = $2`,
    [rosterId, `${of}-01`],
  )
  assert.ok(found)
  return found
}

function pay(billId: string, amount: bigint, paidOn: PlainDate) {
  return throughGate(db, 'system', (tx) =>
    receiveForBill(tx, {
      billId,
      amount,
      key: `perlindungan:${billId}`,
      from: bankWorld('bank-uji'),
      effectiveOn: paidOn,
      cause: { kind: 'payment', id: billId },
    }),
  )
}

const stand = async (person: bigint | number, day: string, by: By = SYSTEM) => {
  const shown = await askProtection(on(day), by, { personId: BigInt(person) })
  return { ...shown, payments: shown.stretches.flatMap(({ months }) => months.map(({ payment }) => payment)) }
}

test('a month is open until it is paid, overdue after its due day, and paid for those whose money came', async () => {
  const { id, members } = await village('2026-04', '2026-10', 2)
  const [first = 0n, second = 0n] = members
  assert.deepEqual((await stand(first, '2026-04-10')).payments, ['not-billed'])
  const { id: billId } = await bill(id, month('2026-04'))
  assert.deepEqual((await stand(first, '2026-04-10')).payments, ['open'])
  const late = await stand(first, '2026-05-10')
  assert.deepEqual(
    [late.state, late.because, late.payments],
    ['at-risk', 'arrears', ['overdue', 'not-billed']],
  )
  // Money for one of the two: the bill's first line.
  await pay(billId, PRICE, plainDate('2026-05-11'))
  const states = [await stand(first, '2026-05-12'), await stand(second, '2026-05-12')]
  assert.deepEqual(states.map(({ state }) => state).toSorted(), ['active', 'at-risk'])
  assert.equal(states[0]?.until, '2026-09-30')
})

test('whoever may not see the person is refused, and the look of whoever may is on record without the payer’s name', async () => {
  const { members } = await village('2026-04', '2026-10', 1)
  const [person = 0n] = members
  const elsewhere = await addTestPerson(owner, 'village-operator', {
    region: '16.71.01.1001',
    kind: 'village',
  })
  await assert.rejects(
    stand(person, '2026-05-10', { kind: 'user', actor: elsewhere.actor }),
    (error: unknown) => error instanceof Refusal && error.value.code === 'person-unknown',
  )
  const shown = await stand(person, '2026-05-10')
  assert.deepEqual(
    shown.stretches.map(({ payerKind, programmes }) => [payerKind, programmes.join(' ')]),
    [['apbdes', 'JKK JKM']],
  )
  const [looks] = await rowsOf<{ count: number }>(
    owner,
    `select count(*)::int as count from audit_entries where action = 'protection.read' and subject_id = $1`,
    [String(person)],
  )
  assert.equal(looks?.count, 1)
})

test('whose protection ends is told with the price of one more month, unless somebody follows', async () => {
  const { id, members } = await village('2026-04', '2026-07', 3)
  const follower = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  await protect(database, follower, members.slice(0, 1), {
    from: '2026-07',
    until: '2026-10',
    pay: () => 1_000_000,
  })
  const endings = async (day: string, within: 30 | 60) =>
    (await listEnding(on(day), SYSTEM, { within })).filter(({ rosterId }) => rosterId === id)
  assert.deepEqual(await endings('2026-05-30', 30), [])
  const [group] = await endings('2026-05-31', 30)
  assert.deepEqual([group?.people, group?.lastMonth, group?.perMonth], [2, '2026-06', 2n * PRICE])
  assert.equal((await endings('2026-05-30', 60))[0]?.people, 2)
})
