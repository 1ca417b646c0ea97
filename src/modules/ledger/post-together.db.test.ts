import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type pg from 'pg'
import { testDatabase } from '../../../test/database.ts'
import { addTestPayer, anEntry, BANK, DAY, move, post } from '../../../test/ledger-stage.ts'
import { rowsOf } from '../../../test/people.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { throughGate } from '../access/scope.ts'
import { LedgerRefusal } from './ledger-refusal.ts'
import { BPJS_OWED, payerPurse, type NewEntry } from './ledger.ts'
import { openAccount } from './open-accounts.ts'
import { postEntries, postEntry, reverseEntry, settleEntry, voidEntry } from './post-entry.ts'
import { makePoster } from './post-together.ts'
import { balanceOf } from './queries.ts'

const database = await testDatabase()
const { db, owner } = database
const balance = (path: string) => throughGate(db, 'system', (tx) => balanceOf(tx, path))
const outcomeOf = (result: PromiseSettledResult<{ readonly replayed: boolean }>) =>
  result.status === 'rejected'
    ? (result.reason as Error).message
    : result.value.replayed
      ? 'replayed'
      : 'posted'

await throughGate(db, 'system', (tx) => openAccount(tx, { path: BPJS_OWED, kind: 'owed' }))
const purses = await Promise.all(
  Array.from({ length: 4 }, async () => payerPurse(await addTestPayer(database))),
)

test('of those who post at once each gets his own answer, and a bad one fails alone', async () => {
  const [a = '', b = ''] = purses
  await post(db, [move(BANK, a, 1_000n)])
  const poster = makePoster({ db })
  const twice = anEntry([move(a, b, 1n)])
  const entries: NewEntry[] = [
    ...Array.from({ length: 100 }, () => anEntry([move(a, b, 1n)])),
    anEntry([move(a, b, 5_000n)]),
    twice,
    anEntry([move(a, 'payer/none/purse', 1n)]),
    twice,
    ...Array.from({ length: 8 }, () => anEntry([move(a, BPJS_OWED, 9_999n)])),
    anEntry([move(a, b, 1n)]),
  ]
  const bad = poster.post(anEntry([move(a, b, 0n)])).catch((error: unknown) => (error as Error).message)
  const results = await Promise.allSettled(entries.map((entry) => poster.post(entry)))
  assert.equal(await bad, 'value-out-of-range')
  assert.deepEqual(results.map(outcomeOf), [
    ...Array.from({ length: 100 }, () => 'posted'),
    'insufficient-funds',
    'posted',
    'account-unknown',
    'replayed',
    ...Array.from({ length: 8 }, () => 'insufficient-funds'),
    'posted',
  ])
  assert.deepEqual([await balance(a), await balance(b)], [898n, 102n])
})

test('more than one batch holds go two at a time, each caller with his own answer and a repeated wish with the first', async () => {
  const [a = '', b = '', c = '', d = ''] = purses
  const before = await Promise.all([a, b, c, d].map(balance))
  await post(db, [move(BANK, a, 1_000n)])
  await post(db, [move(BANK, c, 1_000n)])
  const poster = makePoster({ db })
  const entries = Array.from({ length: 1_200 }, (_, n) =>
    // Both directions, so that batches meet on the same accounts from either side.
    anEntry([n % 2 === 0 ? move(a, b, 1n) : move(c, d, 1n)]),
  )
  const wishes = [...entries, ...entries.slice(0, 400)]
  const results = await Promise.all(wishes.map((entry) => poster.post(entry)))
  assert.equal(new Set(results.map(({ entryId }) => entryId)).size, 1_200)
  for (const [index, { entryId }] of results.slice(1_200).entries())
    assert.equal(entryId, results[index]?.entryId)
  assert.equal(results.filter(({ replayed }) => replayed).length, 400)
  const after = await Promise.all([a, b, c, d].map(balance))
  assert.deepEqual(
    after.map((now, index) => now - (before[index] ?? 0n)),
    [400n, 600n, 400n, 600n],
  )
})

test('money that comes while several posts are waiting for it is counted once', async () => {
  const [giver = '', taker = ''] = await Promise.all(
    [1, 2].map(async () => payerPurse(await addTestPayer(database))),
  )
  const results = await database.interleave(
    (other) =>
      other.transaction().execute(async (tx) => {
        await postEntry(tx, anEntry([move(BANK, giver, 100n)]))
        await postEntry(tx, anEntry([move(BANK, taker, 1n)]))
      }),
    (other) => postEntries(other, [anEntry([move(giver, taker, 40n)]), anEntry([move(giver, taker, 20n)])]),
  )
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled'],
  )
  assert.deepEqual([await balance(giver), await balance(taker)], [40n, 61n])
})

test('the first of several that cannot be posted is named, also when later ones would have made up for it', async () => {
  const [giver = '', taker = ''] = await Promise.all(
    [1, 2].map(async () => payerPurse(await addTestPayer(database))),
  )
  const known = anEntry([move(BANK, giver, 5n)])
  await throughGate(db, 'system', (tx) => postEntry(tx, known))
  const refused = await postEntries(db, [
    known,
    anEntry([move(giver, taker, 3n)]),
    anEntry([move(giver, taker, 4n)]),
    anEntry([move(BANK, giver, 100n)]),
    anEntry([move(giver, 'payer/none/purse', 1n)]),
  ]).catch((error: unknown) => error)
  assert.ok(refused instanceof LedgerRefusal)
  assert.deepEqual(
    [refused.position, refused.value],
    [3, { code: 'insufficient-funds', details: { path: giver, short: 2n } }],
  )
  assert.deepEqual([await balance(giver), await balance(taker)], [5n, 0n])
})

/** Waits until so many are stuck behind a lock. */
async function stuck(count: number): Promise<void> {
  const deadline = performance.now() + 20_000
  for (;;) {
    const [row] = await rowsOf<{ count: number }>(
      owner,
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    )
    if (row?.count === count || performance.now() > deadline) return
  }
}

test('batches that name the same keys or accounts in another order do not wait for each other in a circle', async () => {
  const [a = '', b = '', c = '', d = ''] = purses
  const wishes = [anEntry([move(BANK, c, 1n)]), anEntry([move(BANK, d, 1n)])] as const
  const cases = [
    {
      hold: (client: pg.PoolClient) =>
        client.query('select from accounts where path = $1 for no key update', [a]),
      there: [anEntry([move(BANK, a, 1n)]), anEntry([move(BANK, b, 1n)])],
      back: [anEntry([move(BANK, b, 1n)]), anEntry([move(BANK, a, 1n)])],
    },
    {
      hold: (client: pg.PoolClient) =>
        client.query(
          `insert into entries (kind, effective_on, phase, cause_kind, cause_id, idempotency_key, input_hash)
           values ('adjustment', '2026-05-20', 'posted', 'test', 'uji', $1, sha256('x'))`,
          [wishes[0].key],
        ),
      there: [wishes[0], wishes[1]],
      back: [wishes[1], wishes[0]],
    },
  ]
  for (const { hold, there, back } of cases) {
    const client = await owner.pool.connect()
    await client.query('begin')
    await hold(client)
    const first = postEntries(db, there)
    await stuck(1)
    const second = postEntries(db, back)
    await stuck(2)
    await client.query('rollback')
    client.release()
    const results = await Promise.allSettled([first, second])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled'],
    )
  }
})

test('when the database goes away everybody who waits is told', async () => {
  const broken = { db: db.withSchema('none') }
  const poster = makePoster({
    db: Object.assign(Object.create(broken.db) as typeof db, {
      executeQuery: () => Promise.reject(new Error('gone')),
    }),
  })
  const results = await Promise.allSettled(
    [1n, 2n].map((amount) => poster.post(anEntry([move(purses[0] ?? '', BANK, amount)]))),
  )
  assert.deepEqual(results.map(outcomeOf), ['gone', 'gone'])
})

type Step =
  | { readonly kind: 'post' | 'pending'; readonly moves: readonly (readonly [number, number, number])[] }
  | { readonly kind: 'batch'; readonly entries: readonly (readonly (readonly [number, number, number])[])[] }
  | { readonly kind: 'settle' | 'void' | 'reverse' | 'again'; readonly pick: number }

/** The ledger as it should be, in memory: purses that never go below zero, a bank that may, and what BPJS is owed. */
class Model {
  readonly balances = new Map<string, bigint>()
  readonly held = new Map<string, bigint>()

  available(path: string): bigint {
    return (this.balances.get(path) ?? 0n) - (this.held.get(path) ?? 0n)
  }

  /** Makes all moves or none; whether it did. */
  move({ transfers }: NewEntry): boolean {
    const before = new Map(this.balances)
    for (const { from, to, amount } of transfers) {
      if (from !== BANK && this.available(from) < amount) {
        this.balances.clear()
        for (const [path, value] of before) this.balances.set(path, value)
        return false
      }
      this.balances.set(from, (this.balances.get(from) ?? 0n) - amount)
      this.balances.set(to, (this.balances.get(to) ?? 0n) + amount)
    }
    return true
  }

  hold({ transfers }: NewEntry): boolean {
    const before = new Map(this.held)
    for (const { from, amount } of transfers) {
      if (from !== BANK && this.available(from) < amount) {
        this.held.clear()
        for (const [path, value] of before) this.held.set(path, value)
        return false
      }
      if (from !== BANK) this.held.set(from, (this.held.get(from) ?? 0n) + amount)
    }
    return true
  }

  release({ transfers }: NewEntry): void {
    for (const { from, amount } of transfers)
      if (from !== BANK) this.held.set(from, (this.held.get(from) ?? 0n) - amount)
  }
}

const PATHS = [BANK, BANK, BPJS_OWED, ...purses]
const moves = fc.array(
  fc.tuple(fc.nat(PATHS.length - 1), fc.nat(PATHS.length - 1), fc.integer({ min: 1, max: 500 })),
  { minLength: 1, maxLength: 3 },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('post' as const, 'pending' as const), moves }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('batch' as const),
      entries: fc.array(moves, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('settle' as const, 'void' as const, 'reverse' as const, 'again' as const),
      pick: fc.nat(1_000),
    }),
  },
)

const entryOf = (
  wanted: readonly (readonly [number, number, number])[],
  pending = false,
): NewEntry | null => {
  const transfers = wanted
    .map(([from, to, amount]) => move(PATHS[from] ?? BANK, PATHS[to] ?? BANK, BigInt(amount)))
    .filter(({ from, to }) => from !== to)
  return transfers.length === 0 ? null : anEntry(transfers, { pending })
}

/** Runs the wish on the database; false when the ledger refused. */
async function done(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

class Run {
  readonly model = new Model()
  readonly posted: { readonly id: bigint; readonly entry: NewEntry; reversed: boolean }[] = []
  readonly pending: { readonly id: bigint; readonly entry: NewEntry; ended: boolean }[] = []

  async take(each: Step): Promise<void> {
    if ('moves' in each) return this.post(entryOf(each.moves, each.kind === 'pending'))
    if ('entries' in each)
      return this.batch(each.entries.map((one) => entryOf(one)).filter((one) => one !== null))
    if (each.kind === 'reverse') return this.reverse(this.posted[each.pick % Math.max(1, this.posted.length)])
    if (each.kind === 'again') {
      const known = this.posted[each.pick % Math.max(1, this.posted.length)]
      if (known) assert.deepEqual(await postEntry(db, known.entry), { entryId: known.id, replayed: true })
      return
    }
    return this.end(this.pending[each.pick % Math.max(1, this.pending.length)], each.kind)
  }

  async post(entry: NewEntry | null): Promise<void> {
    if (entry === null) return
    const expected = entry.pending === true ? this.model.hold(entry) : this.model.move(entry)
    const isDone = await done(async () => {
      const { entryId } = await postEntry(db, entry)
      if (entry.pending === true) this.pending.push({ id: entryId, entry, ended: false })
      else this.posted.push({ id: entryId, entry, reversed: false })
    })
    assert.equal(isDone, expected)
  }

  async batch(entries: readonly NewEntry[]): Promise<void> {
    if (entries.length === 0) return
    const before = new Map(this.model.balances)
    const expected = entries.every((entry) => this.model.move(entry))
    if (!expected) {
      this.model.balances.clear()
      for (const [path, value] of before) this.model.balances.set(path, value)
    }
    const isDone = await done(async () => {
      const posted = await postEntries(db, entries)
      posted.forEach(({ entryId }, index) => {
        const entry = entries[index]
        if (entry) this.posted.push({ id: entryId, entry, reversed: false })
      })
    })
    assert.equal(isDone, expected)
  }

  async reverse(known: Run['posted'][number] | undefined): Promise<void> {
    if (!known) return
    const back = known.entry.transfers.map(({ from, to, amount }) => move(to, from, amount)).reverse()
    const expected = !known.reversed && this.model.move(anEntry(back))
    const key = anEntry(back).key
    const isDone = await done(() =>
      reverseEntry(db, { entryId: known.id, key, effectiveOn: DAY, note: 'uji' }),
    )
    known.reversed ||= isDone
    assert.equal(isDone, expected)
  }

  async end(known: Run['pending'][number] | undefined, kind: 'settle' | 'void'): Promise<void> {
    if (!known) return
    const expected = !known.ended
    if (expected) {
      this.model.release(known.entry)
      if (kind === 'settle') assert.ok(this.model.move(known.entry))
    }
    const ending = { pending: known.id, key: anEntry(known.entry.transfers).key, effectiveOn: DAY }
    assert.equal(
      await done(() => (kind === 'settle' ? settleEntry(db, ending) : voidEntry(db, ending))),
      expected,
    )
    known.ended = true
  }
}

test('whatever is wished for in whatever order, the ledger has what the model has', async () => {
  const start = await Promise.all(
    [...new Set(PATHS)].map(async (path) => [path, await balance(path)] as const),
  )
  const run = new Run()
  for (const [path, amount] of start) run.model.balances.set(path, amount)
  // 1,200 steps that build on each other: one long history tells more than many short ones.
  const steps = fc.sample(step, { numRuns: 1_200, seed: 20_260_520 })
  for (const each of steps) await run.take(each)
  assert.ok(run.posted.length > 200 && run.pending.length > 50)
  for (const path of new Set(PATHS))
    assert.equal(await balance(path), run.model.balances.get(path) ?? 0n, path)
  const [sum] = await rowsOf<{ gaps: bigint }>(
    owner,
    `select count(*) as gaps from accounts a where not a.hot and a.version <> (
       select count(*) from transfers t where t.from_account = a.id or t.to_account = a.id)`,
  )
  assert.equal(sum?.gaps, 0n)
})
