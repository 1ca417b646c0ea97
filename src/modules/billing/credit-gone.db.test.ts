import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
} from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { rowsOf } from '../../../test/people.ts'
import { creditGone } from './credit-gone.ts'
import { runBills } from './run-bills.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const PRICE = 16_800n
const people = await addNumberedPeople(database, 12)
const ON = new AbortController().signal

async function village(members: readonly bigint[], from: string, until: string) {
  const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  await protect(database, roster, members, { from, until, pay: () => 1_000_000 })
  return roster
}

const bill = (rosterId: string, at: string) => runBills(deps, SYSTEM, { month: month(at), roster: rosterId })

async function stretchesOf(personId: bigint) {
  const rows = await rowsOf<{ months: string }>(
    owner,
    'select months::text from protections where person_id = $1 and not isempty(months) order by months',
    [String(personId)],
  )
  return rows.map(({ months }) => months)
}

async function sumOf(rosterId: string) {
  const [row] = await rowsOf<{ sum: bigint }>(
    owner,
    'select sum(total)::bigint as sum from bills where roster_id = $1',
    [rosterId],
  )
  return row?.sum
}

const merge = (lost: bigint, kept: bigint) =>
  rowsOf(owner, 'update people set merged_into = $2 where id = $1', [String(lost), String(kept)])

test('who has died is no longer paid for from the month after, and that once; a death without its day waits', async () => {
  const [died, undated, lives] = people.slice(0, 3) as [bigint, bigint, bigint]
  const roster = await village([died, undated, lives], '2026-02', '2026-12')
  for (const each of ['2026-02', '2026-03', '2026-04']) await bill(roster.id, each)
  await rowsOf(
    owner,
    `update people set living_status = 'deceased', living_status_on = case id when $1 then date '2026-02-27' end where id in ($1, $2)`,
    [String(died), String(undated)],
  )
  const done = await creditGone(deps, ON)
  assert.deepEqual([done.people, done.bills, done.total, done.refused], [1, 2, -2n * PRICE, []])
  assert.deepEqual(await stretchesOf(died), ['[2026-02-01,2026-03-01)'])
  assert.deepEqual(await stretchesOf(undated), ['[2026-02-01,2026-12-01)'])
  assert.equal(await sumOf(roster.id), 7n * PRICE)
  assert.deepEqual(await creditGone(deps, ON), { people: 0, bills: 0, total: 0n, carriedOn: 0, refused: [] })
})

test('of two records of one person the months paid twice are credited, and what nobody pays for goes on', async () => {
  const [lost, kept] = people.slice(3, 5) as [bigint, bigint]
  const ours = await village([lost], '2026-01', '2026-12')
  const other = await village([kept], '2026-03', '2026-05')
  for (const each of ['2026-01', '2026-02', '2026-03']) await bill(ours.id, each)
  await bill(other.id, '2026-03')
  await merge(lost, kept)
  const done = await creditGone(deps, ON)
  assert.deepEqual([done.people, done.bills, done.total, done.carriedOn], [1, 1, -PRICE, 1])
  assert.deepEqual(await stretchesOf(lost), ['[2026-01-01,2026-03-01)'])
  assert.deepEqual(await stretchesOf(kept), ['[2026-03-01,2026-05-01)', '[2026-05-01,2026-12-01)'])
  assert.equal(await sumOf(ours.id), 2n * PRICE)
  assert.equal(await sumOf(other.id), PRICE)
  assert.equal((await creditGone(deps, ON)).people, 0)
})

test('a merged person whom nobody else pays for keeps every month, those billed under the old record', async () => {
  const [lost, kept] = people.slice(5, 7) as [bigint, bigint]
  const roster = await village([lost], '2026-01', '2026-07')
  await bill(roster.id, '2026-01')
  await merge(lost, kept)
  const done = await creditGone(deps, ON)
  assert.deepEqual([done.people, done.bills, done.total, done.carriedOn], [1, 0, 0n, 1])
  assert.deepEqual(await stretchesOf(lost), ['[2026-01-01,2026-02-01)'])
  assert.deepEqual(await stretchesOf(kept), ['[2026-02-01,2026-07-01)'])
  await bill(roster.id, '2026-02')
  assert.equal(await sumOf(roster.id), 2n * PRICE)
})

test('two servers at once credit each person once', async () => {
  const [died] = people.slice(7, 8) as [bigint]
  const roster = await village([died], '2026-01', '2026-06')
  await bill(roster.id, '2026-03')
  await rowsOf(
    owner,
    `update people set living_status = 'deceased', living_status_on = '2026-02-10' where id = $1`,
    [String(died)],
  )
  const both = await Promise.all([creditGone(deps, ON), creditGone(deps, ON)])
  assert.equal(both[0].bills + both[1].bills, 1)
  assert.equal(await sumOf(roster.id), 0n)
})
