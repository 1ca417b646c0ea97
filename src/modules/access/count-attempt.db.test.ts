import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../kernel/refusal.ts'
import { testDatabase } from '../../../test/database.ts'
import { asSystem, movableClock } from '../../../test/sign-in-app.ts'
import { testRing } from '../../../test/test-ring.ts'
import { countAttempt, forgiveAttempt, type AttemptKey } from './count-attempt.ts'
import { addressGroup } from './throttle.ts'

const database = await testDatabase()
const [ring, clock] = [testRing(), movableClock()]
const deps = { db: database.db, ring, clock }
let count = 0
const fresh = (bucket: AttemptKey['bucket']): AttemptKey => ({ bucket, text: `${bucket} ${String(count++)}` })

async function isRefused(keys: readonly AttemptKey[]): Promise<number | null> {
  try {
    await countAttempt(deps, keys)
    return null
  } catch (error) {
    if (error instanceof Refusal && error.value.code === 'too-many-attempts')
      return error.value.details.seconds
    throw error
  }
}

test('A26: a hundred guesses at once on one account from a hundred addresses: eleven are tried', async () => {
  const account = fresh('account')
  const results = await Promise.all(
    Array.from({ length: 100 }, () => isRefused([account, fresh('address'), fresh('account-and-address')])),
  )
  assert.equal(results.filter((seconds) => seconds === null).length, 11)
})

test('A26: one password on a hundred accounts from one address is slowed after fifty', async () => {
  const address = fresh('address')
  const results = []
  for (let each = 0; each < 100; each += 1) results.push(await isRefused([fresh('account'), address]))
  assert.equal(results.filter((seconds) => seconds === null).length, 51)
})

test('of two attempts at the same moment the second counts after the first, whoever commits first', async () => {
  const key = fresh('account-and-address')
  for (let each = 0; each < 5; each += 1) assert.equal(await isRefused([key]), null)
  const [first, second] = await database.interleave(
    (db) => countAttempt({ ...deps, db }, [key]),
    (db) => countAttempt({ ...deps, db }, [key]),
  )
  assert.equal(first.status, 'fulfilled', 'the sixth goes on and makes the next wait')
  assert.equal(second.status, 'rejected')
})

test('the wait doubles up to a quarter of an hour, an attempt while waiting adds nothing, and a quiet day forgets', async () => {
  const key = fresh('account')
  for (let each = 0; each < 11; each += 1) assert.equal(await isRefused([key]), null)
  const waits: number[] = []
  for (let each = 0; each < 12; each += 1) {
    const seconds = await isRefused([key])
    if (seconds === null) throw new Error('must wait')
    assert.equal(await isRefused([key]), seconds, 'asking again does not make it longer')
    waits.push(seconds)
    clock.forward(seconds * 1_000)
    assert.equal(await isRefused([key]), null, 'after the wait one may try')
  }
  assert.deepEqual(waits.slice(0, 5), [2, 4, 8, 16, 32])
  assert.equal(Math.max(...waits), 900)
  clock.forward(24 * 3_600_000 + 1_000)
  for (let each = 0; each < 11; each += 1) assert.equal(await isRefused([key]), null)
})

test('a success empties the account and gives the address one attempt back', async () => {
  const [account, address] = [fresh('account'), fresh('address')]
  for (let round = 0; round < 60; round += 1) {
    assert.equal(await isRefused([account, address]), null, `round ${String(round)}`)
    await forgiveAttempt(deps, [account, address])
  }
})

test('the database holds neither addresses nor accounts, only their keyed hashes', async () => {
  await isRefused([{ bucket: 'account', text: 'siti@contoh.go.id' }])
  const rows = await asSystem<{ row: string }>(database, 'select a::text as row from attempt_counts a')
  assert.ok(rows.length > 0)
  assert.ok(rows.every(({ row }) => !row.includes('siti')))
})

test('a customer of a network is counted as one: IPv4 whole, IPv6 by its first half', () => {
  assert.equal(addressGroup('203.0.113.7'), '203.0.113.7')
  assert.equal(addressGroup('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(addressGroup('2001:DB8:0:1::5'), '2001:db8:0:1')
  assert.equal(addressGroup('2001:db8:0:1:ffff:ffff:ffff:ffff'), '2001:db8:0:1')
  assert.equal(addressGroup('2001:db8::1'), '2001:db8:0:0')
  assert.equal(addressGroup('::1'), '0:0:0:0')
})
