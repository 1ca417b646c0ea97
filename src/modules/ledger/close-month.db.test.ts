import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPayer, anEntry, BANK, move, post } from '../../../test/ledger-stage.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts'
import type { Db } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { payerPurse } from './ledger.ts'
import { postEntries, postEntry } from './post-entry.ts'
import { insertClosing } from './store.ts'

const database = await testDatabase()
const { db } = database

const refused = (code: RefusalCode) => (error: unknown) => error instanceof Refusal && error.code === code
const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' ? (result.reason as Error).message : 'done'
const inTx =
  <Answer>(work: (tx: Parameters<typeof postEntry>[0]) => Promise<Answer>) =>
  (on: Db) =>
    throughGate(on, 'system', work)

async function twoPurses() {
  const [giver, taker] = [await addTestPayer(database), await addTestPayer(database)]
  const [full, empty] = [payerPurse(giver), payerPurse(taker)]
  await post(db, [move(BANK, full, 100_000n)])
  return { full, empty }
}

test('a closed month and those before it take no entry, and none slips in while it is closed', async () => {
  const { full, empty } = await twoPurses()
  const march = { effectiveOn: plainDate('2026-03-31') }
  const close = (on: Db, text: string) =>
    throughGate(on, 'system', (tx) =>
      insertClosing(tx, { month: month(text), closedBy: null, patienceMs: 60_000 }),
    )
  const early = anEntry([move(full, empty, 1n)], march)
  const [first, second] = await database.interleave(
    inTx((tx) => postEntry(tx, early)),
    (other) => close(other, '2026-03'),
  )
  assert.deepEqual([first, second].map(codeOf), ['done', 'done'])
  for (const effectiveOn of [march.effectiveOn, plainDate('2026-01-01')]) {
    await assert.rejects(post(db, [move(full, empty, 1n)], { effectiveOn }), refused('period-closed'))
    await assert.rejects(
      postEntries(db, [anEntry([move(full, empty, 1n)], { effectiveOn })]),
      refused('period-closed'),
    )
  }
  await assert.rejects(close(db, '2026-02'), refused('period-closed'))
  // What was posted before the closing is still answered.
  assert.equal((await postEntry(db, early)).replayed, true)
  const race = await database.interleave(
    (on) => close(on, '2026-04'),
    inTx((tx) => postEntry(tx, anEntry([move(full, empty, 1n)], { effectiveOn: plainDate('2026-04-30') }))),
  )
  assert.deepEqual(race.map(codeOf), ['done', 'period-closed'])
  await post(db, [move(full, empty, 1n)])
})

test('closing waits only so long for what is being posted', async () => {
  const { full, empty } = await twoPurses()
  const results = await database.interleave(
    inTx((tx) => postEntry(tx, anEntry([move(full, empty, 1n)]))),
    (on) =>
      throughGate(on, 'system', (tx) =>
        insertClosing(tx, { month: month('2026-05'), closedBy: null, patienceMs: 1 }),
      ),
  )
  assert.deepEqual(results.map(codeOf), ['done', 'ledger-busy'])
})

test('with an older snapshot nothing is posted', async () => {
  const { full, empty } = await twoPurses()
  await assert.rejects(
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((tx) => postEntry(tx, anEntry([move(full, empty, 1n)]))),
    /read committed/,
  )
})

test('the application itself can add, change and remove nothing in the ledger', async () => {
  for (const table of ['accounts', 'entries', 'transfers', 'pending_transfers', 'ledger_closings']) {
    for (const statement of [
      `insert into ${table} default values`,
      `update ${table} set ${NEVER_SET[table] ?? 'amount = 1'}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await assert.rejects(database.pool.query(statement), /permission denied/, statement)
  }
  for (const inner of [
    "ledger_move(1, '2026-01-01', '{1}', '{f}', '{f}', '{2}', '{f}', '{1}')",
    'ledger_fold(1)',
    "ledger_end_pending(1, 'voided', 'k', '', '2026-01-01')",
  ])
    await assert.rejects(database.pool.query(`select ${inner}`), /permission denied/, inner)
})

const NEVER_SET: Readonly<Record<string, string>> = {
  accounts: 'balance = balance',
  entries: 'note = null',
  ledger_closings: 'closed_by = null',
}
