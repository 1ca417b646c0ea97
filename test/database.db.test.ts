import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '../src/platform/db.ts'
import { testDatabase } from './database.ts'

const { db, owner, interleave } = await testDatabase()
await owner.pool.query('create table purses (balance integer not null)')
await owner.pool.query('grant select, update on purses to payung_app')

async function fillPurse(): Promise<void> {
  await owner.pool.query('truncate purses')
  await owner.pool.query('insert into purses values (150)')
}

/** Looks, then spends: right only when looking also locks. */
const spend = (amount: number, looking: 'locked' | 'unlocked') => (on: Db) =>
  on.transaction().execute(async (tx) => {
    const lock = looking === 'locked' ? sql`for update` : sql``
    const { rows } = await sql<{ balance: number }>`select balance from purses ${lock}`.execute(tx)
    if ((rows[0]?.balance ?? 0) < amount) throw new Error('purse is short')
    await sql`update purses set balance = balance - ${amount}`.execute(tx)
  })

async function balance(): Promise<number | undefined> {
  const { rows } = await sql<{ balance: number }>`select balance from purses`.execute(db)
  return rows[0]?.balance
}

test('interleaved: with the lock the second spender of one purse is refused', async () => {
  await fillPurse()
  const [first, second] = await interleave(spend(100, 'locked'), spend(100, 'locked'))
  assert.deepEqual([first.status, second.status], ['fulfilled', 'rejected'])
  assert.equal(await balance(), 50)
})

test('interleaved: a removed lock is noticed every time', async () => {
  for (let time = 0; time < 5; time++) {
    await fillPurse()
    const [first, second] = await interleave(spend(100, 'unlocked'), spend(100, 'unlocked'))
    assert.deepEqual([first.status, second.status], ['fulfilled', 'fulfilled'])
    assert.equal(await balance(), -50)
  }
})

test('tests connect as the restricted role: regions are there and cannot be changed', async () => {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from regions`.execute(db)
  assert.ok((rows[0]?.count ?? 0n) > 90_000n)
  await assert.rejects(sql`update regions set name = 'x'`.execute(db), /permission denied/)
})
