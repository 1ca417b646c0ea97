import { randomInt } from 'node:crypto'
import { plainDate } from '../src/kernel/plain-date.ts'
import type { NewEntry } from '../src/modules/ledger/ledger.ts'
import { bankWorld } from '../src/modules/ledger/ledger.ts'
import { postEntry } from '../src/modules/ledger/post-entry.ts'
import { makePoster } from '../src/modules/ledger/post-together.ts'
import { openDatabase, type Database } from '../src/platform/db.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const ACCOUNTS = 50_000
const POSTS = 6_000
const HOT = bankWorld('bench')
const DAY = plainDate('2026-05-20')

/**
 * What any ledger must do at least, and nothing more: update two balances, insert one transfer and two entry rows, by one plain function.
 * It has no foreign keys and no idempotency key, and keeps no account from going below zero.
 */
const PEER = `
  create schema peer;
  create table peer.accounts (id bigint primary key, balance bigint not null, version bigint not null) with (fillfactor = 50);
  create table peer.transfers (id bigint generated always as identity primary key, from_account bigint not null,
    to_account bigint not null, amount bigint not null, created_at timestamptz not null default clock_timestamp());
  create table peer.entries (transfer_id bigint not null, leg smallint not null, account_id bigint not null, amount bigint not null,
    balance bigint not null, version bigint not null, primary key (transfer_id, leg), unique (account_id, version));
  create function peer.post(giver bigint, taker bigint, moved bigint) returns bigint language plpgsql as $$
  declare
    transfer bigint;
    first record;
    second record;
  begin
    update peer.accounts set balance = balance + case when id = taker then moved else -moved end, version = version + 1
      where id = least(giver, taker) returning * into first;
    update peer.accounts set balance = balance + case when id = taker then moved else -moved end, version = version + 1
      where id = greatest(giver, taker) returning * into second;
    insert into peer.transfers (from_account, to_account, amount) values (giver, taker, moved) returning id into transfer;
    insert into peer.entries values
      (transfer, 1, first.id, case when first.id = taker then moved else -moved end, first.balance, first.version),
      (transfer, 2, second.id, case when second.id = taker then moved else -moved end, second.balance, second.version);
    return transfer;
  end $$;
  insert into peer.accounts select n, 0, 0 from generate_series(0, ${String(ACCOUNTS)}) n;
  grant usage on schema peer to payung_app;
  grant select, insert, update on all tables in schema peer to payung_app;`

const OURS = `
  insert into accounts (path, kind, funded, hot, balance) select 'bench/' || n, 'purse', true, false, 1000000000
    from generate_series(1, ${String(ACCOUNTS)}) n;
  insert into accounts (path, kind, funded, hot) values ('${HOT}', 'world', false, true);`

type Stage = { readonly database: ThrowAwayDatabase; readonly app: Database }
let stage: Stage | undefined

function opened(): Stage {
  if (!stage) throw new Error('not set up')
  return stage
}

const setUpFor = (connections: number) => async () => {
  const database = await startThrowAwayDatabase()
  await database.owner.pool.query(PEER)
  await database.owner.pool.query(OURS)
  await database.owner.pool.query('vacuum analyze accounts, peer.accounts')
  const app = openDatabase(database.appUrl, { maxConnections: connections, role: 'payung_app' })
  stage = { database, app }
}

async function tearDown(): Promise<void> {
  await stage?.app.close()
  await stage?.database.stop()
  stage = undefined
}

const anAccount = () => randomInt(1, ACCOUNTS + 1)
let count = 0

/** Another key each time; `from` 0 is the hot account. */
function anEntry(from: number): NewEntry {
  count += 1
  let to = anAccount()
  while (to === from) to = anAccount()
  return {
    kind: 'payment-received',
    effectiveOn: DAY,
    key: `bench-${String(count)}`,
    cause: { kind: 'bench', id: String(count) },
    transfers: [
      { from: from === 0 ? HOT : `bench/${String(from)}`, to: `bench/${String(to)}`, amount: 100n },
    ],
  }
}

/** That many at a time until all are posted. */
async function inParallel(width: number, post: () => Promise<unknown>): Promise<number> {
  let left = POSTS
  const work = async () => {
    while (left > 0) {
      left -= 1
      await post()
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return POSTS
}

function peerPost(from: number): Promise<unknown> {
  let to = anAccount()
  while (to === from) to = anAccount()
  return opened().app.pool.query({
    name: 'peer',
    text: 'select peer.post($1, $2, $3)',
    values: [from, to, 100],
  })
}

/** Each caller waits for his own answer and comes again; what arrives together is written together. */
const throughPoster = (width: number, from: () => number) => () => {
  const poster = makePoster({ db: opened().app.db })
  return inParallel(width, () => poster.post(anEntry(from())))
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: 'ledger, single posts with foreign keys, key and running balance, 8 callers',
    limitName: 'a plain function: two balances, one transfer, two entries; 8 connections',
    setUp: setUpFor(8),
    tearDown,
    run: throughPoster(8, anAccount),
    limit: () => inParallel(8, () => peerPost(anAccount())),
    units: { count: POSTS, name: 'posts' },
    goal: 0.8,
    rounds: 7,
  }),
  benchmark({
    name: 'ledger, the same, each post a statement and a transaction of its own',
    limitName: 'the plain function, 8 connections',
    setUp: setUpFor(8),
    tearDown,
    run: () => inParallel(8, () => postEntry(opened().app.db, anEntry(anAccount()))),
    limit: () => inParallel(8, () => peerPost(anAccount())),
    units: { count: POSTS, name: 'posts' },
    goal: 0.35,
    rounds: 7,
  }),
  benchmark({
    name: 'ledger, one hot account, 32 callers',
    limitName: 'the plain function on one hot account, 32 connections',
    setUp: setUpFor(32),
    tearDown,
    run: throughPoster(32, () => 0),
    limit: () => inParallel(32, () => peerPost(0)),
    units: { count: POSTS, name: 'posts' },
    goal: 5,
    rounds: 7,
  }),
  benchmark({
    name: 'ledger, 1,000 callers at once, each durable with its own answer',
    limitName: 'the plain function, 8 connections',
    setUp: setUpFor(8),
    tearDown,
    run: throughPoster(1_000, anAccount),
    limit: () => inParallel(8, () => peerPost(anAccount())),
    units: { count: POSTS, name: 'posts' },
    goal: 4,
    rounds: 7,
  }),
]
