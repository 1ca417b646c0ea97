import assert from 'node:assert/strict'
import fc from 'fast-check'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { regionCode } from '../../src/kernel/region-code.ts'
import { Refusal } from '../../src/kernel/refusal.ts'
import {
  bankWorld,
  BPJS_OWED,
  payerCommitted,
  payerPurse,
  type AccountPath,
  type NewEntry,
  type Posted,
  type Transfer,
} from '../../src/modules/ledger/ledger.ts'
import { openAccount, openPayerAccounts } from '../../src/modules/ledger/open-accounts.ts'
import {
  postEntries,
  postEntry,
  reverseEntry,
  settleEntry,
  voidEntry,
} from '../../src/modules/ledger/post-entry.ts'
import { findAccount } from '../../src/modules/ledger/queries.ts'
import type { Db } from '../../src/platform/db.ts'
import type { TestDatabase } from '../database.ts'
import { rowsOf } from '../people.ts'
import { isOfLedger, onOneDatabase } from './campaign.ts'
import { type Expected, LedgerModel, type Move, type Wish } from './ledger-model.ts'

/** Courses of one seed: the first ones are short, as fast-check begins. */
const COURSES = 25
const DAY = plainDate('2026-01-20')
const BANK = bankWorld('model')
/** Of two payers the purse and what is bound; the bank outside; what is owed to BPJS Ketenagakerjaan. */
const FUNDED = [true, true, true, true, false, true]

const account = fc.nat({ max: FUNDED.length - 1 })
/** Money comes from the bank more often and in larger amounts, or nearly everything would be refused. */
const anyMove: fc.Arbitrary<Move> = fc
  .oneof(
    { weight: 2, arbitrary: fc.tuple(fc.constant(4), account, fc.integer({ min: 1, max: 9_000 })) },
    { weight: 3, arbitrary: fc.tuple(account, account, fc.integer({ min: 1, max: 900 })) },
  )
  .filter(([from, to]) => from !== to)
/** So few that some come again, with the same content or with another. */
const key = fc.nat({ max: 60 })
const moves = (maxLength: number) => fc.array(anyMove, { minLength: 1, maxLength })
const which = fc.nat({ max: 40 })
const anyWish: fc.Arbitrary<Wish | Again> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('post' as const), moves: moves(3), key }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('hold' as const), moves: moves(2), key }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('settle' as const), which, key }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('void' as const), which, key }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('reverse' as const), which, key }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('post-many' as const), moves: moves(5), key }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('again' as const), past: fc.nat({ max: 40 }) }) },
)

/** The same wish as one before: a client that did not hear the answer. */
type Again = { readonly is: 'again'; readonly past: number }

/** Random wishes, of which many come again and many are refused; after each the answer, and after a course every balance, is the model's. */
export const ledgerModel = onOneDatabase(
  { code: 'F22', title: 'random operations against a model in memory', shortSeeds: 2 },
  async ({ db }) => {
    await db.transaction().execute(async (tx) => {
      await openAccount(tx, { path: BANK, kind: 'world' })
      await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
    })
  },
  async (database, seed) => {
    const counts = { courses: 0, wishes: 0, made: 0, replayed: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(anyWish, { minLength: 10, maxLength: 40, size: 'max' }), async (course) => {
        const { paths, tag, model } = await beginCourse(database)
        counts.courses += 1
        const asked: Wish[] = []
        for (const each of course) {
          const wish =
            each.is === 'again' ? asked[each.past % Math.max(asked.length, 1)] : pointed(model, each)
          if (!wish) continue
          asked.push(wish)
          const original = 'which' in wish ? model.entries[wish.which]?.id : undefined
          const expected = model.answer(wish)
          requireSame(expected, await ask(database.db, paths, tag, wish, original))
          counts.wishes += 1
          counts.made += expected.filter(({ is }) => is === 'new').length
          counts.replayed += expected.filter(({ is }) => is === 'replay').length
          counts.refused += expected.filter(({ is }) => is === 'refused').length
        }
        await requireSameBalances(database.db, paths, model)
      }),
      { seed, numRuns: COURSES, includeErrorInReport: true },
    )
    return counts
  },
  { isChecked: isOfLedger },
)

/** A wish that names its entry for good; nothing while there is no entry to name. */
function pointed(model: LedgerModel, wish: Wish): Wish | undefined {
  if (!('which' in wish)) return wish
  return model.entries.length === 0 ? undefined : { ...wish, which: wish.which % model.entries.length }
}

let courseCount = 0
async function beginCourse({ db, owner }: TestDatabase): Promise<{
  readonly paths: readonly AccountPath[]
  readonly tag: string
  readonly model: LedgerModel
}> {
  courseCount += 1
  const region = regionCode('16.06.01.2001')
  const payers = await rowsOf<{ id: string }>(
    owner,
    `insert into payers (kind, name, region_code, recorded_at)
     select 'employer', 'PT Model', ${region}, now() from generate_series(1, 2) returning id`,
  )
  await db.transaction().execute(async (tx) => {
    for (const { id } of payers) await openPayerAccounts(tx, { id, organisationId: null, regionCode: region })
  })
  const paths = [...payers.flatMap(({ id }) => [payerPurse(id), payerCommitted(id)]), BANK, BPJS_OWED]
  // The two that all courses share begin with what earlier ones have left.
  return { paths, tag: `model/${courseCount}`, model: new LedgerModel(FUNDED, await standOf(db, paths)) }
}

async function standOf(
  db: Db,
  paths: readonly AccountPath[],
): Promise<{ balances: number[]; held: number[] }> {
  const found = await db.transaction().execute(async (tx) => {
    const { sql } = await import('kysely')
    await sql`set local app.gate = 'system'`.execute(tx)
    return Promise.all(paths.map((path) => findAccount(tx, path)))
  })
  return {
    balances: found.map((each) => Number(each?.balance)),
    held: found.map((each) => Number(each?.held)),
  }
}

/** The ids of the entries, or the code of the refusal. */
type Answer = { readonly posted: readonly Posted[] } | { readonly code: string }

async function ask(
  db: Db,
  paths: readonly AccountPath[],
  tag: string,
  wish: Wish,
  pending = 0n,
): Promise<Answer> {
  const named = { key: `${tag}/${wish.key}`, effectiveOn: DAY }
  const entry = (moved: readonly Move[], more: Partial<NewEntry> = {}): NewEntry => ({
    kind: 'adjustment',
    cause: { kind: 'campaign', id: tag },
    transfers: moved.map(([from, to, amount]) => ({
      from: paths[from] ?? '',
      to: paths[to] ?? '',
      amount: BigInt(amount),
    })) as [Transfer, ...Transfer[]],
    ...named,
    ...more,
  })
  const work = async (): Promise<readonly Posted[]> => {
    switch (wish.is) {
      case 'post':
        return [await postEntry(db, entry(wish.moves))]
      case 'hold':
        return [await postEntry(db, entry(wish.moves, { pending: true }))]
      case 'post-many':
        return postEntries(
          db,
          wish.moves.map((move, at) => entry([move], { key: `${tag}/many/${wish.key}/${at}` })),
        )
      case 'settle':
        return [await settleEntry(db, { pending, ...named })]
      case 'void':
        return [await voidEntry(db, { pending, ...named })]
      case 'reverse':
        return [await reverseEntry(db, { entryId: pending, note: 'model', ...named })]
    }
  }
  try {
    return { posted: await work() }
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code }
    throw error
  }
}

function requireSame(expected: readonly Expected[], answer: Answer): void {
  const [first] = expected
  if (first?.is === 'refused') {
    assert.deepEqual(answer, { code: first.code })
    return
  }
  assert.ok('posted' in answer, 'code' in answer ? answer.code : '')
  assert.equal(answer.posted.length, expected.length)
  for (const [at, each] of expected.entries()) {
    const posted: Posted | undefined = answer.posted[at]
    if (each.is === 'refused' || !posted) throw new Error('one refusal is the refusal of all')
    assert.equal(posted.replayed, each.is === 'replay')
    if (each.is === 'new') each.entry.id = posted.entryId
    else assert.equal(posted.entryId, each.entry.id)
  }
}

async function requireSameBalances(db: Db, paths: readonly AccountPath[], model: LedgerModel): Promise<void> {
  const { balances, held } = await standOf(db, paths)
  assert.deepEqual(balances, model.balances)
  // What an account without funds will give is not kept back from anybody.
  assert.deepEqual(
    held.map((each, at) => (FUNDED[at] === true ? each : 0)),
    model.held.map((each, at) => (FUNDED[at] === true ? each : 0)),
  )
}
