import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
} from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { bankWorld } from '../ledger/ledger.ts'
import { listAges, listBills } from './bill-queries.ts'
import { creditPerson } from './credit-person.ts'
import { receiveForBill } from './pay-bill.ts'
import { runBills } from './run-bills.ts'
import { showAges, showBills } from './show-bills.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const PRICE = 16_800
const people = await addNumberedPeople(database, 4)
const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
await protect(database, roster, people, { from: '2026-04', until: '2026-05', pay: () => 1_000_000 })

/** An instant after everything so far, by the clock that records. */
async function now(): Promise<Date> {
  const [row] = await rowsOf<{ at: Date }>(owner, 'select clock_timestamp() as at')
  assert.ok(row)
  return row.at
}

const beforeBill = await now()
await runBills(deps, SYSTEM, { month: month('2026-04'), roster: roster.id })
const [bill] = await rowsOf<{ id: string }>(owner, 'select id from bills where roster_id = $1', [roster.id])
assert.ok(bill)
const billed = await now()
await throughGate(db, 'system', (tx) =>
  receiveForBill(tx, {
    billId: bill.id,
    amount: BigInt(3 * PRICE),
    key: 'tiga',
    from: bankWorld('bank-uji'),
    effectiveOn: plainDate('2026-04-10'),
    cause: { kind: 'payment', id: 'tiga' },
  }),
)
const paid = await now()
await throughGate(db, 'system', (tx) =>
  creditPerson(
    tx,
    { ...deps, today: plainDate('2026-05-20') },
    {
      rosterId: roster.id,
      personId: people[0] ?? 0n,
      from: month('2026-04'),
      why: 'death',
      reason: 'Uji',
      changedBy: 'uji',
    },
  ),
)
const credited = await now()

const ON = plainDate('2026-05-20')
const stood = (knownAt: Date) =>
  throughGate(db, 'system', async (tx) => {
    const asked = { on: ON, knownAt }
    const [ages, bills] = [
      await listAges(tx, sightOf(SYSTEM), {}, asked),
      await listBills(tx, sightOf(SYSTEM), {}, { ...asked, limit: 9, offset: 0 }),
    ]
    const original = bills.find(({ kind }) => kind === 'original')
    return [
      ages.reduce((sum, { open }) => sum + Number(open), 0),
      bills.length,
      original && [Number(original.paid), Number(original.credited)],
    ]
  })

test('bills are answered as they were known: issued, paid and credited later is left out', async () => {
  assert.deepEqual(await stood(beforeBill), [0, 0, undefined])
  assert.deepEqual(await stood(billed), [4 * PRICE, 1, [0, 0]])
  assert.deepEqual(await stood(paid), [PRICE, 1, [3 * PRICE, 0]])
})

test('what is known now is what stands in the bills', async () => {
  const today = await throughGate(db, 'system', (tx) =>
    listBills(tx, sightOf(SYSTEM), {}, { on: ON, limit: 9, offset: 0 }),
  )
  const original = today.find(({ kind }) => kind === 'original')
  const [, count, sums] = await stood(credited)
  assert.deepEqual([count, sums], [2, [Number(original?.paid), Number(original?.credited)]])
  assert.equal(Number(original?.credited), PRICE)
})

test('by page, API and command a day is asked for; a day to come is refused', async () => {
  const question = { knownOn: '2026-05-19' }
  const ages = await showAges(deps, SYSTEM, question)
  assert.deepEqual([ages.on, ages.knownOn, ages.payers], ['2026-05-19', '2026-05-19', []])
  assert.equal((await showBills(deps, SYSTEM, question)).bills.length, 0)
  assert.throws(() => void showAges(deps, SYSTEM, { knownOn: '2026-05-21' }), /value-out-of-range/)
})

test('the past of others stays out of sight too', async () => {
  const late = { ...deps, clock: { now: () => new Date('2099-01-01'), today: () => plainDate('2099-01-01') } }
  const seenBy = async (region: string) => {
    const office = await addTestPerson(owner, 'regency-officer', { region, kind: 'regency' })
    const by: By = { kind: 'user', actor: office.actor }
    return (await showBills(late, by, { knownOn: '2098-12-31' })).bills.length
  }
  assert.deepEqual([await seenBy('16.06'), await seenBy('16.07')], [2, 0])
})
