import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPayer, anEntry, BANK, DAY, move, post } from '../../../test/ledger-stage.ts'
import { rowsOf } from '../../../test/people.ts'
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts'
import type { Db } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { BPJS_OWED, codeAccount, payerCommitted, payerDue, payerPurse, RECEIVABLE } from './ledger.ts'
import { closeAccount, openAccount } from './open-accounts.ts'
import { postEntries, postEntry, reverseEntry, settleEntry, voidEntry } from './post-entry.ts'
import { balanceOf, payerSums } from './queries.ts'
import { callFold } from './store.ts'

const database = await testDatabase()
const { db, owner } = database

const refused = (code: RefusalCode) => (error: unknown) => error instanceof Refusal && error.code === code
const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' ? (result.reason as Error).message : 'done'
const balance = (path: string) => throughGate(db, 'system', (tx) => balanceOf(tx, path))
const inTx =
  <Answer>(work: (tx: Parameters<typeof postEntry>[0]) => Promise<Answer>) =>
  (on: Db) =>
    throughGate(on, 'system', work)

/** A purse with money in it, and an empty one. */
async function twoPurses(amount = 100_000n) {
  const [giver, taker] = [await addTestPayer(database), await addTestPayer(database)]
  const [full, empty] = [payerPurse(giver), payerPurse(taker)]
  if (amount > 0n) await post(db, [move(BANK, full, amount)])
  return { giver, taker, full, empty }
}

test('money moves from one account to another, and the same wish again changes nothing', async () => {
  const { full, empty } = await twoPurses()
  const entry = anEntry([move(full, empty, 30_000n)])
  const first = await postEntry(db, entry)
  assert.deepEqual(await postEntry(db, entry), { ...first, replayed: true })
  assert.deepEqual([await balance(full), await balance(empty)], [70_000n, 30_000n])
})

test('the same key with another content is refused', async () => {
  const { full, empty } = await twoPurses()
  const entry = anEntry([move(full, empty, 30_000n)])
  await postEntry(db, entry)
  await assert.rejects(
    postEntry(db, { ...entry, transfers: [move(full, empty, 30_001n)] }),
    refused('idempotency-key-reused'),
  )
})

test('of two who come at once with one key the second gets the answer of the first', async () => {
  const { full, empty } = await twoPurses()
  const entry = anEntry([move(full, empty, 30_000n)])
  const [first, second] = await database.interleave(
    inTx((tx) => postEntry(tx, entry)),
    inTx((tx) => postEntry(tx, entry)),
  )
  assert.deepEqual([first.status, second.status], ['fulfilled', 'fulfilled'])
  assert.ok(first.status === 'fulfilled' && second.status === 'fulfilled')
  assert.deepEqual(second.value, { entryId: first.value.entryId, replayed: true })
  assert.equal(await balance(empty), 30_000n)
  const other = anEntry([move(full, empty, 1n)])
  const results = await database.interleave(
    inTx((tx) => postEntry(tx, other)),
    inTx((tx) => postEntry(tx, { ...other, transfers: [move(full, empty, 2n)] })),
  )
  assert.deepEqual(results.map(codeOf), ['done', 'idempotency-key-reused'])
})

test('two who take the last money at once do not take it twice', async () => {
  const { full, empty } = await twoPurses()
  const results = await database.interleave(
    inTx((tx) => postEntry(tx, anEntry([move(full, empty, 60_000n)]))),
    inTx((tx) => postEntry(tx, anEntry([move(full, BANK, 60_000n)]))),
  )
  assert.deepEqual(results.map(codeOf), ['done', 'insufficient-funds'])
  const [, second] = results
  assert.ok(second.status === 'rejected' && second.reason instanceof Refusal)
  assert.deepEqual(second.reason.value.details, { path: full, short: 20_000n })
})

test('the row of a funded account itself holds it at zero or above', async () => {
  const { full } = await twoPurses()
  await assert.rejects(
    rowsOf(owner, 'update accounts set balance = -1 where path = $1', [full]),
    /a_funded_account_never_goes_below_zero/,
  )
  await assert.rejects(
    rowsOf(owner, 'update accounts set held = balance + 1 where path = $1', [full]),
    /a_funded_account_never_goes_below_zero/,
  )
})

test('A to B and B to A at once do not wait for each other in a circle', async () => {
  const { full, empty } = await twoPurses()
  await post(db, [move(BANK, empty, 100_000n)])
  for (const lines of [1, 2]) {
    const there = Array.from({ length: lines }, () => move(full, empty, 1n))
    const back = Array.from({ length: lines }, () => move(empty, full, 1n))
    const posts = Array.from({ length: 40 }, (_, index) => post(db, index % 2 === 0 ? there : back))
    assert.deepEqual(
      (await Promise.allSettled(posts)).map(codeOf),
      Array.from({ length: 40 }, () => 'done'),
    )
  }
  const batches = Array.from({ length: 10 }, (_, index) =>
    postEntries(db, [
      anEntry([index % 2 === 0 ? move(full, empty, 1n) : move(empty, full, 1n)]),
      anEntry([index % 2 === 0 ? move(empty, full, 1n) : move(full, empty, 1n)]),
    ]),
  )
  assert.deepEqual(
    (await Promise.allSettled(batches)).map(codeOf),
    Array.from({ length: 10 }, () => 'done'),
  )
})

/** Waits until so many are stuck behind a lock. */
async function stuck(count: number): Promise<void> {
  const deadline = performance.now() + 20_000
  for (;;) {
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    )
    if (rows[0]?.count === count || performance.now() > deadline) return
  }
}

test('entries that name the same accounts in another order do not wait for each other in a circle', async () => {
  const { full: a, empty: b } = await twoPurses()
  await post(db, [move(BANK, b, 100_000n)])
  const pairs = [
    [[move(a, b, 1n)], [move(b, a, 1n)], {}],
    [[move(a, BANK, 1n), move(b, BANK, 1n)], [move(b, BANK, 1n), move(a, BANK, 1n)], {}],
    [[move(a, BANK, 1n), move(b, BANK, 1n)], [move(b, BANK, 1n), move(a, BANK, 1n)], { pending: true }],
  ] as const
  for (const [there, back, change] of pairs) {
    const client = await owner.pool.connect()
    await client.query('begin')
    await client.query('select from accounts where path = $1 for update', [a])
    // The first waits for one account, the second holds the other, unless both take them in the same order.
    const first = post(db, there, change)
    await stuck(1)
    const second = post(db, back, change)
    await stuck(2)
    await client.query('commit')
    client.release()
    assert.deepEqual((await Promise.allSettled([first, second])).map(codeOf), ['done', 'done'])
  }
})

test('two batches about the same accounts at once lose nothing of each other', async () => {
  const { full, empty } = await twoPurses()
  const batch = inTx((tx) =>
    postEntries(tx, [anEntry([move(full, empty, 1n)]), anEntry([move(full, empty, 2n)])]),
  )
  assert.deepEqual((await database.interleave(batch, batch)).map(codeOf), ['done', 'done'])
  assert.deepEqual([await balance(full), await balance(empty)], [99_994n, 6n])
})

test('lines of an entry follow each other, and all are made or none', async () => {
  const { giver, full, empty } = await twoPurses()
  const held = payerCommitted(giver)
  await post(db, [move(full, held, 40_000n), move(held, empty, 40_000n)])
  assert.deepEqual([await balance(full), await balance(held), await balance(empty)], [60_000n, 0n, 40_000n])
  await assert.rejects(
    post(db, [move(full, held, 10_000n), move(held, empty, 10_001n)]),
    refused('insufficient-funds'),
  )
  assert.deepEqual([await balance(full), await balance(held)], [60_000n, 0n])
})

test('accounts that are unknown or closed take nothing', async () => {
  const { full, empty } = await twoPurses()
  await assert.rejects(post(db, [move(full, 'payer/none/purse', 1n)]), refused('account-unknown'))
  await assert.rejects(
    throughGate(db, 'system', (tx) => closeAccount(tx, full)),
    refused('account-not-empty'),
  )
  await throughGate(db, 'system', (tx) => closeAccount(tx, empty))
  await assert.rejects(post(db, [move(full, empty, 1n)]), refused('account-closed'))
  await assert.rejects(
    postEntries(db, [anEntry([move(full, BANK, 1n)]), anEntry([move(full, empty, 1n)])]),
    refused('account-closed'),
  )
})

test('a path is readable and holds no number of a person', async () => {
  for (const path of ['payer/1699991702900001/purse', 'Payer/x', 'payer', 'payer/../x y'])
    await assert.rejects(
      throughGate(db, 'system', (tx) => openAccount(tx, { path, kind: 'purse' })),
      /an_account_path/,
    )
})

test('amounts that are no money are refused', async () => {
  const { full, empty } = await twoPurses()
  for (const amount of [0n, -1n, 1_000_000_000_000_001n])
    await assert.rejects(post(db, [move(full, empty, amount)]), refused('value-out-of-range'))
  await assert.rejects(post(db, [move(full, full, 1n)]), RangeError)
  assert.equal(await balance(full), 100_000n)
})

test('a pending entry holds its money until it is settled or voided, once', async () => {
  const { full, empty } = await twoPurses()
  const { entryId } = await post(db, [move(full, empty, 80_000n)], { pending: true })
  assert.deepEqual([await balance(full), await balance(empty)], [100_000n, 0n])
  await assert.rejects(post(db, [move(full, BANK, 20_001n)]), refused('insufficient-funds'))
  const ending = { pending: entryId, effectiveOn: DAY }
  const results = await database.interleave(
    inTx((tx) => settleEntry(tx, { ...ending, key: `settle ${String(entryId)}` })),
    inTx((tx) => voidEntry(tx, { ...ending, key: `void ${String(entryId)}` })),
  )
  assert.deepEqual(results.map(codeOf), ['done', 'entry-settled-already'])
  const again = await settleEntry(db, { ...ending, key: `settle ${String(entryId)}` })
  assert.equal(again.replayed, true)
  assert.deepEqual([await balance(full), await balance(empty)], [20_000n, 80_000n])
  await post(db, [move(full, BANK, 20_000n)])
})

test('a pending entry that is voided lets its money go', async () => {
  const { full, empty } = await twoPurses()
  const { entryId } = await post(db, [move(full, empty, 80_000n)], { pending: true })
  const ending = { pending: entryId, effectiveOn: DAY }
  const both = await database.interleave(
    inTx((tx) => voidEntry(tx, { ...ending, key: `void ${String(entryId)}` })),
    inTx((tx) => voidEntry(tx, { ...ending, key: `void ${String(entryId)}` })),
  )
  assert.deepEqual(both.map(codeOf), ['done', 'done'])
  await post(db, [move(full, BANK, 100_000n)])
  const posted = await post(db, [move(BANK, full, 1n)])
  await assert.rejects(
    settleEntry(db, { pending: posted.entryId, key: 'not pending', effectiveOn: DAY }),
    refused('entry-not-pending'),
  )
  await assert.rejects(
    settleEntry(db, { pending: 0n, key: 'nothing', effectiveOn: DAY }),
    refused('entry-unknown'),
  )
})

test('an entry is reversed once, and the reversal itself never', async () => {
  const { full, empty } = await twoPurses()
  const { entryId } = await post(db, [move(full, empty, 30_000n), move(empty, BANK, 5_000n)])
  const reversing = { entryId, effectiveOn: DAY, note: 'salah bayar' }
  await assert.rejects(reverseEntry(db, { ...reversing, entryId: 0n, key: 'r0' }), refused('entry-unknown'))
  const [first, second] = await database.interleave(
    inTx((tx) => reverseEntry(tx, { ...reversing, key: `r1 ${String(entryId)}` })),
    inTx((tx) => reverseEntry(tx, { ...reversing, key: `r2 ${String(entryId)}` })),
  )
  assert.deepEqual([first, second].map(codeOf), ['done', 'entry-reversed-already'])
  assert.deepEqual([await balance(full), await balance(empty)], [100_000n, 0n])
  assert.ok(first.status === 'fulfilled')
  await assert.rejects(
    reverseEntry(db, { ...reversing, entryId: first.value.entryId, key: 'r3' }),
    refused('entry-not-reversible'),
  )
  const pending = await post(db, [move(full, empty, 1n)], { pending: true })
  await assert.rejects(
    reverseEntry(db, { ...reversing, entryId: pending.entryId, key: 'r4' }),
    refused('entry-not-reversible'),
  )
})

test('the sums of a payer add up through gifts, refunds and reversals', async () => {
  const { giver, full } = await twoPurses(0n)
  await throughGate(db, 'system', async (tx) => {
    await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
    await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
  })
  const mistake = await post(db, [move(BANK, full, 7_000n)])
  await post(db, [move(BANK, full, 100_000n)])
  await reverseEntry(db, {
    entryId: mistake.entryId,
    key: `m ${String(mistake.entryId)}`,
    effectiveOn: DAY,
    note: 'ganda',
  })
  await post(db, [move(payerDue(giver), RECEIVABLE, 16_800n)], { kind: 'bill-issued' })
  await post(db, [move(full, payerCommitted(giver), 50_000n)], { kind: 'commitment' })
  await post(db, [
    move(payerCommitted(giver), BPJS_OWED, 16_800n),
    move(RECEIVABLE, payerDue(giver), 16_800n),
  ])
  await post(db, [move(full, BPJS_OWED, 10_000n)])
  await post(db, [move(BPJS_OWED, full, 4_000n)], { kind: 'bill-credited' })
  const back = await post(db, [move(full, BANK, 5_000n)], { kind: 'refund' })
  await reverseEntry(db, {
    entryId: back.entryId,
    key: `b ${String(back.entryId)}`,
    effectiveOn: DAY,
    note: 'ditolak bank',
  })
  await post(db, [move(full, BANK, 2_000n)], { kind: 'refund' })
  const sums = await throughGate(db, 'system', (tx) => payerSums(tx, giver))
  assert.deepEqual(sums, {
    given: 100_000n,
    committed: 33_200n,
    used: 22_800n,
    left: 42_000n,
    returned: 2_000n,
  })
  assert.equal(sums.given, sums.committed + sums.used + sums.left + sums.returned)
})

test('a hot account sums entries that commit out of order, and its money is not spent twice', async () => {
  const { full } = await twoPurses()
  await throughGate(db, 'system', async (tx) => {
    await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
    await openAccount(tx, { path: codeAccount('1'), kind: 'code' })
  })
  const before = await balance(BPJS_OWED)
  // The first entry stays open while a later one commits and is folded; then the first commits, below the fold by its number.
  await database.interleave(
    inTx((tx) => postEntry(tx, anEntry([move(full, BPJS_OWED, 10_000n)]))),
    async (other) => {
      const { full: another } = await twoPurses()
      await throughGate(other, 'system', (tx) => postEntry(tx, anEntry([move(another, BPJS_OWED, 1_000n)])))
      await callFold(other)
      assert.equal(await balance(BPJS_OWED), before + 1_000n)
    },
  )
  assert.equal(await balance(BPJS_OWED), before + 11_000n)
  await callFold(db)
  assert.equal(await balance(BPJS_OWED), before + 11_000n)
  const all = before + 11_000n
  const results = await database.interleave(
    inTx((tx) => postEntry(tx, anEntry([move(BPJS_OWED, codeAccount('1'), all)], { kind: 'code-billed' }))),
    inTx((tx) => postEntry(tx, anEntry([move(BPJS_OWED, codeAccount('1'), 1n)], { kind: 'code-billed' }))),
  )
  assert.deepEqual(results.map(codeOf), ['done', 'insufficient-funds'])
  assert.equal(await balance(BPJS_OWED), 0n)
  await assert.rejects(
    postEntries(db, [anEntry([move(BPJS_OWED, codeAccount('1'), 1n)], { kind: 'code-billed' })]),
    refused('insufficient-funds'),
  )
})

test('many entries at once give what they would have given one after the other', async () => {
  const { full, empty } = await twoPurses()
  const twice = anEntry([move(full, empty, 1_000n)])
  const posted = await postEntries(db, [
    anEntry([move(full, empty, 100_000n)]),
    anEntry([move(empty, full, 60_000n), move(BANK, full, 1n)]),
    twice,
    twice,
  ])
  assert.deepEqual(
    posted.map(({ replayed }) => replayed),
    [false, false, false, true],
  )
  assert.equal(posted[2]?.entryId, posted[3]?.entryId)
  assert.deepEqual([await balance(full), await balance(empty)], [59_001n, 41_000n])
  const error: unknown = await postEntries(db, [
    anEntry([move(full, empty, 59_001n)]),
    anEntry([move(full, empty, 1n)]),
  ]).catch((reason: unknown) => reason)
  assert.ok(error instanceof Refusal)
  assert.deepEqual(error.value, { code: 'insufficient-funds', details: { path: full, short: 1n } })
  assert.deepEqual([await balance(full), await balance(empty)], [59_001n, 41_000n])
})
