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
import { rowsOf } from '../../../test/people.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { throughGate } from '../access/scope.ts'
import { bankWorld } from '../ledger/ledger.ts'
import { openAccount } from '../ledger/open-accounts.ts'
import { creditGone } from './credit-gone.ts'
import { receiveForBill } from './pay-bill.ts'
import { returnUnmerged } from './return-unmerged.ts'
import { runBills } from './run-bills.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const PRICE = 16_800n
const people = await addNumberedPeople(database, 6)
const ON = new AbortController().signal
const NOTHING = { people: 0, bills: 0, refused: [] }

async function village(member: bigint, from: string, until: string) {
  const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  await protect(database, roster, [member], { from, until, pay: () => 1_000_000 })
  return roster
}

const bill = (rosterId: string, at: string) => runBills(deps, SYSTEM, { month: month(at), roster: rosterId })
const merge = (lost: bigint, kept: bigint | null) =>
  rowsOf(owner, 'update people set merged_into = $2 where id = $1', [
    String(lost),
    kept === null ? null : String(kept),
  ])

async function pay(rosterId: string, at: string): Promise<void> {
  const rows = await rowsOf<{ id: string; total: bigint }>(
    owner,
    `select id, total from bills where roster_id = $1 and month = $2 and kind = 'original'`,
    [rosterId, `${at}-01`],
  )
  for (const { id, total } of rows)
    await throughGate(db, 'system', async (tx) => {
      await openAccount(tx, { path: bankWorld('uji'), kind: 'world' })
      const from = bankWorld('uji')
      const effectiveOn = plainDate('2026-05-20')
      await receiveForBill(tx, {
        ...{ billId: id, amount: total, from, effectiveOn, key: `uji/${id}` },
        cause: { kind: 'uji', id },
      })
    })
}

async function stretchesOf(personId: bigint) {
  const rows = await rowsOf<{ months: string }>(
    owner,
    'select months::text from protections where person_id = $1 and not isempty(months) order by months',
    [String(personId)],
  )
  return rows.map(({ months }) => months)
}

/** What is billed for a person in a month, all bills together. */
async function billedFor(personId: bigint, at: string) {
  const [row] = await rowsOf<{ sum: bigint | null }>(
    owner,
    'select sum(amount)::bigint as sum from bill_lines where person_id = $1 and month = $2',
    [String(personId), `${at}-01`],
  )
  return row?.sum ?? 0n
}

test('people told apart again get their months back, but those that were paid for under the other record', async () => {
  const [lost, kept] = people.slice(0, 2) as [bigint, bigint]
  const roster = await village(lost, '2026-01', '2026-07')
  await bill(roster.id, '2026-01')
  await merge(lost, kept)
  await creditGone(deps, ON)
  assert.deepEqual(await stretchesOf(kept), ['[2026-02-01,2026-07-01)'])
  for (const each of ['2026-02', '2026-03']) await bill(roster.id, each)
  await pay(roster.id, '2026-02')
  assert.deepEqual(await returnUnmerged(deps, ON), NOTHING)
  await merge(lost, null)
  const done = await returnUnmerged(deps, ON)
  assert.deepEqual(done, { people: 1, bills: 2, refused: [] })
  assert.deepEqual(await stretchesOf(kept), ['[2026-02-01,2026-03-01)'])
  assert.deepEqual(await stretchesOf(lost), ['[2026-01-01,2026-02-01)', '[2026-03-01,2026-07-01)'])
  assert.deepEqual([await billedFor(kept, '2026-02'), await billedFor(lost, '2026-02')], [PRICE, 0n])
  assert.deepEqual([await billedFor(kept, '2026-03'), await billedFor(lost, '2026-03')], [0n, PRICE])
  const whys = await rowsOf<{ why: string }>(owner, `select distinct why from bill_differences order by 1`)
  assert.deepEqual(whys, [{ why: 'unmerged' }])
  assert.deepEqual(await returnUnmerged(deps, ON), NOTHING)
  await bill(roster.id, '2026-04')
  assert.deepEqual([await billedFor(kept, '2026-04'), await billedFor(lost, '2026-04')], [0n, PRICE])
})

test('months that were credited as paid twice are billed again for whom they were', async () => {
  const [lost, kept] = people.slice(2, 4) as [bigint, bigint]
  const ours = await village(lost, '2026-01', '2026-12')
  const other = await village(kept, '2026-03', '2026-05')
  for (const each of ['2026-01', '2026-02', '2026-03']) await bill(ours.id, each)
  await bill(other.id, '2026-03')
  await merge(lost, kept)
  await creditGone(deps, ON)
  assert.equal(await billedFor(lost, '2026-03'), 0n)
  await merge(lost, null)
  assert.equal((await returnUnmerged(deps, ON)).people, 1)
  assert.deepEqual(await stretchesOf(lost), ['[2026-01-01,2026-03-01)', '[2026-03-01,2026-12-01)'])
  assert.deepEqual(await stretchesOf(kept), ['[2026-03-01,2026-05-01)'])
  assert.deepEqual([await billedFor(lost, '2026-03'), await billedFor(kept, '2026-03')], [PRICE, PRICE])
})

test('merged and told apart a second time, the months come back a second time', async () => {
  const [lost, kept] = people.slice(4, 6) as [bigint, bigint]
  await village(lost, '2026-06', '2026-09')
  for (const _ of [1, 2]) {
    await merge(lost, kept)
    await creditGone(deps, ON)
    assert.deepEqual([await stretchesOf(lost), await stretchesOf(kept)], [[], ['[2026-06-01,2026-09-01)']])
    await merge(lost, null)
    await returnUnmerged(deps, ON)
    assert.deepEqual([await stretchesOf(lost), await stretchesOf(kept)], [['[2026-06-01,2026-09-01)'], []])
  }
})
