import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { bankWorld, payerPurse, type AccountPath } from '../../src/modules/ledger/ledger.ts'
import { postEntry } from '../../src/modules/ledger/post-entry.ts'
import type { Queryable } from '../../src/platform/db.ts'
import { testDatabase } from '../database.ts'
import { rowsOf } from '../people.ts'
import { addLoadAccounts, LOAD_BANK, LOAD_PAYERS } from './ledger-load.ts'

const database = await testDatabase()
await addLoadAccounts(database)
const [giver, taker] = LOAD_PAYERS.map(payerPurse)
const bank = bankWorld(LOAD_BANK)

const move = (db: Queryable, key: string, from: AccountPath = '', to: AccountPath = '', amount = 0n) =>
  postEntry(db, {
    kind: 'reallocation',
    effectiveOn: plainDate('2026-01-20'),
    key,
    cause: { kind: 'campaign', id: key },
    transfers: [{ from, to, amount }],
  })

test('F15: money that comes while a post is waiting for it reaches the taker once', async () => {
  const results = await database.interleave(
    (db) =>
      db.transaction().execute(async (tx) => {
        await move(tx, 'comes', bank, giver, 100n)
        await move(tx, 'keeps the taker busy', bank, taker, 1n)
      }),
    (db) => move(db, 'goes on', giver, taker, 40n),
  )
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled'],
  )
  const rows = await rowsOf<{ balance: bigint }>(
    database.owner,
    'select a.balance from unnest($1::text[]) with ordinality as p (path, at) join accounts a on a.path = p.path order by p.at',
    [[giver, taker]],
  )
  assert.deepEqual(
    rows.map(({ balance }) => balance),
    [60n, 41n],
  )
})
